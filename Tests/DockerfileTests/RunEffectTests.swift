import Dockerfile
import Linting
import Testing

/// What a RUN leaves behind, or does not.
@Suite struct RunEffectTests {
  private func run(_ text: String) throws -> Run { try #require(modelled("FROM a\n" + text).stages.last?.runs.last) }

  @Test(
    "A directory is removed, itself or all that is in it",
    arguments: [
      ("rm -rf /var/lib/apt/lists/*", true), ("rm -rf /var/lib/apt/lists", true), ("rm -fr /var/lib/apt/lists/", true),
      ("rm -f /var/lib/apt/lists/*", true), ("rm -f /var/lib/apt/lists", false), ("rm -rf /var/lib/apt", true),
      ("rm -rf /var/lib/apt/*", true), ("rm -f /var/lib/apt/*", false), ("rm -rf /var/lib/apt/lists/partial", false),
      ("rm -rf /var/lib/{dpkg,apt/lists}/*", true), ("rm -rf /var/{cache/apt,lib/{apt,x}}", true),
      ("rm -rf /tmp/* /var/lib/apt/list?/*", true), ("rm -rf /tmp/x", false), ("rm -rf /var/lib/ap", false),
      ("find /var/lib/apt/lists -type f -delete", true), ("find /var/lib/apt/lists -name x -delete", false),
      ("find /var/lib/apt/lists -type f", false), ("find /var/lib/apt/lists -mindepth 1 -exec rm -rf {} +", true),
      ("cd /var/lib/apt && rm -rf lists", true), ("cd /var/lib/apt/lists && rm -rf *", true), ("rm -rf *", false),
      ("(cd /tmp) && rm -rf lists", false), ("sudo rm -rf //var/lib/./apt/lists", true),
      ("sh -c 'rm -r /var/lib/apt'", true),
      ("D=/var/lib/apt; rm -rf $D/lists", true), ("rm -rf $D/lists", false), ("rm -rf /", false),
      ("echo rm -rf /var/lib/apt/lists", false),
    ])
  func removes(_ line: String, _ expected: Bool) throws {
    #expect(try run("RUN " + line).removes("/var/lib/apt/lists") == expected)
  }

  @Test("Only what stands behind a command counts for it, and ~ is the user's")
  func order() throws {
    let run = try run("WORKDIR /a\nUSER u:g\nRUN rm -rf b && x && rm -rf ~/.npm \"$HOME/c\"")
    #expect(run.removes("/a/b") && !run.removes("/a/b", after: 0) && run.home == "/home/u")
    #expect(run.removes("/home/u/.npm", after: 1) && run.removes("/home/u/c") && !run.removes("/root/.npm"))
    #expect(try self.run("USER 0\nRUN rm -rf ~/.npm").removes("/root/.npm"))
    #expect(try self.run("ENV HOME=/h\nUSER u\nRUN rm -rf ~/.npm").removes("/h/.npm"))
  }

  @Test("Braces become words as in bash, as long as these are few")
  func braces() throws {
    let run = try run("RUN rm -r /{a,b{1,2}}/x /{c} /${D}{e,} /" + String(repeating: "{a,b}", count: 7))
    let paths = run.removals.map(\.path)
    #expect(paths.prefix(6) == ["/a/x", "/b1/x", "/b2/x", "/{c}", "/${D}e", "/${D}"])
    #expect(paths.count == 7)
  }

  @Test(
    "A mount covers its target and what is below",
    arguments: [
      ("type=cache,target=/var/cache/apt", true), ("type=cache,target=/var/cache/", true),
      ("type=tmpfs,target=/var", true),
      ("type=cache,target=/var/cache/apt/archives", false), ("type=cache,target=/var/cache/ap", false),
      ("type=bind,target=/var/cache/apt", false), ("type=cache,target=cache/apt", true),
      ("type=cache,target=apt", false),
      ("type=cache,target=~/apt", false), ("type=secret,id=x", false),
    ])
  func mounts(_ mount: String, _ expected: Bool) throws {
    let run = try run("WORKDIR /var\nRUN --mount=\(mount) a")
    #expect(run.isMounted("/var/cache/apt") == expected)
    #expect(run.hasSecretMount == mount.hasPrefix("type=secret"))
  }

  @Test("A relative target is not known where the working directory is not")
  func relativeTargets() throws {
    #expect(try !run("RUN --mount=type=cache,target=var/cache a").isMounted("/var/cache"))
    let run = try run("RUN --mount=type=secret,id=x --mount=type=secret,id=y,target=/z a")
    #expect(run.mounts.map { run.target(of: $0) } == ["/run/secrets/x", "/z"])
  }
}
