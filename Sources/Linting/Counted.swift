/// A number with what it counts: `1 layer`, `2 layers`.
///
/// - Parameter plural: for a noun that takes more than an s.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
