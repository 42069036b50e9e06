import Foundation

/// `imgpolicy-bench compare IMGPOLICY PEERS IMAGES [SECTION…]`: runs imgpolicy and its peers over the same inputs, side by side, and says
/// where they differ. `make compare` builds the one and installs the others.
struct Comparison {
  /// The program that is compared.
  let imgpolicy: String
  /// The directory of the peers' programs.
  let peers: String
  /// The directory of the images that `.ci/compare-images` made.
  let images: String
  /// Where inputs are written; gone at the end.
  let directory: URL

  /// Every section, in the order in which they are run.
  static var sections: [any ComparisonSection.Type] {
    [HadolintAgreement.self, LintingSpeed.self, ImageSpeed.self, FileCountSpeed.self, ManyFilesSpeed.self]
  }

  /// Runs the sections that are named, or all but those that take minutes; false when one of them does not hold.
  static func run(_ arguments: [String]) throws -> Bool {
    guard arguments.count >= 3 else {
      throw Failure("usage: imgpolicy-bench compare IMGPOLICY PEERS IMAGES [SECTION…]")
    }
    let named = arguments.dropFirst(3)
    for name in named where !sections.contains(where: { $0.name == name }) {
      throw Failure("no section is called \(name): there are \(sections.map { $0.name }.joined(separator: ", "))")
    }
    let directory = FileManager.default.temporaryDirectory.appending(path: "imgpolicy-compare-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let comparison = Comparison(
      imgpolicy: absolute(arguments[0]), peers: absolute(arguments[1]), images: absolute(arguments[2]),
      directory: directory)
    var holds = true
    for section in sections where named.contains(section.name) || named.isEmpty && !section.isLong {
      print("\n== \(section.title)\n")
      if try !section.init(comparison).run() { holds = false }
    }
    return holds
  }

  /// The program of a peer.
  func peer(_ name: String) throws -> String {
    let path = "\(peers)/\(name)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(
        "\(path) is no program: `make compare` installs the peers from PyPI, for which it needs the network")
    }
    return path
  }

  /// Writes a text below the directory of inputs; its path.
  func write(_ text: String, to path: String) throws -> String {
    let url = directory.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path()
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}

/// One thing to compare, with a heading of its own.
protocol ComparisonSection {
  /// As the command line names it.
  static var name: String { get }
  static var title: String { get }
  /// Whether it takes minutes: then it only runs when it is named.
  static var isLong: Bool { get }

  init(_ comparison: Comparison)

  /// Prints what was found; false when something does not hold that should.
  func run() throws -> Bool
}

extension ComparisonSection {
  static var isLong: Bool { false }
}

/// Why a comparison cannot be made, in one line.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs the comparison that the command line asks for, and ends the program: 0 when everything holds, 1 when not, 2 when it cannot
/// be made.
func runComparison() -> Never {
  do {
    exit(try Comparison.run(Array(CommandLine.arguments.dropFirst(2))) ? 0 : 1)
  } catch {
    print("imgpolicy-bench: \(error)")
    exit(2)
  }
}
