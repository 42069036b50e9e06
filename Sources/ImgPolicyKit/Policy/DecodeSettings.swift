internal import Linting
internal import Rules

/// The keys `date` and `registries` of a policy.
extension ConfigNode {
  /// A day such as `2026-11-01`.
  func date(_ context: inout DecodeContext) -> CalendarDate? {
    let expected = "a day such as 2026-11-01"
    guard let text = text(&context, expected: expected) else { return nil }
    return CalendarDate(text) ?? mismatch(expected, &context)
  }

  /// Registries, or parts of them, with `*` for any text: `docker.io`, `*.example.org`, `ghcr.io/acme/*`.
  func registries(_ context: inout DecodeContext) -> [String]? {
    guard let names = names(&context, expected: "a registry such as docker.io or ghcr.io/acme/*, or a list of them")
    else { return nil }
    for (text, place) in names {
      if text.contains("://") {
        context.fault(place, "\(name): `\(text)` has a scheme: expected a registry alone, such as ghcr.io")
      } else if text.contains("@") || text.contains(" ")
        || text.split(separator: "/").dropFirst().joined().contains(":")
      {
        context.fault(place, "\(name): `\(text)` names an image: expected a registry, or a part of one")
      }
    }
    return names.map { $0.text }
  }
}
