package import Images
package import Linting

/// ENTRYPOINT or CMD of the image runs its program through a shell.
package struct ShellFormImageCommand: Rule {
  package static let info = RuleInfo(
    name: "shell-form-image-command", groups: ["config"], severity: .info,
    summary: "ENTRYPOINT or CMD of the image runs its program through a shell.",
    rationale: """
      The shell is then the container's first process, which gets the stop signal and does not hand it on: the \
      program is killed after the grace period without a chance to finish. A text that begins with exec replaces the \
      shell, and is fine.
      """,
    help: "Write the command as a JSON array, or begin its text with exec.",
    bad: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        cmd: ["/bin/sh", "-c", "node server.js"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    good: [
      RuleInfo.Example(
        """
        tag: shop/web:v1
        cmd: ["node", "server.js"]
        layer: COPY server.js /app/
          0644 0:0 app/server.js "listen(3000)"
        """)
    ],
    references: ["https://docs.docker.com/reference/dockerfile/#shell-and-exec-form"])

  package init() {}

  package func check(_ image: ImageModel) -> [Finding] {
    guard let config = image.linuxConfig else { return [] }
    // The words of CMD follow those of ENTRYPOINT, which may leave the text to them.
    let commands = [("ENTRYPOINT", config.entrypoint + config.cmd), ("CMD", config.cmd)]
    return commands.compactMap { name, words in
      guard name == "CMD" || !config.entrypoint.isEmpty else { return nil }
      return shell(of: words).map {
        image.finding(Self.info, shellForm(name, $0), of: name == "CMD" ? .cmd : .entrypoint)
      }
    }
  }

  private static let shells: Set<Substring> = ["sh", "bash", "ash", "dash", "zsh", "ksh"]

  /// The shell that a command runs its text with; nil for another command, and for a text that the program takes over.
  private func shell(of words: [String]) -> String? {
    guard let shell = words.first, Self.shells.contains(shell.split(separator: "/").last ?? ""),
      let option = words.firstIndex(where: takesText), words.indices.contains(option + 1)
    else { return nil }
    let text = words[option + 1].split(whereSeparator: \.isWhitespace)
    return text.count > 1 && text.first != "exec" ? shell : nil
  }

  /// `-c`, alone or with other letters: `-ec`, `-lc`.
  private func takesText(_ word: String) -> Bool {
    word.hasPrefix("-") && word.hasSuffix("c") && word.dropFirst().utf8.allSatisfy(\.isLatinLetter)
  }
}

private func shellForm(_ name: String, _ shell: String) -> String {
  "\(name) of the image runs through \(shell), which does not hand on signals, expected the program itself"
}
