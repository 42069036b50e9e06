/// An instruction and the step of a history that it made, by their indices.
struct StepMatch {
  var written: Int
  var step: Int
  var isExact: Bool
}

/// How far an instruction and its step may be apart, counted from the newest ones: builders leave some instructions out
/// and add steps of their own, but not hundreds. It bounds the work on hostile histories.
private let reach = 128

/// Pairs instructions with the steps of a history, both in their order, so that the likeness of all pairs is the greatest
/// there is; of equal ones, that nearest to the newest step. In the order of the history.
func alignSteps(_ written: [StepTraits], with steps: [StepTraits]) -> [StepMatch] {
  let rows = min(written.count, steps.count + reach)
  let columns = min(steps.count, written.count + reach)
  guard rows > 0, columns > 0 else { return [] }
  // Counted from the top: row 0 is the newest instruction, column 0 the newest step.
  let instructions = written.suffix(rows).reversed().map { $0 }
  let history = steps.suffix(columns).reversed().map { $0 }
  let width = 2 * reach + 1
  var best = Array(repeating: Array(repeating: Score.none, count: width), count: rows + 1)
  for row in stride(from: rows - 1, through: 0, by: -1) {
    for offset in stride(from: width - 1, through: 0, by: -1) {
      let column = row + offset - reach
      guard (0..<columns).contains(column) else { continue }
      let likeness = instructions[row].likeness(to: history[column])
      var score = Score(value: 0, move: .leave)
      // The cell of the next row and the same column is one offset to the left.
      if offset > 0, best[row + 1][offset - 1].value > score.value {
        score = Score(value: best[row + 1][offset - 1].value, move: .leave)
      }
      if offset + 1 < width, column + 1 < columns, best[row][offset + 1].value > score.value {
        score = Score(value: best[row][offset + 1].value, move: .pass)
      }
      if likeness > 0 {
        let below = best[row + 1][offset].value
        if likeness + below >= score.value { score = Score(value: likeness + below, move: .pair) }
      }
      best[row][offset] = score
    }
  }
  return matches(best, instructions, history).map {
    StepMatch(written: written.count - 1 - $0.written, step: steps.count - 1 - $0.step, isExact: $0.isExact)
  }.reversed()
}

private struct Score {
  enum Move {
    case pair
    /// No step shows the instruction.
    case leave
    /// No instruction explains the step.
    case pass
  }

  var value: Int
  var move: Move

  static let none = Score(value: 0, move: .leave)
}

/// Follows the best moves from the newest pair down.
private func matches(_ best: [[Score]], _ instructions: [StepTraits], _ history: [StepTraits]) -> [StepMatch] {
  var found: [StepMatch] = []
  var (row, column) = (0, 0)
  while row < instructions.count, column < history.count {
    let offset = column - row + reach
    guard best[row].indices.contains(offset) else { break }
    switch best[row][offset].move {
    case .pair:
      let isExact = instructions[row].likeness(to: history[column]) >= StepTraits.exact
      found.append(StepMatch(written: row, step: column, isExact: isExact))
      (row, column) = (row + 1, column + 1)
    case .leave: row += 1
    case .pass: column += 1
    }
  }
  return found
}
