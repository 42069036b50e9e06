import Dockerfile
import Linting
import Testing

/// ONBUILD: what a trigger does wrong shows in the stage that runs it.
@Suite struct TriggerTests {
  private static let text = """
    FROM a:1 AS base
    ONBUILD COPY --from=7 x y
    ONBUILD BOGUS x
    ONBUILD RUN --mount=from=last,target=/x true
    FROM base AS first
    FROM b:1 AS middle
    FROM base AS last
    """

  @Test("A fault stands on the FROM of each stage that runs the trigger, and names the line of the trigger")
  func faults() {
    let model = modelled(Self.text)
    let found = model.faults.map { fault -> String in
      guard case .trigger(let name, let range) = fault.cause else { return fault.message }
      return "\(model.source.line(at: fault.range.lowerBound)) \(model.source.line(at: range.lowerBound)) \(name)"
    }
    #expect(found.sorted() == ["5 2 COPY", "5 3 BOGUS", "5 4 RUN", "7 2 COPY", "7 3 BOGUS", "7 4 RUN"])
    #expect(model.faults.allSatisfy { model.source.text($0.range) == "base" })
    #expect(model.faults.allSatisfy { $0.message.hasPrefix("a trigger of the base stage (ONBUILD ") })
  }

  @Test("A trigger is no fault where nothing is built on it")
  func unused() {
    #expect(modelled("FROM a:1\nONBUILD COPY --from=7 x y\n").faults == [])
  }

  @Test("A stage knows which of its instructions are triggers")
  func isTriggered() {
    let model = modelled("FROM a:1 AS base\nONBUILD USER one\nRUN x\nFROM base\nRUN y\n")
    let stage = model.stages[1]
    #expect(stage.instructions.map { "\($0.name) \(stage.isTriggered($0))" } == ["USER true", "RUN false"])
    #expect(stage.instructions.allSatisfy { !stage.isOfBaseImage($0) })
    #expect(model.stages[0].instructions.allSatisfy { !model.stages[0].isTriggered($0) })
  }
}
