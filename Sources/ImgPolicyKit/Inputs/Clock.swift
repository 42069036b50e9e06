#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
package import Linting

extension CalendarDate {
  /// The day in UTC. Only the entry points ask for it, and only for what ends on a day.
  package static func today() -> CalendarDate? { CalendarDate(daysSinceEpoch: time(nil) / 86_400) }
}
