// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course

/// Times to events: the facts of the record, through a rule, with their trace.
extension OutcomeDerivation {
  /// Where a time starts.
  struct Origin {
    var moment: Moment
    var input: Trace.Input
  }

  /// What a time is called and defined by.
  struct Naming {
    var id: String
    var title: Phrase
    var definition: Definition

    /// What it is called and defined by, which is put together where it is told (`Trace.isTold`).
    init(id: String, title: @autoclosure () -> Phrase, definition: @autoclosure () -> Definition) {
      self.id = id
      let isTold = Trace.isTold
      self.title = isTold ? title() : .none
      self.definition = isTold ? definition() : .untold
    }
  }

  /// The time to progression, or progression-free survival, of a therapy with what continues it, by the study's own rule.
  func time(to endPoint: EndPoint, from entry: Entry, through therapies: [Entry.ID], id: String)
    -> Derived<TimeToEvent>
  {
    time(to: endPoint, by: .study(study.definitions), from: entry, through: therapies, naming(endPoint, id: id))
  }

  /// What the time to progression or progression-free survival of a therapy or a line is called.
  func naming(_ endPoint: EndPoint, id: String) -> Naming {
    var definition: Definition {
      endPoint.countsDeath ? .progressionFreeSurvival(study.definitions) : .timeToProgression(study.definitions)
    }
    return Naming(
      id: "\(patient.id)/\(id)/\(endPoint.rawValue.lowercased())",
      title: definition.namePhrase + Phrase(same: ", \(id)"), definition: definition)
  }

  /// What the duration of a response is called.
  func heldNaming(_ response: Response?, id: String) -> Naming {
    Naming(
      id: "\(patient.id)/\(id)/response-duration",
      title: Phrase(
        "Duration of \(response?.rawValue ?? "response"), \(id)",
        "Dauer: \(response?.rawValue ?? "Ansprechen"), \(id)"),
      definition: .responseDuration(study.definitions))
  }

  /// A time from an event that has none.
  func undated(_ naming: Naming) -> Derived<TimeToEvent> {
    let value = TimeToEvent(length: .unbounded, end: .censored(.nothingLater))
    return Derived(
      value, Trace(id: naming.id, title: naming.title, value: value.phrase(), definition: naming.definition))
  }

  /// The time from the first dose of a therapy to an end point, by a rule.
  func time(
    to endPoint: EndPoint, by rule: CensoringRule, from entry: Entry, through therapies: [Entry.ID],
    visitInterval: Int? = nil, _ naming: Naming
  ) -> Derived<TimeToEvent> {
    guard let origin = origin(entry, .fact("first dose")) else { return undated(naming) }
    let (facts, notes) = followUp(from: origin, of: entry, through: therapies, rule, visitInterval: visitInterval)
    return derived(rule.time(facts, to: endPoint), from: origin, naming, notes)
  }

  func origin(_ entry: Entry, _ name: Phrase, sources: [Source] = [], record: RecordPath? = nil) -> Origin? {
    timeline.start(of: entry.id).map { event in
      Origin(
        moment: .event(event),
        input: Trace.Input(name, timeline.bounds(of: event).phrase, sources: sources, record: record))
    }
  }

  // MARK: facts

  /// What the record holds of a patient after an origin, for times of a therapy and what continues it.
  ///
  /// Where a rule follows patients beyond another therapy, its visits count too.
  func followUp(
    from origin: Origin, of entry: Entry, through therapies: [Entry.ID], _ rule: CensoringRule, visitInterval: Int?
  ) -> (facts: FollowUp, notes: [Phrase]) {
    let following = following(entry, through: therapies, goesOn: rule.newTherapy == .ignore)
    let facts = FollowUp(
      origin: origin.moment, originName: origin.input.name, hasBaseline: hasBaseline(entry),
      facts: following.facts + endOfLife(from: origin.moment), visitInterval: visitInterval, network: timeline.network)
    return (facts, following.notes)
  }

