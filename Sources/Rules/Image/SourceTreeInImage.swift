package import Images
package import Linting

/// The image holds the sources that its program was built from.
package struct SourceTreeInImage: Rule {
  package static let info = RuleInfo(
    name: "source-tree-in-image",
    groups: ["files", "layout"],
    severity: .info,
    summary: "The final file system holds the files of a source repository.",
    rationale:
      "A package.json with sources and tests beside it, TypeScript beside the JavaScript that was made of it, or a "
      + "pyproject.toml with tests show that a whole repository was copied, not what was built. The image grows by what "
      + "nobody runs, and whoever has it has the sources.",
    help:
      "Copy what was built from the build stage (COPY --from=builder /app/dist ./), and name the rest in .dockerignore.",
    bad: [
      RuleInfo.Example(
        """
        layer: COPY . /app
          0644 0:0 app/package.json "{}"
          0644 0:0 app/src/main.ts "serve()"
          0644 0:0 app/tests/main.test.ts "check()"
        """),
      RuleInfo.Example(
        """
        layer: COPY . /app
          0644 0:0 app/server.ts "serve()"
          0644 0:0 app/server.js "serve()"
        """),
    ],
    good: [
      RuleInfo.Example(
        """
        layer: COPY --from=builder /app/dist /app
          0644 0:0 app/package.json "{}"
          0644 0:0 app/server.js "serve()"
          0644 0:0 app/server.d.ts "declare"
          0644 0:0 app/node_modules/a/package.json "{}"
          0644 0:0 app/node_modules/a/src/a.js "a"
          0644 0:0 app/node_modules/a/test/a.js "a"
        """)
    ],
    references: ["https://docs.docker.com/build/building/multi-stage/"])

  package init() {}

  private static let testDirectories: Set<String> = ["__tests__", "e2e", "spec", "test", "tests"]

  package func check(_ image: ImageModel) -> [Finding] {
    var roots: Set<String> = []
    return (projects(in: image) + compiled(in: image)).compactMap { path, file, reason in
      // The root holds every other one.
      guard !roots.contains(""), !path.isAtOrBelow(anyOf: roots) else { return nil }
      roots.insert(path)
      let name = path.isEmpty ? "/" : path
      return image.finding(Self.info, message(name, reason), at: name, layer: file.layer)
    }
  }

  private typealias Sign = (directory: String, file: FileEntry, reason: String)

  private func projects(in image: ImageModel) -> [Sign] {
    let manifests = image.files.files {
      $0.kind == .regularFile
        && ($0.name.elementsEqual("package.json".utf8) || $0.name.elementsEqual("pyproject.toml".utf8))
    }
    return manifests.compactMap { file in
      let path = file.displayPath
      guard !isOfPackage(path) else { return nil }
      let name = path.lastComponent
      let directory = String(path.dropLast(path == name ? name.count : name.count + 1))
      let directories = image.files.children(of: directory).filter { $0.kind == .directory }.map {
        $0.displayPath.lastComponent
      }
      guard let tests = directories.first(where: { Self.testDirectories.contains($0) }),
        name == "pyproject.toml" || directories.contains("src")
      else { return nil }
      return (directory, file, name == "pyproject.toml" ? "\(name) with \(tests)" : "\(name) with src and \(tests)")
    }
  }

  /// Directories that hold TypeScript and the JavaScript that was made of it.
  private func compiled(in image: ImageModel) -> [Sign] {
    let sources = image.files.files {
      $0.kind == .regularFile && $0.name.hasSuffix(".ts") && !$0.name.hasSuffix(".d.ts")
    }
    var seen: Set<String> = []
    return sources.compactMap { file in
      let path = file.displayPath
      let script = path.dropLast(3) + ".js"
      let name = path.lastComponent
      let directory = String(path.dropLast(path == name ? name.count : name.count + 1))
      guard !isOfPackage(path), image.files.entry(at: String(script)) != nil, seen.insert(directory).inserted else {
        return nil
      }
      return (directory, file, "\(name) beside \(script.split(separator: "/").last ?? "")")
    }
  }

  /// What a package manager installed is somebody else's.
  private func isOfPackage(_ path: String) -> Bool {
    let parts = path.split(separator: "/").dropLast()
    return parts.contains { ["node_modules", "site-packages", "dist-packages", "vendor", ".venv"].contains($0) }
      || path.isAtOrBelow("usr/lib") || path.isAtOrBelow("usr/share") || path.isAtOrBelow("usr/local/lib")
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool {
    count > text.utf8.count && suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}

private func message(_ directory: String, _ reason: String) -> String {
  "\(directory) is a source tree (\(reason)), expected only what was built of it"
}
