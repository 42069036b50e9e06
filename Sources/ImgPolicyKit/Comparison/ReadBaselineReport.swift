internal import Images
internal import Rules

extension GrowthBaseline {
  /// A JSON report holds findings and inputs no deeper than this.
  private static let depthLimit = 32

  /// Reads the images of a JSON report, version 1. Those that could not be read have no sizes to believe.
  package init(report bytes: [UInt8]) throws(InputError) {
    let root: JSONValue
    do throws(ArchiveError) {
      root = try JSONReader.read(bytes, name: "the report", depthLimit: Self.depthLimit).value
    } catch {
      throw InputError(error)
    }
    guard root["version"]?.integer == 1, case .array(let inputs) = root["inputs"] else {
      throw malformed("is no JSON report of imgpolicy, version 1: expected an image, or what --format json wrote")
    }
    images = []
    for input in inputs {
      guard input["image"] != nil else { continue }
      if case .object = input["error"] { continue }
      guard let image = MeasuredImage(input) else {
        throw malformed("has an image without sizes: expected what `imgpolicy inspect --format json` wrote")
      }
      images.append(image)
    }
    guard !images.isEmpty else {
      throw malformed("has no image that was read: expected what `imgpolicy inspect --format json` wrote")
    }
  }
}

extension MeasuredImage {
  /// Reads an image among the inputs of a report; nil when it has no sizes.
  init?(_ input: JSONValue) {
    guard let image = input["image"], let sizes = ImageBaseline(image) else { return nil }
    let identity = ImageIdentity(
      target: input["target"]?.text, name: image["name"]?.text, platform: image["platform"]?.text ?? "",
      path: input["path"]?.text)
    self.init(identity, sizes)
  }
}

extension ImageBaseline {
  fileprivate init?(_ image: JSONValue) {
    guard let unpacked = image["size"]?["unpacked"]?.integer, unpacked >= 0, case .array(let items) = image["layers"]
    else { return nil }
    var layers: [Layer] = []
    for item in items {
      guard let unpacked = item["unpacked"]?.integer, unpacked >= 0, let createdBy = item["createdBy"]?.text else {
        return nil
      }
      layers.append(Layer(createdBy: createdBy, unpacked: unpacked))
    }
    self.init(unpacked: unpacked, layers: layers)
  }
}

extension JSONValue {
  fileprivate var integer: Int? { if case .number(_, exact: let number) = self { number } else { nil } }
}

private func malformed(_ message: String) -> InputError { InputError(kind: "not-a-report", message: message) }
