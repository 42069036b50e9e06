internal import Linting

/// Why a text is no image listing, with its 1-based line.
package struct ImageListingError: Error, Sendable, CustomStringConvertible {
  package var line: Int
  package var message: String
  package var description: String { "line \(line): \(message)" }
}

extension ImageListing {
  /// Reads a listing; the format is described at the type.
  package init(parsing text: String) throws(ImageListingError) {
    self.init()
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      do throws(ListingComplaint) {
        try read(Substring(line))
      } catch {
        throw ImageListingError(line: number + 1, message: error.message)
      }
    }
  }

  private mutating func read(_ line: Substring) throws(ListingComplaint) {
    let isEntry = line.first == " "
    let text = line.drop { $0 == " " }
    if text.isEmpty || text.first == "#" { return }
    if isEntry { return try addEntry(try listingWords(text)) }
    guard let colon = text.firstIndex(of: ":") else {
      throw ListingComplaint(message: "expected “key: value”: \(text)")
    }
    let value = String(text[text.index(after: colon)...].drop { $0 == " " })
    try set(String(text[..<colon]), to: value)
  }

  private mutating func set(_ key: String, to value: String) throws(ListingComplaint) {
    switch key {
    case "image": try setFormat(value)
    case "tag": tags.append(value)
    case "platform": platform = value
    case "user": user = value
    case "env": env.append(value)
    case "expose": exposedPorts.append(value)
    case "volume": volumes.append(value)
    case "onbuild": onBuild.append(value)
    case "label":
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw ListingComplaint(message: "expected label: name=value") }
      labels.append((String(parts[0]), String(parts[1])))
    case "healthcheck": healthcheck = try array(value)
    case "entrypoint": entrypoint = try array(value)
    case "cmd": cmd = try array(value)
    case "shell": shell = try array(value)
    case "workdir": workingDir = value
    case "stopsignal": stopSignal = value
    case "verify": verifies = value != "off"
    case "author": author = value
    case "created": created = value == "none" ? nil : value
    case "interval", "timeout", "start-period", "start-interval", "retries": try setHealthcheck(key, to: value)
    case "history": steps.append((value, nil, ""))
    case "comment":
      guard !steps.isEmpty else { throw ListingComplaint(message: "a comment stands before the first step") }
      steps[steps.count - 1].comment = value
    case "layer": add(Layer(createdBy: value))
    case "fault": faults.append(try fault(try listingWords(Substring(value))))
    default: throw ListingComplaint(message: "unknown key “\(key)”")
    }
  }

  /// `30s`, or a bare number of nanoseconds or retries.
  private mutating func setHealthcheck(_ key: String, to value: String) throws(ListingComplaint) {
    let name = key.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let factor = value.hasSuffix("s") ? 1_000_000_000 : 1
    guard let number = Int(factor == 1 ? value[...] : value.dropLast()) else {
      throw ListingComplaint(message: "expected a number: \(value)")
    }
    healthcheckNumbers.removeAll { $0.name == name }
    healthcheckNumbers.append((name, number * factor))
  }

  private mutating func setFormat(_ value: String) throws(ListingComplaint) {
    let parts = value.split(separator: " ").map(String.init)
    guard let first = parts.first, let format = Format(rawValue: first) else {
      throw ListingComplaint(message: "expected image: docker-archive, oci-archive or hybrid")
    }
    self.format = format
    guard parts.count > 1 else { return }
    guard let compression = LayerCompression(rawValue: parts[1]) else {
      throw ListingComplaint(message: "expected plain, gzip or zstd, found \(parts[1])")
    }
    self.compression = compression
  }

  /// `["a", "b"]`
  private func array(_ text: String) throws(ListingComplaint) -> [String] {
    guard text.hasPrefix("["), text.hasSuffix("]") else {
      throw ListingComplaint(message: "expected an array: \(text)")
    }
    let inner = text.dropFirst().dropLast()
    var separated = ""
    var isQuoted = false
    for character in inner {
      if character == "\"" { isQuoted.toggle() }
      separated.append(character == "," && !isQuoted ? " " : character)
    }
    return try listingWords(Substring(separated)).map(\.text)
  }

  // MARK: Entries

  private mutating func addEntry(_ words: [ListingWord]) throws(ListingComplaint) {
    guard !layers.isEmpty else { throw ListingComplaint(message: "an entry stands before the first layer") }
    var words = words[...]
    var mode: Int?
    var owner = (uid: 0, gid: 0)
    if words.count >= 3, let bits = Int(words[words.startIndex].text, radix: 8),
      let ids = ids(words[words.startIndex + 1])
    {
      (mode, owner) = (bits, ids)
      words = words.dropFirst(2)
    }
    var extras: [(key: String, value: String)] = []
    while words.count >= 3, Self.extraKeys.contains(words[words.endIndex - 2].text) {
      extras.append((words[words.endIndex - 2].text, words[words.endIndex - 1].text))
      words = words.dropLast(2)
    }
    let (path, content) = try entry(Array(words))
    var entry = Entry(path, content, mode: mode, uid: owner.uid, gid: owner.gid)
    for (key, value) in extras { try entry.add(key, value) }
    layers[layers.count - 1].entries.append(entry)
  }

  private static let extraKeys: Set = ["attribute", "capability", "time"]

  private func entry(_ words: [ListingWord]) throws(ListingComplaint) -> (path: [UInt8], content: Content) {
    guard let first = words.first, words.count <= 3 else { throw ListingComplaint(message: "expected a path") }
    let path = first.bytes
    let second = words.count > 1 ? words[1].text : ""
    switch (first.text, second, words.count) {
    case ("delete", _, 2): return (words[1].bytes, .whiteout)
    case ("hide", _, 2): return (words[1].bytes, .opaqueWhiteout)
    case (_, "->", 3): return (path, .symbolicLink(words[2].bytes))
    case (_, "=>", 3): return (path, .hardLink(words[2].bytes))
    case (_, "device", 3):
      guard let numbers = ids(words[2]) else { throw ListingComplaint(message: "expected device MAJOR:MINOR") }
      return (path, .device(major: numbers.uid, minor: numbers.gid))
    case (_, "block", 3):
      guard let numbers = ids(words[2]) else { throw ListingComplaint(message: "expected block MAJOR:MINOR") }
      return (path, .blockDevice(major: numbers.uid, minor: numbers.gid))
    case (_, _, 3) where words[2].text.hasPrefix("="):
      return (path, .file(try content(words[1], for: Array(words[2].bytes.dropFirst()))))
    case (_, "sparse", 3): return (path, .sparse(try size(words[2])))
    case (_, "pipe", 2): return (path, .pipe)
    case (_, "elf", 3):
      let parts = words[2].text.split(separator: ":", maxSplits: 1).map(String.init)
      guard let machine = ELFFile.machines[parts[0]] else {
        throw ListingComplaint(message: "expected elf MACHINE or elf MACHINE:LOADER")
      }
      return (path, .file(ELFFile.start(machine, loader: parts.count > 1 ? parts[1] : nil)))
    case (_, _, 1): return path.last == UInt8(ascii: "/") ? (path, .directory) : (path, .file([]))
    case (_, _, 2): return (path, .file(try content(words[1], for: path)))
    default: throw ListingComplaint(message: "not understood: \(first.text) \(second)")
    }
  }

  /// Quoted text is the content itself; a size is that many bytes, which differ from path to path.
  private func content(_ word: ListingWord, for path: [UInt8]) throws(ListingComplaint) -> [UInt8] {
    word.isQuoted ? word.bytes : filler(try size(word), seed: path)
  }

  private func size(_ word: ListingWord) throws(ListingComplaint) -> Int {
    do throws(ByteSize.ParseError) {
      return try ByteSize.parse(word.text).bytes
    } catch {
      throw ListingComplaint(message: error.message)
    }
  }

  private func ids(_ word: ListingWord) -> (uid: Int, gid: Int)? {
    let parts = word.text.split(separator: ":")
    guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
    return (first, second)
  }

  // MARK: Faults

  private func fault(_ words: [ListingWord]) throws(ListingComplaint) -> Fault {
    let text = words.map(\.text)
    let number = text.last.flatMap { Int($0) }
    switch (text.first ?? "", text.count > 1 ? text[1] : "") {
    case ("truncate", _): if let number { return .truncate(number) }
    case ("no", "end"): return .noEndMark
    case ("trailing", "data"): return .trailingData
    case ("hidden", "member"): return .hiddenMember
    case ("flip", "layer"): if let number { return .flipLayer(number) }
    case ("flip", "config"): return .flipConfig
    case ("flip", "manifest"): return .flipManifest
    case ("damage", "header"): if let number { return .damageHeader(number) }
    case ("missing", "layer"): if let number { return .missingLayer(number) }
    case ("missing", "config"): return .missingConfig
    case ("missing", "manifest"): return .missingManifest
    case ("missing", "oci-layout"): return .missingLayoutFile
    case ("swap", "diff-ids"): return .swapDiffIDs
    case ("drop", "diff-id"): return .dropDiffID
    case ("extra", "step"): return .extraStep
    case ("repeat", "layer"): if let number { return .repeatLayer(number) }
    case ("duplicate", "key") where text.count == 3: return .duplicateKey(text[2])
    case ("second", "manifest"): return .secondManifest
    case ("member", _) where words.count == 2: return .member(words[1].bytes, size: 1)
    case ("member", _) where words.count == 3: return .member(words[1].bytes, size: try size(words[2]))
    case ("media", "type") where text.count == 4: if let layer = Int(text[2]) { return .mediaType(layer, text[3]) }
    case ("other", "index"): return .otherIndex
    default: break
    }
    throw ListingComplaint(message: "unknown fault: \(text.joined(separator: " "))")
  }
}

extension ImageListing.Entry {
  /// Takes what stands behind an entry: a word and its value.
  fileprivate mutating func add(_ key: String, _ value: String) throws(ListingComplaint) {
    let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
    switch (key, UInt64(value, radix: key == "capability" ? 16 : 10)) {
    case ("capability", let set?): capabilities = set
    case ("time", let seconds?): time = Int(clamping: seconds)
    case ("attribute", _) where parts.count == 2: attributes.append((parts[0], parts[1]))
    default: throw ListingComplaint(message: "no value of “\(key)”: \(value)")
    }
  }
}
