import Linting
import Testing

@Suite struct ShareTests {
  @Test(
    "A share is read as a whole number of per cent",
    arguments: [
      (0, 100, "0 %"), (1, 1000, "<1 %"), (1, 100, "1 %"), (149, 1000, "15 %"), (144, 1000, "14 %"),
      (100, 100, "100 %"),
      (250, 100, "250 %"), (5, 0, "0 %"), (-5, 100, "0 %"), (1, .max, "<1 %"), (.max, .max, "100 %"),
    ])
  func description(_ part: Int, _ whole: Int, _ text: String) {
    #expect(Share(part, of: whole).description == text)
  }

  @Test(
    "Rounded up, a share over a limit is over it",
    arguments: [(0, 100, 0), (1, 1000, 1), (50, 1000, 5), (51, 1000, 6), (-51, 1000, -5)])
  func roundedUp(_ part: Int, _ whole: Int, _ percent: Int) {
    #expect(Share(part, of: whole).percentRoundedUp == percent)
  }

  @Test("No number that comes from outside traps")
  func extremes() {
    for part in [Int.min, -1, 0, 1, .max] {
      for whole in [Int.min, -1, 0, 1, .max] {
        let share = Share(part, of: whole)
        #expect((share.percent == nil) == (whole <= 0))
        #expect(!share.description.isEmpty)
        _ = share.percentRoundedUp
      }
    }
    #expect(Share(.max, of: 1).percentRoundedUp == .max)
    #expect(Share(.min, of: 1).percentRoundedUp == .min)
  }
}
