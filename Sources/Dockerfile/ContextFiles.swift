internal import Linting
internal import Synchronization

/// The regular files of a build context that its ignore file lets through.
///
/// A class: the Dockerfiles that build on one context share it, and what is worked out of it.
package final class ContextFiles: Sendable {
  /// A file of the context.
  package struct File: Sendable, Hashable {
    /// From the root of the context, with `/`.
    package var path: String
    /// In bytes.
    package var size: Int

    package init(path: String, size: Int) {
      self.path = path
      self.size = size
    }
  }

  package let files: [File]
  /// In bytes. Sizes come from outside: a sum that does not fit is as good as endless.
  package let totalSize: Int
  private let facts = Mutex<[ObjectIdentifier: any ContextFact]>([:])

  package init(_ files: [File]) {
    self.files = files
    totalSize = files.reduce(0) { $0.addingSaturating($1.size) }
  }

  /// A fact for which all files are looked at: worked out for the first who asks, and then kept.
  package func fact<Fact: ContextFact>(_: Fact.Type = Fact.self) -> Fact {
    facts.withLock { facts in
      if let known = facts[ObjectIdentifier(Fact.self)] as? Fact { return known }
      let fact = Fact(of: files)
      facts[ObjectIdentifier(Fact.self)] = fact
      return fact
    }
  }
}

/// What a rule wants to know of all files of a build context, whichever Dockerfile builds on it.
package protocol ContextFact: Sendable {
  init(of files: [ContextFiles.File])
}
