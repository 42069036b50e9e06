internal import Linting
internal import Rules

extension Schema {
  /// A policy file.
  static var policy: Schema {
    .object(
      keys: Policy.keys.keys,
      [
        Member(
          "extends", .either([.scalar, .list(.scalar)]), "Policies that this one is laid over; default without it."),
        Member("description", .scalar, "What the policy is for."),
        Member("fail-on", .choice(FailOn.words.map(\.word)), "The lowest severity that fails."),
        Member("date", .day, "The day by which waivers and ends of life are judged."),
        Member("shellcheck", .choice(ShellCheckUse.words.map(\.word)), "Whether the program shellcheck is asked."),
        Member("budgets", budgets, "Upper bounds on bytes."),
        Member("layout", layout, "The stages that a Dockerfile must have."),
        Member("config", config, "What the configuration of an image must be."),
        Member("labels", labels, "What the labels of an image must be."),
        Member("registries", .oneOrMore(.scalar), "Where images may come from; * stands for any text."),
        Member("suppressions", suppressions, "What comments in the judged files may do."),
        Member("rules", rules, "What counts, and how much, by rule, alias or group."),
        Member("files", .list(file), "What the files of an image must be."),
        Member("values", .list(value), "What Helm values must be."),
        Member("waivers", .list(waiver), "Faults that are knowingly accepted."),
      ])
  }

  private static var budgets: Schema {
    let sizes = { (measures: [SizeMeasure]) in
      Schema.object(measures.map { Member($0.rawValue, .size, "Less than this, such as 500MB.") })
    }
    return .object(
      keys: Budgets.keys.keys,
      [
        Member("image", sizes(SizeMeasure.allCases), "The whole image."),
        Member("layer", sizes(SizeMeasure.allCases.filter { $0 != .rootfs }), "Any single layer."),
        Member(
          "dead",
          .object(
            keys: Budgets.deadKeys.keys,
            [
              Member("bytes", .size, "No more than this."),
              Member("percent", .integer(0...100), "Of the unpacked size."),
            ]),
          "Bytes that are shipped and that nobody can read."),
        Member("context", .size, "What COPY and ADD send of the build context."),
        Member("own", sizes(SizeMeasure.allCases.filter { $0 != .rootfs }), "What the image adds to its base."),
        Member("file", .size, "Any single file."),
        Member("entries", .integer(0...1_000_000_000), "No more entries of the final file system than this."),
        Member("layers", .integer(0...1_000_000_000), "No more layers than this."),
        Member(
          "growth",
          .object(
            keys: Budgets.growthKeys.keys,
            [
              Member("bytes", .size, "No more than this."),
              Member("percent", .integer(0...10_000), "Of the size of the baseline."),
            ]),
          "What the image may have grown since the baseline."),
      ])
  }

  private static var layout: Schema {
    .object(
      keys: Policy.layoutKeyNames,
      [
        Member("stages", .oneOrMore(.scalar), "They must exist, in this order."),
        Member("final", .scalar, "The name of the last stage."),
        Member("bases", .map(.scalar), "For a stage, the glob that its base image must match."),
        Member("copies", .map(.oneOrMore(.scalar)), "For a stage, the stages that it must copy from."),
        Member("forbid-in-final", .oneOrMore(.choice(Policy.forbiddenThings)), "What the final stage must not hold."),
      ])
  }

  private static var config: Schema {
    .object(
      keys: ConfigDemands.keys.keys,
      [
        Member(
          "user",
          .object(
            keys: ConfigDemands.userKeys.keys, [Member("non-root", .boolean), Member("numeric", .boolean)]),
          "Who runs."),
        Member("healthcheck", .choice(["required"]), "A health check must be there."),
        Member("ports", .oneOrMore(port), "The only ports that may be exposed."),
        Member("labels", labelKinds, "Labels that must be there, with their kinds."),
        Member("env", .map(.scalar), "Variables that must have a value."),
        Member(
          "platform", .oneOrMore(.scalar),
          "The platforms that an image may be for, such as linux/amd64."),
        Member(
          "age", .text(pattern: "^[0-9]{1,7}d$"),
          "How old an image may be, such as 90d. Judged of images, not of Dockerfiles."),
        Member(
          "entrypoint", .oneOrMore(.scalar),
          "What the ENTRYPOINT of an image must be; [] for none."),
        Member(
          "cmd", .oneOrMore(.scalar),
          "What the CMD of an image must be; [] for none."),
        Member("workdir", .scalar, "The directory in which an image must start."),
        Member(
          "stop-signal", .scalar, "The signal that must stop the container."),
      ])
  }

