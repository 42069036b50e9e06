internal import Dockerfile

/// The short names of Docker's official images that take part in builds: a stage whose name is similar is no reason to take
/// one of them for a slip.
enum OfficialImages {
  private static let names: Set<String> = [
    "almalinux", "alpine", "amazoncorretto", "amazonlinux", "archlinux", "bash", "buildpack-deps", "busybox", "caddy",
    "cassandra", "centos", "chronograf", "clefos", "clojure", "composer", "consul", "couchbase", "couchdb", "crate",
    "dart", "debian", "docker", "drupal", "eclipse-mosquitto", "eclipse-temurin", "elasticsearch", "elixir", "erlang",
    "fedora", "flink", "fluentd", "friendica", "gazebo", "gcc", "geonetwork", "ghost", "golang", "gradle", "groovy",
    "haproxy", "haskell", "haxe", "hello-world", "httpd", "hylang", "ibmjava", "influxdb", "irssi", "jetty", "joomla",
    "jruby", "julia", "kapacitor", "kibana", "kong", "lightstreamer", "liquibase", "logstash", "mageia", "mariadb",
    "matomo", "maven", "mediawiki", "memcached", "mongo", "monica", "mono", "mysql", "nats", "neo4j", "neurodebian",
    "nextcloud", "nginx", "node", "odoo", "openjdk", "oraclelinux", "percona", "perl", "photon", "php", "phpmyadmin",
    "plone", "postgres", "pypy", "python", "rabbitmq", "rakudo-star", "redis", "redmine", "registry", "rethinkdb",
    "rockylinux", "ros", "ruby", "rust", "sapmachine", "satosa", "scratch", "silverpeas", "solr", "sonarqube", "spark",
    "spiped", "storm", "swift", "swipl", "teamspeak", "telegraf", "tomcat", "tomee", "traefik", "ubuntu", "unit",
    "varnish", "vault", "wordpress", "xwiki", "yourls", "znc", "zookeeper",
  ]

  static func contains(_ name: String) -> Bool { names.contains(name) }
}

extension BuildModel.ImageReader {
  /// Whether files come from something of a bare name that is no known image's: it may be given to the build by
  /// `--build-context`. The index of a stage, which a mount does not take, is no image either.
  var mayBeBuildContext: Bool {
    !isBase && !use.text.contains { "/:@".contains($0) } && !OfficialImages.contains(use.text)
  }
}