  /// What follows a therapy with what continues it, up to the end of life.
  private func following(_ entry: Entry, through therapies: [Entry.ID], goesOn: Bool) -> DerivationMemo.Following {
    let key = DerivationMemo.FollowingKey(entry: entry.id, therapies: therapies, goesOn: goesOn)
    if let before = memo.following[key] { return before }
    let (later, notes) = laterTherapies(than: entry, through: therapies)
    let followed = goesOn ? therapies + later.map(\.id) : therapies
    let judged = judgedVisits(of: followed)
    // What lies after the end of observation is left out, and told, where the time is taken.
    let visits = (judged.visits + judged.outside).compactMap { visit -> Fact? in
      guard let event = timeline.start(of: visit.entry.id) else { return nil }
      let what = visit.response == .progressive ? "progression" : visit.response.rawValue
      return Fact(
        visit.assessment.isClinical ? .clinicalVisit(visit.response) : .visit(visit.response), .event(event),
        name: "\(what) (\(visit.assessment.modality.value ?? "modality not stated"))", entry: visit.entry.id)
    }
    let disease = newDisease(of: followed).compactMap { fact(.newDisease($1), $0, "\($1.rawValue) (\($0.id))") }
    let next = later.compactMap { fact(.nextTherapy, $0, "start of \($0.id)") }
    let unnamed = judged.visits.filter { $0.assessment.of == nil }.compactMap {
      timeline.therapy(inForceAt: $0.entry).remark
    }
    let following = DerivationMemo.Following(
      facts: visits + disease + stops(for: followed) + next, notes: notes + judged.told + unnamed)
    memo.following[key] = following
    return following
  }

  /// Stops of therapies for progression, and of radiotherapy while one of them was the last to have begun: it came before the stop, as for a therapy.
  private func stops(for therapies: [Entry.ID]) -> [Fact] {
    stopsForProgression(of: therapies).map { entry, end in
      var fact = Fact(.stopForProgression, .event(end), name: "stop of \(entry.id) for progression", entry: entry.id)
      fact.isTold = Self.tellsEnd(entry)
      return fact
    }
  }

  /// The time from the first dose of a therapy to its failure: the stop of it and of what continues it for any reason, progression or death.
  func timeToFailure(from entry: Entry, through therapies: [Entry.ID], _ naming: Naming) -> Derived<TimeToEvent>? {
    guard let origin = origin(entry, .fact("first dose")) else { return nil }
    let rule = CensoringRule.study(study.definitions)
    var (facts, notes) = followUp(from: origin, of: entry, through: therapies, rule, visitInterval: nil)
    facts.facts += [failure(of: entry, through: therapies)].compactMap(\.self)
    return derived(rule.time(facts, to: .treatmentFailure), from: origin, naming, notes)
  }

  /// The stop of a therapy with what continues it, which has not failed before that stops too; nil where it goes on. Where nothing says when it ended,
  /// what is certain of it.
  func failure(of entry: Entry, through therapies: [Entry.ID]) -> Fact? {
    let last = timeline.sorted(therapies.compactMap(patient.entry)).last ?? entry
    guard !last.isOngoing, let end = timeline.end(of: last.id) else { return nil }
    return Fact(
      isStopOpen(last) ? .openStop : .stop, .event(end), name: "stop of \(last.id)", entry: last.id)
  }

  /// Therapies that begin after this one and do not continue it: by their times, and where these leave it open in the order of the
  /// record, which is told.
  func laterTherapies(than entry: Entry, through therapies: [Entry.ID]) -> (later: [Entry], notes: [Phrase]) {
    guard let origin = timeline.start(of: entry.id) else { return ([], []) }
    let all = listedTreatments
    let last = all.lastIndex { therapies.contains($0.id) } ?? -1
    var later: [Entry] = []
    var notes: [Phrase] = []
    for (index, other) in all.enumerated() where !therapies.contains(other.id) {
      guard let event = timeline.start(of: other.id) else { continue }
      let gap = timeline.length(from: origin, to: event)
      if gap.lower == .zero, gap.upper == .zero {
        notes.append(
          Phrase(
            "\(other.id) begins on the same day; it is not taken for a later therapy.",
            "\(other.id) beginnt am selben Tag und gilt nicht als spätere Therapie."))
        continue
      }
      let canFollow = gap.upper.map { $0 > .zero } ?? true
      let canPrecede = gap.lower.map { $0 < .zero } ?? true
      if canFollow, canPrecede {
        notes.append(
          Phrase(
            "Whether \(other.id) began before or after \(entry.id) is open; it is listed \(index > last ? "later" : "earlier").",
            "Ob \(other.id) vor oder nach \(entry.id) begann, ist offen; es ist \(index > last ? "danach" : "davor") aufgeführt."
          ))
      }
      if canFollow != canPrecede ? canFollow : index > last { later.append(other) }
    }
    return (later, notes)
  }

