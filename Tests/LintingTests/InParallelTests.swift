import Linting
import Testing

@Suite struct InParallelTests {
  @Test(
    "The results come in order, each computed once, whatever the number of jobs", arguments: [nil, -1, 0, 1, 3, 1000])
  func order(_ jobs: Int?) {
    for count in [0, 1, 2, 200] {
      #expect(inParallel(count, jobs: jobs) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }
  }
}
