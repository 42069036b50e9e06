import Dockerfile
import Linting
import Testing

/// What package managers are told, as each writes it.
@Suite struct PackagePinTests {
  private func operation(_ line: String) throws -> PackageOperation {
    try #require(modelled("FROM a\nARG V\nRUN \(line)").stages[0].runs[0].commands.last?.packageOperation)
  }

  /// `name operator version pin kind`, without what is usual.
  private func outline(_ package: PackageOperation.Package) -> String {
    var text = package.name
    if let version = package.version { text += " \(package.versionOperator ?? "") \(version)" }
    if package.pin != .none { text += " \(package.pin)" }
    return text + (package.kind == .named ? "" : " (\(package.kind))")
  }

  @Test(
    "A package has a name, a version and a kind",
    arguments: [
      ("apt-get install a:amd64=1.2-3 b=1.* c/sid", ["a = 1.2-3 exact", "b = 1.* range", "c / sid tag"]),
      (
        "apt install ./a.deb /x/b.deb g++ t^ 'lib*'",
        ["./a.deb (file)", "/x/b.deb (file)", "g++", "t^ (group)", "lib* (group)"]
      ),
      ("apt-get install a=$V $V lib$V", ["a = $V exact"]),
      (
        "apk add a=1-r0 b~1.2 'c>2' d@edge ./e.apk",
        ["a = 1-r0 exact", "b ~ 1.2 range", "c > 2 range", "d @ edge tag", "./e.apk (file)"]
      ),
      ("apk del .deps", [".deps (virtual)"]),
      (
        "yum install a a-1.2 a-b-1.2-3.el9.x86_64 java-11-openjdk @g https://h/a.rpm ./b.rpm",
        [
          "a", "a - 1.2 exact", "a-b - 1.2-3.el9.x86_64 exact", "java-11-openjdk", "g (group)", "https://h/a.rpm (url)",
          "./b.rpm (file)",
        ]
      ), ("dnf install a-$V 'a-1*'", ["a - $V exact", "a - 1* range"]),
      ("dnf module install a:1", ["a:1 (group)"]), ("microdnf install a", ["a"]),
      ("zypper in a=1 'b>=2' pattern:c", ["a = 1 exact", "b >= 2 range", "c (group)"]),
      ("zypper in -t pattern d", ["d (group)"]),
      ("pacman -S --noconfirm extra/a b", ["a", "b"]),
      (
        "pip install 'a[x]==1.2' 'b>=1,<2' c~=1.0 d==1.* e . ./f g.whl git+https://h/i@v1 'j @ https://h/j.whl'",
        [
          "a == 1.2 exact", "b >= 1,<2 range", "c ~= 1.0 range", "d == 1.* range", "e", ". (file)", "./f (file)",
          "g.whl (file)", "git+https://h/i@v1 (url)", "j (url)",
        ]
      ), ("pip install -e . -c k.txt --timeout 60 a==1", [". (file)", "a == 1 exact"]),
      ("python3.12 -m pip install a", ["a"]), ("python -u -m pip install a==$V", ["a == $V exact"]),
      ("uv add 'a>=1'", ["a >= 1 range"]), ("uv tool install a@1.2.3", ["a @ 1.2.3 exact"]),
      ("uvx --from a==1 b --c", ["a == 1 exact"]), ("uvx a@latest b", ["a @ latest tag"]),
      ("pipx run a b", ["a"]), ("poetry add a@^1 b==2", ["a @ ^1 range", "b == 2 exact"]),
      ("conda install -y -c f c::a=1.2=x 'b>=1' d", ["a = 1.2=x exact", "b >= 1 range", "d"]),
      (
        "npm install a @s/b@1.2.3 c@^1 d@latest e@1 ./f g.tgz u/h git+ssh://h/i.git#0123abc",
        [
          "a", "@s/b @ 1.2.3 exact", "c @ ^1 range", "d @ latest tag", "e @ 1 range", "./f (file)", "g.tgz (file)",
          "u/h (url)", "git+ssh://h/i.git # 0123abc exact (url)",
        ]
      ), ("npx -y a@1 b c", ["a @ 1 range"]), ("npx -p a@1.0.0 b", ["a @ 1.0.0 exact"]),
      ("pnpm dlx a b", ["a"]), ("bun add a", ["a"]), ("yarn global add a@1.0.0", ["a @ 1.0.0 exact"]),
      ("gem install a:1.2 b", ["a : 1.2 exact", "b"]), ("gem install a b -v 1", ["a -v 1 exact", "b -v 1 exact"]),
      ("gem install --no-document a", ["a"]),
      (
        "go install -tags x h.io/a@v1.2.3 h.io/b@latest h.io/c ./... .",
        ["h.io/a @ v1.2.3 exact", "h.io/b @ latest tag", "h.io/c", "./... (local)", ". (local)"]
      ), ("go run h.io/a@v1.0.0 h.io/b", ["h.io/a @ v1.0.0 exact"]), ("go run main.go", ["main.go (local)"]),
      ("cargo install a@1.2.3 b", ["a @ 1.2.3 exact", "b"]),
      ("cargo install a --version 1.2.3", ["a --version 1.2.3 exact"]),
      ("cargo install --git https://h/a", ["https://h/a (url)"]),
      ("composer require a/b:^1 c/d:1.2.3", ["a/b : ^1 range", "c/d : 1.2.3 exact"]),
      ("dotnet tool install -g a --version 1.2.3", ["a --version 1.2.3 exact"]), ("dotnet add package a", ["a"]),
      ("dotnet add package a -v 1.2.3", ["a -v 1.2.3 exact"]), ("dotnet tool install a -v quiet", ["a"]),
      ("composer create-project a/b dir", ["a/b"]), ("cargo +nightly install a", ["a"]),
      ("pnpx a@1.2.3 b", ["a @ 1.2.3 exact"]),
    ])
  func packages(_ line: String, _ expected: [String]) throws {
    #expect(try operation(line).packages.map(outline) == expected)
  }

