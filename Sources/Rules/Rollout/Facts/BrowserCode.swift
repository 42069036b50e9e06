internal import Images
internal import Linting

/// What an image serves to browsers: of the text of built bundles, the addresses in it, and the variables that it asks for or
/// has marks for when it runs.
struct BrowserCode: Sendable {
  /// `http://api.shop.svc:8000/v1`
  struct Address: Sendable {
    var text: String
    var host: String
    /// The first file that has it.
    var file: FileEntry
  }

  /// In the order of their bytes.
  private(set) var addresses: [Address] = []
  private var namesAtRunTime: Set<String> = []
  private var bytes = 0

  /// nil for an image without any.
  init?(_ image: ImageModel) {
    var files: [String: FileEntry] = [:]
    var served = ServedDirectories(image)
    var isThere = false
    var bytes = 0
    image.files.forEach { file in
      guard file.kind == .regularFile, let kept = image.files.outcome(of: Self.scan, in: file),
        served.contain(file.displayPath)
      else { return }
      isThere = true
      bytes = bytes.addingSaturating(file.size)
      for line in kept.split(separator: UInt8(ascii: "\n")) {
        let text = String(decoding: line.dropFirst(), as: UTF8.self)
        if line.first == Self.addressMark {
          if files[text].map({ $0.displayPath > file.displayPath }) ?? true { files[text] = file }
        } else if !text.isEmpty {
          namesAtRunTime.insert(text)
        }
      }
    }
    guard isThere else { return nil }
    self.bytes = bytes
    let sorted = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    addresses = sorted.prefix(Self.mostOfAll).map { text, file in
      Address(text: text, host: WebAddress(text)?.host ?? "", file: file)
    }
  }

  /// Whether a variable is read when the code runs, or a mark in it is to be replaced by its value.
  func asksAtRunTime(for name: String) -> Bool { namesAtRunTime.contains(name) }

  /// Whether an address stands in the code, be it as the beginning of a longer one; nil for what is no address.
  func has(_ value: String) -> Bool? {
    guard let address = Self.addresses(in: Array(value.utf8)).first, value.hasPrefix(address) else { return nil }
    let start = address.hasSuffix("/") ? String(address.dropLast()) : address
    let first = addresses[addresses.partitioned { $0.text.utf8.lexicographicallyPrecedes(start.utf8) }...].first
    return first?.text.hasPrefix(start) ?? false
  }

  /// Whether an address surely stands nowhere in the code. A few lines without any address are no bundle that tells.
  func lacks(_ value: String) -> Bool {
    (bytes >= Self.leastBundle || !addresses.isEmpty) && has(value) == false
  }

  private static let leastBundle = 4096

  /// The addresses that are the application's own, as far as their hosts tell, and may stand in the place of another.
  func ownAddresses(like other: String) -> [Address] {
    addresses.filter { address in
      guard address.text.hasPrefix("ws") == other.hasPrefix("ws") else { return false }
      let domain = address.host.split(separator: ".").suffix(2).joined(separator: ".")
      // Next.js reads relative addresses over the host “n”.
      return address.host.utf8.count > 1 && !Self.foreignDomains.contains(domain)
    }
  }

  /// Where libraries say that their documentation, their schemas and their fonts are.
  private static let foreignDomains: Set = [
    "angular.dev", "angular.io", "fb.me", "github.com", "googleapis.com", "gstatic.com", "js.org", "json-schema.org",
    "jsdelivr.net", "mozilla.org", "mui.com", "nextjs.org", "radix-ui.com", "react.dev", "reactjs.org", "schema.org",
    "sentry.io", "svelte.dev", "tailwindcss.com", "unpkg.com", "vercel.app", "vercel.com", "vite.dev", "vitejs.dev",
    "vuejs.org", "w3.org", "webpack.js.org",
  ]

  // MARK: Reading

  /// Directories from which servers hand out what bundlers wrote.
  private static let directories = [
    "**/.next/static/**", "**/dist/**", "**/build/static/**", "**/out/_next/**", "var/www/**",
    "usr/local/apache2/htdocs/**",
  ]

