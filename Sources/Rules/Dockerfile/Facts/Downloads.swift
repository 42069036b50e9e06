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
    guard isDownloader else { return false }
    if let target = downloadTarget { return target.text == "-" || target.text == "/dev/stdout" }
    return program == "curl" && !line.has("-O", "--remote-name", "--remote-name-all")
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
