// SPDX-License-Identifier: Apache-2.0

public import Course
import Foundation

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

/// What a rule set says of one drug on one day of treatment.
public struct RuleDecision: Sendable, Hashable {
  /// What to do.
  public enum Outcome: Sendable, Hashable {
    /// Give so many percent of the planned dose.
    case give(percent: Double)
    /// Give this dose.
    case giveDose(Posology)
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
  /// Whether the set is for this patient, by its own condition. What a set says of others it was not written for.
  public var applies: Truth = .yes
  /// Where nothing is decided and the full dose is ruled out: the loosest of what is still open.
  public var atMost: Outcome?
  /// What must be so before treatment goes on, where the rule that decided says it.
  public var resumes: Condition?
  /// The dose with which it then goes on, where an event has changed it.
  public var next: Outcome?
  /// The doses after the one that is given now, in percent of the full dose, if it is tolerated and the rule that decided says them.
  public var ifTolerated: [Double] = []
  /// Whether that dose may be lower: an event is not known, or the set has rules for less on that day.
  public var nextMayBeStricter = false
  /// What is known and no rule of this set reads for this drug: `neutrophils`, `grade of diarrhoea`. It has no part in the decision.
  public var unread: [String] = []
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
  ///   - ordered: the planned dose, needed to compare percentages with doses of their own; without a frequency it has that of the full dose.
  ///   - observations: what is known.
  ///   - memory: what has happened so far.
  public func decide(
    _ drug: String, planned ordered: Posology? = nil, _ observations: Observations, memory: RuleMemory = RuleMemory()
  ) -> RuleDecision {
    let planned = completed(ordered, drug)
    var decision = RuleDecision(
      set: id, drug: drug, outcome: .undecided, decidedBy: nil, rows: [], events: [], open: [], memory: memory)
    decision.rows.reserveCapacity(rows.count)
    decision.unread = unread(observations, drug: drug)
    decision.applies = appliesWhen?.truth(observations) ?? .yes
    if decision.applies == .no { return decision }
    // Below the last level there is none.
    if memory.isStopped || (!levels.isEmpty && memory.level >= levels.count) {
      decision.memory.isStopped = true
      guard decision.applies == .yes else { return decision }
      decision.outcome = .stop
      decision.decidedBy =
        memory.events.isEmpty ? "below the last level" : memory.events.keys.sorted().joined(separator: " + ")
      return decision
    }
    let current = currentLevel(drug, planned: planned, memory: memory)
    for event in events {
      let truth = event.condition.truth(observations)
      decision.events.append(.init(id: event.id, truth: truth, isForDay: .yes))
      if truth == .yes {
        let count = decision.memory.events[event.id, default: 0]
        decision.memory.events[event.id] = count + 1
        apply(
          count == 0 ? event.first : event.again, to: &decision, by: event.id, drug: drug, planned: planned,
          from: current)
      } else if truth == .unknown {
        decision.open.append(event.id)
      }
    }
    var open: [Row] = []
    var isReleased = false
    for row in rows where row.drug == nil || row.drug == drug {
      let isForDay = row.days.holds(observations.day).map(Truth.init) ?? .unknown
      let truth = isForDay == .no ? Truth.no : row.condition.truth(observations)
      decision.rows.append(.init(id: row.id, truth: truth, isForDay: isForDay))
      guard isForDay != .no, truth != .no else { continue }
      if truth == .unknown || isForDay == .unknown {
        open.append(row)
      } else if row.lasts {
        apply(row.action, to: &decision, by: row.id, drug: drug, planned: planned, from: current)
        isReleased = true
      } else {
        take(row.action, for: &decision, by: row.id, drug: drug, planned: planned)
      }
    }
    if decision.outcome == .undecided, isFullUnlessARuleFires, decision.rows.allSatisfy({ $0.truth == .no }) {
      decision.outcome = .give(percent: 100)
    }
    // An event of today that lowers the dose releases it where all rules of the day are known and none speaks otherwise.
    if decision.events.contains(where: { $0.truth == .yes }), decision.rows.contains(where: { $0.isForDay == .yes }),
      decision.rows.allSatisfy({ $0.truth == .no })
    {
      isReleased = true
    }
    let most = applyLasting(
      &decision, drug: drug, planned: planned, day: observations.day, isReleased: isReleased)
    decision.outcome = capped(decision.outcome, drug: drug, planned: planned)
    let chosen = rank(decision.outcome, drug: drug, planned: planned)
    for row in open where rank(row.action, from: current, drug: drug, planned: planned) < chosen {
      decision.open.append(row.id)
    }
    if decision.outcome == .undecided {
      var loosest: RuleDecision.Outcome?
      if !isFullUnlessARuleFires, !open.contains(where: { $0.action == .percent(100) }) {
        loosest = open.max {
          rank($0.action, from: current, drug: drug, planned: planned)
            < rank($1.action, from: current, drug: drug, planned: planned)
        }.flatMap { outcome(of: $0.action) }
      }
      decision.atMost = stricter(loosest, most, drug: drug, planned: planned)
        .map { capped($0, drug: drug, planned: planned) }
      decision.decidedBy = nil
    }
    withdrawWhatIsNotKnown(&decision)
    // Nothing is stricter than the end of treatment.
    if decision.outcome == .stop { decision.open = [] }
    switch decision.outcome {
    case .give:
      decision.ifTolerated = rows.first { $0.id == decision.decidedBy }?.nextPercents ?? []
    case .hold, .delay:
      let by = decision.decidedBy?.components(separatedBy: " + ") ?? []
      decision.resumes = rows.first { by.contains($0.id) && $0.until != nil }?.until
      decision.next = lasting(decision.memory, drug: drug)
      decision.nextMayBeStricter =
        decision.events.contains { $0.truth == .unknown }
        || rows.contains { row in
          (row.drug == nil || row.drug == drug) && row.days.holds(observations.day) != false && row.action.isReduction
        }
    default: break
    }
    return decision
  }

