internal import Linting

/// A mount of RUN, as its `--mount` flag describes it.
package struct Mount: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case bind
    case cache
    case tmpfs
    case secret
    case ssh
  }

  package internal(set) var kind = Kind.bind
  package internal(set) var from: String?
  /// The value of `from`, as offsets into the value of the flag.
  var fromRange: Range<Int>?
  package internal(set) var source: String?
  package internal(set) var target: String?
  package internal(set) var id: String?
  package internal(set) var sharing: String?
  package internal(set) var environmentVariable: String?
  package internal(set) var isReadOnly: Bool?
  package internal(set) var isRequired = false
  fileprivate var hasMode = false
  fileprivate var hasUID = false
  fileprivate var hasGID = false
}

/// Something that BuildKit refuses in a mount.
struct MountFault {
  var message: String
  /// The key or value in question, as offsets into the value of the flag; nil when something is missing.
  var range: Range<Int>?
  /// Whether the builder sees it already when it reads the file, and not only when it runs the RUN.
  var isSeenInReading = false
}

/// Reads the fields of a mount in their order: what a field may be depends on the type *seen so far*.
struct MountReader {
  private(set) var mount = Mount()
  private(set) var faults: [MountFault] = []
  /// Where each key stands that was given, by the name that counts for all its spellings.
  private var keyRanges = OrderedMap<Range<Int>>()
  /// The field at hand.
  private var field = MountField(text: "", range: 0..<0)

  private static let keys = [
    "type", "from", "source", "src", "target", "dst", "destination", "readonly", "ro", "readwrite", "rw", "id",
    "sharing", "required", "size", "mode", "uid", "gid", "env",
  ]

  private static let synonyms = ["src": "source", "dst": "target", "destination": "target"]

  /// Whether the value of the field at hand is known: what may be anything is not judged.
  private var isCertain = true
  /// Whether the type is known that the fields behind it are for.
  private var isKindCertain = true

  /// `expand` gives a value, with its offsets into `value`, after expansion; nil when that fails, which the caller reports.
  init(_ value: String, expand: (String, Range<Int>) -> Expansion?) {
    guard let fields = MountField.all(of: value) else {
      faults.append(MountFault(message: "its quotes must enclose a whole field, as in CSV", range: nil))
      return
    }
    for field in fields { read(field, expand) }
    check()
  }

  private mutating func read(_ field: MountField, _ expand: (String, Range<Int>) -> Expansion?) {
    self.field = field
    isCertain = true
    let key = field.key.lowercased()
    keyRanges[Self.synonyms[key] ?? key] = field.keyRange
    guard let text = field.value else {
      readFlag(key)
      return
    }
    if key == "from" {
      // The one key that is never expanded.
      mount.from = text
      mount.fromRange = field.valueRange
      if text.dropLast().utf8.contains(ASCII.dollar) {
        let message = "`from` takes no variable: name a stage of this file, and expand the variable in its FROM"
        faults.append(MountFault(message: message, range: field.valueRange, isSeenInReading: true))
      }
      return
    }
    guard let value = expand(text, field.valueRange) else { return }
    isCertain = value.isResolved
    read(key, value.text)
  }

  private mutating func readFlag(_ key: String) {
    switch key {
    case "ro", "readonly": mount.isReadOnly = true
    case "rw", "readwrite": mount.isReadOnly = false
    case "required": setRequired(true)
    default: refuseKey("“\(field.text)” has no value: expected key=value")
    }
  }

  private mutating func read(_ key: String, _ value: String) {
    switch key {
    case "type": setKind(value)
    case "source", "src": mount.source = value
    case "target", "dst", "destination": mount.target = value
    case "id": mount.id = value
    case "env": mount.environmentVariable = value
    case "ro", "readonly": if let flag = boolean(value, of: key) { mount.isReadOnly = flag }
    case "rw", "readwrite": if let flag = boolean(value, of: key) { mount.isReadOnly = !flag }
    case "required": if let flag = boolean(value, of: key) { setRequired(flag) }
    case "sharing":
      mount.sharing = value.lowercased()
      if !["shared", "private", "locked"].contains(value.lowercased()) {
        refuseValue("“\(value)” is no sharing of a cache: expected shared, private or locked")
      }
    case "size":
      if mount.kind != .tmpfs { refuse(key) } else if !Self.isSize(value) { refuseValue("“\(value)” is no size") }
    case "mode":
      mount.hasMode = true
      if !Self.isNumber(value, radix: 8) { refuseValue("“\(value)” is no octal mode") }
    case "uid":
      mount.hasUID = true
      if !Self.isNumber(value, radix: 10) { refuseValue("“\(value)” is no user id") }
    case "gid":
      mount.hasGID = true
      if !Self.isNumber(value, radix: 10) { refuseValue("“\(value)” is no group id") }
    default:
      let guess = nearestWord(to: key, among: Self.keys).map { ": did you mean \($0)?" } ?? ""
      refuseKey("“\(key)” is no key of a mount\(guess)")
    }
  }

