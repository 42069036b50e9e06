/// The words that generated Dockerfiles are made of.
enum Bait {
  /// A package manager as it is called.
  struct Tool {
    var names: [String]
    var subcommands: [String]
    /// Options that may stand before the subcommand.
    var general = [""]
    var options: [String]
    var packages: [String]
    var cleanings: [String]
  }

  static let tools = [
    Tool(
      names: ["apt-get", "apt-get", "apt-get", "apt", "aptitude", "/usr/bin/apt-get"],
      subcommands: [
        "install", "install", "install", "update && apt-get install", "update", "upgrade", "remove", "dist-upgrade",
      ],
      general: ["-y", "-q", "-qq", "-t bookworm", "-o Dpkg::Use-Pty=0", ""],
      options: [
        "-y", "-y", "--yes", "-qq", "-q", "--no-install-recommends", "-t bookworm", "-o Dpkg::Use-Pty=0",
        "--assume-yes", "-qy",
      ],
      packages: ["curl", "git=1:2.39.*", "\"vim\"", "$PKGS", "./local.deb", "nginx/stable", "python3"],
      cleanings: ["rm -rf /var/lib/apt/lists/*", "apt-get clean", "rm -rf /tmp/x", "rm -fr /var/lib/apt/lists"]),
    Tool(
      names: ["apk"], subcommands: ["add", "add", "add", "update && apk add", "upgrade", "del"],
      general: ["-q", "--no-cache", ""],
      options: ["--no-cache", "--update", "-q", "-U", "--virtual .deps", "-t .build", "--repository http://x/y"],
      packages: ["curl", "git=2.45.2-r0", "bash~=5", "openssl>3", "'zlib>=1.3'", "$PKGS", ".deps"],
      cleanings: ["rm -rf /var/cache/apk/*", "apk del .deps", "true"]),
    Tool(
      names: ["yum"], subcommands: ["install", "install", "update", "groupinstall", "localinstall", "reinstall"],
      general: ["-y", "-q", ""],
      options: ["-y", "-y", "--assumeyes", "-q", "--enablerepo=x", "--setopt=tsflags=nodocs"],
      packages: ["curl", "httpd-2.4.6", "java-17-openjdk", "nginx-1.20.1-2.el7", "x-1.2.rpm"],
      cleanings: ["yum clean all", "rm -rf /var/cache/yum/*", "yum -y clean all", "rm -rf /tmp/x"]),
    Tool(
      names: ["dnf", "dnf", "microdnf"],
      subcommands: ["install", "install", "update", "upgrade", "groupinstall", "reinstall", "module install"],
      general: ["-y", "-q", ""],
      options: ["-y", "-y", "--assumeyes", "-q", "--nodocs", "--setopt=install_weak_deps=False"],
      packages: ["curl", "httpd-2.4.57", "python3-pip", "nginx-1.24.0-1.fc39", "http://x/a-1.rpm", "nodejs:20"],
      cleanings: ["dnf clean all", "microdnf clean all", "rm -rf /var/cache/dnf", "rm -rf /var/cache/libdnf5*"]),
    Tool(
      names: ["zypper"],
      subcommands: ["install", "in", "remove", "dup", "dist-upgrade", "refresh", "source-install", "patch"],
      general: ["-n", "--non-interactive", "-q", ""],
      options: ["-n", "--non-interactive", "-y", "--no-confirm", "--no-recommends"],
      packages: ["curl", "git=2.40", "'vim>=9'", "x.rpm"],
      cleanings: ["zypper clean", "zypper cc -a", "rm -rf /var/cache/zypp"]),
    Tool(
      names: ["pip", "pip3", "pip", "python -m pip", "python3 -m pip", "pip3.12", "pipx"],
      subcommands: ["install", "install", "install", "download"], general: ["", "", "", "-q", "--no-cache-dir"],
      options: [
        "--no-cache-dir", "--no-cache-dir", "--upgrade", "-U", "-q", "--index-url https://x/y", "-i https://x/y",
        "--user",
        "--timeout 60", "--pre", "-c constraints.txt",
      ],
      packages: [
        "requests", "flask==3.0.0", "-r requirements.txt", ".", "'django>=5'", "numpy~=1.26", "git+https://x/y.git@v1",
        "git+https://x/y.git", "./pkg.whl", "uvicorn[standard]", "-e .", "a.tar.gz",
      ], cleanings: ["pip cache purge", "rm -rf /root/.cache", "true"]),
    Tool(
      names: ["npm"], subcommands: ["install", "install", "i", "ci", "add", "run build"],
      options: ["-g", "--global", "--production", "--save", "--loglevel warn", "--registry https://x/y", "--omit=dev"],
      packages: [
        "express", "express@4.18.2", "@angular/cli", "@angular/cli@17.0.0", "left-pad@latest", "./local",
        "git://x/y#v1",
        "https://x/y.tgz", "github:a/b",
      ], cleanings: ["npm cache clean --force", "true"]),
    Tool(
      names: ["yarn"], subcommands: ["install", "install", "add", "global add", "build"],
      options: ["--frozen-lockfile", "--production", "--silent"], packages: ["", ""],
      cleanings: ["yarn cache clean", "yarn cache list", "true"]),
    Tool(
      names: ["gem"], subcommands: ["install", "i", "update"],
      options: ["--no-document", "-N", "-v 1.2.3", "--version 2.0", "--version=2.0"],
      packages: ["rake", "bundler:2.5.0", "rails", "a.gem"], cleanings: ["gem cleanup", "true"]),
    Tool(
      names: ["go"], subcommands: ["install", "get", "run", "build", "get -tool"],
      options: ["-v", "-tags netgo", "-u", "-x"],
      packages: ["example.org/a/b", "example.org/a/b@v1.2.3", "example.org/a@latest", "./cmd/x", "main.go", "./..."],
      cleanings: ["go clean -cache", "true"]),
  ]

