extension ImagePlan {
  /// Decodes the config and checks what it promises about layers and history.
  mutating func readConfig(_ bytes: [UInt8], name: String, limits: Limits) throws(ArchiveError) {
    let document = try JSONDocument(bytes, name: "the config “\(name)”", limits: limits)
    config = try ImageConfig(document, limits: limits)
    for key in document.ambiguousKeys { faults.add(ambiguity(key, in: document.name)) }
  }

  func adding(_ fault: ImageFault) -> ImagePlan {
    var plan = self
    plan.faults.add(fault)
    return plan
  }
}

/// The plans, unless there is not one of which the config is known: then nothing can be said, and the first error counts.
func requireReadable(_ plans: [ImagePlan]) throws(ArchiveError) -> [ImagePlan] {
  if plans.allSatisfy({ $0.config == nil }), let error = plans.lazy.compactMap(\.faults.error).first {
    throw error.adding(plans.flatMap(\.faults.all))
  }
  return plans
}

func ambiguity(_ key: String, in document: String) -> ImageFault {
  ImageFault(
    .ambiguousJSON,
    "\(document) has \(key) twice or in another spelling: readers disagree on which value counts",
    fatal: .ambiguousArchive)
}

func tooManyLayers(_ count: Int, _ limits: Limits) -> ArchiveError {
  ArchiveError.exceeding(.layers, "the image has \(count) layers: at most \(limits.layers) are read")
}
