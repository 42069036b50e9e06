import Dockerfile
import Linting
import Rules
import Testing

/// What a fixture cannot say: a context that is known to have no ignore file at all.
@Suite struct MissingDockerignoreTests {
  @Test("A known context without an ignore file is a finding, an unknown one is none")
  func absent() {
    #expect(messages(BuildContext(ignore: nil)).count == 1)
    #expect(messages(BuildContext(ignore: nil)).first?.contains("there is no .dockerignore") == true)
    #expect(messages(nil) == [])
  }

  private func messages(_ context: BuildContext?) -> [String] {
    let source = SourceText(path: "Dockerfile", text: "FROM alpine:3.23\nCOPY . /app\n")
    let model = BuildModel(source: source, options: BuildOptions(context: context))
    return MissingDockerignore().check(model).map(\.message)
  }
}
