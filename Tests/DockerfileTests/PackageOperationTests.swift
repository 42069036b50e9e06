import Dockerfile
import Linting
import Testing

@Suite struct PackageOperationTests {
  struct Row: Sendable {
    var line: String
    var manager: String
    var action: PackageManager.Action
    var subcommand: String
    /// `name`, or `name@version`.
    var packages: [String]

    init(
      _ line: String, _ manager: String, _ action: PackageManager.Action, _ subcommand: String,
      _ packages: [String] = []
    ) {
      self.line = line
      self.manager = manager
      self.action = action
      self.subcommand = subcommand
      self.packages = packages
    }
  }

  private func packageOperation(_ line: String) -> PackageOperation? {
    modelled("FROM a\nRUN \(line)").stages[0].runs[0].commands.last?.packageOperation
  }

  @Test(
    "A package manager's command line is read",
    arguments: [
      Row(
        "apt-get install -y --no-install-recommends a b=1.2-3 c/stable", "apt-get", .install, "install",
        ["a", "b@1.2-3", "c@stable"]),
      Row("apt-get -o A::B=c -qq update", "apt-get", .update, "update"),
      Row("apt-get -t bookworm install a", "apt-get", .install, "install", ["a"]),
      Row("apt full-upgrade", "apt-get", .upgrade, "full-upgrade"),
      Row("aptitude purge a", "apt-get", .remove, "purge", ["a"]), Row("apt-get clean", "apt-get", .clean, "clean"),
      Row("apk add --no-cache --virtual .b a b=1 c~2 d@edge", "apk", .install, "add", ["a", "b@1", "c@2", "d@edge"]),
      Row("apk --no-cache add a", "apk", .install, "add", ["a"]),
      Row("apk del .b", "apk", .remove, "del", [".b"]), Row("microdnf install -y a", "dnf", .install, "install", ["a"]),
      Row("yum -y --enablerepo x install a b", "yum", .install, "install", ["a", "b"]),
      Row("zypper --non-interactive in a", "zypper", .install, "in", ["a"]),
      Row("npm i -g @a/b@1 c d@^2", "npm", .install, "i", ["@a/b@1", "c", "d@^2"]),
      Row("npm ci --omit dev", "npm", .install, "ci"),
      Row("pnpm add a", "pnpm", .install, "add", ["a"]), Row("yarn", "yarn", .install, ""),
      Row("yarn global add a@1", "yarn", .install, "global add", ["a@1"]),
      Row("yarn --cwd x install", "yarn", .install, "install"),
      Row("bun install", "bun", .install, "install"),
      Row("pip3 install -r x.txt a==1 'b>=2'", "pip", .install, "install", ["a@1", "b@2"]),
      Row("python3 -m pip install a", "pip", .install, "install", ["a"]),
      Row("python3 -mpip install a", "pip", .install, "install", ["a"]),
      Row("python3 -I -W ignore -m pip install a", "pip", .install, "install", ["a"]),
      Row("yarn workspace web add a@1", "yarn", .install, "add", ["a@1"]),
      Row("env -S 'A=1 apk add a'", "apk", .install, "add", ["a"]),
      Row("env -i --split-string='apk add' a", "apk", .install, "add", ["a"]),
      Row("uv sync --frozen", "uv", .install, "sync"),
      Row("uv pip install -r x a==1", "uv", .install, "pip install", ["a@1"]),
      Row("poetry install --only main", "poetry", .install, "install"),
      Row("composer require a/b:^1", "composer", .install, "require", ["a/b@^1"]),
      Row("bundle", "bundle", .install, ""), Row("bundle install --jobs 4", "bundle", .install, "install"),
      Row("sudo apt-get install a", "apt-get", .install, "install", ["a"]),
      Row("sh -c 'apk add a'", "apk", .install, "add", ["a"]),
      // What is not known is not named.
      Row("apt-get install a $B \"c$(d)\"", "apt-get", .install, "install", ["a"]),
    ])
  func operations(_ row: Row) throws {
    let operation = try #require(packageOperation(row.line))
    #expect(operation.manager.name == row.manager)
    #expect(operation.action == row.action)
    #expect(operation.subcommand == row.subcommand)
    #expect(operation.packages.map { $0.name + ($0.version.map { "@\($0)" } ?? "") } == row.packages)
  }

  @Test(
    "Anything else is no operation",
    arguments: [
      "apt-get", "apt-get moo", "npm run build", "npm test", "pip list", "python3 -m http.server", "uv run a",
      "yarn build", "echo apt-get install a",
    ])
  func none(_ line: String) {
    #expect(packageOperation(line) == nil)
  }

  @Test("Options have values")
  func options() throws {
    let operation = try #require(packageOperation("npm ci --omit=dev,optional --omit peer -qy --registry https://x"))
    #expect(operation.line.values(of: "--omit") == ["dev,optional", "peer"])
    #expect(
      operation.option("--omit", has: "dev") && operation.option("--omit", has: "peer")
        && !operation.option("--omit", has: "opt"))
    #expect(operation.line.has("-y", "--yes") && operation.line.has("--registry") && !operation.line.has("-n"))
    #expect(operation.command.has("-qy") && !operation.command.has("-q"))
  }
}
