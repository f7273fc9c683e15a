// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// What earlier doses of a record have left under a rule set.
public struct RuleHistory: Sendable, Hashable {
  /// What is carried to the day of treatment.
  public var memory: RuleMemory
  /// The events that the record shows before the last dose, each with the day of the dose that it came before.
  public var events: [(id: RuleSet.Event.ID, before: Day)] { shown.map { ($0.id, $0.before) } }

  /// Events and lasting rules that what is recorded before an earlier dose may have been, in the order of the doses: a value without its limit of normal, a grade that nobody stated.
  public private(set) var open: [String] = []

  /// Lower doses of the set that were given, in the order of time: the last one holds.
  public private(set) var reached: [Reached] = []
  /// What weighed before an earlier dose and no rule of the set reads: `fever or infection before 2025-02-17`.
  public private(set) var unread: [String] = []

  /// The rules that ended treatment, each with the day on which it held, or of the dose that it came before.
  public private(set) var stops: [Stop] = []

  private var shown: [Shown]

  private struct Shown: Sendable, Hashable {
    var id: RuleSet.Event.ID
    var before: Day
  }

  /// Goes through the doses given before, in order of date.
  ///
  /// What an event leads to holds from then on. A level that was given meanwhile is not gone down twice: an event whose lower level was given has been acted on,
  /// and one after which the same dose was given again has not.
  ///
  /// - Parameters:
  ///   - set: the rule set.
  ///   - drug: the drug.
  ///   - steps: the doses given before, with what was known at each since the one before it.
  ///   - planned: the dose that may be planned now; its level is one that was reached.
  ///   - full: the dose of the plan, where the planned dose is below it: a percentage that lasts is of it, and a dose that was lowered to it is not lowered again.
  ///   - counts: events that a person tells beside.
  public init(
    _ set: RuleSet, _ drug: String, _ steps: [RecordedDrug.GivenStep], planned: Posology? = nil,
    full: Posology? = nil, told counts: [RuleSet.Event.ID: Int] = [:]
  ) {
    var memory = RuleMemory()
    var shown: [Shown] = []
    // The dose given before: below every level, there is no next one.
    var isOffLadder = false
    var levelGiven: Int?
    for given in steps {
      var step = given
      step.observations = given.observations(for: set)
      // What ended treatment on an earlier day has ended it, though the value is good again.
      for row in set.rows where (row.drug == nil || row.drug == drug) && row.action == .stop {
        guard row.days.holds(step.observations.day) != false, row.condition.truth(step.observations) == .yes,
          !memory.stoppedBy.contains(row.id)
        else { continue }
        memory.isStopped = true
        memory.stoppedBy.append(row.id)
        stops.append(Stop(id: row.id, date: step.date, words: row.words))
      }
      if step.isCheck { continue }
      let level = isOffLadder ? nil : memory.level
      let rowsThatLast = set.rows.filter {
        ($0.drug == nil || $0.drug == drug) && $0.lasts && $0.days.holds(step.observations.day) != false
      }
      for (id, condition) in set.events.flatMap({ event in event.conditions.map { (event.id, $0) } })
        + rowsThatLast.map({ ($0.id, $0.condition) })
      where step.observations.leavesOpen(condition) && !open.contains(id) {
        open.append(id)
      }
      for event in set.events {
        let count = memory.events[event.id, default: 0]
        guard event.truth(step.observations, after: count) == .yes else { continue }
        memory.events[event.id] = count + 1
        shown.append(Shown(id: event.id, before: step.date))
        set.carry(count == 0 ? event.first : event.again, into: &memory, from: level)
      }
      for row in set.rows where (row.drug == nil || row.drug == drug) && row.lasts {
        guard row.days.holds(step.observations.day) == true, row.condition.truth(step.observations) == .yes else {
          continue
        }
        shown.append(Shown(id: row.id, before: step.date))
        set.carry(row.action, into: &memory, from: level)
      }
      if let dose = step.dose { isOffLadder = set.isOffLadder(Posology(dose), drug) }
      if let dose = step.dose, let level = set.level(of: Posology(dose), drug), step.lowersLevel(set, drug),
        level > memory.level
      {
        memory.level = level
        reached.append(Reached(dose: dose, date: step.date, reason: step.reason))
      }
      if let level = step.dose.flatMap({ set.level(of: Posology($0), drug) }) {
        // A text that lets a dose be raised again goes on from the dose to which it was raised.
        if set.reEscalation == .allowed, let before = levelGiven, level < before, level < memory.level {
          memory.level = level
          reached = []
        }
        levelGiven = level
      }
      unread += set.unread(step.observations, drug: drug).compactMap { $0.weight(step.observations) }
        .map { "\($0) before \(step.date)" }
    }
    if let planned, let level = set.level(of: planned, drug) { memory.level = max(memory.level, level) }
    if let planned { isOffLadder = set.isOffLadder(planned, drug) }
    for event in set.events {
      guard let count = counts[event.id], count > 0 else { continue }
      for index in 0..<count {
        set.carry(
          memory.events[event.id, default: 0] == 0 && index == 0 ? event.first : event.again, into: &memory,
          from: isOffLadder ? nil : memory.level)
      }
      memory.events[event.id, default: 0] += count
    }
    if let full, let planned, full.dose.unit == planned.dose.unit, planned.perDay > 0, planned.perDay < full.perDay {
      memory.lastingPercent = min(100, memory.lastingPercent * full.perDay / planned.perDay)
    }
    self.memory = memory
    self.shown = shown
  }

