import Dockerfile
import Foundation
import Images
import Linting
import Rules
import TestSupport
import Testing

/// An image that buildah builds from a Dockerfile of a dozen instructions: each layer has its line, in whatever form the history
/// is, and another Dockerfile is found out.
///
/// Where buildah is missing, the suite is skipped, which the test run says; under CI it must be there.
@Suite(.enabled(if: ImageBuilder.isInstalled || isContinuousIntegration, "buildah or busybox is not installed"))
struct BuiltImageTests {
  private static let dockerfile = """
    FROM base:1
    ARG VERSION=1.2
    ENV APP=/app MODE=production
    WORKDIR $APP
    # what is installed
    COPY package.json ./
    COPY --chown=1001:1001 src/ ./src/
    ADD extra.txt /opt/
    RUN echo $VERSION > version \\
        && mkdir data
    RUN ["/bin/busybox", "touch", "data/x"]
    LABEL team=shop
    RUN rm src/old.js
    EXPOSE 3000
    USER 1001
    HEALTHCHECK --interval=10s CMD ["/bin/true"]
    CMD ["/bin/sh", "server"]

    """

  /// The lines of the layers that are no base image's, in order; nil for one of WORKDIR, which not every builder makes.
  private static let lines = [6, 7, 8, 9, 11, 13]

  private static let image = Result {
    let builder = try ImageBuilder()
    try builder.buildBase("base:1", programs: ["sh", "true"])
    let context = try TemporaryDirectory()
    for (name, text) in [
      ("Dockerfile", dockerfile), ("package.json", "{}"), ("src/main.js", "main"), ("src/old.js", "old and long"),
      ("extra.txt", "extra"),
    ] { try context.write(Array(text.utf8), to: name) }
    return try withExtendedLifetime(context) {
      try builder.build(context.path, as: "shop:v1")
      let archive = "\(context.path)/shop.tar"
      try builder.run("push", "--quiet", "shop:v1", "docker-archive:\(archive):shop:v1")
      let images = try readImages(at: archive, options: ReadOptions())
      return try #require(images.first)
    }
  }

  private func release(_ image: ImageModel, of text: String = dockerfile) -> Release {
    Release(dockerfile: BuildModel(source: SourceText(path: "Dockerfile", text: text)), image: image)
  }

  /// The lines of those layers that have one and are not WORKDIR's.
  private func lines(of image: ImageModel) -> [Int] {
    let release = release(image)
    return image.layers.compactMap { release.line(ofLayer: $0.index) }.filter { $0 != 4 }
  }

  private func findings(_ text: String, _ image: ImageModel) -> [Finding] {
    let release = release(image, of: text)
    return Catalog().release.flatMap { $0.check(release) }
  }

  @Test("Each layer has the line that made it, and the Dockerfile is the image's")
  func asBuilt() throws {
    let image = try Self.image.get()
    #expect(lines(of: image) == Self.lines)
    let release = release(image)
    #expect(image.layers.filter { release.trace.isOfBase(layer: $0.index) }.map(\.index) == [0])
    #expect(findings(Self.dockerfile, image).map(\.rule) == [])
  }

  /// What other builders write for the same instructions; those that make a layer, without that of WORKDIR.
  private static let forms: [(name: String, steps: [String])] = [
    (
      "the classic builder",
      [
        "/bin/sh -c #(nop) COPY file:2d1e7b6b1c3f4fd2b2b6b26b0a6ae8b0c7a4c7b1b62a2f0a6f3a5c2e0f7c1d11 in ./ ",
        "/bin/sh -c #(nop) COPY --chown=1001:1001dir:9f1e7b6b1c3f4fd2b2b6b26b0a6ae8b0c7a4c7b1b62a2f0a6f3a5c2e0f7c1d22 in ./src/ ",
        "/bin/sh -c #(nop) ADD file:7a1e7b6b1c3f4fd2b2b6b26b0a6ae8b0c7a4c7b1b62a2f0a6f3a5c2e0f7c1d33 in /opt/ ",
        "|1 VERSION=1.2 /bin/sh -c echo $VERSION > version     && mkdir data",
        "|1 VERSION=1.2 /bin/busybox touch data/x",
        "|1 VERSION=1.2 /bin/sh -c rm src/old.js",
      ]
    ),
    (
      "BuildKit",
      [
        "COPY package.json ./ # buildkit", "COPY --chown=1001:1001 src/ ./src/ # buildkit",
        "ADD extra.txt /opt/ # buildkit",
        "RUN |1 VERSION=1.2 /bin/sh -c echo $VERSION > version     && mkdir data # buildkit",
        "RUN |1 VERSION=1.2 /bin/busybox touch data/x # buildkit",
        "RUN |1 VERSION=1.2 /bin/sh -c rm src/old.js # buildkit",
      ]
    ),
    (
      "kaniko",
      [
        "COPY package.json ./", "COPY --chown=1001:1001 src/ ./src/", "ADD extra.txt /opt/",
        "RUN echo $VERSION > version     && mkdir data", "RUN [\"/bin/busybox\", \"touch\", \"data/x\"]",
        "RUN rm src/old.js",
      ]
    ),
  ]

  @Test("The history of every builder tells the same", arguments: forms.map(\.name))
  func otherForms(_ form: String) throws {
    var image = try Self.image.get()
    var steps = try #require(Self.forms.first { $0.name == form }).steps[...]
    var config = try #require(image.config)
    let release = release(image)
    for (index, step) in image.steps.enumerated() {
      guard let layer = step.layer, release.line(ofLayer: layer).map({ $0 != 4 }) ?? false else { continue }
      config.history[index].createdBy = steps.removeFirst()
    }
    #expect(steps.isEmpty)
    image.config = config
    #expect(lines(of: image) == Self.lines)
    #expect(findings(Self.dockerfile, image).map(\.rule) == [])
  }

  @Test("A history that is missing gives no lines, and no accusation")
  func withoutHistory() throws {
    var image = try Self.image.get()
    image.config?.history = []
    #expect(lines(of: image) == [])
    #expect(findings(Self.dockerfile, image).map(\.rule) == [])
    // One that lost its oldest half still tells of the rest.
    image = try Self.image.get()
    image.config?.history.removeFirst(8)
    #expect(lines(of: image) == Array(Self.lines.suffix(lines(of: image).count)) && lines(of: image).count > 1)
  }

  @Test("An image of another Dockerfile: each difference is told on its line")
  func drift() throws {
    let other = """
      FROM base:1
      ENV APP=/srv MODE=debug EXTRA=1
      WORKDIR /srv
      COPY package.json ./
      RUN make all
      LABEL team=shop owner=web
      EXPOSE 8080
      USER app
      HEALTHCHECK --interval=20s CMD ["/bin/true"]
      ENTRYPOINT ["/bin/node"]
      CMD ["main"]

      """
    let found = findings(other, try Self.image.get())
    let places = found.map { "\($0.place?.line ?? 0) \($0.rule)" }.sorted()
    #expect(
      places == [
        "10 drifted-command", "11 drifted-command", "2 drifted-env", "2 drifted-env", "2 drifted-env",
        "3 drifted-workdir", "5 drifted-history", "6 drifted-label", "7 drifted-port", "8 drifted-user",
        "9 drifted-healthcheck",
      ])
  }
}