  /// The same with a dose of which no frequency is told.
  public func decide(
    _ drug: String, planned: Dose?, _ observations: Observations, memory: RuleMemory = RuleMemory()
  ) -> RuleDecision {
    decide(drug, planned: planned.map { Posology($0) }, observations, memory: memory)
  }

  /// Takes back a decision that rests on a level below a dose that has none, or on a set of which is not known whether it is for this patient.
  private func withdrawWhatIsNotKnown(_ decision: inout RuleDecision) {
    let givesADose =
      switch decision.outcome {
      case .give, .giveDose, .undecided: true
      case .hold, .delay, .stop: false
      }
    guard decision.applies == .unknown || (decision.memory.isOffLadder && givesADose) else { return }
    decision.outcome = .undecided
    decision.decidedBy = nil
    decision.atMost = nil
  }

  /// The stricter of what is still open and what lasts; a percentage that is open is of the dose that lasts.
  private func stricter(
    _ open: RuleDecision.Outcome?, _ lasting: RuleDecision.Outcome?, drug: String, planned: Posology?
  ) -> RuleDecision.Outcome? {
    guard let open, let lasting else { return open ?? lasting }
    if case .give(let percent) = open {
      switch lasting {
      case .giveDose(let dose): return .giveDose(dose.times(percent: percent))
      case .give(let part): return .give(percent: part * percent / 100)
      default: return lasting
      }
    }
    return rank(lasting, drug: drug, planned: planned) < rank(open, drug: drug, planned: planned) ? lasting : open
  }

  /// A planned dose with the frequency of the full dose, where it has none of its own.
  private func completed(_ planned: Posology?, _ drug: String) -> Posology? {
    guard var planned, planned.timesADay == nil else { return planned }
    planned.timesADay = levels.first?[drug]?.timesADay
    return planned
  }

  /// Whether the set names only what speaks against the full dose. A set that has rules for the full dose must have one that fires.
  private var isFullUnlessARuleFires: Bool { !rows.contains { $0.action == .percent(100) } }

  /// What a memory leaves of the dose, whatever the day says; nil for what it was.
  private func lasting(_ memory: RuleMemory, drug: String) -> RuleDecision.Outcome? {
    if memory.isStopped { return .stop }
    if let dose = memory.lastingDose { return .giveDose(dose) }
    if memory.level > 0, memory.level < levels.count, let dose = levels[memory.level][drug] { return .giveDose(dose) }
    return memory.lastingPercent < 100 ? .give(percent: memory.lastingPercent) : nil
  }

