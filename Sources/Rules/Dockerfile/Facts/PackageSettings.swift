internal import Dockerfile
internal import Linting

/// What configuration files that the Dockerfile writes tell package managers.
///
/// Only instructions count that name both the item and the directory of the configuration; a file that COPY brings there
/// may say anything.
struct PackageSettings {
  /// An item of a configuration.
  struct Item: Sendable {
    /// In lower case.
    var name: String
    /// Where the configuration lies, in lower case.
    var directories: [String]
    /// What is looked for.
    var value: Bool
  }

  static let aptAssumeYes = Item(name: "apt::get::assume-yes", directories: ["/etc/apt"], value: true)
  static let aptRecommends = Item(name: "apt::install-recommends", directories: ["/etc/apt"], value: false)
  static let dnfAssumeYes = Item(name: "assumeyes", directories: ["/etc/dnf", "/etc/yum"], value: true)

  private let progress: StageProgress

  init(_ item: Item, in file: BuildModel) {
    progress = StageProgress(in: file) { stage in
      let run = stage.writtenRuns.first { Self.sets(item, text: file.source.bytes[$0.instruction.range]) }
      let copy = stage.copies.first { stage.wrote($0.instruction) && Self.brings(item, $0, of: file) }
      return [run?.instruction, copy?.instruction].compactMap { $0?.range.lowerBound }.min()
    }
  }

  /// Whether the item is set, or may be, when a RUN starts, or by the RUN itself.
  func hold(for run: PackageRun) -> Bool { progress.holds(for: run) }

  private static func brings(_ item: Item, _ copy: Copy, of file: BuildModel) -> Bool {
    guard let destination = copy.destinationPath, item.directories.contains(where: { destination.hasPrefix($0) }) else {
      return false
    }
    return copy.instruction.heredocs.isEmpty || says(item, file.source.bytes[copy.instruction.range])
  }

  private static func sets(_ item: Item, text: ArraySlice<UInt8>) -> Bool {
    says(item, text) && item.directories.contains { !positions(of: $0, in: text).isEmpty }
  }

  /// Whether a text gives the item the value that is looked for: `item "false";`, `item=1`.
  private static func says(_ item: Item, _ text: ArraySlice<UInt8>) -> Bool {
    positions(of: item.name, in: text).contains { position in
      let rest = text[(position + item.name.utf8.count)...].prefix(32)
      let word = rest.drop { !isLetterOrDigit($0) }.prefix(while: isLetterOrDigit)
      let value = String(decoding: word, as: UTF8.self)
      return item.value ? value.isSwitchedOn : value.isSwitchedOff
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte.isLatinLetter || byte.isDecimalDigit }

  /// Where a text in lower case stands in another, whose letters may be capitals.
  private static func positions(of word: String, in text: ArraySlice<UInt8>) -> [Int] {
    let wanted = Array(word.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return [] }
    return (text.startIndex...(text.endIndex - wanted.count)).filter { start in
      guard lowercased(text[start]) == first else { return false }
      return text[start..<start + wanted.count].elementsEqual(wanted) { lowercased($0) == $1 }
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte.isCapital ? byte | 0x20 : byte }
}