  /// Whether the disease was assessed in the four weeks before the first dose (RECIST 1.1, section 4.2): not where it could not be
  /// evaluated; nil where the record shows no assessment then.
  func hasBaseline(_ entry: Entry) -> Bool? {
    if let before = memo.baselines[entry.id] { return before }
    let found = foundBaseline(entry)
    memo.baselines.updateValue(found, forKey: entry.id)
    return found
  }

  private func foundBaseline(_ entry: Entry) -> Bool? {
    guard let origin = timeline.start(of: entry.id) else { return nil }
    let fourWeeks = LengthBounds(lower: .zero, upper: .days(28))
    let baseline = patient.assessments.filter { assessed in
      timeline.start(of: assessed.entry.id).map { fourWeeks.contains(timeline.length(from: $0, to: origin)) } ?? false
    }
    return baseline.isEmpty ? nil : baseline.contains { $0.assessment.response.value != .notEvaluable }
  }

  // MARK: survival

  var firstMetastasis: Entry? { timeline.firstMetastasis }

  /// Survival from an entry; nil without one.
  func survival(from entry: Entry?, origin name: Phrase, id: String) -> Derived<TimeToEvent>? {
    guard let entry, let origin = origin(entry, name, sources: entry.sources, record: .entry(entry.id, of: patient.id))
    else {
      return nil
    }
    let facts = FollowUp(
      origin: origin.moment, originName: name.english, facts: endOfLife(from: origin.moment), network: timeline.network)
    let naming = Naming(
      id: "\(patient.id)/\(id)", title: Phrase("Survival from \(name)", "Überleben ab \(name)"),
      definition: .survival(from: name, study.definitions))
    return derived(CensoringRule.alive.time(facts, to: .survival), from: origin, naming)
  }

  // MARK: response

  /// How long the best response of a therapy held, by the study's own rule; of stable disease from the first dose.
  func responseDuration(_ best: BestResponse, of entry: Entry) -> Derived<TimeToEvent>? {
    guard [.complete, .partial, .stable].contains(best.shown) else { return nil }
    let naming = heldNaming(best.shown, id: entry.id)
    if best.shown != .stable, case .assessed(let id) = best.basis, let assessment = patient.entry(id) {
      return responseDuration(
        from: [assessment], to: .responseDuration, by: .study(study.definitions), of: entry, through: [entry.id], naming
      )
    }
    var held = time(to: .progression, by: .study(study.definitions), from: entry, through: [entry.id], naming)
    guard best.shown != .stable, held.value.isDetermined else { return held }
    held.value.length.lower = .zero
    held.trace.phrase = held.value.phrase()
    held.trace.notes.append(
      Phrase(
        "No dated assessment shows the response first: it held at most from the first dose.",
        "Keine datierte Untersuchung zeigt das Ansprechen zuerst: es hielt höchstens ab der ersten Gabe."))
    return held
  }

  /// Duration of response of a therapy with what continues it, by a rule: from the first CR or PR that is dated; nil without one.
  func responseDuration(
    by rule: CensoringRule, of entry: Entry, through therapies: [Entry.ID], visitInterval: Int?, _ naming: Naming
  ) -> Derived<TimeToEvent>? {
    let judged = judgements(of: therapies)
    let responses = untilProgression(judged, of: therapies).filter { [.complete, .partial].contains($0.response) }.map(
      \.entry)
    return responseDuration(
      from: responses.filter { response in !responses.contains { isBefore($0, response) } }, to: .responseDuration,
      by: rule, of: entry, through: therapies, visitInterval: visitInterval, naming)
  }

  /// Duration of a response from the assessment that first shows it; where several can be the first, what their durations span.
  private func responseDuration(
    from assessments: [Entry], to endPoint: EndPoint, by rule: CensoringRule, of entry: Entry,
    through therapies: [Entry.ID], visitInterval: Int? = nil, _ naming: Naming
  ) -> Derived<TimeToEvent>? {
    let durations = assessments.compactMap { assessment -> Derived<TimeToEvent>? in
      guard let origin = origin(assessment, .fact("first shown")), let start = timeline.start(of: assessment.id) else {
        return nil
      }
      let (facts, notes) = followUp(from: origin, of: entry, through: therapies, rule, visitInterval: visitInterval)
      var held = rule.time(facts, to: endPoint)
      // What is judged under a therapy was seen after its first dose, so that a response is no longer than the time from there.
      if held.time.isDetermined, let dose = self.origin(entry, .fact("first dose")) {
        var since = facts
        since.origin = dose.moment
        if let most = rule.time(since, to: endPoint).time.length.upper {
          held.time.length.upper = min(held.time.length.upper ?? most, most)
        }
      }
      let shown = derived(held, from: origin, naming, notes)
      guard let end = timeline.end(of: assessment.id), end != start, !timeline.isOngoing(assessment) else {
        return shown
      }
      return statedLength(from: start, to: end, beside: shown, by: rule)
    }
    guard var first = durations.first, durations.count > 1 else { return durations.first }
    var ends: [TimeToEvent.End] = []
    for end in durations.map(\.value.end) where !ends.contains(end) { ends.append(end) }
    first.value = TimeToEvent(
      length: .hull(durations.map(\.value.length)), end: ends.count == 1 ? ends[0] : .open(ends))
    first.trace.phrase = first.value.phrase()
    for other in durations.dropFirst() { first.trace.add(other.trace) }
    first.trace.notes.append(
      Phrase(
        "Which of the assessments first showed the response is open; the length spans them.",
        "Welche der Untersuchungen das Ansprechen zuerst zeigte, ist offen; die Länge umfasst sie."))
    return first
  }

