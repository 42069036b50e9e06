internal import Dockerfile

/// What curl and wget fetch, and where it goes.
extension ShellCommand {
  var isDownloader: Bool { program == "curl" || program == "wget" }

  /// The addresses that curl or wget is given, as written; empty for other programs.
  var downloadAddresses: [Argument] {
    guard isDownloader else { return [] }
    let line = line
    return line.options.compactMap { $0.name == "--url" ? $0.value : nil } + line.operands
  }

  /// The file into which curl or wget writes; nil where an option does not name it.
  var downloadTarget: Argument? {
    switch program {
    case "curl": line.option("-o", "--output")?.value
    case "wget": line.option("-O", "--output-document")?.value
    default: nil
    }
  }

  /// Whether curl or wget prints what it fetches.
  var printsDownload: Bool {
    // Without an address it tells of itself: `curl --version`.
    guard isDownloader, !downloadAddresses.isEmpty || line.has("-K", "--config", "-i", "--input-file") else {
      return false
    }
    if let target = downloadTarget { return target.text == "-" || target.text == "/dev/stdout" }
    return program == "curl" && !line.has("-O", "--remote-name", "--remote-name-all")
  }
}

/// A file that ADD fetches from the web and compares with no checksum.
struct UntestedAddition {
  var stage: Stage
  var copy: Copy
  /// As written.
  var word: Word
  /// After expansion.
  var address: WebAddress
  /// Whether the builder takes the address for that of a repository, which it clones.
  var isRepository: Bool
}

extension BuildModel {
  /// What ADD fetches without a checksum, as far as the addresses are known.
  var untestedAdditions: [UntestedAddition] {
    writtenCopies.filter { $0.copy.instruction.keyword == .add && $0.copy.instruction.flag("checksum") == nil }
      .flatMap { stage, copy in
        zip(copy.sources, copy.sourcePaths).compactMap { word, path -> UntestedAddition? in
          // A variable that nobody knows may be all of the address but its scheme.
          let text = path ?? word.text
          guard let address = WebAddress(text) else { return nil }
          let isRepository = text.prefix { $0 != "#" && $0 != "?" }.hasSuffix(".git")
          return UntestedAddition(stage: stage, copy: copy, word: word, address: address, isRepository: isRepository)
        }
      }
  }
}

/// Whether downloads are tested.
extension Run {
  /// Whether a command compares a file with a checksum, or tests a signature.
  var verifiesDownloads: Bool { commands.contains(where: \.isVerification) }
}

extension ShellCommand {
  fileprivate var isVerification: Bool {
    switch program {
    case "sha256sum", "shasum", "gpgv", "minisign", "signify", "slsa-verifier", "sigstore", "rhash", "sqv": true
    case "gpg": line.has("--verify", "--verify-files")
    case "cosign": arguments.contains { $0.text.hasPrefix("verify") }
    case "openssl": has("dgst") || has("sha256")
    case "rpm", "rpmkeys": line.has("-K", "--checksig")
    case "gh": has("attestation") && has("verify")
    default: false
    }
  }
}
