/// What ONBUILD leaves to the stages on top, and what the base leaves to this one.
extension StageBuilder {
  /// - Parameter limit: how many the stages of the file may still run. No file that a person writes has so many.
  mutating func runTriggers(_ triggers: [Instruction], atMost limit: Int = maximumTriggers) {
    let most = min(limit, Self.maximumTriggers)
    for trigger in triggers.prefix(most) { run(trigger) }
    if triggers.count > Self.maximumTriggers {
      faults.append(tooManyTriggers(triggers.count))
    } else if triggers.count > most {
      faults.append(unreadTriggers)
    }
  }

  /// More than any image has; each stage on top runs them all again.
  static let maximumTriggers = 127

  private func tooManyTriggers(_ count: Int) -> SyntaxFault {
    SyntaxFault(
      "the base has \(count) ONBUILD triggers: an image takes at most \(Self.maximumTriggers) layers",
      at: stage.imageRange)
  }

  private var unreadTriggers: SyntaxFault {
    SyntaxFault(
      "the stages of the file run so many ONBUILD triggers that those of this base were not read", at: stage.imageRange)
  }

  /// Runs an ONBUILD instruction of the base. Its faults stand on this stage's FROM.
  private mutating func run(_ trigger: Instruction) {
    let before = faults.count
    faults += instructionFaults(trigger, isLabs: isLabs)
    apply(trigger)
    for index in before..<faults.count { faults[index] = faults[index].moved(from: trigger, toFromOf: stage) }
  }

  /// Reads what a trigger will run or bring, as far as this stage tells it. What fails in it is said where it runs.
  mutating func readTrigger(_ trigger: Instruction) {
    let before = (faults: faults.count, uses: stage.undefinedVariables.count)
    switch trigger.keyword {
    case .run: stage.triggerRuns.append(readRun(trigger))
    case .copy, .add:
      var copy = readCopy(trigger)
      // Which stage a name means is known where it runs.
      if trigger.flag("from") != nil { copy.from = .unresolved }
      stage.triggerCopies.append(copy)
    default: return
    }
    faults.removeLast(faults.count - before.faults)
    stage.undefinedVariables.removeLast(stage.undefinedVariables.count - before.uses)
  }
}
