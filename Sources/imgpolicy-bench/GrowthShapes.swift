/// A shape of input that a careless parser would take quadratic time for: what is open, nested or repeated without end.
struct GrowthShape: Sendable {
  /// What is counted.
  var title: String
  /// Each the double of the one before.
  var sizes: [Int]
  private var make: @Sendable (Int) -> String

  func text(_ size: Int) -> [UInt8] { Array("FROM alpine:3.20\n\(make(size))\n".utf8) }

  static let all = scripts + instructions

  /// One RUN, as many lines of it as are counted.
  private static let scripts = [
    ("words", "    echo some words \"$HOME\" && \\\n"),
    ("branches and variables", "    A=$B; if [ -f a ]; then B=$A; fi && \\\n"),
    ("backticks", "    echo `date` \\\n"), ("open backticks", "    echo `date; \\\n"),
    ("parentheses", "    (((((((((( \\\n"), ("open substitutions", "    echo \"$(date \\\n"),
    ("open quotes", "    echo \"it's \\\n"), ("open branches", "    if true; then case a in b) \\\n"),
    ("redirections", "    echo a > b 2>&1 << C \\\n"), ("scripts in scripts", "    sh -c 'a; b' && eval 'c' && \\\n"),
  ].map { title, line in
    GrowthShape(title: "lines of \(title)", sizes: [5000, 10_000, 20_000]) {
      "RUN true && \\\n" + repeated(line, $0) + "true"
    }
  }

  private static let instructions = [
    GrowthShape(title: "open heredocs", sizes: [2000, 4000, 8000]) { count in
      "RUN true " + (1...count).map { "<<E\($0) \\\n" }.joined()
    },
    GrowthShape(title: "heredocs of a script", sizes: [5000, 10_000, 20_000]) { count in
      "RUN <<EOF\n" + (1...count).map { "cat <<E\($0)\n" }.joined() + "EOF"
    },
    GrowthShape(title: "relative WORKDIR", sizes: [5000, 10_000, 20_000]) { repeated("WORKDIR sub\nCOPY a b\n", $0) },
    GrowthShape(title: "ENV, ARG and LABEL", sizes: [5000, 10_000, 20_000]) { count in
      (1...count).map { "ARG A\($0)=1\nENV E\($0)=$A\($0)$X\nLABEL l\($0)=$E\($0)\n" }.joined()
    },
    GrowthShape(title: "ONBUILD", sizes: [5000, 10_000, 20_000]) { repeated("ONBUILD RUN npm ci\n", $0) + "FROM a" },
    GrowthShape(title: "variables that double in RUN", sizes: [5000, 10_000, 20_000]) { count in
      "RUN A0=x" + (1...count).map { "; A\($0)=\"$A\($0 - 1) $A\($0 - 1)\"; echo $A\($0)" }.joined()
    },
    GrowthShape(title: "variables that double in ENV", sizes: [5000, 10_000, 20_000]) { count in
      "ENV A0=x\n" + (1...count).map { "ENV A\($0)=\"$A\($0 - 1) $A\($0 - 1)\"\nRUN echo $A\($0)\n" }.joined()
    },
    GrowthShape(title: "backticks of one word", sizes: [20_000, 40_000, 80_000]) { "RUN " + repeated("`", $0) },
    GrowthShape(title: "patterns over a long value", sizes: [2000, 4000, 8000]) { count in
      "ENV A=" + repeated("a", count) + "\n" + repeated("ENV B=${A//a*b/x}\n", count)
    },
    GrowthShape(title: "flags", sizes: [5000, 10_000, 20_000]) { count in
      "COPY " + (1...count).map { "--exclude=a\($0) --x\($0) \\\n" }.joined() + "a b"
    },
    GrowthShape(title: "mounts", sizes: [5000, 10_000, 20_000]) {
      "RUN " + repeated("--mount=type=cache,target=/a,source=$B \\\n", $0) + "true"
    },
    GrowthShape(title: "strings of an array", sizes: [20_000, 40_000, 80_000]) {
      "CMD [" + repeated("\"a\", \\\n", $0) + "\"b\"]\nRUN [" + repeated("\"a\", \\\n", $0) + "]"
    },
  ]

  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}
