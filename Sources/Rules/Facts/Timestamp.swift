internal import Linting

/// Whether a text is a date with a time and its offset by RFC 3339: `2026-11-01T12:00:00.5+02:00`.
///
/// - Parameter isLenient: whether the offset may lack its colon (`+0200`) and the fraction its digits, as some parsers have it.
func isTimestamp(_ text: String, isLenient: Bool = false) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"),
    CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)) != nil,
    isClock(bytes[11..<19])
  else { return false }
  var rest = bytes[19...]
  if rest.first == UInt8(ascii: ".") {
    let fraction = rest.dropFirst().prefix(while: \.isDecimalDigit)
    guard isLenient || !fraction.isEmpty else { return false }
    rest = rest.dropFirst(1 + fraction.count)
  }
  return isOffset(rest, isCompactAllowed: isLenient)
}

/// The day of a timestamp in UTC, as days since 1970-01-01; nil for a text that is none.
func utcDay(of text: String) -> Int? {
  guard isTimestamp(text), let day = CalendarDate(text.prefix(10)) else { return nil }
  let bytes = Array(text.utf8)
  let numbers = { (range: Range<Int>) in twoDigits(bytes[range]) ?? 0 }
  let end = bytes.count
  let offset = bytes[end - 1] | 0x20 == UInt8(ascii: "z") ? 0 : numbers(end - 5..<end - 3) * 60 + numbers(end - 2..<end)
  let isBehind = offset != 0 && bytes[end - 6] == UInt8(ascii: "-")
  let minute = numbers(11..<13) * 60 + numbers(14..<16) + (isBehind ? offset : -offset)
  return day.daysSinceEpoch + (minute < 0 ? -1 : minute / 1440)
}

/// `12:00:00`; the second may be a leap second.
private func isClock(_ text: ArraySlice<UInt8>) -> Bool {
  let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map(twoDigits)
  guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2] else { return false }
  return hour < 24 && minute < 60 && second <= 60
}

private func isOffset(_ text: ArraySlice<UInt8>, isCompactAllowed: Bool) -> Bool {
  guard let first = text.first else { return false }
  let rest = text.dropFirst()
  if first | 0x20 == UInt8(ascii: "z") { return rest.isEmpty }
  guard first == UInt8(ascii: "+") || first == UInt8(ascii: "-"), let hour = twoDigits(rest.prefix(2)), hour < 24 else {
    return false
  }
  let minutes = rest.dropFirst(2)
  let hasColon = minutes.first == UInt8(ascii: ":")
  guard hasColon || isCompactAllowed, let minute = twoDigits(minutes.dropFirst(hasColon ? 1 : 0)) else { return false }
  return minute < 60
}

private func twoDigits(_ text: ArraySlice<UInt8>) -> Int? {
  guard text.count == 2, text.allSatisfy(\.isDecimalDigit) else { return nil }
  return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
}
