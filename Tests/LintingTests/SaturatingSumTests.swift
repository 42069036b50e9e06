import Linting
import Testing

@Suite struct SaturatingSumTests {
  @Test(arguments: [
    ([], 0), ([1, 2, -4], -1), ([.max], .max), ([.max, 1], .max), ([.max, .max, .max], .max), ([.min, -1], .min),
    ([.max, 1, -1], .max - 1), ([.max, .min], -1),
  ])
  func staysWithinTheNumbers(numbers: [Int], sum: Int) {
    #expect(numbers.saturatingSum() == sum)
  }
}
