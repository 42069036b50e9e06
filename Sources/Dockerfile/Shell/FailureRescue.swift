/// Which failures a script swallows.
extension ShellList {
  /// For each item, whether the list goes on after its failure because a command that always succeeds stands behind an
  /// `||`: `a && b || true` rescues a and b. Empty when no item is.
  func rescuedItems(in text: LogicalText) -> [Bool] {
    guard items.contains(where: { $0.separator == .or }) else { return [] }
    var rescued = [Bool](repeating: false, count: items.count)
    for index in items.indices.dropLast().reversed() {
      switch items[index].separator {
      case .and: rescued[index] = rescued[index + 1]
      case .or: rescued[index] = rescued[index + 1] || items[index + 1].pipeline.alwaysSucceeds(in: text)
      case .sequence, .background, .end: break
      }
    }
    return rescued
  }
}

extension ShellPipeline {
  /// Whether it ends in a command that cannot fail: `true`, `:`, `exit 0`, a message.
  fileprivate func alwaysSucceeds(in text: LogicalText) -> Bool {
    guard !isNegated, let last = commands.last else { return false }
    switch last {
    case .simple(let simple):
      switch simple.words.first?.literal(in: text.bytes).map(baseName) {
      case "true", ":", "echo", "printf": return true
      case "exit", "return": return simple.words.count == 2 && simple.words[1].literal(in: text.bytes) == "0"
      default: return false
      }
    case .compound(let compound):
      switch compound.kind {
      case .group, .subshell:
        guard let list = compound.lists.first, let item = list.items.last else { return false }
        return item.pipeline.alwaysSucceeds(in: text)
          && !list.items.dropLast().contains { $0.pipeline.isExit(in: text) }
      case .conditional, .loop, .iteration, .selection, .function, .arithmetic: return false
      }
    }
  }

  /// Whether it ends the script.
  private func isExit(in text: LogicalText) -> Bool {
    guard commands.count == 1, case .simple(let simple) = commands[0] else { return false }
    return simple.words.first?.literal(in: text.bytes) == "exit"
  }
}
