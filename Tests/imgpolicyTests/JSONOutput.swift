import Foundation
import TestSupport

/// What the tests read of a JSON report.
struct JSONOutput: Decodable {
  struct Input: Decodable {
    struct Failure: Decodable {
      var kind: String
      var message: String
    }

    struct Image: Decodable {
      struct Size: Decodable, Equatable {
        var tar: Int
        var unpacked: Int
        var rootfs: Int
        var dead: Int
      }

      struct Layer: Decodable {
        struct Origin: Decodable { var line: Int }

        var dockerfile: Origin?
      }

      var size: Size
      var layers: [Layer]
      var entries: Int
      var verified: Bool
    }

    var path: String
    var kind: String
    var target: String?
    var policies: [String]
    var error: Failure?
    var image: Image?
  }

  struct Finding: Decodable {
    struct Suppression: Decodable {
      var by: String
      var reason: String?
    }

    struct Measurement: Decodable { var value: Int }

    struct Note: Decodable {
      var message: String
      var path: String?
      var line: Int?
    }

    var rule: String
    var aliases: [String]
    var severity: String
    var message: String
    var input: Int
    var path: String
    var line: Int?
    var column: Int?
    var suppressed: Suppression?
    var measured: Measurement?
    var limit: Measurement?
    var notes: [Note]
  }

  var version: Int
  var verdict: String
  var inputs: [Input]
  var findings: [Finding]
  var summary: [String: Int]

  init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONOutput.self, from: Data(bytes)) }

  /// `line rule`, sorted.
  var places: [String] { findings.map { "\($0.line ?? 0) \($0.rule)" }.sorted() }
}
