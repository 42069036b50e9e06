package import Dockerfile
package import Linting

/// A download over plain HTTP that nothing tests.
package struct PlainHTTPDownload: Rule {
  package static let info = RuleInfo(
    name: "plain-http-download",
    groups: ["security"], severity: .info, fix: .unsafe,
    summary: "Something is fetched over http:// and not tested by a checksum or signature.",
    rationale: """
      Anybody on the way can change what is fetched, and nobody notices. Mirrors of apt and apk are excused, because their
      packages are signed; so are downloads that the same RUN tests, and hosts of this machine or a private network.
      """,
    help: "Take https://, or compare a checksum (ADD --checksum=sha256:…, sha256sum -c).",
    bad: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        ADD ‹http://example.com/tool› /usr/local/bin/
        RUN curl -fsSLo /tmp/app.tgz ‹http://example.com/app.tgz› && pip install --index-url ‹http://pypi.example.com/simple› app
        """,
        fixed: """
          FROM debian:13-slim
          ADD https://example.com/tool /usr/local/bin/
          RUN curl -fsSLo /tmp/app.tgz https://example.com/app.tgz && pip install --index-url https://pypi.example.com/simple app
          """)
    ],
    good: [
      RuleInfo.Example(
        """
        FROM debian:13-slim
        RUN echo "deb http://deb.debian.org/debian trixie main" > /etc/apt/sources.list && apt-get update
        RUN curl -fsSLo app.tgz http://example.com/app.tgz && echo "$SUM  app.tgz" | sha256sum -c
        RUN curl -x http://proxy.example.com:3128 https://example.com/ && curl http://localhost:8080/
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"])

  package init() {}

  package func check(_ file: BuildModel) -> [Finding] {
    let additions = file.untestedAdditions.filter(\.address.isPlain).map { addition in
      Finding(
        Self.info, message(addition.address), at: addition.word.range, of: addition.copy.instruction,
        stage: addition.stage, in: file
      ).mended(by: file.written(addition.word, in: addition.copy.instruction).flatMap { fix($0, in: file) })
    }
    return additions
      + file.writtenRuns.flatMap { stage, run in
        let words = run.commands.flatMap(addresses).compactMap { word in
          WebAddress(word.text).flatMap { $0.isPlain ? (word, $0) : nil }
        }
        if words.isEmpty || run.verifiesDownloads { return [Finding]() }
        return words.map { word, address in
          Finding(Self.info, message(address), at: word, of: run, stage: stage, in: file)
            .mended(by: file.unquoted(word).flatMap { fix($0, in: file) })
        }
      }
  }

  /// Only an address that begins with `http:`, which the `s` goes into, and names no port, which would be another one.
  private func fix(_ place: Range<Int>, in file: BuildModel) -> Fix? {
    let bytes = file.source.bytes[place]
    let host = bytes.dropFirst("http://".utf8.count).prefix { $0 != UInt8(ascii: "/") }
    guard bytes.starts(with: "http://".utf8), !host.contains(UInt8(ascii: ":")) else { return nil }
    return Fix(.unsafe, edits: [file.inserting("s", at: place.lowerBound + "http".utf8.count)])
  }

  /// The words that name what a command fetches, or where it fetches packages from.
  private func addresses(of command: ShellCommand) -> [ShellCommand.Argument] {
    switch command.program {
    case "curl", "wget": return command.downloadAddresses
    case "git" where ["clone", "fetch", "pull", "submodule add", "remote add"].contains(command.line.subcommand):
      return command.line.operands
    case "rpm": return command.line.operands
    default: break
    }
    // The packages of Debian and Alpine are signed.
    guard let operation = command.packageOperation, operation.action == .install || operation.action == .run,
      operation.manager.ecosystem != .debian, operation.manager.ecosystem != .alpine
    else { return [] }
    return operation.line.options.compactMap { Self.sources.contains($0.name) ? $0.value : nil }
      + operation.packages.filter { $0.kind == .url }.map(\.argument)
  }

  private static let sources: Set = [
    "-i", "--index-url", "--extra-index-url", "--default-index", "--index", "-f", "--find-links", "--registry", "-s",
    "--source", "-c", "--channel",
  ]

  private func message(_ address: WebAddress) -> String {
    "what comes from \(address.host ?? "there") over plain HTTP can be changed on the way, and nothing tests it"
  }
}
