import Linting
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: ["2026-11-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func readsAndWritesADay(_ text: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.description == text)
    #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-1-1", "2026-11-1", "26-11-01", "2026/11/01", "2026-13-01", "2026-00-01", "2026-11-31",
    "2026-11-00", "2025-02-29", "1900-02-29", "0000-01-01", "2026-11-01T00:00:00Z", "-026-11-01", "２026-11-01",
  ])
  func refusesWhatIsNoDay(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-01", 20_758), ("0001-01-01", -719_162),
    ("9999-12-31", 2_932_896),
  ])
  func countsDays(_ text: String, _ days: Int) {
    #expect(CalendarDate(text)?.daysSinceEpoch == days)
    #expect(CalendarDate(daysSinceEpoch: days)?.description == text)
  }

  @Test func noDayIsSkippedOrCountedTwice() {
    let days = stride(from: -719_162, through: 2_932_896, by: 97)
    #expect(days.allSatisfy { CalendarDate(daysSinceEpoch: $0)?.daysSinceEpoch == $0 })
    #expect(CalendarDate(daysSinceEpoch: -719_163) == nil && CalendarDate(daysSinceEpoch: 2_932_897) == nil)
  }

  @Test func daysAreInOrder() {
    let days = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01", "2027-01-01"].compactMap { CalendarDate($0) }
    #expect(days == days.shuffled().sorted())
    #expect(days.count == 5)
  }
}
