/// The permissions of a file as ls(1) and chmod(1) write them: at least four octal digits, such as `0644`.
package func octal(_ mode: UInt16) -> String {
  let digits = String(mode, radix: 8)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
