/// What the spelling of a path tells.
extension String {
  var trimmingFinalSlash: String { hasSuffix("/") ? String(dropLast()) : self }

  /// The part behind the last slash; empty for `.`, `..` and `/`, which name no file. An address ends before its query.
  var lastComponent: String {
    let path = contains("://") ? prefix { $0 != "?" && $0 != "#" } : self[...]
    let name = path.split(separator: "/").last ?? ""
    return name == "." || name == ".." ? "" : String(name)
  }

  /// Whether the name is that of a file for certain: it has an extension that directories have not.
  var hasFileName: Bool {
    let name = lastComponent
    guard !hasSuffix("/"), let dot = name.lastIndex(of: ".") else { return false }
    let ending = name[name.index(after: dot)...]
    return dot != name.startIndex && !ending.isEmpty && ending != "d"
      && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } && ending.contains { $0.isLetter }
  }
}
