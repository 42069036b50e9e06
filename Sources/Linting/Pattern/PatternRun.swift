/// One step of a pattern that is ready to run.
enum PatternStep: Sendable {
  case character(CharacterRanges)
  case jump(Int)
  case fork(Int, Int)
  case start
  case end
  case wordBoundary(Bool)
  case accept
}

/// Turns a pattern into steps.
struct PatternCompiler {
  private static let most = 20_000

  private(set) var steps: [PatternStep] = []
  /// Repeating nothing adds no step, but takes its time.
  private var parts = 0

  mutating func add(_ node: PatternNode) throws(TextPattern.Fault) {
    parts += 1
    guard parts <= Self.most else { throw TextPattern.Fault(message: "the pattern repeats too much") }
    switch node {
    case .characters(let characters): steps.append(.character(characters))
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .wordBoundary(let isWanted): steps.append(.wordBoundary(isWanted))
    case .sequence(let parts): for part in parts { try add(part) }
    case .choice(let branches): try add(branches[...])
    case .repetition(let part, let least, let most): try add(part, least: least, most: most)
    }
  }

  private mutating func add(_ branches: ArraySlice<PatternNode>) throws(TextPattern.Fault) {
    guard let first = branches.first else { return }
    guard branches.count > 1 else { return try add(first) }
    let fork = reserve()
    try add(first)
    let jump = reserve()
    steps[fork] = .fork(fork + 1, steps.count)
    try add(branches.dropFirst())
    steps[jump] = .jump(steps.count)
  }

  private mutating func add(_ part: PatternNode, least: Int, most: Int?) throws(TextPattern.Fault) {
    for _ in 0..<least { try add(part) }
    guard let most else {
      let fork = reserve()
      try add(part)
      steps.append(.jump(fork))
      steps[fork] = .fork(fork + 1, steps.count)
      return
    }
    var forks: [Int] = []
    for _ in least..<max(least, most) {
      forks.append(reserve())
      try add(part)
    }
    for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
  }

  /// Room for a step that is known when what follows it is.
  private mutating func reserve() -> Int {
    steps.append(.accept)
    return steps.count - 1
  }
}

/// One matching of a text: all ways at once, a character at a time.
struct PatternRun {
  private let steps: [PatternStep]
  private let text: [Unicode.Scalar]

  init(_ steps: [PatternStep], _ text: [Unicode.Scalar]) {
    self.steps = steps
    self.text = text
  }

  func matches() -> Bool {
    var ways = Ways(count: steps.count)
    var next = Ways(count: steps.count)
    for position in 0...text.count {
      if follow(0, at: position, into: &ways) { return true }
      guard position < text.count else { return false }
      next.clear()
      for step in ways.steps {
        if case .character(let characters) = steps[step], characters.contains(text[position]),
          follow(step + 1, at: position + 1, into: &next)
        {
          return true
        }
      }
      swap(&ways, &next)
    }
    return false
  }

  /// The steps that are reached, each once.
  private struct Ways {
    private(set) var steps: [Int] = []
    private var rounds: [Int]
    private var round = 1

    init(count: Int) { rounds = Array(repeating: 0, count: count) }

    mutating func clear() {
      steps.removeAll(keepingCapacity: true)
      round += 1
    }

    mutating func insert(_ step: Int) -> Bool {
      guard rounds[step] != round else { return false }
      rounds[step] = round
      steps.append(step)
      return true
    }
  }

  /// Goes on to the next characters that are wanted; true when there is nothing left to want.
  private func follow(_ first: Int, at position: Int, into ways: inout Ways) -> Bool {
    var pending = [first]
    while let step = pending.popLast() {
      guard ways.insert(step) else { continue }
      switch steps[step] {
      case .accept: return true
      case .character: break
      case .jump(let target): pending.append(target)
      case .fork(let first, let second): pending += [second, first]
      case .start: if position == 0 { pending.append(step + 1) }
      case .end: if position == text.count { pending.append(step + 1) }
      case .wordBoundary(let isWanted):
        if (isWord(position - 1) != isWord(position)) == isWanted { pending.append(step + 1) }
      }
    }
    return false
  }

  private func isWord(_ position: Int) -> Bool {
    text.indices.contains(position) && CharacterRanges.word.contains(text[position])
  }
}