  // MARK: trace

  /// A time with its trace.
  func derived(_ reckoned: ReckonedTime, from origin: Origin, _ naming: Naming, _ more: [Phrase] = [])
    -> Derived<TimeToEvent>
  {
    var statements: [Statement] = []
    for decider in reckoned.deciding {
      guard case .event(let start) = origin.moment, case .event(let end) = decider.fact.moment else { continue }
      statements += timeline.support(from: start, to: end).filter { !statements.contains($0) }
    }
    var notes = reckoned.notes + more
    if reckoned.time.end == .censored(.nextTherapy) {
      notes.append(
        Phrase(
          "Progression before the next therapy is not stated as an assessment; not counted as an event.",
          "Ein Progress vor der nächsten Therapie ist nicht als Untersuchung angegeben; nicht als Ereignis gezählt."))
    }
    var time = reckoned.time.counted(by: study.definitions)
    let isByDeath = reckoned.deciding.contains { $0.fact.kind == .death }
    if time.isDetermined,
      let conflict = disputed(statements) ?? setAside(reckoned.deciding.compactMap(\.fact.event))
        ?? (isByDeath ? treatedAfterDeath() : nil)
    {
      time = TimeToEvent(length: .unbounded, end: .contradicted(conflict))
    }
    return Derived(
      time,
      Trace(
        id: naming.id, title: naming.title, value: time.phrase(), definition: naming.definition,
        inputs: [origin.input] + reckoned.deciding.map(input),
        statements: statements.sorted { $0.id.index < $1.id.index }, notes: notes))
  }

  private func input(_ decider: ReckonedTime.Decider) -> Trace.Input {
    let value =
      switch decider.fact.moment {
      case .event(let event): timeline.bounds(of: event).phrase
      case .day(let day): Phrase(same: "\(day)")
      }
    let entry = decider.fact.entry.flatMap(patient.entry)
    return Trace.Input(
      .fact(decider.part), value, sources: entry?.sources ?? [],
      record: entry.map { .entry($0.id, of: patient.id) })
  }
}

extension Trace {
  /// Takes over what another trace has and this one has not.
  fileprivate mutating func add(_ other: Trace) {
    inputs += other.inputs.filter { !inputs.contains($0) }
    statements += other.statements.filter { !statements.contains($0) }
    notes += other.notes.filter { !notes.contains($0) }
  }
}

extension TimeToEvent {
  /// The same with the last day counted, where a study counts so: every time it has, or stop and progression of one day would lie at two times.
  func counted(by definitions: Definitions) -> TimeToEvent {
    guard definitions.inclusiveDays, isDetermined, length.upper != nil || (length.lower ?? .zero) > .zero else {
      return self
    }
    let day = LengthBounds(exactly: .days(1))
    return TimeToEvent(length: length + day, end: end, lastFree: lastFree.map { $0 + day })
  }

  /// A time between two events; contradicted where the end certainly lies before the origin.
  init(from origin: Trace.Input, to event: Trace.Input, _ length: LengthBounds, _ end: End) {
    if let length = length.intersection(LengthBounds(lower: .zero, upper: nil)) {
      self.init(length: length, end: end)
    } else {
      let contradiction = Contradiction(
        end: Phrase("\(event.name), \(event.phrase)", "\(event.namePhrase), \(event.phrase)"),
        origin: Phrase("\(origin.name), \(origin.phrase)", "\(origin.namePhrase), \(origin.phrase)"))
      self.init(length: .unbounded, end: .contradicted(contradiction))
    }
  }
}