  static let commands = [
    "cd /srv", "cd /srv && ls", "(cd /tmp; make)", "echo done", "sudo make install", "sudo -u app make",
    "ssh host true",
    "service nginx start", "mount /dev/x /y", "kill -9 1", "ps aux", "free", "top", "vim x", "shutdown now", "ifconfig",
    "wget https://x/y", "wget -q https://x/y", "wget -nv https://x/y", "wget -O- https://x/y",
    "wget -qO- https://x/y | tar xz",
    "curl -fsSL https://x/y", "curl https://x/y | sh", "ln -s /bin/bash /bin/sh", "ln -sf /bin/bash /bin/sh",
    "ln -s /bin/sh /bin/x",
    "useradd -u 1234567 app", "useradd -l -u 1234567 app", "useradd --uid 123456 app", "useradd -u 1000 app",
    "useradd -m -u 200000 x",
    "tar -xzf app.tar.gz", "tar xzf app.tar.gz", "unzip app.zip", "tar -xf /tmp/app.tar.gz -C /opt",
    "gunzip dump.sql.gz",
    "set -o pipefail && a | b", "bash -c 'a | b'", "cat x | sort | uniq", "test \"$(ls | wc -l)\" -gt 1",
    "[ -f x ] || exit 1",
    "for f in a b; do cat $f | sort; done", "echo 'apt-get install x'", "echo $(apt-get install -y y)", "true", "make",
    "ls -la /x",
  ]

  /// What runs without a shell.
  static let programs = [
    "apt-get install -y curl", "apk add --no-cache git", "pip install flask", "npm ci", "/usr/bin/make all",
    "sudo make",
    "cd /x", "wget https://x/y", "dnf install -y vim", "gem install rake", "echo a | b",
  ]

  static let wrappers = [
    "sudo", "env A=1", "nice", "time", "exec", "command", "timeout 60", "nohup", "/usr/bin/env", "!",
  ]

  static let mounts = [
    "type=cache,target=/var/lib/apt", "type=cache,target=/var/cache/apt", "type=cache,target=/root/.cache/pip",
    "type=cache,target=/var/cache/apk", "type=tmpfs,target=/var/lib/apt/lists", "type=cache,target=/root/.cache/yarn",
    "type=cache,target=/var/cache/dnf", "type=secret,id=x", "type=bind,source=.,target=/src",
    "type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt", "type=cache,target=/var/cache/zypp",
  ]

  static let comments = [
    "# hadolint ignore=DL3008,DL3003\n", "# hadolint ignore=DL3059\n", "# a comment\n",
    "# hadolint ignore=DL3018\n# and more\n",
    "# hadolint ignore = DL3042 , DL3013 # why\n", "# hadolint ignore=DL3009 DL3015\n",
  ]

  static let images = [
    "debian", "debian:12", "debian:12-slim", "debian:latest", "alpine:3.20", "node:20-alpine", "python", "scratch",
    "ubuntu@sha256:a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4", "quay.io/x/y:1", "quay.io/x/y",
    "reg.example.org:5000/a", "reg.example.org:5000/a:2", "x/y:latest",
  ]

