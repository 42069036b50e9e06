import ImgPolicyKit
import Linting

extension SampleReport {
  static func digest(_ digit: Character) -> String { "sha256:" + String(repeating: digit, count: 64) }

  static var frontendImage: ImageSummary {
    var image = ImageSummary(
      name: "todo-frontend:v1.0.0", platform: "linux/amd64", configDigest: digest("c"), format: "docker-archive",
      verified: true)
    image.config = frontendConfig
    image.size = with(ImageSummary.Sizes()) {
      $0.stored = 181_402_112
      $0.tar = 519_045_632
      $0.unpacked = 512_300_000
      $0.rootfs = 439_700_000
      $0.dead = 72_600_000
    }
    image.entries = 18_423
    image.layers = [
      layer(0, unpacked: 7_800_000, "/bin/sh -c #(nop) ADD file:\(String(repeating: "4b", count: 32)) in / "),
      layer(
        1, unpacked: 131_900_000, "|1 VERSION=20.11 /bin/sh -c addgroup -g 1000 node \t && apk add --no-cache libstdc++"
      ),
      layer(2, unpacked: 372_500_000, dead: 72_600_000, "RUN /bin/sh -c npm ci && npm run build # buildkit"),
      layer(3, unpacked: 100_000, "COPY --chown=node:node public ./public # buildkit"),
      layer(4, unpacked: 0, "WORKDIR /app"),
    ]
    image.budget = ("unpacked", ByteSize(500_000_000))
    return image
  }

  private static var frontendConfig: ImageSummary.Config {
    var config = ImageSummary.Config()
    config.user = "node"
    config.healthcheck = .init(
      test: ["CMD-SHELL", "wget -qO- http://localhost:3000/health || exit 1"], interval: 30, timeout: 2.5,
      startPeriod: 0, startInterval: 5, retries: 3)
    config.exposedPorts = ["3000/tcp"]
    config.env = ["PATH", "NODE_ENV"]
    config.entrypoint = ["docker-entrypoint.sh"]
    config.cmd = ["node", "server.js"]
    config.workingDir = "/app"
    config.labels = ["org.opencontainers.image.title": "todo", "maintainer": "“web” \u{1B}[31mteam"]
    config.volumes = ["/data"]
    config.stopSignal = "SIGTERM"
    return config
  }

  static var rootFileSystem: ImageSummary {
    var image = ImageSummary(
      name: nil, platform: "linux/arm64/v8", configDigest: "", format: "rootfs", verified: false)
    image.size = with(ImageSummary.Sizes()) {
      $0.stored = 2_100_000
      $0.tar = 4_300_000
      $0.unpacked = 4_200_000
      $0.rootfs = 4_200_000
    }
    image.entries = 12
    image.layers = [layer(0, unpacked: 4_200_000, "")]
    image.budget = ("rootfs", ByteSize(500_000_000))
    return image
  }

  private static func layer(
    _ index: Int, unpacked: Int, dead: Int = 0, _ createdBy: String
  ) -> ImageSummary.Layer {
    var layer = ImageSummary.Layer(
      index: index, digest: digest("d"), diffID: digest("e"),
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", createdBy: createdBy)
    layer.stored = unpacked / 3
    layer.tar = unpacked + 1024
    layer.unpacked = unpacked
    layer.dead = dead
    layer.entries = unpacked / 100_000
    return layer
  }
}
