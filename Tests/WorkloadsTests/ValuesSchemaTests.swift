import Linting
import Testing
import Workloads

/// Values are held against a JSON schema as its specification says.
@Suite struct ValuesSchemaTests {
  private func outcome(_ schema: String, _ values: String) throws -> ValuesSchema.Outcome {
    let stack = try ValuesStack([ValuesFile(SourceText(path: "values.yaml", text: values))])
    return ValuesSchema(SourceText(path: "values.schema.json", text: schema))
      .violations(in: try #require(stack.merged))
  }

  @Test(
    "A keyword allows the one and forbids the other",
    arguments: [
      (#"{"properties": {"a": {"type": "string"}}}"#, "a: x", "a: 1"),
      (#"{"properties": {"a": {"type": ["integer", "null"]}}}"#, "a: 1", "a: 1.5"),
      (#"{"properties": {"a": {"type": "number"}}}"#, "a: 1", "a: '1'"),
      (#"{"properties": {"a": {"type": "boolean"}}}"#, "a: yes", "a: 'yes'"),
      (#"{"properties": {"a": {"type": "array"}}}"#, "a: []", "a: {}"), (#"{"required": ["a"]}"#, "a: 1", "a: null"),
      (#"{"additionalProperties": false, "properties": {"a": true}}"#, "a: 1", "b: 1"),
      (#"{"additionalProperties": {"type": "string"}}"#, "a: x", "a: 1"),
      (#"{"patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false}"#, "x-a: b", "x-a: 1"),
      (#"{"properties": {"a": {"items": {"type": "integer"}}}}"#, "a: [1, 2]", "a: [1, x]"),
      (#"{"properties": {"a": {"enum": ["x", 1, null]}}}"#, "a: x", "a: y"),
      (#"{"properties": {"a": {"const": {"b": [1]}}}}"#, "a: {b: [1]}", "a: {b: [2]}"),
      (#"{"properties": {"a": {"pattern": "b"}}}"#, "a: abc", "a: ac"),
      (#"{"properties": {"a": {"minLength": 2, "maxLength": 3}}}"#, "a: éé", "a: éééé"),
      (#"{"properties": {"a": {"minimum": 1, "exclusiveMinimum": true}}}"#, "a: 2", "a: 1"),
      (#"{"properties": {"a": {"exclusiveMaximum": 3}}}"#, "a: 2.9", "a: 3"),
      (#"{"properties": {"a": {"multipleOf": 0.5}}}"#, "a: 1.5", "a: 1.2"),
      (#"{"properties": {"a": {"minItems": 1, "uniqueItems": true}}}"#, "a: [1, 2]", "a: [1, 1]"),
      (#"{"properties": {"a": {"multipleOf": 0.1}}}"#, "a: 0.3", "a: 0.35"),
      (#"{"properties": {"a": {"multipleOf": 3}}}"#, "a: 3.0e2", "a: 1e20"),
      (#"{"properties": {"a": {"uniqueItems": true}}}"#, "a: [1, '1', {}, []]", "a: [1, 1.0]"),
      (#"{"properties": {"a": {"uniqueItems": true}}}"#, "a: [{b: [1]}, {b: [2]}]", "a: [{b: [1]}, {b: [1.0]}]"),
      (#"{"properties": {"a": {"enum": ["1", 2.0]}}}"#, "a: 2", "a: 1"),
      (#"{"maxProperties": 1}"#, "a: 1", "a: 1\nb: 2"),
      (#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, "a: 1\nb: 1", "c: 1"),
      (#"{"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, "a: 1", "a: 1\nb: 1"),
      (#"{"not": {"required": ["a"]}}"#, "b: 1", "a: 1"),
      (#"{"allOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, "a: 1\nb: 1", "b: 1"),
      (#"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}}"#, "a: 1\nb: 1", "d: 1"),
      (##"{"$defs": {"a/b": {"type": "integer"}}, "properties": {"a": {"$ref": "#/$defs/a~1b"}}}"##, "a: 1", "a: x"),
    ])
  func keywords(_ schema: String, _ good: String, _ bad: String) throws {
    let allowed = try outcome(schema, good)
    #expect(allowed.violations.map(\.message) == [] && allowed.unchecked == [])
    #expect(try outcome(schema, bad).violations.count == 1)
  }

  @Test(
    "A reference leads to another file of the chart and no further",
    arguments: [
      ("parts.json", 1, nil), ("./parts.json#", 1, nil), ("parts.json#/$defs/own", 1, nil), ("sub/more.json", 1, nil),
      ("sub/more.json#/$defs/up", 1, nil), ("values.schema.json#/$defs/own", 1, nil), ("sub/../parts.json", 1, nil),
      ("../parts.json", 0, "leads out of the chart"), ("/etc/passwd", 0, "leads out of the chart"),
      ("sub/out.json", 0, "leads out of the chart"), ("file:///etc/passwd", 0, "would have to be fetched"),
      ("//example.org/parts.json", 0, "would have to be fetched"), ("nowhere.json", 0, "leads to nothing"),
      ("parts.json#/nothing", 0, "leads to nothing"), ("loop.json", 0, "leads to itself"),
    ] as [(String, Int, String?)])
  func files(_ reference: String, _ violations: Int, _ unchecked: String?) throws {
    let files = [
      "parts.json": ##"{"enum": ["x"], "$defs": {"own": {"$ref": "#/$defs/text"}, "text": {"enum": ["y"]}}}"##,
      "sub/more.json": ##"{"$ref": "../parts.json", "$defs": {"up": {"$ref": "../values.schema.json#/$defs/own"}}}"##,
      "sub/out.json": ##"{"$ref": "../../parts.json"}"##, "loop.json": ##"{"$ref": "./loop.json"}"##,
    ]
    let schema = ##"{"properties": {"a": {"$ref": "\##(reference)"}}, "$defs": {"own": {"enum": ["z"]}}}"##
    let stack = try ValuesStack([ValuesFile(SourceText(path: "values.yaml", text: "a: w"))])
    let read = { (name: String) in files[name].map { SourceText(path: name, text: $0) } }
    let outcome = ValuesSchema(SourceText(path: "chart/values.schema.json", text: schema), reading: read)
      .violations(in: try #require(stack.merged))
    #expect(outcome.violations.count == violations)
    #expect(outcome.unchecked.count == (unchecked == nil ? 0 : 1))
    #expect(outcome.unchecked.allSatisfy { $0.hasSuffix("(\(unchecked ?? ""))") })
  }

  @Test("Where a schema has an address, what it refers to is not beside it")
  func address() throws {
    let read = { (name: String) in SourceText(path: name, text: "false") }
    let schema = SourceText(path: "s.json", text: #"{"$id": "https://example.org/s.json", "$ref": "a.json"}"#)
    let stack = try ValuesStack([ValuesFile(SourceText(path: "values.yaml", text: "a: w"))])
    let outcome = ValuesSchema(schema, reading: read).violations(in: try #require(stack.merged))
    #expect(outcome.violations.isEmpty && outcome.unchecked.count == 1)
  }

  @Test("What is not checked is named")
  func unchecked() throws {
    let remote = try outcome(#"{"$ref": "https://example.org/a.json", "propertyNames": {"maxLength": 3}}"#, "abcd: 1")
    #expect(
      remote.unchecked == ["`$ref: https://example.org/a.json` (would have to be fetched)", "`propertyNames`"])
    #expect(try outcome(#"{"properties": {"a": {"pattern": "(?=x)"}}}"#, "a: word").unchecked == ["`pattern: (?=x)`"])
    #expect(try outcome(##"{"$ref": "#"}"##, "a: 1").unchecked.count == 1)
  }

  @Test("A schema whose parts multiply is given up, not followed for years")
  func hostile() throws {
    let level = (0..<40).map {
      ##""d\##($0)": {"anyOf": [{"allOf": [{"$ref": "#/d/d\##($0 + 1)"}]}, {"$ref": "#/d/d\##($0 + 1)"}]}"##
    }
    let schema = ##"{"$ref": "#/d/d0", "d": {\##(level.joined(separator: ",")), "d40": {"required": ["x"]}}}"##
    #expect(try !outcome(schema, "a: 1").unchecked.isEmpty)
    // Each reference begins anew what is nested as deeply as YAML may be.
    let deep = String(repeating: #"{"not": "#, count: 97) + ##"{"$ref": "#"}"## + String(repeating: "}", count: 97)
    #expect(try !outcome(deep, "a: 1").unchecked.isEmpty)
  }

  @Test("A long list and a long schema are looked at once each, or given up")
  func longSchema() throws {
    let numbers = (0..<20_000).map(String.init).joined(separator: ",")
    let values = "a: [\(numbers)]"
    let choices = try outcome(#"{"properties": {"a": {"items": {"enum": [\#(numbers)]}}}}"#, values)
    #expect(choices.violations.isEmpty && choices.unchecked.isEmpty)
    let names = (0..<2_000).map { "\"k\($0)\": {}" }.joined(separator: ",")
    for items in [names, "\"patternProperties\": {\(names)}"] {
      let maps = (0..<2_000).map { "{x\($0): 1}" }.joined(separator: ",")
      let given = try outcome(#"{"properties": {"a": {"items": {\#(items)}}}}"#, "a: [\(maps)]")
      #expect(!given.unchecked.isEmpty)
    }
  }

  @Test("What is no schema says so")
  func faults() {
    #expect(ValuesSchema(SourceText(path: "s", text: "[]")).fault == "it is no JSON object")
    #expect(ValuesSchema(SourceText(path: "s", text: "{\"a\": ")).fault?.hasPrefix("line ") == true)
    #expect(ValuesSchema(SourceText(path: "s", text: "{\"a\":\t\"\\/\"}")).fault == nil)
  }
}
