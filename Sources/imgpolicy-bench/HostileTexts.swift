import Dockerfile
import Linting
import Rules

/// Dockerfiles that repeat what a rule looks back or ahead from, so that it takes quadratic time if it does so each time.
struct HostileText {
  let rule: String
  let title: String
  /// What stands before the repeated part, the part itself, and what stands behind all of them.
  let parts: (start: String, repeated: String, end: String)

  init(_ rule: String, _ title: String, _ start: String, _ repeated: String, _ end: String = "") {
    self.rule = rule
    self.title = title
    parts = (start, repeated, end)
  }

  func file(_ count: Int) -> SourceText {
    let text = parts.start + String(repeating: parts.repeated, count: count) + parts.end + "\n"
    return SourceText(path: "Dockerfile", bytes: Array(text.utf8))
  }

  private static let run = "FROM debian:13\nRUN "
  private static let copied = "FROM debian:13\nCOPY . /app\n"

  static let all: [HostileText] = [
    HostileText("secret-value", "starts of web tokens", "FROM a:1\nENV A=", "eyJ."),
    HostileText("secret-value", "starts of GitLab tokens", "FROM a:1\nENV A=", "glpat-."),
    HostileText("secret-value", "headers of keys", "FROM a:1\nENV A=", "-----BEGIN PRIVATE KEY-----"),
    HostileText("secret-value", "addresses", "FROM a:1\nENV A=", "a://b:"),
    HostileText("secret-value", "headers of HTTP", "FROM a:1\nENV A=\"", "Authorization: Bearer ", "\""),
    HostileText("secret-value", "options with passwords", run, "curl -u a:tiger99 x; "),
    HostileText("secret-value", "stages with tokens", "", "FROM a:1\nENV A=glpat-Zq7Vb2nXc9LpZ4kRt8Wm\n"),
    HostileText("secret-in-arg-or-env", "triggers", "FROM a:1\n", "ONBUILD ENV A_KEY=b\n"),
    HostileText("credential-command", "logins", run, "docker login -p a; "),
    HostileText(
      "credential-file-variable", "variables and copies", "FROM a:1\n", "COPY a b /c/\nENV KUBECONFIG=/c/d\n"),
    HostileText("late-secret-removal", "removals", copied + "RUN ", "rm /app/.env; "),
    HostileText("late-secret-removal", "relative removals", "FROM a:1\nCOPY . .\nRUN ", "rm .env; "),
    HostileText("secret-file-copy", "copies", "FROM a:1\n", "COPY .env id_rsa /a/\n"),
    HostileText("pipe-to-shell", "pipes to a shell", run, "curl a|sh; "),
    HostileText("pipe-to-shell", "one pipeline", run + "curl a", "|curl a"),
    HostileText(
      "pipe-to-shell", "groups", run + "{ ", "curl a; ", "} | { " + String(repeating: "cat; ", count: 1000) + "}"),
    HostileText("pipe-without-pipefail", "pipelines", run, "curl a|cat; "),
    HostileText("pipe-without-pipefail", "triggers", "FROM a:1\n", "ONBUILD RUN curl a|cat\n"),
    HostileText("unverified-download", "additions", "FROM a:1\n", "ADD https://a.example.com/b /c\nRUN d\n"),
    HostileText("plain-http-download", "additions", "FROM a:1\n", "ADD http://a.example.com/b /c\nRUN d\n"),
    HostileText("pip-cache-left-behind", "variables", "FROM a:1\n", "ENV PIP_NO_CACHE_DIR=0\nRUN pip install a\n"),
    HostileText("pip-cache-left-behind", "stages", "FROM a:1 AS s\n", "FROM s AS s\nRUN pip install a\n"),
    HostileText("pip-cache-left-behind", "exports", run, "export PIP_NO_CACHE_DIR=0; pip install a; "),
    HostileText("disabled-signature-verification", "sources", run, "deb [trusted=yes "),
    HostileText("disabled-tls-verification", "options", run, "apt-get -o Acquire::https::Verify-Peer=no update; "),
  ]
}

/// Prints how the time of each rule grows with the text that is hard for it.
func measureHostileGrowth() {
  let rules = Catalog().dockerfile
  for text in HostileText.all {
    guard let rule = rules.first(where: { $0.info.name == text.rule }) else { continue }
    let models = [2000, 4000, 8000].map { ($0, BuildModel(source: text.file($0))) }
    Measure.growth("\(text.rule), \(text.title)", models.map { count, model in (count, { _ = rule.check(model) }) })
  }
}