  /// Those of them that lie in `usr/share`, where there is else only what packages bring.
  static let sharedDirectories = ["usr/share/nginx/html/**", "usr/share/caddy/**"]

  static let wants = (directories + sharedDirectories).flatMap { directory in
    [".js", ".mjs", ".html"].map {
      WantedContents(
        "\(directory)/*\($0)", excluding: ["**/node_modules", "**/site-packages", "usr/lib"], sizeLimit: 8 << 20,
        keeping: .scan(scan))
    }
  }

  private static let addressMark = UInt8(ascii: "a")
  private static let nameMark = UInt8(ascii: "n")
  /// Of one file, no more are kept.
  private static let most = 200
  /// Of one image, no more.
  private static let mostOfAll = 2000
  private static let longest = 200

  /// The first line of what is kept is empty, which tells a file without any from one that was not read.
  private static let scan = ContentScan("browser-code", wantsText: true) { text in
    let addresses = Set(addresses(in: text)).sorted().prefix(most).map { [addressMark] + Array($0.utf8) }
    let names = Set(names(in: text)).sorted().prefix(most).map { [nameMark] + Array($0.utf8) }
    return Array(([[nameMark]] + addresses + names).joined(separator: [UInt8(ascii: "\n")]))
  }

  /// What begins with `http://`, `https://`, `ws://` or `wss://`, up to what ends an address in code.
  private static func addresses(in text: [UInt8]) -> [String] {
    var found: [String] = []
    var end = 0
    for colon in text.indices where text[colon] == UInt8(ascii: ":") && colon >= end {
      guard text[colon...].starts(with: "://".utf8) else { continue }
      let scheme = text[end..<colon].suffix(5).reversed().prefix { $0.isLatinLetter }.reversed()
      guard let name = schemes.first(where: { Array(scheme).suffix($0.count) == $0[...] }) else { continue }
      let rest = text[(colon + 3)...].prefix(longest).prefix { $0 > 0x20 && $0 < 0x7f && !ends.contains($0) }
      end = rest.endIndex
      guard !rest.isEmpty else { continue }
      found.append(String(decoding: name + Array("://".utf8) + shown(rest), as: UTF8.self))
    }
    return found
  }

  /// An address without its account and its query: reports show it, and these may be secrets.
  private static func shown(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let path = rest.prefix { !"?#".utf8.contains($0) }
    let authority = path.prefix { $0 != UInt8(ascii: "/") }
    return authority.lastIndex(of: UInt8(ascii: "@")).map { path[($0 + 1)...] } ?? path
  }

  private static let schemes = ["https", "http", "wss", "ws"].map { Array($0.utf8) }
  private static let ends: Set<UInt8> = Set("\"'`\\<>(){}[]$,;|".utf8)

  /// The names of variables that bundlers inline, and that still stand in the code. What is left of `process.env.NAME` where the
  /// build had no value does not count: nothing answers it in a browser.
  private static func names(in text: [UInt8]) -> [String] {
    var found: [String] = []
    var start = 0
    while start < text.count {
      guard isOfName(text[start]) else {
        start += 1
        continue
      }
      let word = text[start...].prefix(while: isOfName)
      // `__VITE_API_URL__` is a mark.
      let bare = word.drop { $0 == underscore }
      if let first = bare.first, BrowserBundle.firstLetters.contains(first), bare.dropFirst().first?.isCapital == true,
        bare.count <= longest
      {
        var name = String(decoding: bare, as: UTF8.self)
        while name.hasSuffix("_") { name.removeLast() }
        if BrowserBundle.inlines(name), !text[..<start].suffix(5).elementsEqual(".env.".utf8) { found.append(name) }
      }
      start = word.endIndex
    }
    return found
  }

  private static let underscore = UInt8(ascii: "_")

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isLatinLetter || byte.isDecimalDigit || byte == underscore
  }
}
