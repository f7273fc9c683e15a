// SPDX-License-Identifier: Apache-2.0

public import Course

/// What has happened so far under a rule set: which events, how many levels down. It goes from one day of treatment to the next.
public struct RuleMemory: Sendable, Hashable {
  /// Dose level, 0 for the full dose.
  public var level: Int
  /// How often each event has happened.
  public var events: [RuleSet.Event.ID: Int]
  /// A dose that holds for good since an event.
  public var lastingDose: Dose?
  /// Days of administration that hold for good since an event; empty for all.
  public var lastingDays: [Int]
  /// A percentage that holds for good since an event.
  public var lastingPercent: Double
  /// Treatment has ended.
  public var isStopped: Bool

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

/// What a rule set says of one drug on one day of treatment.
public struct RuleDecision: Sendable, Hashable {
  /// What to do.
  public enum Outcome: Sendable, Hashable {
    /// Give so many percent of the planned dose.
    case give(percent: Double)
    /// Give this dose.
    case giveDose(Dose)
    /// Nothing on this day.
    case hold
    /// The cycle waits.
    case delay(upToDays: Int?)
    /// Treatment ends.
    case stop
    /// No rule speaks of these values, or too little is known.
    case undecided
  }

  /// A rule or event with what is known of its truth.
  public struct Checked: Sendable, Hashable {
    /// Identifier of the rule or event.
    public var id: String
    /// Whether its condition holds.
    public var truth: Truth
    /// Whether it speaks of this day of treatment.
    public var isForDay: Truth
  }

  /// The rule set.
  public var set: RuleSet.ID
  /// The drug.
  public var drug: String
  /// What to do.
  public var outcome: Outcome
  /// The rule or event that decided; nil where none did.
  public var decidedBy: String?
  /// Every rule, whether it fired or not.
  public var rows: [Checked]
  /// Every event.
  public var events: [Checked]
  /// Rules and events that could lead to something stricter, if what is missing were known.
  public var open: [String]
  /// What is carried to the next day of treatment.
  public var memory: RuleMemory

  /// Whether nothing that is missing could make it stricter.
  public var isComplete: Bool { open.isEmpty && outcome != .undecided }

  /// The percentage given: 0 for hold, delay and stop; nil where it is a dose of its own or undecided.
  public var percent: Double? {
    switch outcome {
    case .give(let percent): percent
    case .hold, .delay, .stop: 0
    case .giveDose, .undecided: nil
    }
  }
}

extension RuleSet {
  /// Evaluates the rules for a drug on a day of treatment.
  ///
  /// Of all rules that fire the strictest decides: stop, delay, hold, then the lowest dose. Events change what is carried on
  /// (`memory`) and, from then on, the dose.
  ///
  /// - Parameters:
  ///   - drug: the drug; rules for other drugs are left out.
  ///   - planned: the planned dose, needed to compare percentages with doses of their own.
  ///   - observations: what is known.
  ///   - memory: what has happened so far.
  public func decide(
    _ drug: String, planned: Dose? = nil, _ observations: Observations, memory: RuleMemory = RuleMemory()
  ) -> RuleDecision {
    var decision = RuleDecision(
      set: id, drug: drug, outcome: .undecided, decidedBy: nil, rows: [], events: [], open: [], memory: memory)
    decision.rows.reserveCapacity(rows.count)
    if memory.isStopped {
      decision.outcome = .stop
      return decision
    }
    for event in events {
      let truth = event.condition.truth(observations)
      decision.events.append(.init(id: event.id, truth: truth, isForDay: .yes))
      if truth == .yes {
        let count = decision.memory.events[event.id, default: 0]
        decision.memory.events[event.id] = count + 1
        apply(count == 0 ? event.first : event.again, to: &decision, by: event.id, drug: drug, planned: planned)
      } else if truth == .unknown {
        decision.open.append(event.id)
      }
    }
    var open: [Row] = []
    for row in rows where row.drug == nil || row.drug == drug {
      let isForDay = row.days.holds(observations.day).map(Truth.init) ?? .unknown
      let truth = isForDay == .no ? Truth.no : row.condition.truth(observations)
      decision.rows.append(.init(id: row.id, truth: truth, isForDay: isForDay))
      guard isForDay != .no, truth != .no else { continue }
      if truth == .unknown || isForDay == .unknown {
        open.append(row)
      } else if row.isPermanent || row.action == .levelDown {
        apply(row.action, to: &decision, by: row.id, drug: drug, planned: planned)
      } else {
        take(row.action, for: &decision, by: row.id, drug: drug, planned: planned)
      }
    }
    if decision.outcome == .undecided, isFullUnlessARuleFires, decision.rows.allSatisfy({ $0.truth == .no }) {
      decision.outcome = .give(percent: 100)
    }
    applyLasting(&decision, drug: drug, planned: planned, day: observations.day)
    let chosen = rank(decision.outcome, drug: drug, planned: planned)
    for row in open where rank(row.action, memory: decision.memory, drug: drug, planned: planned) < chosen {
      decision.open.append(row.id)
    }
    return decision
  }

