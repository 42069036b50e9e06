import Dockerfile
import Linting
import Testing

@Suite struct InvocationTests {
  private func line(_ text: String) throws -> Invocation {
    try #require(modelled("FROM a\nRUN \(text)").stages[0].runs[0].commands.first).line
  }

  /// Subcommands, then options with their values, then operands: `push | -f -m=x | a b`.
  private func outline(_ text: String) throws -> String {
    let line = try line(text)
    let options = line.options.map { $0.name + ($0.value.map { "=\($0.text)" } ?? "") }
    return [line.subcommands.map(\.text), options, line.operands.map(\.text)].map { $0.joined(separator: " ") }
      .joined(separator: "|")
  }

  @Test(
    "A command line is read as its program reads it",
    arguments: [
      ("curl -fsSLo x https://h", "|-f -s -S -L -o=x|https://h"), ("curl -otask.sh u", "|-o=task.sh|u"),
      ("curl -o task.sh -k u", "|-o=task.sh -k|u"), ("curl -H 'a: -k' -Xk u", "|-H=a: -k -X=k|u"),
      ("curl --retry 3 --retry=4 --insecure u", "|--retry=3 --retry=4 --insecure|u"),
      ("curl -- -k", "||-k"), ("curl - -k", "|-k|-"), ("curl -o", "|-o|"),
      ("wget -nv -qO- u", "|-nv -q -O=-|u"), ("wget -qnc u", "|-q -nc|u"),
      ("wget --no-check-certificate -P /tmp u", "|--no-check-certificate -P=/tmp|u"),
      ("apt-get -qqy -o A::B=c install -t x a b=1", "install|-q -q -y -o=A::B=c -t=x|a b=1"),
      ("apt-get -q=2 -oA=b update", "update|-q=2 -o=A=b|"), ("apk add -t .x --no-cache a", "add|-t=.x --no-cache|a"),
      ("yum -y --enablerepo x --setopt=a=b install c", "install|-y --enablerepo=x --setopt=a=b|c"),
      ("dnf module install -y a:1", "module install|-y|a:1"), ("zypper -n in -t pattern a", "in|-n -t=pattern|a"),
      ("pip install --timeout 60 -r x -vc y a==1", "install|--timeout=60 -r=x -v -c=y|a==1"),
      ("uv pip install --system a", "pip install|--system|a"), ("uv run --with a b -c d", "run|--with=a|b -c d"),
      ("npx -y -p a b --c", "|-y -p=a|b --c"), ("npm config set strict-ssl false", "config set||strict-ssl false"),
      ("go install -tags x -ldflags='-s -w' a@v1", "install|-tags=x -ldflags=-s -w|a@v1"),
      ("go install --tags x a@v1", "install|--tags=x|a@v1"), ("docker run -it a -b", "run|-i -t|a -b"),
      ("go run -mod=mod a@v1 -b", "run|-mod=mod|a@v1 -b"), ("tar xzfC a.tgz /opt b", "|-x -z -f=a.tgz -C=/opt|b"),
      ("tar -xzf a.tgz --strip-components 1", "|-x -z -f=a.tgz --strip-components=1|"),
      ("tar -xC/opt -f a", "|-x -C=/opt -f=a|"), ("git -C x clone --depth 1 -b y u", "clone|-C=x --depth=1 -b=y|u"),
      ("git -c http.sslVerify=false fetch", "fetch|-c=http.sslVerify=false|"),
      ("useradd -mu 123456 -s/bin/sh a", "|-m -u=123456 -s=/bin/sh|a"),
      ("adduser -DH -u 1 -G g a", "|-D -H -u=1 -G=g|a"),
      ("adduser --disabled-password --gecos '' a", "|--disabled-password --gecos=|a"),
      ("mkdir -pm 777 a", "|-p -m=777|a"), ("ln -sf a b", "|-s -f|a b"), ("rm -rf -- -a", "|-r -f|-a"),
      ("docker login -u a -p b r", "login|-u=a -p=b|r"), ("docker run --rm -v a:b c -d", "run|--rm -v=a:b|c -d"),
      ("aws configure set aws_secret_access_key x --profile p", "configure set|--profile=p|aws_secret_access_key x"),
      ("aws s3 cp --recursive a b", "s3 cp|--recursive|a b"),
      ("az login -u a -p b --service-principal", "login|-u=a -p=b --service-principal|"),
      ("gcloud auth activate-service-account --key-file x", "auth activate-service-account|--key-file=x|"),
      ("gem install a -v 1 --no-document", "install|-v=1 --no-document|a"),
      ("dotnet tool install -g a --version 1", "tool install|-g --version=1|a"),
      ("cargo install --locked --version 1 a", "install|--locked --version=1|a"),
      ("bash -eo pipefail -c 'a' b -c", "|-e -o=pipefail -c|a b -c"),
      ("bash -oe pipefail +x a", "|-o=pipefail -e +x|a"),
      ("unknown -ab --c d --e=f", "|-a -b --c --e=f|d"), ("curl -f$X -o$Y $Z", "|-f -o=$Y|$Z"),
      ("python3.12 -m pip install -q a", "|-m=pip|install -q a"),
      ("composer global require a/b:1", "global require||a/b:1"),
    ])
  func reading(_ text: String, _ expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test("Options are asked by their names, and the last value counts")
  func queries() throws {
    let line = try line("curl -k -o a --output b -sso c --output=d u")
    #expect(line.has("-k", "--insecure") && line.has("--insecure", "-k") && !line.has("--insecure"))
    #expect(line.value(of: "-o", "--output") == "d" && line.values(of: "-o") == ["a", "c"])
    #expect(line.values(of: "-o", "--output") == ["a", "b", "c", "d"] && line.count(of: "-s") == 2)
    #expect(line.value(of: "-k") == nil && line.value(of: "-x") == nil && line.option("-k")?.argument.text == "-k")
  }

  @Test("An option stands where its word does, its value where its own does")
  func places() throws {
    let model = modelled("FROM a\nRUN x && \\\n  curl -sko f --retry=3 u")
    let line = try #require(model.stages[0].runs[0].commands.last).line
    let places = line.options.map { option in
      [option.argument, option.value].compactMap { $0 }.map { model.source.place(of: $0.source).short }
    }
    let cluster = "3:8-3:12"
    #expect(places == [[cluster], [cluster], [cluster, "3:13-3:14"], ["3:15-3:24", "3:15-3:24"]])
  }

  struct Generated: Sendable, CustomTestStringConvertible {
    var seed: UInt64
    var testDescription: String { "seed \(seed)" }
  }

  /// Lists of options of curl, spelt in two ways that mean the same.
  @Test("A cluster is its letters, and --x=v is --x v", arguments: (1...200).map { Generated(seed: UInt64($0)) })
  func spellings(_ generated: Generated) throws {
    var random = Random(seed: generated.seed)
    var (first, second): ([String], [String]) = (["curl"], ["curl"])
    for _ in 0..<(1 + random.below(6)) {
      switch random.below(4) {
      case 0:
        let letters = (0..<(1 + random.below(4))).map { _ in random.pick(["f", "s", "S", "L", "k", "i", "v"]) }
        first.append("-" + letters.joined())
        second += letters.map { "-" + $0 }
      case 1:
        let (name, value) = (random.pick(["--output", "--retry", "--header"]), random.pick(["a", "-", "b=c", "d-k"]))
        first.append("\(name)=\(value)")
        second += [name, value]
      case 2:
        let (name, value) = (random.pick(["-o", "-H", "-m"]), random.pick(["task.sh", "k", "-x"]))
        first.append(name + value)
        second += [name, value]
      default:
        let operand = random.pick(["u", "https://h/k", "-"])
        first.append(operand)
        second.append(operand)
      }
    }
    #expect(try outline(first.joined(separator: " ")) == outline(second.joined(separator: " ")))
  }
}

/// xorshift64*: the same choices for the same seed on every machine.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % bound
  }

  mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }
}