  private mutating func setKind(_ value: String) {
    if let kind = Mount.Kind(rawValue: value.lowercased()) {
      mount.kind = kind
    } else if !isCertain {
      isKindCertain = false
    } else {
      let all = Mount.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      refuseValue("“\(value)” is no type of a mount: expected one of \(all)")
    }
  }

  private mutating func setRequired(_ flag: Bool) {
    if mount.kind == .secret || mount.kind == .ssh { mount.isRequired = flag } else { refuse("required") }
  }

  private mutating func refuse(_ key: String) {
    guard isKindCertain else { return }
    let hint = key == "required" ? "it must stand behind type=secret or type=ssh" : "it must stand behind type=tmpfs"
    refuseKey("“\(key)” does not fit a mount of type \(mount.kind.rawValue): \(hint)")
  }

  private mutating func refuseKey(_ message: String) {
    faults.append(MountFault(message: message, range: field.keyRange))
  }

  private mutating func refuseValue(_ message: String) {
    guard isCertain else { return }
    faults.append(MountFault(message: message, range: field.valueRange))
  }

  /// A key that does not fit the others.
  private mutating func refuse(_ message: String, at key: String) {
    guard isKindCertain else { return }
    faults.append(MountFault(message: message, range: keyRanges[key]))
  }

  private mutating func boolean(_ value: String, of key: String) -> Bool? {
    if let flag = Dockerfile.boolean(value) { return flag }
    refuseValue("“\(value)” is no value of “\(key)”: expected true or false")
    return nil
  }

  /// 32 bits, without a sign.
  private static func isNumber(_ value: String, radix: Int) -> Bool {
    value.utf8.allSatisfy(ASCII.isDigit) && UInt32(value, radix: radix) != nil
  }

  /// A number with a unit of memory: `64m`, `1.5 GiB`.
  private static func isSize(_ value: String) -> Bool {
    guard let end = value.utf8.lastIndex(where: { ASCII.isDigit($0) || $0 == ASCII.dot || $0 == ASCII.space }) else {
      return false
    }
    let isBlank = value.utf8[end] == ASCII.space
    let unit = value[value.utf8.index(after: end)...].lowercased()
    guard let number = Double(isBlank ? value[..<end] : value[...end]), number >= 0 else { return false }
    return unit.isEmpty || unit == "b"
      || ("kmgtp".contains(unit.prefix(1)) && ["", "b", "ib"].contains(unit.dropFirst()))
  }

  /// What can only be judged when all fields are read.
  private mutating func check() {
    if mount.sharing != nil, mount.kind != .cache { refuse("only a cache mount has `sharing`", at: "sharing") }
    let takesOwner = mount.kind == .secret || mount.kind == .ssh || mount.kind == .cache
    for (isGiven, key) in [(mount.hasMode, "mode"), (mount.hasUID, "uid"), (mount.hasGID, "gid")]
    where isGiven && !takesOwner {
      refuse("a mount of type \(mount.kind.rawValue) has no “\(key)”", at: key)
    }
    if mount.kind == .secret { checkSecret() }
    if mount.kind == .ssh, mount.source != nil { refuse("an ssh mount has no `source`", at: "source") }
  }

  /// What is wrong with where the mount appears. A relative target, or none, joins the working directory; nil when that is
  /// not known.
  func targetFaults(in workdir: String?) -> [MountFault] {
    var path = mount.target ?? ""
    if path.isEmpty, mount.kind == .secret || mount.kind == .ssh { return [] }
    if !path.hasPrefix("/") {
      guard let workdir else { return [] }
      path = "\(workdir)/\(path)"
    }
    guard cleanPath(path) == "/" else { return [] }
    return [MountFault(message: "it may not cover “/”: give it a target", range: keyRanges["target"])]
  }

  private mutating func checkSecret() {
    if mount.from != nil { refuse("a secret mount has no `from`", at: "from") }
    if mount.source != nil, mount.id != nil {
      refuse("a secret mount has either `id` or `source`, not both", at: "source")
    }
    if mount.source == nil, mount.target == nil, mount.id == nil {
      faults.append(MountFault(message: "a secret mount needs one of id, source and target", range: nil))
    }
  }

}
