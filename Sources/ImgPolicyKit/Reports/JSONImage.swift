extension JSONWriter {
  /// The `image` of an inspected image.
  mutating func image(_ image: ImageSummary) {
    object { json in
      json.name("name")
      json.optional(image.name) { $0.value($1) }
      json.name("platform")
      json.value(image.platform)
      json.name("configDigest")
      json.value(image.configDigest)
      json.name("format")
      json.value(image.format)
      json.name("verified")
      json.value(image.verified)
      json.name("config")
      json.optional(image.config) { $0.config($1) }
      json.name("size")
      json.sizes(image.size)
      json.name("entries")
      json.value(image.entries)
      json.name("layers")
      json.lines(image.layers) { $0.layer($1) }
      if let top = image.top {
        json.name("top")
        json.largestPaths(top)
      }
    }
  }

  private mutating func config(_ config: ImageSummary.Config) {
    object { json in
      json.name("user")
      json.value(config.user)
      json.name("healthcheck")
      json.optional(config.healthcheck) { $0.healthcheck($1) }
      json.name("exposedPorts")
      json.strings(config.exposedPorts)
      json.name("env")
      json.strings(config.env)
      json.name("entrypoint")
      json.strings(config.entrypoint)
      json.name("cmd")
      json.strings(config.cmd)
      json.name("workingDir")
      json.value(config.workingDir)
      json.name("labels")
      json.labels(config.labels)
      json.name("volumes")
      json.strings(config.volumes)
      json.name("stopSignal")
      json.optional(config.stopSignal) { $0.value($1) }
    }
  }

  private mutating func healthcheck(_ healthcheck: ImageSummary.Healthcheck) {
    object { json in
      json.name("test")
      json.strings(healthcheck.test)
      json.name("interval")
      json.value(healthcheck.interval)
      json.name("timeout")
      json.value(healthcheck.timeout)
      json.name("startPeriod")
      json.value(healthcheck.startPeriod)
      json.name("startInterval")
      json.value(healthcheck.startInterval)
      json.name("retries")
      json.value(healthcheck.retries)
    }
  }

  private mutating func labels(_ labels: [String: String]) {
    object { json in
      for (label, text) in labels.sorted(by: { $0.key < $1.key }) {
        json.foreignName(label)
        json.value(text)
      }
    }
  }

  private mutating func sizes(_ sizes: ImageSummary.Sizes) {
    object { json in
      json.name("stored")
      json.value(sizes.stored)
      json.name("tar")
      json.value(sizes.tar)
      json.name("unpacked")
      json.value(sizes.unpacked)
      json.name("rootfs")
      json.value(sizes.rootfs)
      json.name("dead")
      json.value(sizes.dead)
    }
  }

  private mutating func origin(_ origin: ImageSummary.Layer.Origin) {
    object { json in
      json.name("path")
      json.value(origin.path)
      json.name("line")
      json.value(origin.line)
    }
  }

  private mutating func layer(_ layer: ImageSummary.Layer) {
    object { json in
      json.name("index")
      json.value(layer.index)
      json.name("digest")
      json.value(layer.digest)
      json.name("diffID")
      json.value(layer.diffID)
      json.name("mediaType")
      json.value(layer.mediaType)
      json.name("stored")
      json.value(layer.stored)
      json.name("tar")
      json.value(layer.tar)
      json.name("unpacked")
      json.value(layer.unpacked)
      json.name("dead")
      json.value(layer.dead)
      json.name("entries")
      json.value(layer.entries)
      json.name("createdBy")
      json.value(layer.createdBy)
      json.name("dockerfile")
      json.optional(layer.dockerfile) { $0.origin($1) }
    }
  }
}
