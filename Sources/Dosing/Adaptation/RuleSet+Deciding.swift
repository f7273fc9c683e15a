// SPDX-License-Identifier: Apache-2.0

public import Course
import Plain

extension RuleSet {
  /// Evaluates the rules for a drug on a day of treatment.
  ///
  /// Of all rules that fire the strictest decides: stop, delay, hold, then the lowest dose. Events change what is carried on
  /// (`memory`) and, from then on, the dose.
  ///
  /// - Parameters:
  ///   - drug: the drug; rules for other drugs are left out.
  ///   - ordered: the planned dose, needed to compare percentages with doses of their own; without a frequency it has that of the full dose.
  ///   - full: the full dose, where the planned one is below it.
  ///   - isForPatient: whether the planned dose is below it from the start, for the function of an organ.
  ///   - observations: what is known.
  ///   - memory: what has happened so far.
  public func decide(
    _ drug: String, planned ordered: Posology? = nil, full: Posology? = nil, isForPatient: Bool = false,
    _ observations: Observations, memory: RuleMemory = RuleMemory()
  ) -> RuleDecision {
    let planned = completed(ordered, drug)
    var decision = RuleDecision(
      set: id, drug: drug, outcome: .undecided, deciders: [], rows: [], events: [], open: [], memory: memory)
    decision.rows.reserveCapacity(rows.count)
    let worst = observations.withWhatGoesOn
    let unread = unread(worst, drug: drug)
    let possible = unread.filter { $0.mayWeigh(worst) }
    let unreadOfValue = unread.filter {
      switch $0 {
      case .possibleGrade, .possibleFact: false
      default: true
      }
    }
    decision.unread = unreadOfValue.map(\.words)
    decision.applies = applies(to: observations)
    if decision.applies == .no { return decision }
    let silences = silences(observations, drug: drug)
    decision.uncovered = silences.certain
    if let own = plannedDose, let planned,
      own.unit != planned.dose.unit || abs(own.amount - planned.dose.amount) > 0.01 * own.amount
    {
      decision.uncovered.append("the set is for a planned \(Posology(own).printed), not for \(planned.printed)")
    }
    // Below the last level there is none.
    if memory.isStopped || (!levels.isEmpty && memory.level >= levels.count) {
      decision.memory.isStopped = true
      guard decision.applies == .yes else { return decision }
      decision.outcome = .stop
      let ended = memory.stoppedBy + memory.events.keys.sorted()
      decision.deciders = ended.isEmpty ? ["below the last level"] : ended
      return decision
    }
    let current = currentLevel(drug, planned: planned, memory: memory)
    for event in events {
      let truth = event.truth(observations, after: memory.events[event.id, default: 0])
      decision.events.append(.init(id: event.id, truth: truth, isForDay: .yes))
      if truth == .yes {
        let count = decision.memory.events[event.id, default: 0]
        decision.memory.events[event.id] = count + 1
        apply(
          count == 0 ? event.first : event.again, to: &decision, by: event.id, drug: drug, planned: planned,
          from: current)
        // An interruption until something is so again is over where it is.
        let isOver = event.until?.truth(observations.present) == .yes
        if !isOver, event.interrupts == .always || (event.interrupts == .again && count > 0) {
          take(.hold, for: &decision, by: event.id, drug: drug, planned: planned)
        }
      } else if truth == .unknown {
        decision.open.append(event.id)
      }
    }
    // What an earlier event has left is not known where its text names no dose.
    for event in events where event.action(time: memory.events[event.id, default: 0]) == .undetermined {
      decision.uncovered.append(noDose(after: event.id))
    }
    var open: [Row] = []
    var isReleased = false
    let present = observations.present
    for row in rows where row.drug == nil || row.drug == drug {
      let isForDay = row.days.holds(observations.day).map(Truth.init) ?? .unknown
      // What holds a dose back, or releases it, asks how it is now; what lowers one, how it was since the last; what lowers all later ones, what began since then.
      let known = row.lasts ? observations : row.action.isForNow ? present : worst
      let truth = isForDay == .no ? Truth.no : row.condition.truth(known)
      decision.rows.append(.init(id: row.id, truth: truth, isForDay: isForDay))
      guard isForDay != .no, truth != .no else { continue }
      if truth == .unknown || isForDay == .unknown {
        open.append(row)
      } else if row.action == .undetermined {
        decision.uncovered.append(row.words ?? "\(row.condition): the text has no row")
      } else if row.lasts {
        apply(row.action, to: &decision, by: row.id, drug: drug, planned: planned, from: current)
        isReleased = true
      } else if row.isFollowed(by: planned, of: full), isForPatient || (memory.level == 0 && memory.events.isEmpty) {
        decision.followedAlready.append(row.id)
        take(.percent(100), for: &decision, by: row.id, drug: drug, planned: planned)
      } else {
        take(row.action, for: &decision, by: row.id, drug: drug, planned: planned)
      }
    }
    // Whether each of two impairments lowers what the other has lowered, texts do not say.
    let ofOrgans = zip(rows.filter { $0.drug == nil || $0.drug == drug }, decision.rows).filter { row, checked in
      guard checked.truth == .yes, checked.isForDay == .yes, case .percent(let percent) = row.action else {
        return false
      }
      return percent < 100 && (row.condition.isOfOrganFunction || row.condition == .fact("strong CYP3A4 inhibitor"))
    }.map(\.0.id)
    if ofOrgans.count > 1 { decision.open.append(ofOrgans.joined(separator: " together with ")) }
    // A row that says where the text is silent does not decide: unknown, it leaves open whether a dose follows.
    let silent = Set(rows.filter { $0.action == .undetermined }.map(\.id))
    let isQuiet = decision.rows.allSatisfy { $0.truth == .no || silent.contains($0.id) }
    if decision.outcome == .undecided, isFullUnlessARuleFires, isQuiet {
      decision.outcome = .give(percent: 100)
    }
    // An event of today that lowers the dose releases it where all rules of the day are known and none speaks otherwise.
    if decision.events.contains(where: { $0.truth == .yes }), decision.rows.contains(where: { $0.isForDay == .yes }),
      isQuiet
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
      decision.deciders = []
    }
    if decision.uncovered.isEmpty { decision.open += silences.possible }
    // What goes on and is read as an event only, which it is not of this treatment, has no row that says what to do today.
    for (term, grade) in observations.presentGrades.sorted(by: { $0.key < $1.key })
    where grade >= 3 && (observations.grades[term] ?? 0) < 3 && decision.givesADose
      && term != Observations.haematological
      && !unread.contains(.grade(term)) && !readsToday(term, drug)
    {
      decision.uncovered.append("no row reads grade of \(term) \(grade) that goes on")
    }
    // A set that has not read what weighs says nothing of a dose.
    let heavy = unread.filter { own in
      switch own {
      case .analyte(.bilirubin): !tellsLiver(observations, drug: drug)
      // A class of the liver without a row is told with those that have one.
      case .fact(let word): !silences.classes.contains(word)
      default: true
      }
    }.compactMap { $0.weight(worst, isAnyReaction: readsAnyReaction(drug)) }
    if !heavy.isEmpty, decision.givesADose {
      decision.uncovered.append("no rule reads \(heavy.joined(separator: ", "))")
    }
    if decision.givesADose { decision.open += possible.map(\.words).filter { !decision.open.contains($0) } }
    if case .not(.fact(let word)) = appliesWhen, observations.fact(word) == nil { decision.open.append(word) }
    withdrawWhatIsNotKnown(&decision)
    endWait(&decision, observations, drug: drug)
    weighSupposed(
      &decision, drug: drug, planned: planned, full: full, isForPatient: isForPatient, observations, memory: memory)
    // Nothing is stricter than the end of treatment.
    if decision.outcome == .stop { decision.open = [] }
    switch decision.outcome {
    case .give:
      decision.ifTolerated = rows.first { [$0.id] == decision.deciders }?.nextPercents ?? []
    case .hold, .delay:
      let by = decision.deciders
      decision.resumes =
        rows.first { by.contains($0.id) && $0.until != nil }?.until
        ?? events.first { by.contains($0.id) && $0.until != nil }?.until
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

  /// Takes back a decision that rests on a level below a dose that has none, on a set of which is not known whether it is for this patient, or on the
  /// silence of a set. What a row or an event has lowered already stays the most that can be given.
  func withdrawWhatIsNotKnown(_ decision: inout RuleDecision) {
    let givesADose = decision.givesADose || decision.outcome == .undecided
    let isUnknown = decision.applies == .unknown || (decision.memory.isOffLadder && givesADose)
    guard isUnknown || (givesADose && !decision.uncovered.isEmpty) else { return }
    if isUnknown {
      decision.atMost = nil
    } else if decision.outcome != .undecided {
      decision.atMost = decision.outcome == .give(percent: 100) ? nil : decision.outcome
    }
    decision.outcome = .undecided
    decision.deciders = []
  }

  /// The days that a text lets a cycle wait at most; nil where it names none. Days by which a later day of the cycle may be late are none of a cycle.
  public func longestWaitDays(of drug: String) -> Int? {
    rows.compactMap { row in
      guard row.drug == nil || row.drug == drug, case .these(let days) = row.days, days.contains(1),
        case .delay(let most) = row.action
      else { return nil }
      return most
    }.max()
  }

  /// Takes back what is decided of a cycle that is late by more than the text lets one wait, because of toxicity or of what speaks against a dose now: what follows then the text does not say.
  private func endWait(_ decision: inout RuleDecision, _ observations: Observations, drug: String) {
    if let day = observations.day, day > 1, let late = observations.dayLate, decision.outcome != .stop {
      let most = rows.compactMap { row -> Int? in
        guard row.drug == nil || row.drug == drug, row.days != .any, row.days.holds(day) == true,
          case .delay(let most) = row.action
        else { return nil }
        return most
      }.max()
      guard let most, late > Double(most) else { return }
      decision.uncovered.append(
        "day \(day) is \(Numbers.text(late)) d late, and the text lets it wait \(most) d at most")
      decision.outcome = .undecided
      decision.atMost = nil
      decision.deciders = []
      return
    }
    guard observations.day ?? 1 == 1, let most = longestWaitDays(of: drug), let late = observations.cycleDelayDays,
      late > Double(most), decision.outcome != .stop
    else { return }
    let isForToxicity = observations.facts[Condition.delayForToxicity]
    let isWaiting = if case .delay = decision.outcome { true } else { false }
    guard isWaiting || isForToxicity == true else {
      let id = rows.first { $0.action == .delay(upToDays: most) }?.id
      if isForToxicity == nil, let id, !decision.open.contains(id) { decision.open.append(id) }
      return
    }
    decision.uncovered.append(
      "the cycle is \(Numbers.text(late)) d late already, and the text lets it wait \(most) d at most"
        + (isWaiting ? " (\(decision.deciders.joined(separator: " + ")) speaks against a dose now)" : " for toxicity"))
    decision.outcome = .undecided
    decision.atMost = nil
    decision.deciders = []
  }

  /// Whether the set is for a patient. One that is for all but some is for a patient of whom nothing of the kind is told: that it is open is told.
  func applies(to observations: Observations) -> Truth {
    guard let appliesWhen else { return .yes }
    if case .not(.fact) = appliesWhen { return appliesWhen.truth(observations) == .no ? .no : .yes }
    return appliesWhen.truth(observations)
  }

  /// Whether a row reads the grade of a term, or of all that it is a case of.
  private func readsToday(_ term: String, _ drug: String) -> Bool {
    rows.filter { $0.drug == nil || $0.drug == drug }.flatMap(\.condition.leaves).contains { leaf in
      guard case .comparison(let comparison) = leaf, case .grade(let own) = comparison.subject else { return false }
      return own == term || Observations.sums.contains(own)
    }
  }

  /// Whether a rule or event asks for adverse reactions of any kind.
  private func readsAnyReaction(_ drug: String) -> Bool {
    leaves(for: drug).contains { leaf in
      guard case .comparison(let comparison) = leaf, case .grade("adverse reaction") = comparison.subject else {
        return false
      }
      return true
    }
  }

  /// Whether a class of the liver is told that the set reads for a drug: it goes by that, and not by the bilirubin.
  private func tellsLiver(_ observations: Observations, drug: String) -> Bool {
    leaves(for: drug).contains { leaf in
      guard case .fact(let word) = leaf else { return false }
      return Silence.isLiverClass(word) && observations.facts[word] == true
    }
  }

  private func noDose(after event: Event.ID) -> String {
    "after \(event) the text names no dose" + (events.first { $0.id == event }?.words.map { " (\($0))" } ?? "")
  }

  /// Whether the set names only what speaks against the full dose. A set that has rules for the full dose must have one that fires.
  var isFullUnlessARuleFires: Bool { !rows.contains { $0.action == .percent(100) } }

  /// What a memory leaves of the dose, whatever the day says; nil for what it was.
  func lasting(_ memory: RuleMemory, drug: String) -> RuleDecision.Outcome? {
    if memory.isStopped { return .stop }
    let level = memory.level > 0 && memory.level < levels.count ? levels[memory.level][drug] : nil
    // The dose that an event names may be above the level that was reached before.
    if let least = [memory.lastingDose, level].compactMap(\.self).min(by: { $0.perDay < $1.perDay }) {
      return .giveDose(least)
    }
    return memory.lastingPercent < 100 ? .give(percent: memory.lastingPercent) : nil
  }

  /// What lasts since an earlier event, on top of what the day says.
  ///
  /// - Returns: the dose that lasts, where no rule is known to release one: it says how much, and not whether.
  func applyLasting(
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
        decision.deciders = decision.deciders.filter { !events.contains($0) } + events
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
  func outcome(of action: RuleAction) -> RuleDecision.Outcome? {
    switch action {
    case .percent(let percent): .give(percent: percent)
    case .dose(let dose, _): .giveDose(dose)
    case .levelDown: nil
    case .hold: .hold
    case .delay(let days): .delay(upToDays: days)
    case .stop: .stop
    case .undetermined: nil
    }
  }

  /// Takes an action for this day if it is stricter than what was decided so far.
  func take(
    _ action: RuleAction, for decision: inout RuleDecision, by id: String, drug: String, planned: Posology?
  ) {
    let outcome = outcome(of: action) ?? decision.outcome
    if rank(outcome, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) {
      decision.outcome = outcome
      decision.deciders = [id]
    }
  }

  /// Applies an action that lasts.
  func apply(
    _ action: RuleAction, to decision: inout RuleDecision, by id: String, drug: String, planned: Posology?,
    from level: Int?
  ) {
    switch action {
    case .percent, .dose, .levelDown, .stop: carry(action, into: &decision.memory, from: level)
    case .hold, .delay: take(action, for: &decision, by: id, drug: drug, planned: planned)
    case .undetermined: decision.uncovered.append(noDose(after: id))
    }
    if decision.deciders.isEmpty { decision.deciders = [id] }
  }

  /// No dose of a set is above its full dose, nor above the dose that is being given.
  func capped(_ outcome: RuleDecision.Outcome, drug: String, planned: Posology?) -> RuleDecision.Outcome {
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
}
