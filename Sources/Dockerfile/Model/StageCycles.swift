/// Which stages need each other: the strongly connected components of the graph of their references (Tarjan 1972).
///
/// Only a file that BuildKit refuses has a component of more than one stage, but such a file must be described too.
struct StageCycles {
  /// A number for each stage; stages that need each other have the same.
  private var component: [Int]

  // The state of the walk.
  private var order: [Int?]
  private var lowest: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var visited = 0
  private var components = 0

  /// `references`: for each stage, the stages that it names, in any order and any number of times.
  init(_ references: [[Int]]) {
    component = Array(repeating: 0, count: references.count)
    order = Array(repeating: nil, count: references.count)
    lowest = component
    isOpen = Array(repeating: false, count: references.count)
    for start in references.indices where order[start] == nil { walk(from: start, references) }
  }

  /// Whether each of two stages needs the other, directly or through further ones.
  func connect(_ one: Int, _ other: Int) -> Bool { component[one] == component[other] }

  /// Depth first, with a stack of its own: a tower of stages must not exhaust the thread's.
  private mutating func walk(from start: Int, _ references: [[Int]]) {
    var path = [(stage: start, next: 0)]
    enter(start)
    while let (stage, next) = path.last {
      guard next < references[stage].count else {
        path.removeLast()
        if let parent = path.last?.stage { lowest[parent] = min(lowest[parent], lowest[stage]) }
        if lowest[stage] == order[stage] { close(stage) }
        continue
      }
      path[path.count - 1].next += 1
      let reference = references[stage][next]
      if let seen = order[reference] {
        if isOpen[reference] { lowest[stage] = min(lowest[stage], seen) }
      } else {
        enter(reference)
        path.append((reference, 0))
      }
    }
  }

  private mutating func enter(_ stage: Int) {
    order[stage] = visited
    lowest[stage] = visited
    isOpen[stage] = true
    open.append(stage)
    visited += 1
  }

  private mutating func close(_ root: Int) {
    while let stage = open.popLast() {
      isOpen[stage] = false
      component[stage] = components
      if stage == root { break }
    }
    components += 1
  }
}