  @Test("What is not known, and files that list packages, stand apart")
  func others() throws {
    let apt = try operation("apt-get install a $V \"$(b)\" lib$V")
    #expect(apt.unknownPackages.map(\.text) == ["$V", "$(b)", "lib$V"] && !apt.isForProject)
    #expect(apt.unknownsAsWritten.map(\.version) == [nil, nil, nil])
    let named = try operation("apt-get install $V=1 a-$(b c=d) \"`b =`\"/stable $V.deb")
    #expect(named.unknownsAsWritten.map { $0.version ?? "-" } == ["1", "-", "stable", "-"])
    #expect(named.unknownsAsWritten.last?.kind == .file)
    let gem = try operation("gem install $V -v 1 -- a")
    #expect(gem.unknownsAsWritten.map(\.version) == ["1"] && gem.packages.isEmpty)
    let leading = try operation("apt-get $A \"$B\" -y install a")
    #expect(leading.subcommand == "install" && leading.packages.map(\.name) == ["a"])
    #expect(leading.unknownPackages.map(\.text) == ["$A", "$B"])
    let pip = try operation("pip install -r x -rdev.txt --requirement=y -c z")
    #expect(pip.requirementFiles.map(\.text) == ["x", "dev.txt", "y"] && pip.constraintFiles.map(\.text) == ["z"])
    #expect(pip.packages.isEmpty && !pip.isForProject)
    #expect(try operation("uv pip sync a.txt").requirementFiles.map(\.text) == ["a.txt"])
    #expect(try operation("npm ci").isForProject)
    #expect(try operation("npm install $V").isForProject == false)
    #expect(try operation("apk add -t .b a").virtualName?.text == ".b")
  }

  @Test(
    "Each action is known, and the words that name it",
    arguments: [
      ("pacman -Syu --noconfirm", "upgrade", "pacman"), ("pacman -Sy", "update", "pacman"),
      ("pacman -Sy a", "install", "pacman"), ("pacman -Scc", "clean", "pacman"), ("pacman -Rns a", "remove", "pacman"),
      ("apk cache clean", "clean", "apk"), ("apk upgrade", "upgrade", "apk"), ("tdnf install a", "install", "tdnf"),
      ("yum update", "upgrade", "yum"), ("yum makecache", "update", "yum"), ("zypper dup", "upgrade", "zypper"),
      ("pip cache purge", "clean", "pip"), ("pip download a", "install", "pip"), ("uv cache prune", "clean", "uv"),
      ("uv tool run a", "run", "uv"), ("poetry cache clear --all .", "clean", "poetry"),
      ("pipx install a", "install", "pipx"), ("mamba env create -f a", "install", "conda"),
      ("micromamba clean -a", "clean", "conda"), ("npm cache clean --force", "clean", "npm"),
      ("yarn dlx a", "run", "yarn"), ("pnpm store prune", "clean", "pnpm"), ("bun pm cache rm", "clean", "bun"),
      ("gem cleanup", "clean", "gem"), ("bundle", "install", "bundle"), ("go mod download", "install", "go"),
      ("go clean -modcache", "clean", "go"), ("cargo add a", "install", "cargo"), ("composer i", "install", "composer"),
      ("dotnet restore", "install", "dotnet"), ("dotnet nuget locals all --clear", "clean", "dotnet"),
    ])
  func actions(_ line: String, _ action: String, _ manager: String) throws {
    let operation = try operation(line)
    #expect("\(operation.action)" == action && operation.manager.name == manager)
  }
}
