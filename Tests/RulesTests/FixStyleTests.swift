import FixProof
import Linting
import Testing

/// Fixes write as the author does, and know when to leave a text alone.
@Suite struct FixStyleTests {
  private static let apt = ["apt-lists-left-behind", "interactive-package-install", "recommended-packages"]

  @Test("A list of packages over several lines is mended in its own style")
  func styles() throws {
    try expectMended(
      Self.apt,
      """
      FROM debian:12-slim
      RUN apt-get update && apt-get install \\
          wget \\
          # for the clone
          git \\
          curl
      """,
      """
      FROM debian:12-slim
      RUN apt-get update && apt-get install --no-install-recommends -y \\
          wget \\
          # for the clone
          git \\
          curl \\
          && rm -rf /var/lib/apt/lists/*
      """)
    try expectMended(
      Self.apt,
      """
      FROM debian:12-slim
      RUN apt-get update && \\
        apt-get install \\
          wget \\
          git && \\
        echo done   \\

      """,
      """
      FROM debian:12-slim
      RUN apt-get update && \\
        apt-get install --no-install-recommends -y \\
          wget \\
          git && \\
        echo done && \\
        rm -rf /var/lib/apt/lists/*   \\

      """)
    try expectMended(
      Self.apt,
      "# escape=`\r\nFROM debian:12-slim\r\nRUN apt-get update `\r\n\t&& apt-get install `\r\n\t\tcurl\r\nUSER 1\r\n",
      "# escape=`\r\nFROM debian:12-slim\r\nRUN apt-get update `\r\n\t&& apt-get install --no-install-recommends -y `\r\n\t\tcurl `\r\n\t&& rm -rf /var/lib/apt/lists/*\r\nUSER 1\r\n"
    )
  }

  @Test(
    "A clean-up is not added where it would not be reached, or the text would not be what it was",
    arguments: [
      "apt-get update; apt-get install -y curl &", "apt-get update || true", "apt-get update # the lists",
      "if true; then apt-get update; fi", "(apt-get update)", "sh -c 'apt-get update'", "apt-get update && exec bash",
      "<<EOF\napt-get update\nEOF", "apt-get update && cat > /x <<EOF\ny\nEOF", "chroot /mnt apt-get update",
      "sudo apt-get update",
    ])
  func leftAlone(_ command: String) throws {
    let text = "FROM debian:12-slim\nRUN \(command)\n"
    try expectMended(["apt-lists-left-behind"], text, text)
  }

  @Test("A redirection is part of the command that it belongs to")
  func redirection() throws {
    try expectMended(
      ["apt-lists-left-behind"], "FROM debian:12-slim\nRUN apt-get update > /dev/null\n",
      "FROM debian:12-slim\nRUN apt-get update > /dev/null && rm -rf /var/lib/apt/lists/*\n")
  }

  @Test("Lists that a later RUN installs from are removed only where a person looks")
  func laterUse() throws {
    let text = "FROM debian:12-slim\nRUN apt-get update\nRUN apt-get install -y curl\n"
    try expectMended(["apt-lists-left-behind"], text, text, includesUnsafe: false)
  }

  // MARK: What others got wrong

  @Test(
    "A relative directory gets no root that the file does not know", arguments: ["WORKDIR app\n", "WORKDIR $HOME/x\n"])
  func workdir(_ line: String) throws {
    try expectMended(["relative-workdir"], "FROM debian:12-slim\n\(line)", "FROM debian:12-slim\n\(line)")
  }

  @Test("cd is not moved into a WORKDIR, and no variable is set for a downloader")
  func others() throws {
    let text =
      "FROM debian:12-slim\nRUN cd /a && make && wget -q https://example.com/x && curl -L https://example.com/y\n"
    try expectMended(["cd-command", "noisy-wget", "mixed-downloaders"], text, text)
  }

  @Test("A pipeline gets pipefail only from a shell that has it")
  func pipefail() throws {
    let line = "RUN curl -f https://example.com/x | tar xz\n"
    try expectMended(["pipe-without-pipefail"], "FROM debian:12-slim\n\(line)", "FROM debian:12-slim\n\(line)")
    let mended = "RUN set -o pipefail && curl -f https://example.com/x | tar xz\n"
    try expectMended(["pipe-without-pipefail"], "FROM alpine:3.20\n\(line)", "FROM alpine:3.20\n\(mended)")
    let shell = "FROM debian:12-slim\nSHELL [\"/bin/bash\", \"-c\"]\n"
    try expectMended(["pipe-without-pipefail"], shell + line, shell + mended)
  }

  @Test("RUNs are joined only where nothing gets another meaning")
  func joining() throws {
    try expectMended(
      ["consecutive-run"], "FROM a:1\nRUN make all\n# then\n\nRUN make install\n",
      "FROM a:1\nRUN make all \\\n# then\n    && make install\n")
    for second in ["a || b", "a; b &", "<<EOF\na\nEOF"] {
      let text = "FROM a:1\nRUN make\nRUN \(second)\n"
      try expectMended(["consecutive-run"], text, text)
    }
  }

  @Test("A text that is not written as it reads is left alone")
  func unwritten() throws {
    for line in [
      "RUN apt-get \"install\" curl", "RUN apt-get $X curl", "RUN apt-get ins\\\ntall curl",
      "RUN [\"apt-get\", \"install\", \"curl\"]",
    ] {
      let text = "FROM debian:12-slim\nENV X=install\n\(line)\n"
      try expectMended(["interactive-package-install"], text, text)
    }
  }

  private func expectMended(
    _ rules: [String], _ text: String, _ expected: String, includesUnsafe: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try FixProof(rules: rules).check(Array(text.utf8), includesUnsafe: includesUnsafe)
    #expect(String(decoding: outcome.mended.bytes, as: UTF8.self) == expected, sourceLocation: sourceLocation)
    #expect(outcome.violations == [], sourceLocation: sourceLocation)
  }
}
