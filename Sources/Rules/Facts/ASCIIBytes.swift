/// The classes of ASCII bytes that the shapes of values are made of.
extension UInt8 {
  var isDecimalDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isLatinLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
  var isCapital: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
  var isHexadecimalDigit: Bool { isDecimalDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }
}
