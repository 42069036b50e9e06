import Foundation

/// What the tests read of a SARIF log.
struct SARIFLog {
  let run: [String: Any]

  init(_ bytes: [UInt8]) throws {
    let log = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    run = (log?["runs"] as? [[String: Any]])?.first ?? [:]
  }

  var rules: [[String: Any]] {
    ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]] ?? []
  }

  var results: [[String: Any]] { run["results"] as? [[String: Any]] ?? [] }

  /// The region of the first location of each result.
  var regions: [[String: Int]] {
    results.map { result in
      let location = (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
      return location?["region"] as? [String: Int] ?? [:]
    }
  }

  var uris: [String] { texts(named: "uri", in: run) }

  var messages: [String] { results.compactMap { ($0["message"] as? [String: String])?["text"] } }

  private func texts(named name: String, in value: Any) -> [String] {
    switch value {
    case let object as [String: Any]:
      object.flatMap { key, value in
        key == name ? [value as? String ?? ""] : texts(named: name, in: value)
      }
    case let array as [Any]: array.flatMap { texts(named: name, in: $0) }
    default: []
    }
  }
}
