/// The workloads that Helm values of the usual shape describe, written out as a manifest: each mapping with an `image`, at the top
/// or under the name of a part. Every line knows the value that it comes from.
package struct DescribedWorkloads: Sendable {
  /// A manifest; empty where the values describe no workload.
  package private(set) var text = ""
  /// By line, from 0; nil for what no value says.
  private var origins: [ValueOrigin?] = []
  /// Of the workloads, each with how many parts have it: `a.b` and `a-b` are two.
  private var names: [String: Int] = [:]
  /// The chart's own secrets by the variables that charts make of them.
  private var secrets: [(variable: String, value: MergedValue)] = []

  /// Writes out what values of the usual shape describe.
  package init(_ values: MergedValue) {
    guard case .map(let map) = values.content else { return }
    secrets = (map["secrets"]?.map?.entries ?? []).compactMap { key, value in
      value.scalar.map { _ in (variableName(key), value) }
    }
    addParts(of: map, path: [], globals: map["global"]?.map)
  }

  /// Where the value of a 1-based line was written.
  package func origin(ofLine line: Int) -> ValueOrigin? { origins.indices.contains(line - 1) ? origins[line - 1] : nil }

  /// Parts that stand deeper belong to other charts.
  private static let deepest = 3

  private mutating func addParts(of map: MergedMap, path: [String], globals: MergedMap?) {
    guard !map.isOff else { return }
    if let image = map["image"].flatMap(DescribedImage.init) {
      add(map, image, name: name(of: path), globals)
    }
    guard path.count < Self.deepest else { return }
    for (key, value) in map.entries where key != "image" && key != "global" {
      if let inner = value.map { addParts(of: inner, path: path + [key], globals: globals) }
    }
  }

  private mutating func name(of path: [String]) -> String {
    let name = path.isEmpty ? "chart" : path.joined(separator: "-").lowercased()
    let count = names[name, default: 0] + 1
    names[name] = count
    return count == 1 ? name : "\(name)-\(count)"
  }

  private mutating func add(_ part: MergedMap, _ image: DescribedImage, name: String, _ globals: MergedMap?) {
    let service = part["service"]?.map
    let port = part["containerPort"] ?? service?["targetPort"]
    begin("apps/v1", "Deployment", name)
    line(1, "template:")
    line(2, "metadata:")
    line(3, "labels: { part: \(quoted(name)) }")
    line(2, "spec:")
    for (key, field) in [("podSecurityContext", "securityContext"), ("nodeSelector", "nodeSelector")] {
      if let value = part[key], value.map?.isEmpty == false { add(field, value, 3) }
    }
    line(3, "containers:")
    line(4, "- name: \(quoted(name))")
    line(5, "image: \(quoted(image.text))", image.origin)
    if let policy = image.pullPolicy ?? part["imagePullPolicy"] ?? globals?["imagePullPolicy"] {
      add("imagePullPolicy", policy, 5)
    }
    if let port, case .integer? = port.scalar?.value {
      line(5, "ports:")
      line(6, "- containerPort: \(scalar(port))", port.origin)
    }
    addEnvironment(part["env"])
    for key in ["args", "command", "resources", "securityContext"] {
      if let value = part[key], !value.isNull { add(key, value, 5) }
    }
    addProbes(part, port ?? service?["port"])
    if let service { add(service, name: name) }
  }

  private mutating func begin(_ version: String, _ kind: String, _ name: String) {
    line(0, "---")
    line(0, "apiVersion: \(version)")
    line(0, "kind: \(kind)")
    line(0, "metadata: { name: \(quoted(name)) }")
    line(0, "spec:")
  }

  /// `env` is a mapping of names to values, or a list as containers have it. What the chart has of secrets comes from a Secret.
  private mutating func addEnvironment(_ value: MergedValue?) {
    let entries = (value?.map?.entries ?? []).filter { $0.value.text != nil }
    let items = value?.items ?? []
    let given = Set(entries.map(\.key) + items.compactMap { $0.map?["name"]?.text })
    let secrets = secrets.filter { !given.contains($0.variable) }
    guard !entries.isEmpty || !items.isEmpty || !secrets.isEmpty else { return }
    line(5, "env:")
    if let value, !items.isEmpty { addContent(of: value, 6) }
    for (name, value) in entries {
      line(6, "- name: \(quoted(name))", value.origin)
      line(7, "value: \(quoted(value.text ?? ""))", value.origin)
    }
    for (name, value) in secrets {
      line(6, "- name: \(quoted(name))", value.origin)
      line(7, "valueFrom: { secretKeyRef: { name: secrets, key: \(quoted(name)) } }")
    }
  }

  private mutating func addProbes(_ part: MergedMap, _ port: MergedValue?) {
    let kinds = ["livenessProbe", "readinessProbe", "startupProbe"]
    for key in kinds { if let value = part[key], value.map?.isEmpty == false { add(key, value, 5) } }
    guard let path = part["healthPath"], path.text != nil, let port, kinds.allSatisfy({ part[$0] == nil }) else {
      return
    }
    line(5, "livenessProbe:")
    line(6, "httpGet:")
    line(7, "path: \(scalar(path))", path.origin)
    // It is said of no port that it is asked: only the path counts.
    line(7, "port: \(scalar(port))")
  }

  private mutating func add(_ service: MergedMap, name: String) {
    let keys = ["port", "targetPort", "nodePort"].filter { service[$0]?.text != nil }
    guard !keys.isEmpty else { return }
    begin("v1", "Service", name)
    if let type = service["type"], type.text != nil { add("type", type, 1) }
    line(1, "selector: { part: \(quoted(name)) }")
    line(1, "ports:")
    line(2, "-")
    for key in keys { if let value = service[key] { add(key, value, 3) } }
  }

  // MARK: Lines

  private mutating func line(_ depth: Int, _ content: String, _ origin: ValueOrigin? = nil) {
    text += String(repeating: "  ", count: depth) + content + "\n"
    origins.append(origin)
  }

  private mutating func add(_ key: String, _ value: MergedValue, _ depth: Int) {
    switch value.content {
    case .scalar: line(depth, "\(quoted(key)): \(scalar(value))", value.origin)
    case .map(let map) where map.isEmpty: line(depth, "\(quoted(key)): {}", value.origin)
    case .list(let items) where items.isEmpty: line(depth, "\(quoted(key)): []", value.origin)
    case .map, .list:
      line(depth, "\(quoted(key)):", value.origin)
      addContent(of: value, depth + 1)
    }
  }

  private mutating func addContent(of value: MergedValue, _ depth: Int) {
    for (key, inner) in value.map?.entries ?? [] where !inner.isNull { add(key, inner, depth) }
    for item in value.items {
      if case .scalar = item.content {
        line(depth, "- \(scalar(item))", item.origin)
      } else {
        line(depth, "-", item.origin)
        addContent(of: item, depth + 1)
      }
    }
  }

  /// What is no text stays as it is written, so that it is read as what it is.
  private func scalar(_ value: MergedValue) -> String {
    guard let scalar = value.scalar else { return "null" }
    return scalar.value == .string ? quoted(scalar.text) : scalar.text.isEmpty ? "null" : scalar.text
  }
}