  /// Whether the set names only what speaks against the full dose. A set that has rules for the full dose must have one that fires.
  private var isFullUnlessARuleFires: Bool { !rows.contains { $0.action == .percent(100) } }

  /// What lasts since an earlier event, on top of what the day says.
  private func applyLasting(_ decision: inout RuleDecision, drug: String, planned: Dose?, day: Int?) {
    let memory = decision.memory
    guard memory != RuleMemory() else { return }
    var lasting: RuleDecision.Outcome?
    if memory.isStopped {
      lasting = .stop
    } else if let dose = memory.lastingDose {
      lasting = .giveDose(dose)
    } else if memory.level > 0, memory.level < levels.count, let dose = levels[memory.level][drug] {
      lasting = .giveDose(dose)
    } else if memory.lastingPercent < 100 {
      lasting = .give(percent: memory.lastingPercent)
    }
    if let day, memory.lastingDose != nil, !memory.lastingDays.isEmpty, !memory.lastingDays.contains(day) {
      // The event left this day of the cycle out for good.
      lasting = .hold
    }
    guard let lasting else { return }
    let before = decision.outcome
    defer {
      if decision.outcome != before, !memory.events.isEmpty {
        let events = memory.events.keys.sorted()
        let own = decision.decidedBy.map { events.contains($0) ? [] : [$0] } ?? []
        decision.decidedBy = (own + events).joined(separator: " + ")
      }
    }
    switch decision.outcome {
    case .give(let percent):
      // A day's percentage is of the dose planned now: the lasting one.
      switch lasting {
      case .giveDose(let dose):
        decision.outcome = .giveDose(Dose(amount: dose.amount * percent / 100, unit: dose.unit))
      case .give(let part): decision.outcome = .give(percent: part * percent / 100)
      default: decision.outcome = lasting
      }
    case .undecided: decision.outcome = lasting
    default:
      if rank(lasting, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) {
        decision.outcome = lasting
      }
    }
  }

  /// Takes an action for this day if it is stricter than what was decided so far.
  private func take(
    _ action: RuleAction, for decision: inout RuleDecision, by id: String, drug: String, planned: Dose?
  ) {
    let outcome: RuleDecision.Outcome =
      switch action {
      case .percent(let percent): .give(percent: percent)
      case .dose(let dose, _): .giveDose(dose)
      case .levelDown: decision.outcome
      case .hold: .hold
      case .delay(let days): .delay(upToDays: days)
      case .stop: .stop
      }
    if rank(outcome, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) {
      decision.outcome = outcome
      decision.decidedBy = id
    }
  }

  /// Applies an action that lasts.
  private func apply(
    _ action: RuleAction, to decision: inout RuleDecision, by id: String, drug: String, planned: Dose?
  ) {
    switch action {
    case .percent(let percent): decision.memory.lastingPercent = min(decision.memory.lastingPercent, percent)
    case .dose(let dose, let days):
      decision.memory.lastingDose = dose
      decision.memory.lastingDays = days
    case .levelDown:
      decision.memory.level += 1
      if decision.memory.level >= max(levels.count, 1) { decision.memory.isStopped = true }
    case .stop: decision.memory.isStopped = true
    case .hold, .delay: take(action, for: &decision, by: id, drug: drug, planned: planned)
    }
    if decision.decidedBy == nil { decision.decidedBy = id }
  }

  /// Order of strictness, the strictest lowest.
  private func rank(_ outcome: RuleDecision.Outcome, drug: String, planned: Dose?) -> Double {
    switch outcome {
    case .stop: -3
    case .delay: -2
    case .hold: -1
    case .give(let percent): percent
    case .giveDose(let dose): percentage(dose, of: planned ?? levels.first?[drug]) ?? 99
    case .undecided: .infinity
    }
  }

  private func rank(_ action: RuleAction, memory: RuleMemory, drug: String, planned: Dose?) -> Double {
    switch action {
    case .percent(let percent): percent
    case .dose(let dose, _): rank(.giveDose(dose), drug: drug, planned: planned)
    case .levelDown:
      memory.level + 1 < levels.count
        ? rank(levels[memory.level + 1][drug].map { .giveDose($0) } ?? .give(percent: 99), drug: drug, planned: planned)
        : rank(.stop, drug: drug, planned: planned)
    case .hold: -1
    case .delay: -2
    case .stop: -3
    }
  }

  private func percentage(_ dose: Dose, of planned: Dose?) -> Double? {
    guard let planned, planned.unit == dose.unit, planned.amount > 0 else { return nil }
    return dose.amount / planned.amount * 100
  }
}
