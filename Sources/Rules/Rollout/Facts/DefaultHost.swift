/// A server whose own default is to listen on the loopback address alone.
struct DefaultHost: Sendable {
  var name: String
  /// The commands with which it serves at all; empty for a program that does nothing else.
  var commands: Set<String> = []
  /// The variables that name the address.
  var variables: [String] = []
  /// Those that change it in another way.
  var others: [String] = []
  /// Those that say where it runs: it is only in development that it listens so.
  var environment: [String] = []

  /// The server of a command line; nil when it is none of these.
  static func of(_ words: [String]) -> DefaultHost? {
    guard let first = words.first else { return nil }
    let name = ServerFlags.name(of: first, words)
    if name.hasPrefix("python") || name == "manage.py" || name == "django-admin" {
      return words.contains("runserver") ? DefaultHost(name: "runserver") : nil
    }
    guard let server = all[name] else { return nil }
    let arguments = words.drop { $0 != name && !$0.hasSuffix("/\(name)") }.dropFirst()
    // The command may stand behind options with values.
    let serves =
      server.commands.isEmpty || arguments.contains(where: server.commands.contains)
      || name == "vite" && !arguments.contains(where: ["build", "optimize"].contains)
    return serves ? server : nil
  }

  private static let all: [String: DefaultHost] = [
    DefaultHost(name: "uvicorn", variables: ["UVICORN_HOST"]),
    DefaultHost(name: "hypercorn", others: ["HYPERCORN_BIND"]),
    DefaultHost(name: "gunicorn", others: ["PORT", "GUNICORN_CMD_ARGS"]),
    DefaultHost(name: "flask", commands: ["run"], variables: ["FLASK_RUN_HOST"]),
    DefaultHost(name: "fastapi", commands: ["dev"]),
    DefaultHost(name: "vite", commands: ["dev", "serve", "preview"], others: ["VITE_HOST"]),
    DefaultHost(name: "ng", commands: ["serve", "s", "dev"]),
    DefaultHost(name: "astro", commands: ["dev", "preview"]),
    DefaultHost(
      name: "rails", commands: ["server", "s"], variables: ["BINDING"], environment: ["RAILS_ENV", "RACK_ENV"]),
  ].reduce(into: [:]) { $0[$1.name] = $1 }
}
