import Linting
import Testing

@Suite struct NearestTests {
  private let words = ["FROM", "RUN", "ENV", "EXPOSE", "COPY", "ARG"]

  @Test(
    "The nearest word is found: one insertion, deletion, replacement or swap counts one",
    arguments: [
      ("RNU", "RUN"), ("FORM", "FROM"), ("EXPSOE", "EXPOSE"), ("COP", "COPY"), ("COPPY", "COPY"), ("EXPOZZ", "EXPOSE"),
      ("AGR", "ARG"),
    ])
  func found(_ word: String, _ expected: String) {
    #expect(nearest(to: word, among: words) == expected)
  }

  @Test("Nothing is near", arguments: ["", "X", "RUN", "EXPZZZ", "ABCDEFGH", "XY"])
  func notFound(_ word: String) {
    #expect(nearest(to: word, among: words.filter { $0 != "ENV" }) == nil)
  }

  @Test("In a language of few words also a short word is near that is half wrong, but none before one that is nearer")
  func shortWords() {
    #expect(nearest(to: "FOO", among: words) == nil)
    #expect(nearestWord(to: "FOO", among: words) == "FROM")
    #expect(nearestWord(to: "CP", among: words) == "COPY")
    #expect(nearestWord(to: "RNU", among: ["EN", "RUN"]) == "RUN")
    #expect(nearestWord(to: "US", among: ["RUN", "USER"]) == "USER")
    #expect(nearestWord(to: "XYZ", among: words) == nil)
  }

  @Test("Of equals the first is taken, and the limit can be raised")
  func choice() {
    #expect(nearest(to: "abcd", among: ["abcx", "abcy"]) == "abcx")
    #expect(nearest(to: "abcdefgh", among: ["xyzdefgh"]) == nil)
    #expect(nearest(to: "abcdefgh", among: ["xyzdefgh"], limit: 3) == "xyzdefgh")
    #expect(nearest(to: "a", among: []) == nil)
  }

  @Test(
    "A key is meant whatever its case, however its words are joined, and by what it begins with",
    arguments: [
      ("RULES", "rules"), ("FAIL-ON", "fail-on"), ("fail_on", "fail-on"), ("forbidInFinal", "forbid-in-final"),
      ("percentage", "percent"), ("environment", "env"), ("registry", "registries"), ("expires-on", "expires"),
      ("max-layers", "layers"), ("warn", "warning"), ("rulez", "rules"), ("re", nil), ("other", nil), ("", nil),
    ] as [(String, String?)])
  func keys(_ word: String, _ key: String?) {
    let keys = [
      "rules", "fail-on", "forbid-in-final", "percent", "env", "registries", "expires", "layers", "warning", "reason",
    ]
    #expect(nearestKey(to: word, among: keys) == key)
  }
}
