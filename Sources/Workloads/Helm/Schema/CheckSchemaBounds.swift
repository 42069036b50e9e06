internal import Linting

/// What a schema demands of mappings, lists and scalars.
extension CheckSchema {
  mutating func checkMap(_ map: MergedMap, _ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    let demanded = schema["required"]?.items ?? []
    let known = schema["properties"]?.entries ?? []
    let patterns = schema["patternProperties"]?.entries ?? []
    guard goOn(map.count + demanded.count + known.count) else { return }
    let entries = map.entries.filter { !$0.value.isNull }
    for required in demanded.compactMap(\.text) where map[required]?.isNull ?? true {
      // A null that deletes is where a person must look.
      let isAbsent = map[required] == nil
      fail(
        map[required] ?? value, path + [required], "is missing, and the chart's schema requires it",
        isAboutKey: isAbsent)
    }
    checkCount(entries.count, "keys", ("minProperties", "maxProperties"), value, path, schema)
    let properties = Dictionary(known.map { ($0.key, $0.value) }) { $1 }
    let others = schema.entry("additionalProperties")?.value
    for (key, item) in entries {
      guard goOn(patterns.count) else { return }
      let own = properties[key]
      let matching = patterns.filter { matches(key, $0.key) == true }.map(\.value)
      for part in [own].compactMap({ $0 }) + matching { check(item, at: path + [key], by: part) }
      guard own == nil, matching.isEmpty, let others else { continue }
      if others.flag == false {
        fail(item, path + [key], "is a key that the chart's schema does not know", isAboutKey: true)
      } else {
        check(item, at: path + [key], by: others)
      }
    }
  }

  mutating func checkList(_ items: [MergedValue], _ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    checkCount(items.count, "items", ("minItems", "maxItems"), value, path, schema)
    guard goOn(items.count) else { return }
    let name = { (index: Int) in path.dropLast() + ["\(path.last ?? "")[\(index)]"] }
    let tuple = schema["prefixItems"]?.items ?? schema["items"]?.items ?? []
    let others =
      tuple.isEmpty ? schema["items"] : schema["prefixItems"] == nil ? schema["additionalItems"] : schema["items"]
    for (index, item) in items.enumerated() {
      if let part = tuple.dropFirst(index).first ?? others { check(item, at: Array(name(index)), by: part) }
    }
    if schema["uniqueItems"]?.flag == true, case .list(let own)? = json(value), goOn(1) {
      if Set(own).count < own.count { fail(value, path, "has one item twice, which the chart's schema forbids") }
    }
  }

  mutating func checkScalar(_ scalar: YAMLScalar, _ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    switch scalar.value {
    case .string: checkText(scalar.text, value, path, schema)
    case .integer(let number): checkNumber(Double(number), scalar, value, path, schema)
    case .number(let number): checkNumber(number, scalar, value, path, schema)
    case .null, .boolean: break
    }
  }

  private mutating func checkText(_ text: String, _ value: MergedValue, _ path: [String], _ schema: YAMLNode) {
    checkCount(text.unicodeScalars.count, "characters", ("minLength", "maxLength"), value, path, schema)
    if let written = schema["pattern"]?.text, matches(text, written) == false {
      fail(value, path, "does not match `\(written)`, which the chart's schema demands")
    }
  }

  private mutating func checkNumber(
    _ number: Double, _ scalar: YAMLScalar, _ value: MergedValue, _ path: [String], _ schema: YAMLNode
  ) {
    let bound = { (key: String) in schema[key].flatMap { $0.flag == nil ? Double($0.text ?? "") : nil } }
    // Up to draft 4, an exclusive bound is a flag beside the bound.
    let isExclusive = { (key: String) in schema[key]?.flag == true }
    let lower =
      bound("minimum").map { ($0, isExclusive("exclusiveMinimum")) } ?? bound("exclusiveMinimum").map { ($0, true) }
    let upper =
      bound("maximum").map { ($0, isExclusive("exclusiveMaximum")) } ?? bound("exclusiveMaximum").map { ($0, true) }
    if let (least, isStrict) = lower, isStrict ? number <= least : number < least {
      fail(value, path, "is too small: the chart's schema wants \(isStrict ? "more than" : "at least") \(words(least))")
    }
    if let (most, isStrict) = upper, isStrict ? number >= most : number > most {
      fail(value, path, "is too great: the chart's schema wants \(isStrict ? "less than" : "at most") \(words(most))")
    }
    guard let written = schema["multipleOf"], let factor = bound("multipleOf"), factor > 0 else { return }
    switch written.scalar.flatMap(ExactDecimal.init).flatMap({ ExactDecimal(scalar)?.isMultiple(of: $0) }) {
    case true?: break
    case false?: fail(value, path, "is no multiple of \(words(factor)), which the chart's schema demands")
    case nil: leaveUnchecked("`multipleOf: \(words(factor))`")
    }
  }

  private mutating func checkCount(
    _ count: Int, _ things: String, _ keys: (least: String, most: String), _ value: MergedValue, _ path: [String],
    _ schema: YAMLNode
  ) {
    if let least = schema[keys.least]?.integer, count < least {
      fail(value, path, "has too few \(things), \(count): the chart's schema wants at least \(least)")
    }
    if let most = schema[keys.most]?.integer, count > most {
      fail(value, path, "has too many \(things), \(count): the chart's schema wants at most \(most)")
    }
  }

  private func words(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }
}
