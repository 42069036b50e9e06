import ImgPolicyKit
import Linting
import Policies
import Rules
import Testing
import TestSupport
import Workloads

/// Names, files, folders and policies agree with the catalogue.
@Suite struct CatalogTests {
  @Test("A rule is called as its type", arguments: Subject.allCases)
  func names(_ subject: Subject) {
    #expect(subject.infos().map(\.name) == subject.typeNames.map(kebab))
  }

  @Test("The lists are in alphabetical order, each rule once", arguments: Subject.allCases)
  func order(_ subject: Subject) {
    let names = subject.infos().map(\.name)
    #expect(names == Set(names).sorted())
  }

  @Test("No two rules have one name")
  func unique() {
    let names = Catalog().infos.map(\.name)
    #expect(names == Set(names).sorted())
  }

  @Test("Each file of a rule is in the catalogue, and each rule has a file of its name", arguments: Subject.allCases)
  func files(_ subject: Subject) throws {
    let files = Fixtures.names(inProjectDirectory: subject.sources).filter { $0.hasSuffix(".swift") }
    let declaring = try files.flatMap { file in
      try ruleTypes(in: Fixtures.text(ofProjectFile: "\(subject.sources)/\(file)")).map {
        (file: file, type: String($0))
      }
    }
    #expect(declaring.map(\.type).sorted() == subject.typeNames.sorted())
    #expect(declaring.map(\.file) == declaring.map { "\($0.type).swift" })
  }

  @Test("Metadata is complete", arguments: Catalog().infos.map(\.name))
  func metadata(_ name: String) throws {
    let info = try #require(Catalog().infos.first { $0.name == name })
    #expect(!info.groups.isEmpty)
    #expect(!info.rationale.isEmpty)
    #expect(info.help.hasSuffix("."))
    #expect(!info.bad.isEmpty)
    #expect(!info.good.isEmpty)
    #expect(!info.references.isEmpty)
    #expect(info.references.allSatisfy { $0.hasPrefix("https://") && !$0.contains(" ") })
    #expect(info.aliases == info.aliases.filter { !$0.isEmpty && !$0.contains(" ") })
    #expect(Set(info.aliases).count == info.aliases.count)
    // One sentence.
    #expect(info.summary.hasSuffix("."))
    let sentences = info.summary.split(separator: ". ").dropFirst().filter { $0.first?.isUppercase == true }
    #expect(sentences == [])
    #expect(!info.summary.contains("\n"))
  }

  @Test("What a rule silences is another rule", arguments: Catalog().infos.map(\.name))
  func silences(_ name: String) throws {
    let infos = Catalog().infos
    let info = try #require(infos.first { $0.name == name })
    let others = infos.map(\.name).filter { $0 != name }
    #expect(info.silences.filter { !others.contains($0) } == [])
  }

  // MARK: Policies

  @Test("A built-in policy resolves without a fault", arguments: BuiltInPolicies.names)
  func policies(_ name: String) throws {
    let stack = PolicyStack(ruleNames: RuleNames(Catalog().infos))
    let policy = try stack.effective([.builtIn(name)])
    #expect(policy.layers.contains { !$0.isEmpty })
  }

  @Test("Every policy file is built in, and the reverse")
  func policyFiles() {
    let files = Fixtures.names(inProjectDirectory: "policies").filter { $0.hasSuffix(".yaml") }
    #expect(files == BuiltInPolicies.names.map { "\($0).yaml" })
  }

  @Test(
    "A level of pod security is one set of checks, in the rules, in its policy and in namespaces",
    arguments: PodSecurityLevel.allCases)
  func podSecurity(_ level: PodSecurityLevel) throws {
    #expect(Set(Catalog().infos.flatMap(\.aliases)).isSuperset(of: level.checks()))
    let policies = Set(["kubernetes-baseline", "kubernetes-\(level.rawValue)"])
    let graded = try policies.flatMap { name in
      try Fixtures.text(ofProjectFile: "policies/\(name).yaml").split(separator: "\"").filter { $0.hasPrefix("PSS:") }
    }
    #expect(graded.map(String.init).sorted() == level.checks().sorted())
  }

  // MARK: Names

  /// `UnpinnedBaseImage` → `unpinned-base-image`, `DiffIDMismatch` → `diff-id-mismatch`.
  private func kebab(_ type: String) -> String {
    let letters = Array(type)
    var name = ""
    for (index, letter) in letters.enumerated() {
      let followsSmall = index > 0 && letters[index - 1].isLowercase
      let beginsWord = index > 0 && index + 1 < letters.count && letters[index + 1].isLowercase
      if letter.isUppercase, followsSmall || beginsWord { name += "-" }
      name += letter.lowercased()
    }
    return name
  }

  /// The types that a source file declares as rules.
  private func ruleTypes(in source: String) -> [Substring] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let keyword = words.firstIndex(where: { $0 == "struct" || $0 == "enum" }),
        ["Rule", "DescribedRule", "ManifestAndValuesRule", "YAMLRule"].contains(words.dropFirst(keyword + 2).first)
      else { return nil }
      return words[keyword + 1].dropLast()
    }
  }
}
