import Testing

@testable import ImgPolicyKit

/// From the text in an image's history back to what a person wrote.
@Suite struct ReportsLayerInstructionTests {
  @Test(arguments: [
    (#"/bin/sh -c #(nop)  CMD ["node" "server.js"]"#, #"CMD ["node" "server.js"]"#),
    ("/bin/sh -c apt-get update   &&\t apt-get install -y curl", "RUN apt-get update && apt-get install -y curl"),
    ("RUN /bin/sh -c npm ci # buildkit", "RUN npm ci"),
    ("RUN |2 A=1 B=two words /bin/sh -c make all # buildkit", "RUN make all"),
    ("|1 VERSION=20.11 /bin/sh -c make", "RUN make"),
    ("|1 A=b make", "RUN make"),
    ("RUN /bin/bash -o pipefail -c curl x | sh # buildkit", "RUN curl x | sh"),
    ("COPY --from=deps /app . # buildkit", "COPY --from=deps /app ."),
    ("WORKDIR /app", "WORKDIR /app"),
    ("/bin/sh -c #(nop) ADD file:4b33b33e9d1d4b33b33e9d1d4b33b33e9d1d4b33b33e9d1d in / ", "ADD file:4b33b33e… in /"),
    ("/bin/sh", "/bin/sh"),
    ("RUN", "RUN"),
    ("|9999999999999999999 a", "|9999999999999999999 a"),
    ("|5 a", "RUN"),
    ("# debian.sh --arch 'amd64' out/ 'bookworm'", "# debian.sh --arch 'amd64' out/ 'bookworm'"),
    ("bazel build ...", "bazel build ..."),
    ("", ""),
    (" \n\t ", ""),
  ])
  func isWhatAPersonWrote(createdBy: String, expected: String) {
    #expect(layerInstruction(createdBy) == expected)
  }
}
