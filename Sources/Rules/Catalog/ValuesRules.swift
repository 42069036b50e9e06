internal import Workloads
internal import Linting

extension Catalog {
  /// The rules that judge Helm values, in alphabetical order.
  static func valuesRules(_ settings: RuleSettings) -> [any Rule<ChartValues>] {
    [
      DefaultForRequiredValue(settings),
      LiteralSecretInValues(),
      MalformedValue(settings),
      MisorderedValues(settings),
      MissingRequiredValue(settings),
      NumberAsTextValue(),
      OutOfRangeValue(settings),
      UnknownValueKey(),
      ValuesSchemaViolation(),
    ]
  }
}
