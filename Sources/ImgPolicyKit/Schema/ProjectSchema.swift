extension Schema {
  /// A project file.
  static var project: Schema {
    .object(
      keys: Project.keys.keys,
      [
        Member("version", .constant(1), "The version of the format.", isRequired: true),
        Member("targets", .map(target), "What is built, shipped and judged as a whole."),
        Member("paths", .map(.oneOrMore(.scalar)), "Globs to policies, for what no target names."),
        Member("bases", .map(.scalar), "The archives of base images, by their names."),
        Member("ignore", .oneOrMore(.scalar), "Rules, aliases and groups that never count."),
      ])
  }

  private static var target: Schema {
    .object(
      keys: Target.keyNames,
      [
        Member("dockerfile", .scalar, "The Dockerfile that builds it."),
        Member("context", .scalar, "The build context."),
        Member(
          "image",
          .either([
            .scalar,
            .object(
              keys: Target.imageKeyNames,
              [
                Member("path", .scalar, "The archive.", isRequired: true),
                Member("required", .boolean, "Whether it must be there."),
              ]),
          ]), "The built image; judged when it is there."),
        Member("workload", .oneOrMore(.scalar), "Rendered Kubernetes manifests."),
        Member("values", .oneOrMore(.scalar), "Helm values, each laid over the one before."),
        Member("policy", .oneOrMore(.scalar), "The policies that judge it."),
      ])
  }
}