/// `DATABASE_URL` for `databaseUrl`.
private func variableName(_ key: String) -> String {
  var name = ""
  for character in key {
    if character.isUppercase, name.last.map({ $0.isLetter || $0.isNumber }) == true, key.contains(where: \.isLowercase)
    {
      name += "_"
    }
    name += character == "-" ? "_" : character.uppercased()
  }
  return name
}

/// The image of a part of a chart.
private struct DescribedImage {
  var text: String
  /// The value that says which build it is: the tag, else the name.
  var origin: ValueOrigin
  var pullPolicy: MergedValue?

  /// `shop/web:v1`, or a mapping of `registry`, `repository`, `tag` and `digest`; nil where the chart fills in the rest.
  init?(_ value: MergedValue) {
    if let text = value.text, !text.isEmpty {
      (self.text, origin) = (text, value.origin)
      return
    }
    guard let map = value.map, let name = map["repository"] ?? map["name"], let repository = name.text,
      !repository.isEmpty
    else { return nil }
    let given = { (key: String) in map[key].flatMap { $0.text?.isEmpty == false ? $0 : nil } }
    let (tag, digest) = (given("tag"), given("digest"))
    // Without either, charts take the version of the application.
    guard let last = digest ?? tag else { return nil }
    text = (given("registry")?.text).map { "\($0)/" } ?? ""
    text += repository + (tag?.text.map { ":\($0)" } ?? "") + (digest?.text.map { "@\($0)" } ?? "")
    origin = last.origin
    pullPolicy = given("pullPolicy")
  }
}

/// A text between double quotes. A brace is escaped, as two of them would begin a template.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "{": result += "\\x7b"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case let control where control.value < 0x20 || (0x7f...0x9f).contains(control.value):
      let digits = String(control.value, radix: 16)
      result += "\\x" + (digits.count < 2 ? "0" : "") + digits
    // What YAML takes for the end of a line, or for a mark of the byte order.
    case "\u{2028}", "\u{2029}", "\u{FEFF}": result += "\\u" + String(scalar.value, radix: 16)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
