// SPDX-License-Identifier: Apache-2.0

public import Course

/// What has happened so far under a rule set: which events, how many levels down. It goes from one day of treatment to the next.
public struct RuleMemory: Sendable, Hashable {
  /// Dose level, 0 for the full dose.
  public var level: Int
  /// How often each event has happened.
  public var events: [RuleSet.Event.ID: Int]
  /// A dose that holds for good since an event.
  public var lastingDose: Posology?
  /// Days of administration that hold for good since an event; empty for all.
  public var lastingDays: [Int]
  /// A percentage that holds for good since an event.
  public var lastingPercent: Double
  /// Treatment has ended.
  public var isStopped: Bool
  /// The rules that ended it.
  public var stoppedBy: [String] = []
  /// An event goes a level down from a dose that is below every level of the set: what comes then the set does not say.
  public var isOffLadder = false

  /// Nothing has happened yet.
  public init() {
    level = 0
    events = [:]
    lastingDose = nil
    lastingDays = []
    lastingPercent = 100
    isStopped = false
  }
}

extension RuleSet {
  /// Writes into the memory what lasts of an action.
  ///
  /// Several events of the same days go one level down, not one each: a grade 3 may be what two of them look at.
  ///
  /// - Parameter level: the level of the dose that was being given when it happened; the next lower one is below it. Nil for a dose below every level.
  func carry(_ action: RuleAction, into memory: inout RuleMemory, from level: Int?) {
    switch action {
    case .percent(let percent): memory.lastingPercent = min(memory.lastingPercent, percent)
    case .dose(let dose, let days):
      memory.lastingDose = dose
      memory.lastingDays = days
    case .levelDown:
      guard let level else {
        memory.isOffLadder = true
        return
      }
      memory.level = max(memory.level, level + 1)
      if memory.level >= max(levels.count, 1) { memory.isStopped = true }
    case .stop: memory.isStopped = true
    case .hold, .delay, .undetermined: break
    }
  }

  /// What earlier events have left, as this set has it: events that it does not define leave nothing.
  ///
  /// - Parameters:
  ///   - level: the level reached so far, by the events that are told and others, 0 for the full dose; one below the last is the end of treatment.
  ///   - counts: how often each event has happened.
  ///   - drug: the drug.
  ///   - ordered: the dose that is being given: where no level is told, levels are counted from it.
  public func memory(
    level: Int = 0, events counts: [Event.ID: Int], drug: String, planned ordered: Posology? = nil
  ) -> RuleMemory {
    let planned = completed(ordered, drug)
    var memory = RuleMemory()
    memory.level = level
    memory.isStopped = !levels.isEmpty && level >= levels.count
    let start = currentLevel(drug, planned: planned, memory: memory)
    for event in events {
      guard let count = counts[event.id], count > 0 else { continue }
      memory.events[event.id] = count
      // Each is one more, below what those before it have left.
      for index in 0..<count {
        let action = index == 0 ? event.first : event.again
        // A level that is told has been reached by the events that are told.
        if level > 0, action == .levelDown { continue }
        carry(action, into: &memory, from: start.map { max($0, memory.level) })
      }
    }
    return memory
  }

  /// The same with a dose of which no frequency is told.
  public func memory(level: Int = 0, events counts: [Event.ID: Int], drug: String, planned: Dose?) -> RuleMemory {
    memory(level: level, events: counts, drug: drug, planned: planned.map { Posology($0) })
  }
}