  static let platforms = [
    "linux/amd64", "$BUILDPLATFORM", "${TARGETPLATFORM}", "$TARGETPLATFORM", "linux/${TARGETARCH}", "windows/amd64",
  ]

  static let oddNames = ["scratch", "context", "stage0", "Stage1", "builder"]

  static let users = ["root", "0", "app", "1001", "root:root", "0:0", "app:app", "1001:1001", "nobody", "10001:app"]

  static let registries = [
    "debian:12", "docker.io/library/node:20", "ghcr.io/acme/app:1", "quay.io/x/y:2", "evil.example.net/a:1", "x/y:1",
    "registry.example.org:5000/a:1", "a.example.org/b:1",
  ]

  static let labels = [
    "title=\"An app\"", "url=https://example.org", "url=nowhere", "commit=a1b2c3d", "commit=A1B2C3D", "version=1.2.3",
    "version=v1",
    "created=2026-11-01T12:00:00Z", "created=yesterday", "license=MIT", "license=WTF", "mail=a@example.org",
    "mail=nobody",
    "title=\"\"", "other=thing", "url=https://example.org version=2.0.0", "url=",
  ]

  static let instructions = [
    "COPY . .\n", "COPY a b /dst\n", "COPY a b /dst/\n", "COPY [\"a\", \"b\", \"/dst\"]\n", "COPY app.tar.gz /tmp/\n",
    "COPY app.zip .\n",
    "COPY x relative/\n", "COPY --chown=1:1 a /b\n", "COPY --from=stage0 /a /b\n", "COPY --from=debian /a /b\n",
    "COPY --from=nobody /a /b\n", "COPY --from=0 /a /b\n", "COPY --from=9 /a /b\n", "COPY --from=stage1 / /\n",
    "COPY --from=quay.io/x:1 /a /b\n",
    "ADD a.txt /a\n", "ADD a.tar.gz /a\n", "ADD https://x/y.tar /a\n", "ADD a b /c/\n", "ADD a.zip /b\n",
    "ADD . /app\n",
    "WORKDIR /srv\n", "WORKDIR relative\n", "WORKDIR $HOME/x\n", "WORKDIR \"/quoted\"\n", "WORKDIR C:/x\n",
    "USER root\n", "USER app\n", "USER 1001\n", "ENV A=1 B=$A\n", "ENV A=1\n", "ENV PATH=/x:$PATH\n", "ENV API_KEY=x\n",
    "ENV PIP_NO_CACHE_DIR=1\n",
    "ENV X=${X:-1} Y=2\n", "ENV KEY value\n", "ARG TOKEN\n", "ARG VERSION=1\n", "ARG password=x\n", "ARG UID=1000\n",
    "EXPOSE 80\n", "EXPOSE 70000\n", "EXPOSE 80/tcp 99999/udp\n", "EXPOSE $PORT\n", "EXPOSE 8000-8010\n",
    "CMD npm start\n", "CMD [\"npm\", \"start\"]\n", "ENTRYPOINT x y\n", "ENTRYPOINT [\"x\"]\n",
    "HEALTHCHECK CMD curl -f http://localhost/\n", "HEALTHCHECK --interval=5s CMD [\"true\"]\n", "HEALTHCHECK NONE\n",
    "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n", "SHELL [\"/bin/bash\", \"-c\"]\n",
    "SHELL [\"pwsh\", \"-Command\"]\n",
    "MAINTAINER a@example.org\n", "LABEL Key=value\n", "LABEL org.example.key=value\n", "LABEL com.docker.x=y a--b=c\n",
    "ONBUILD RUN apt-get update\n", "ONBUILD RUN sudo true\n", "ONBUILD COPY . .\n", "ONBUILD MAINTAINER x\n",
    "ONBUILD CMD npm start\n",
    "COPY app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt\n",
    "COPY app.zip /srv/\nRUN cd /srv && unzip app.zip\n",
    "VOLUME /data\n", "STOPSIGNAL SIGTERM\n", "# hadolint ignore=DL3020\nADD x /y\n",
    "# hadolint global ignore=DL3007\n",
    "# plain comment\n", "\n",
  ]

  static let endings = [
    "", "CMD [\"x\"]\n", "CMD x\n", "USER root\n", "USER 1001\nCMD [\"x\"]\n", "ENTRYPOINT [\"x\"]\nCMD [\"y\"]\n",
    "HEALTHCHECK CMD [\"true\"]\nUSER app\n",
  ]
}
