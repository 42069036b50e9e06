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

  @Test func daysAreInOrder() {
    let days = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01", "2027-01-01"].compactMap { CalendarDate($0) }
    #expect(days == days.shuffled().sorted())
    #expect(days.count == 5)
  }
}
