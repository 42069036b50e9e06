internal import Linting

/// The variables that well-known base images are known to set, and that files on them use as a matter of course.
enum BaseVariables {
  /// Repositories, as globs over the full name, with names of variables, as globs too.
  private static let table: [(repository: Glob, names: [Glob])] = [
    ("docker.io/library/golang", "GOPATH GOLANG_VERSION GOTOOLCHAIN"),
    ("docker.io/library/node", "NODE_VERSION YARN_VERSION"),
    ("docker.io/library/python", "PYTHON_* GPG_KEY LANG"),
    ("docker.io/library/pypy", "PYPY_* LANG"),
    ("docker.io/library/php", "PHP_* PHPIZE_DEPS GPG_KEYS APACHE_*"),
    ("docker.io/library/composer", "COMPOSER_* PHP_* PHPIZE_DEPS"),
    ("docker.io/library/ruby", "RUBY_* GEM_HOME BUNDLE_* LANG"),
    ("docker.io/library/rust", "RUSTUP_HOME CARGO_HOME RUST_VERSION"),
    ("docker.io/library/swift", "SWIFT_*"),
    ("docker.io/library/julia", "JULIA_*"),
    ("docker.io/library/dart", "DART_SDK"),
    ("docker.io/library/perl", "PERL_*"),
    ("docker.io/library/erlang", "OTP_* REBAR* LANG"),
    ("docker.io/library/elixir", "ELIXIR_* OTP_* REBAR* LANG"),
    ("docker.io/library/openjdk", java),
    ("docker.io/library/eclipse-temurin", java),
    ("docker.io/library/amazoncorretto", java),
    ("docker.io/library/sapmachine", java),
    ("docker.io/library/ibmjava", java),
    ("docker.io/library/maven", "MAVEN_* " + java),
    ("docker.io/library/gradle", "GRADLE_* " + java),
    ("docker.io/library/tomcat", "CATALINA_* TOMCAT_* GPG_KEYS LD_LIBRARY_PATH " + java),
    ("docker.io/library/tomee", "TOMEE_* CATALINA_* " + java),
    ("docker.io/library/jetty", "JETTY_* " + java),
    ("docker.io/library/nginx", "NGINX_* NJS_* PKG_RELEASE DYNPKG_RELEASE ACME_VERSION"),
    ("docker.io/library/httpd", "HTTPD_*"),
    ("docker.io/library/haproxy", "HAPROXY_*"),
    ("docker.io/library/caddy", "CADDY_VERSION XDG_*"),
    ("docker.io/library/postgres", "PG* LANG GOSU_VERSION"),
    ("docker.io/library/mysql", "MYSQL_* GOSU_VERSION"),
    ("docker.io/library/mariadb", "MARIADB_* LANG GOSU_VERSION"),
    ("docker.io/library/mongo", "MONGO_* HOME GOSU_VERSION JSYAML_VERSION"),
    ("docker.io/library/redis", "REDIS_* GOSU_VERSION"),
    ("docker.io/library/memcached", "MEMCACHED_*"),
    ("docker.io/library/rabbitmq", "RABBITMQ_* ERLANG_* OPENSSL_* HOME LANG"),
    ("docker.io/library/wordpress", "PHP_* PHPIZE_DEPS GPG_KEYS APACHE_*"),
    ("docker.io/library/docker", "DOCKER_* DIND_COMMIT"),
    ("docker.io/jenkins/*", "JENKINS_* REF COPY_REFERENCE_FILE_LOG AGENT_WORKDIR " + java),
    ("docker.io/grafana/*", "GF_*"),
    ("docker.io/mambaorg/*", "MAMBA_*"),
    ("docker.io/nvidia/cuda", nvidia),
    ("nvcr.io/nvidia/*", nvidia),
    ("docker.io/pytorch/*", "PYTORCH_VERSION " + nvidia),
    ("docker.io/jupyter/*", jupyter),
    ("quay.io/jupyter/*", jupyter),
    ("ghcr.io/astral-sh/uv", "UV_* PYTHON_* GPG_KEY LANG"),
    ("mcr.microsoft.com/dotnet/*", "APP_UID ASPNET* DOTNET_* NUGET_* POWERSHELL_*"),
    ("public.ecr.aws/lambda/*", "LAMBDA_* TZ LANG LD_LIBRARY_PATH"),
  ].map { (Glob($0), $1.split(separator: " ").map { Glob(String($0)) }) }

  private static let java = "JAVA_HOME JAVA_VERSION LANG LC_ALL LANGUAGE"
  private static let nvidia = "CUDA_* NV_* NVIDIA_* NVARCH NCCL_* LD_LIBRARY_PATH LIBRARY_PATH"
  private static let jupyter = "NB_USER NB_UID NB_GID CONDA_DIR HOME SHELL LANG LC_ALL JUPYTER_*"

  /// Whether an image is known to set a variable.
  static func areSet(by image: String) -> (String) -> Bool {
    guard let repository = (try? ImageReference.parse(image))?.repository else { return { _ in false } }
    let names = table.filter { $0.repository.matches(repository) }.flatMap(\.names)
    return { name in names.contains { $0.matches(name) } }
  }
}
