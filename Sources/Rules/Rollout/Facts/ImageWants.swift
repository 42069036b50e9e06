package import Linting
internal import Workloads

/// What rollout rules want to see of images, whatever the manifests say.
package func imageWants(of rules: [any Rule<Rollout>]) -> Set<WantedContents> {
  // What a container comes to run may show in the scripts alone that it starts, and nearly all rules go by that.
  rules.isEmpty ? [] : Set(rules.flatMap { $0.wants } + StartScript.wants)
}

/// What is to be read of images for the sake of the Secrets in the files of manifests that run them.
package func secretWants(beside manifests: [SourceText]) -> Set<WantedContents> {
  // The files are judged later: it takes only a moment to see which are worth to be read twice.
  let withSecrets = manifests.filter { $0.bytes.holds(Array("Secret".utf8)) }
  return Set(SecretValueSearch.wants(withSecrets.map { ManifestFile($0) }))
}
