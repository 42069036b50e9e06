package import Linting
internal import Workloads

/// What rollout rules want to see of images: what each wants of any, and what they want for the sake of the files of manifests
/// that run them.
package func imageWants(of rules: [any Rule<Rollout>], beside manifests: [SourceText]) -> Set<WantedContents> {
  if rules.isEmpty { return [] }
  // What a container comes to run may show in the scripts alone that it starts, and nearly all rules go by that.
  var wants = Set(rules.flatMap { $0.wants } + StartScript.wants)
  guard rules.contains(where: { $0 is SecretInImageAndSecret }) else { return wants }
  // The files are judged later: it takes only a moment to see which are worth to be read twice.
  let withSecrets = manifests.filter { $0.bytes.holds(Array("Secret".utf8)) }
  wants.formUnion(SecretValueSearch.wants(withSecrets.map { ManifestFile($0) }))
  return wants
}
