import Testing

@testable import Images

/// From the text in an image's history back to what a person wrote.
@Suite struct BuildStepTests {
  @Test(arguments: [
    (#"/bin/sh -c #(nop)  CMD ["node" "server.js"]"#, #"CMD ["node" "server.js"]"#),
    ("/bin/sh -c apt-get update   &&\t apt-get install -y curl", "RUN apt-get update && apt-get install -y curl"),
    ("RUN /bin/sh -c npm ci # buildkit", "RUN npm ci"),
    ("RUN |2 A=1 B=two words /bin/sh -c make all # buildkit", "RUN make all"),
    ("|1 VERSION=20.11 /bin/sh -c make", "RUN make"),
    ("|1 A=b make", "RUN …"),
    ("RUN |1 TOKEN=hunter2 leakedword make # buildkit", "RUN …"),
    ("RUN /bin/bash -o pipefail -c curl x | sh # buildkit", "RUN curl x | sh"),
    ("COPY --from=deps /app . # buildkit", "COPY --from=deps /app ."),
    ("WORKDIR /app", "WORKDIR /app"),
    ("/bin/sh -c #(nop) ADD file:4b33b33e9d1d4b33b33e9d1d4b33b33e9d1d4b33b33e9d1d in / ", "ADD file:4b33b33e… in /"),
    ("/bin/sh", "/bin/sh"),
    ("RUN", "RUN"),
    ("|9999999999999999999 a", "|9999999999999999999 a"),
    ("|5 a", "RUN …"),
    ("# debian.sh --arch 'amd64' out/ 'bookworm'", "# debian.sh --arch 'amd64' out/ 'bookworm'"),
    ("bazel build ...", "bazel build ..."),
    ("", ""),
    (" \n\t ", ""),
  ])
  func isWhatAPersonWrote(createdBy: String, expected: String) {
    #expect(BuildStep(createdBy: createdBy).text() == expected)
  }

  @Test(arguments: [
    ("COPY --chown=1:1 /x /y /data/ # buildkit", "COPY", "--chown=1:1 /x /y /data/"),
    ("RUN |1 A=1 /bin/sh -ec set -e\nmake # buildkit", "RUN", "set -e\nmake"),
    ("/bin/sh -c #(nop) HEALTHCHECK --interval=5s CMD echo ok", "HEALTHCHECK", "--interval=5s CMD echo ok"),
    ("RUN apk add curl", "RUN", "apk add curl"),
    ("RUN powershell -Command Write-Host hi # buildkit", "RUN", "Write-Host hi"),
    ("cmd /S /C dir", "RUN", "dir"),
    ("RUN", "RUN", ""),
  ])
  func hasKeywordAndArguments(createdBy: String, keyword: String, arguments: String) {
    let step = BuildStep(createdBy: createdBy)
    #expect(step.keyword == keyword)
    #expect(step.arguments == arguments)
  }

  @Test(arguments: ["bazel build ...", "stand-in for node", "run away", "/bin/sh", "ls -l", ""])
  func isNoInstruction(createdBy: String) {
    #expect(BuildStep(createdBy: createdBy).keyword == nil)
  }

  @Test(arguments: [
    ("|2 TOKEN=s3cret A=1 /bin/sh -c make $TOKEN", "|2 TOKEN=… A=… /bin/sh -c make $TOKEN"),
    (
      "RUN |1 TOKEN=two words /bin/bash -o pipefail -c make # buildkit",
      "RUN |1 TOKEN=… /bin/bash -o pipefail -c make # buildkit"
    ),
    ("|1 TOKEN=a c2VjcmV0= /bin/sh -c make", "|1 … /bin/sh -c make"),
    ("|1 TOKEN=a make", "|1 …"),
    ("RUN |1 TOKEN=hunter2 leakedword make # buildkit", "RUN |1 …"),
    ("a | b=c", "a | b=c"),
    ("ENV A=b", "ENV A=b"),
  ])
  func showsNoValueOfABuildArgument(createdBy: String, expected: String) {
    #expect(withoutArgumentValues(createdBy) == expected)
  }
}