  /// A port or a range of ports, with its protocol: what stands in EXPOSE without an address or a port of the host.
  private static var port: Schema {
    let number = "0*(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[0-5]?[0-9]{1,4})"
    let transport = "([Tt][Cc][Pp]|[Uu][Dd][Pp]|[Ss][Cc][Tt][Pp])?"
    return .text(pattern: "^\(number)(-\(number))?(/\(transport))?$", numbers: 0...65_535)
  }

  private static var file: Schema {
    .object(
      keys: FileDemand.keys.keys,
      [
        Member("path", .scalar, "A path in the image, or a glob.", isRequired: true),
        Member("required", .boolean, "It must be there."),
        Member("forbidden", .boolean, "It must not be there."),
        Member(
          "mode", .text(pattern: "^[0-7]{3,4}$", numbers: 0...7777),
          "Its permissions in octal digits, such as \"0644\"."),
        Member("owner", .scalar, "Its user, or user and group, such as 1001:1001."),
        Member("sha256", .scalar, "The digest of its content."),
        Member("contains", .oneOrMore(.scalar), "Texts that its content must have."),
        Member("lacks", .oneOrMore(.scalar), "Texts that its content must not have."),
      ])
  }

  private static var value: Schema {
    .object(
      keys: ValueDemand.keyNames,
      [
        Member("path", .scalar, "Keys joined by dots; * stands for each key of a level.", isRequired: true),
        Member("required", .boolean, "It must be there and not blank."),
        Member("pattern", .scalar, "A regular expression that it must match."),
        Member("minimum", .scalar, "The least number or amount."),
        Member("maximum", .scalar, "The greatest number or amount."),
        Member("one-of", .oneOrMore(.scalar), "The texts that it may be."),
        Member("less-than", .scalar, "The path of a value that must be greater."),
        Member("at-most", .scalar, "The path of a value that must not be less."),
        Member("message", .scalar, "What a finding says."),
      ])
  }

  private static var labels: Schema {
    .object(
      keys: LabelDemands.keys.keys,
      [
        Member("schema", labelKinds, "The kinds of labels."),
        Member("required", .oneOrMore(.scalar), "Labels that must be there."),
        Member("strict", .boolean, "No other labels."),
      ])
  }

  private static var labelKinds: Schema { .map(.choice(LabelKind.allCases.map(\.rawValue))) }

  private static var suppressions: Schema {
    .object(
      keys: SuppressionDemands.keys.keys,
      [
        Member("inline", .choice(["allowed", "forbidden"]), "Comments that suppress findings."),
        Member("reason", .choice(["required", "optional"]), "Whether each needs a reason."),
      ])
  }

  private static var waiver: Schema {
    .object(
      keys: Policy.waiverKeyNames,
      [
        Member("rule", .scalar, "A rule, an alias or a group.", isRequired: true),
        Member("path", .scalar, "A glob over paths in the image, else over judged files."),
        Member("image", .scalar, "A glob over the name or the archive of an image."),
        Member("stage", .scalar, "The name of a stage."), Member("dockerfile", .scalar, "A glob over Dockerfiles."),
        Member("reason", .scalar, "Why the fault is accepted."),
        Member("expires", .day, "The last day on which it waives."),
      ])
  }

  /// Each rule with its options, for completion in editors; aliases and groups take none.
  private static var rules: Schema {
    let level = Schema.choice(Policy.Grade.Level.allWords.map(\.word))
    let fix = Member(
      "fix", .choice(FixLimits.Permission.words.map(\.word)), "Which of its fixes `check --fix` may apply.")
    let graded = { (options: [Member]) in
      Schema.either([level, .object([Member("severity", level), fix] + options)])
    }
    return .object(
      Catalog().infos.map { info in
        Member(info.name, graded(info.options.map { Member($0.name, of($0.kind), $0.meaning) }), info.summary)
      }, others: graded([]))
  }

  private static func of(_ kind: RuleInfo.Option.Kind) -> Schema {
    switch kind {
    case .flag: .boolean
    case .integer: .integer(0...1_000_000_000)
    case .size: .size
    case .text: .scalar
    case .textList: .oneOrMore(.scalar)
    case .textMap: .map(.oneOrMore(.scalar))
    }
  }
}
