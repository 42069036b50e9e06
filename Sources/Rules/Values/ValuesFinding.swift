internal import Linting
internal import Workloads

extension ChartValues {
  /// A finding at a byte range of the file.
  func finding(_ info: RuleInfo, _ message: String, at range: Range<Int>) -> Finding {
    // What is not written anywhere has no place.
    Finding(info, message, at: range.isEmpty ? nil : source.place(of: range))
  }

  /// A finding at a merged value, or at its key. nil where the value was written in another file: the finding is that file's.
  /// What an option sets is said of the last file.
  func finding(
    _ info: RuleInfo, _ message: String, at value: MergedValue, isAboutKey: Bool = false
  ) -> Finding? {
    switch value.origin {
    case .file(let file, let key, let range):
      return file == index ? finding(info, message, at: isAboutKey ? key : range) : nil
    case .setting(let number):
      guard isLast else { return nil }
      var finding = Finding(info, message)
      finding.notes = [note(ofSetting: number)]
      return finding
    }
  }

  /// A note that an option of the command line sets a value.
  func note(ofSetting number: Int) -> Finding.Note {
    let option = stack.settings.dropFirst(number).first.map { "\($0.option) \($0.name)" } ?? "an option"
    return Finding.Note("not this file: \(option) on the command line sets the value")
  }

  /// A note at a merged value.
  func note(_ message: String, at value: MergedValue) -> Finding.Note {
    guard case .file(let file, _, let range) = value.origin, let other = stack.files.dropFirst(file).first,
      !range.isEmpty
    else { return Finding.Note(message) }
    return Finding.Note(
      message, path: file == index ? nil : other.source.path, place: other.source.place(of: range))
  }
}

extension ValueDemand {
  /// A value that the demand is about: where it stands, and what `*` of the path stands for.
  typealias Subject = (value: MergedValue, match: ValuePath.Match)

  /// Where the path leads in what templates get, but for parts that are switched off.
  func matches(in values: ChartValues) -> [ValuePath.Match] {
    (values.stack.merged.map { path.matches(in: $0) } ?? []).filter { !$0.isSwitchedOff }
  }

  /// The values at the path that are there and not blank, or not null.
  func present(in values: ChartValues, orEmpty takesEmpty: Bool = false) -> [Subject] {
    matches(in: values).compactMap { match in
      match.value.flatMap { (takesEmpty ? $0.isNull : $0.isBlank) ? nil : ($0, match) }
    }
  }
}

extension MergedValue {
  /// Whether it is null, or a text without a letter: for a demand it is not there.
  var isBlank: Bool { isNull || text.map { $0.allSatisfy(\.isWhitespace) } ?? false }
}
