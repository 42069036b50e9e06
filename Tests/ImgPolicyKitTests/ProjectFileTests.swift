import Linting
import Testing

@testable import ImgPolicyKit

@Suite struct ProjectFileTests {
  private func decode(_ text: String, at file: String = "/srv/shop/imgpolicy.yaml") throws(PolicyError) -> Project {
    let path = InputPath(file, workingDirectory: "/srv")
    return try Project.decode(Array(text.utf8), file: path, names: PolicySamples.names)
  }

  private func faults(_ text: String) -> [String] {
    do throws(PolicyError) {
      _ = try decode(text)
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test func decodesEveryKey() throws {
    let project = try decode(
      """
      version: 1
      targets:
        frontend:
          dockerfile: frontend/Dockerfile
          context: frontend
          image: { path: build/frontend.tar, required: true }
          workload: [chart/rendered.yaml]
          values: [chart/values.yaml, ../install-values.yaml]
          policy: [frontend, ./acme.yaml]
        backend: { dockerfile: backend/Dockerfile, image: build/backend.tar, values: v.yaml, policy: backend }
      paths:
        "docker/**": strict
        "*.dev": [default, dev.yaml]
      bases: { "node:20": ../node.tar, ghcr.io/shop/base: build/base.tar }
      ignore: [DL3006, layout]
      """)
    #expect(project.targets.map(\.name) == ["frontend", "backend"])
    let frontend = try #require(project.targets.first)
    #expect(frontend.dockerfile?.display == "shop/frontend/Dockerfile")
    #expect(frontend.context?.display == "shop/frontend")
    #expect(frontend.image?.path.display == "shop/build/frontend.tar" && frontend.image?.isRequired == true)
    #expect(frontend.workload.map(\.display) == ["shop/chart/rendered.yaml"])
    #expect(frontend.values.map(\.display) == ["shop/chart/values.yaml", "install-values.yaml"])
    #expect(frontend.policies.map(\.text) == ["frontend", "./acme.yaml"])
    #expect(frontend.place.line == 3 && frontend.inputs.count == 5)
    let backend = try #require(project.targets.last)
    #expect(backend.image?.path.display == "shop/build/backend.tar" && backend.image?.isRequired == false)
    #expect(backend.context == nil && backend.policies.map(\.text) == ["backend"])
    #expect(
      project.bases.mapValues(\.display) == [
        "docker.io/library/node:20": "node.tar", "ghcr.io/shop/base:latest": "shop/build/base.tar",
      ])
    #expect(project.ignored == [.alias("DL3006"), .group("layout")])
    #expect(project.target(naming: InputPath("/srv/shop/backend/../backend/Dockerfile"))?.name == "backend")
    #expect(project.target(naming: InputPath("/srv/shop/Dockerfile")) == nil)
  }

  @Test(arguments: [
    ("docker/web/Dockerfile", ["strict"]), ("Dockerfile.dev", ["default", "dev.yaml"]),
    ("docker/Dockerfile.dev", ["strict"]), ("deep/down/Dockerfile.dev", ["default", "dev.yaml"]), ("Dockerfile", nil),
    ("../Dockerfile.dev", nil),
  ])
  func theFirstMatchingGlobCounts(path: String, policies: [String]?) throws {
    let project = try decode("version: 1\npaths: { \"docker/**\": strict, \"*.dev\": [default, dev.yaml] }")
    #expect(project.policies(for: project.file.directory.appending(path))?.map(\.text) == policies)
  }

  @Test(arguments: [
    ("targets: {}\n", "shop/imgpolicy.yaml:1:1: `version` is missing: expected `version: 1`"),
    ("version: 2\n", "shop/imgpolicy.yaml:1:10: version `2` of the project file is unknown: expected `version: 1`"),
    ("version:\n", "shop/imgpolicy.yaml:1:1: `version` has no value: expected 1"),
    ("version: 1\nrules: {}\n", "2:1: `rules` belongs into a policy file, which `policy` of a target"),
    ("version: 1\ntarget: {}\n", "shop/imgpolicy.yaml:2:1: unknown key `target`: did you mean `targets`?"),
    ("version: 1\ntargets: [a]\n", "2:10: `targets` is a list: expected a mapping of target names to targets"),
    ("version: 1\ntargets:\n  web:\n", "3:3: `targets.web` has no value: expected a mapping of keys to values"),
    ("version: 1\ntargets: { web: Dockerfile }\n", "2:17: `targets.web` is `Dockerfile`: expected a mapping"),
    ("version: 1\ntargets: { '': { dockerfile: a } }\n", "2:12: a target has no name"),
    ("version: 1\ntargets:\n  web: {}\n", "3:3: the target `web` names nothing to judge"),
    ("version: 1\ntargets:\n  web: { policy: strict }\n", "3:3: the target `web` names nothing to judge"),
    (
      "version: 1\ntargets:\n  web: { dockerfile: a, polcy: strict }\n",
      "3:25: unknown key `polcy` in `targets.web`: did you mean `policy`?"
    ),
    ("version: 1\ntargets:\n  web: { image: [a] }\n", "3:17: `targets.web.image` is a list: expected a path"),
    (
      "version: 1\ntargets:\n  web: { image: { required: true } }\n",
      "3:17: `targets.web.image` has no `path`: expected `{ path: app.tar, required: true }`"
    ),
    (
      "version: 1\ntargets:\n  web: { image: { path: a, required: yes } }\n",
      "3:38: `targets.web.image.required` is `yes`: expected one of true or false"
    ),
    ("version: 1\npaths: { a: }\n", "2:10: `paths.a` has no value: expected the name of a policy"),
    ("version: 1\nignore: [DL3060]\n", "2:10: unknown rule, alias or group `DL3060`: did you mean `DL3006`?"),
    ("version: 1\nignore:\n  - { a: b }\n", "3:5: `ignore` is a mapping: expected a name in the list"),
    ("version: 1\nversion: 1\n", "2:1: the key `version` stands twice: first on line 1"),
  ])
  func malformedFilesAreToldWithTheirPlace(text: String, message: String) {
    let faults = faults(text)
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
  }

  @Test func allFaultsAreGathered() {
    let text = "version: 3\ntargets: { a: {}, b: { image: [] } }\nignore: [x-y-z]\n"
    // That a target names nothing is no news where what it names cannot be read.
    #expect(faults(text).count == 4)
  }

  @Test func theNearestFileUpwardIsFound() throws {
    let tree = try TemporaryTree([
      "imgpolicy.yaml": "version: 1\n", "shop/imgpolicy.yaml": "version: 1\n", "shop/web/Dockerfile": "",
      "other/deep/Dockerfile": "", "odd/imgpolicy.yaml/Dockerfile": "",
    ])
    let find = { ProjectFile.find(upwardFrom: tree.path($0))?.relative(to: tree.root) }
    #expect(find("shop/web") == "shop/imgpolicy.yaml")
    #expect(find("shop") == "shop/imgpolicy.yaml")
    #expect(find("other/deep") == "imgpolicy.yaml")
    #expect(find("odd") == "imgpolicy.yaml")
  }
}