  /// What lasts since an earlier event, on top of what the day says.
  ///
  /// - Returns: the dose that lasts, where no rule is known to release one: it says how much, and not whether.
  private func applyLasting(
    _ decision: inout RuleDecision, drug: String, planned: Posology?, day: Int?, isReleased: Bool
  ) -> RuleDecision.Outcome? {
    let memory = decision.memory
    guard memory != RuleMemory() else { return nil }
    var lasting = lasting(memory, drug: drug)
    if let day, memory.lastingDose != nil, !memory.lastingDays.isEmpty, !memory.lastingDays.contains(day) {
      // The event left this day of the cycle out for good.
      lasting = .hold
    }
    guard let lasting else { return nil }
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
        decision.outcome = .giveDose(dose.times(percent: percent))
      case .give(let part): decision.outcome = .give(percent: part * percent / 100)
      default: decision.outcome = lasting
      }
    case .undecided:
      switch lasting {
      case .give, .giveDose: if !isReleased { return lasting }
      case .hold, .delay, .stop, .undecided: break
      }
      decision.outcome = lasting
    default:
      if rank(lasting, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) {
        decision.outcome = lasting
      }
    }
    return nil
  }

  /// What an action means for this day; nil for a step that lasts.
  private func outcome(of action: RuleAction) -> RuleDecision.Outcome? {
    switch action {
    case .percent(let percent): .give(percent: percent)
    case .dose(let dose, _): .giveDose(dose)
    case .levelDown: nil
    case .hold: .hold
    case .delay(let days): .delay(upToDays: days)
    case .stop: .stop
    }
  }

  /// Takes an action for this day if it is stricter than what was decided so far.
  private func take(
    _ action: RuleAction, for decision: inout RuleDecision, by id: String, drug: String, planned: Posology?
  ) {
    let outcome = outcome(of: action) ?? decision.outcome
    if rank(outcome, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) {
      decision.outcome = outcome
      decision.decidedBy = id
    }
  }

  /// Applies an action that lasts.
  private func apply(
    _ action: RuleAction, to decision: inout RuleDecision, by id: String, drug: String, planned: Posology?,
    from level: Int?
  ) {
    switch action {
    case .percent, .dose, .levelDown, .stop: carry(action, into: &decision.memory, from: level)
    case .hold, .delay: take(action, for: &decision, by: id, drug: drug, planned: planned)
    }
    if decision.decidedBy == nil { decision.decidedBy = id }
  }

  /// Writes into the memory what lasts of an action.
  ///
  /// - Parameter level: the level of the dose that is being given; the next lower one is below it. Nil for a dose below every level.
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
      memory.level = max(memory.level, level) + 1
      if memory.level >= max(levels.count, 1) { memory.isStopped = true }
    case .stop: memory.isStopped = true
    case .hold, .delay: break
    }
  }

  /// What earlier events have left, as this set has it: events that it does not define leave nothing.
  ///
  /// - Parameters:
  ///   - level: the level reached so far, 0 for the full dose; one below the last is the end of treatment.
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
      carry(event.first, into: &memory, from: start)
      for _ in 1..<max(count, 1) { carry(event.again, into: &memory, from: start) }
    }
    return memory
  }

  /// The same with a dose of which no frequency is told.
  public func memory(level: Int = 0, events counts: [Event.ID: Int], drug: String, planned: Dose?) -> RuleMemory {
    memory(level: level, events: counts, drug: drug, planned: planned.map { Posology($0) })
  }

  /// The level of the dose that is being given: as told, else the level that the planned dose has, or the one above the first that is lower by the
  /// amount of a day. Nil where the planned dose is below every level: it never stood on this ladder.
  private func currentLevel(_ drug: String, planned: Posology?, memory: RuleMemory) -> Int? {
    guard let planned else { return memory.level }
    let doses = levels.map { $0[drug] }
    guard !doses.isEmpty, doses.allSatisfy({ $0.map { $0.dose.unit == planned.dose.unit } ?? true }) else {
      return memory.level
    }
    func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-9 * max(one, other) }
    // Two levels may have the same amount a day: 50 mg twice daily is not 100 mg once.
    let same = doses.firstIndex { dose in
      dose.map { isNear($0.dose.amount, planned.dose.amount) && ($0.timesADay ?? 1) == (planned.timesADay ?? 1) }
        ?? false
    }
    if let same { return memory.level == 0 ? same : memory.level }
    guard
      let next = doses.firstIndex(where: { dose in
        dose.map { $0.perDay < planned.perDay || isNear($0.perDay, planned.perDay) } ?? false
      })
    else { return doses.contains { $0 != nil } ? nil : memory.level }
    guard memory.level == 0 else { return memory.level }
    return doses[next].map { isNear($0.perDay, planned.perDay) } ?? false ? next : next - 1
  }

  /// The level that a dose of a drug has, as ``currentLevel(_:planned:memory:)`` counts; nil where the set has no levels of it in that unit.
  func level(of dose: Posology, _ drug: String) -> Int? {
    guard levels.contains(where: { $0[drug]?.dose.unit == dose.dose.unit }) else { return nil }
    return currentLevel(drug, planned: completed(dose, drug), memory: RuleMemory()).map { max(0, $0) }
  }

  /// Whether a dose is below every level that the set has of a drug.
  func isOffLadder(_ dose: Posology, _ drug: String) -> Bool {
    levels.contains { $0[drug]?.dose.unit == dose.dose.unit } && level(of: dose, drug) == nil
  }

  /// Whether the levels differ in frequency, so that an amount alone names none of them.
  public func levelsDifferInFrequency(_ drug: String) -> Bool {
    Set(levels.compactMap { $0[drug] }.map { $0.timesADay ?? 1 }).count > 1
  }

  /// No dose of a set is above its full dose, nor above the dose that is being given.
  private func capped(_ outcome: RuleDecision.Outcome, drug: String, planned: Posology?) -> RuleDecision.Outcome {
    guard let planned else { return outcome }
    switch outcome {
    case .give(let percent):
      guard let full = levels.first?[drug], full.dose.unit == planned.dose.unit, full.perDay < planned.perDay else {
        return outcome
      }
      return .giveDose(full.times(percent: percent))
    case .giveDose(let dose):
      return dose.dose.unit == planned.dose.unit && dose.perDay > planned.perDay ? .give(percent: 100) : outcome
    case .hold, .delay, .stop, .undecided: return outcome
    }
  }

  // MARK: what is not read

  /// Whether any rule or event reads blood counts for a drug.
  public func readsCounts(of drug: String) -> Bool { reads([.neutrophils, .platelets, .leukocytes], [], of: drug) }

  /// Whether any rule or event for a drug reads one of these values or facts.
  public func reads(_ analytes: Set<Analyte>, _ facts: Set<String>, of drug: String) -> Bool {
    leaves(for: drug).contains { leaf in
      switch leaf {
      case .fact(let word): facts.contains(word)
      case .comparison(let comparison):
        if case .analyte(let analyte, _) = comparison.subject { analytes.contains(analyte) } else { false }
      case .all, .any, .not: false
      }
    }
  }

  /// The sources of the set and of what stands in it.
  public var allSources: [LibrarySource] { sources + rows.flatMap(\.sources) + events.flatMap(\.sources) }

  private func leaves(for drug: String) -> [Condition] {
    rows.filter { $0.drug == nil || $0.drug == drug }.flatMap(\.condition.leaves) + events.flatMap(\.condition.leaves)
  }

  private func unread(_ observations: Observations, drug: String) -> [String] {
    var analytes: Set<Analyte> = []
    var facts: Set<String> = []
    var grades: Set<String> = []
    var readsDelay = false
    for leaf in leaves(for: drug) {
      switch leaf {
      case .fact(let word): facts.insert(word)
      case .comparison(let comparison):
        switch comparison.subject {
        case .analyte(let analyte, _): analytes.insert(analyte)
        case .grade(let term): grades.insert(term)
        case .cycleDelay: readsDelay = true
        case .bodySurface, .age: continue
        }
      case .all, .any, .not: continue
      }
    }
    let values = Analyte.allCases.filter { analyte in
      guard let values = observations.values[analyte], !analytes.contains(analyte) else { return false }
      return values.today != nil || values.nadir != nil || values.peak != nil || !values.series.isEmpty
    }
    // A case of what is read is read with it.
    let readsSum = !grades.isDisjoint(with: Observations.sums)
    let graded = observations.grades.keys.sorted().filter { term in
      (observations.grades[term] ?? 0) > 0 && !grades.contains(term) && !(readsSum && term != "adverse reaction")
    }
    let isLate = !readsDelay && (observations.cycleDelayDays ?? 0) > 0
    return values.map(\.rawValue) + graded.map { "grade of \($0)" } + (isLate ? ["cycle delay"] : [])
      + observations.facts.keys.sorted().filter { word in
        // Febrile neutropenia is read with the fever that is part of it.
        observations.facts[word] == true && !facts.contains(word)
          && !(word == "fever or infection" && observations.facts["febrile neutropenia"] == true
            && facts.contains("febrile neutropenia"))
      }
  }

  /// Order of strictness, the strictest lowest.
  private func rank(_ outcome: RuleDecision.Outcome, drug: String, planned: Posology?) -> Double {
    switch outcome {
    case .stop: -3
    case .delay: -2
    case .hold: -1
    case .give(let percent): percent
    case .giveDose(let dose): percentage(dose, of: planned ?? levels.first?[drug]) ?? 99
    case .undecided: .infinity
    }
  }

  private func rank(_ action: RuleAction, from level: Int?, drug: String, planned: Posology?) -> Double {
    switch action {
    case .percent(let percent): return percent
    case .dose(let dose, _): return rank(.giveDose(dose), drug: drug, planned: planned)
    case .levelDown:
      guard let level else { return 99 }
      // A level down is stricter than the level above it, though the amount of a day may be the same.
      return level + 1 < levels.count
        ? min(
          99, rank(levels[level + 1][drug].map { .giveDose($0) } ?? .give(percent: 99), drug: drug, planned: planned))
        : rank(.stop, drug: drug, planned: planned)
    case .hold: return -1
    case .delay: return -2
    case .stop: return -3
    }
  }

  private func percentage(_ dose: Posology, of planned: Posology?) -> Double? {
    guard let planned, planned.dose.unit == dose.dose.unit, planned.perDay > 0 else { return nil }
    // What states no frequency keeps that of the plan.
    let times = Double(dose.timesADay ?? planned.timesADay ?? 1)
    return dose.dose.amount * times / planned.perDay * 100
  }
}