  /// A rule that ended treatment.
  public struct Stop: Sendable, Hashable {
    /// Its identifier in the set.
    public var id: String
    /// The day on which it held, or of the dose that it came before.
    public var date: Day
    /// What the text says, in own words.
    public var words: String?
  }

  /// A lower dose of the set that was given, and that holds since.
  public struct Reached: Sendable, Hashable {
    /// The dose.
    public var dose: Dose
    /// When it was given first.
    public var date: Day
    /// Why, where the record says it.
    public var reason: DoseChangeReason.Code?
  }
}

extension RecordedDrug.GivenStep {
  /// Whether a dose that was given is a level reached for good. What was less for body size or by preference is none, nor is a share of the dose of one day that
  /// is no dose of the ladder.
  func lowersLevel(_ set: RuleSet, _ drug: String) -> Bool {
    switch reason {
    case .bodySize, .preference: return false
    case .haematotoxicity, .toxicity, .other, nil: break
    }
    guard let dose else { return false }
    let isLevel = set.levels.contains { level in
      level[drug].map { $0.dose.unit == dose.unit && abs($0.dose.amount - dose.amount) <= 0.02 * $0.dose.amount }
        ?? false
    }
    let hasShares = set.rows.contains { row in
      guard row.drug == nil || row.drug == drug, row.days.holds(observations.day) != false else { return false }
      return if case .percent(let percent) = row.action { percent < 100 && !row.isPermanent } else { false }
    }
    return isLevel || !hasShares
  }
}

extension Observations {
  /// Whether it is not known if a condition holds though something of it is recorded: what nobody wrote down opens nothing, as a record has most things not.
  func leavesOpen(_ condition: Condition) -> Bool {
    guard condition.truth(self) == .unknown else { return false }
    return condition.leaves.contains { leaf in
      switch leaf {
      case .fact(let word): openFacts.contains(word)
      case .comparison(let comparison):
        switch comparison.subject {
        case .analyte(let analyte, _):
          comparison.isMultipleOfLimit && values[analyte] != nil && values[analyte]?.upperLimit == nil
        case .grade(let term):
          ungraded.contains(term) || (Self.sums.contains(term) && !ungraded.isEmpty)
            || possibleGrades.contains { part, grade in
              (part == term || Self.sums.contains(term)) && (part != Self.haematological || term == "adverse reaction")
                && comparison.relation.truth(ValueSpan(from: 0, to: Double(grade)), comparison.threshold) != .no
            }
        case .dosesHeld: dosesHeldInARow.map { $0.point == nil } ?? false
        case .cycleDelay, .bodySurface, .age: false
        }
      case .all, .any, .not: false
      }
    }
  }
}

extension RuleSet.Row {
  /// Whether what it tells to do holds for later cycles.
  var lasts: Bool { isPermanent || action == .levelDown }
}
