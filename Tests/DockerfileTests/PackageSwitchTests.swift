import Dockerfile
import Linting
import Testing

/// The switches of package managers.
@Suite struct PackageSwitchTests {
  private func operation(_ line: String) throws -> PackageOperation {
    try #require(modelled("FROM a\nRUN \(line)").stages[0].runs[0].commands.last?.packageOperation)
  }

  @Test(
    "Whether the answer is yes",
    arguments: [
      ("apt-get install a", false), ("apt-get install -y a", true), ("apt-get -qqy install a", true),
      ("apt-get -qq install a", true), ("apt-get -q install a", false), ("apt-get -q -q install a", true),
      ("apt-get -q=2 install a", true), ("apt-get --assume-yes install a", true),
      ("apt-get -o APT::Get::Assume-Yes=true install a", true), ("apt-get -oapt::get::assume-yes=1 install a", true),
      ("apt-get -o APT::Get::Assume-Yes=false install a", false), ("apt-get -ty install a", false),
      ("apt-get --yes=false install a", false), ("yum install a", false), ("yum -yq install a", true),
      ("dnf --assumeyes install a", true), ("microdnf install -y a", true), ("zypper in a", false),
      ("zypper -n in a", true), ("zypper --non-interactive in a", true), ("zypper in -y a", true),
      ("pacman -S a", false), ("pacman -S --noconfirm a", true), ("conda install -y a", true),
      ("conda clean -tipsy", true), ("conda clean -afy", true),
      ("conda install a", false), ("pip uninstall -y a", true),
    ])
  func assumesYes(_ line: String, _ expected: Bool) throws {
    let operation = try operation(line)
    #expect(operation.asks && operation.assumesYes == expected)
  }

  @Test(
    "Who never asks",
    arguments: ["apk add a", "pip install a", "npm ci", "apt-get clean", "go get a"])
  func neverAsks(_ line: String) throws { #expect(try !operation(line).asks) }

  @Test(
    "Whether recommended packages are left out",
    arguments: [
      ("apt-get install a", false), ("apt-get install --no-install-recommends a", true),
      ("apt-get -o APT::Install-Recommends=false install a", true),
      ("apt-get -oAPT::Install-Recommends=0 install a", true),
      ("apt-get -o APT::Install-Recommends=no install a", true),
      ("apt-get --option=APT::Install-Recommends=true install a", false), ("aptitude -R install a", true),
      ("zypper in --no-recommends a", true), ("dnf install --setopt=install_weak_deps=False a", true),
      ("dnf install --setopt install_weak_deps=0 a", true), ("dnf install --setopt=install_weak_deps=True a", false),
      ("dnf install --setopt=keepcache=0 a", false),
    ])
  func recommended(_ line: String, _ expected: Bool) throws {
    #expect(try operation(line).skipsRecommended == expected)
  }

  @Test(
    "Whether it caches",
    arguments: [
      ("apk add --no-cache a", true), ("apk --no-cache add a", true), ("apk add a", false),
      ("pip install --no-cache-dir a", true), ("pip install a", false), ("PIP_NO_CACHE_DIR=1 pip install a", true),
      ("env PIP_NO_CACHE_DIR=off pip install a", false), ("uv sync --no-cache", true), ("uv pip install -n a", true),
      ("UV_NO_CACHE=1 uv sync", true), ("bun install --no-cache", true), ("composer install --no-cache", true),
    ])
  func noCache(_ line: String, _ expected: Bool) throws { #expect(try operation(line).keepsNoCache == expected) }

  @Test(
    "Whether a lock file holds it",
    arguments: [
      ("npm ci", true), ("npm install", false), ("yarn install --frozen-lockfile", true), ("yarn --immutable", true),
      ("yarn", false), ("pnpm i --frozen-lockfile", true), ("pnpm i", false), ("uv sync --locked", true),
      ("uv sync --frozen", true), ("uv sync", false), ("bundle install --deployment", true), ("bundle", false),
      ("cargo install --locked a", true), ("pip install --require-hashes -r x", true), ("composer install", true),
      ("poetry install", true), ("dotnet restore --locked-mode", true), ("bun i --frozen-lockfile", true),
    ])
  func lockFile(_ line: String, _ expected: Bool) throws { #expect(try operation(line).usesLockFile == expected) }

  @Test(
    "What its own commands empty",
    arguments: [
      ("apt-get clean", ["/var/cache/apt"]), ("apt-get autoclean", []),
      ("apt-get distclean", ["/var/cache/apt", "/var/lib/apt/lists"]),
      ("yum clean all", ["/var/cache/yum", "/var/cache/dnf"]),
      ("yum clean metadata", []), ("zypper cc -a", ["/var/cache/zypp"]), ("pip cache purge", ["/home/x/.cache/pip"]),
      ("npm cache clean --force", ["/home/x/.npm"]), ("npm cache clean", []), ("uv cache clean", ["/home/x/.cache/uv"]),
      ("uv cache clean a", []), ("uv cache prune", []), ("pacman -Scc", ["/var/cache/pacman/pkg"]), ("pacman -Sc", []),
      ("go clean -modcache", ["/go/pkg/mod", "/home/x/go/pkg/mod"]),
      ("conda clean -afy", ["/opt/conda/pkgs", "/home/x/.conda/pkgs"]),
    ])
  func emptied(_ line: String, _ expected: [String]) throws {
    #expect(try operation(line).emptiedDirectories(home: "/home/x") == expected)
  }

  @Test("Where it keeps what it fetched")
  func directories() throws {
    let apt = try operation("apt install a").manager
    #expect(apt.cacheDirectories() == ["/var/cache/apt"] && apt.indexDirectories() == ["/var/lib/apt/lists"])
    #expect(try operation("pip install a").manager.cacheDirectories() == ["/root/.cache/pip"])
    #expect(try operation("npm ci").manager.cacheDirectories(home: "/home/u") == ["/home/u/.npm"])
  }
}
