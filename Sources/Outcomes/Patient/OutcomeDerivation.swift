// SPDX-License-Identifier: Apache-2.0

import Plain
import Dosing
import Chronology
import Course

/// The derivations of one patient. Each reads the record and the resolved timeline and returns a value with its trace.
struct OutcomeDerivation {
  let patient: Patient
  let study: Study
  let timeline: PatientTimeline
  let lines: [LineOfTherapy]
  /// Systemic therapies against the tumour, by their times.
  let treatments: [(entry: Entry, therapy: Therapy)]
  /// What can be the last sign of life.
  let signsOfLife: [Fact]

  /// Local relapses and metastases at new sites.
  let foundDisease: [FoundDisease]
  let misplaced: [MisplacedReading]
  let choice: JudgementChoice
  let names: TreatmentNames
  /// Readers of the lesions, the one who counts first.
  let lesionReaders: [String?]

  /// The same in the order of the record, which decides what times leave open.
  let listedTreatments: [Entry]
  let memo = DerivationMemo()

  init(
    patient: Patient, study: Study, timeline: PatientTimeline, choice: JudgementChoice = .init(),
    names: TreatmentNames = TreatmentNames(), lesionReaders: [String?]? = nil
  ) {
    self.choice = choice
    self.lesionReaders = lesionReaders ?? LesionReaders.ranked(patient, in: study)
    self.names = names
    self.patient = patient
    self.study = study
    self.timeline = timeline
    lines = LineOfTherapy.lines(of: timeline, names)
    treatments = timeline.treatments
    let listed = Set(treatments.map(\.entry.id))
    listedTreatments = patient.entries.filter { listed.contains($0.id) }
    signsOfLife = Self.signsOfLife(of: timeline)
    foundDisease = Self.foundDisease(timeline)
    misplaced = MisplacedReading.all(of: patient, timeline)
  }

  func therapies() -> [TherapyOutcome] {
    timeline.sorted(patient.therapies.map(\.entry)).compactMap { entry in
      guard case .therapy(let stated) = entry.content else { return nil }
      let therapy = stated.inFull
      let line = lines.first { $0.therapies.contains(entry.id) }
      // What only supports treats no tumour: nothing is its response, and no time to progression runs from it.
      let judged =
        line == nil ? nil : responses(to: [entry.id], from: entry, id: entry.id, title: Phrase(same: entry.id))
      let measured = line.flatMap { _ in
        MeasuredCourse(entry, through: [entry.id], self).map {
          responses(measured: $0, id: entry.id, title: Phrase(same: entry.id))
        }
      }
      let counted = measured ?? judged
      return TherapyOutcome(
        entry: entry, therapy: therapy, name: names.name(therapy.drugs),
        line: line.map { derivedLine($0, entry, therapy) },
        duration: duration(of: entry), bestResponse: counted?.bestResponse,
        responseDuration: counted?.responseDuration, timeToProgression: counted?.timeToProgression,
        progressionFreeSurvival: counted?.progressionFreeSurvival, isMeasured: measured != nil,
        judged: measured == nil ? judged : judged?.besideMeasured,
        phases: therapy.phases.map { phaseOutcome($0, of: entry, therapy) })
    }
  }

  func lineOutcomes() -> [LineOutcome] {
    lines.compactMap { line in
      guard let first = line.therapies.first, let entry = patient.entry(first) else { return nil }
      let id = "line-\(line.number)"
      let title = Phrase("line \(line.number)", "Linie \(line.number)")
      let judged = responses(to: line.therapies, from: entry, id: id, title: title)
      let measured = MeasuredCourse(entry, through: line.therapies, self).map {
        responses(measured: $0, id: id, title: title)
      }
      let counted = measured ?? judged
      return LineOutcome(
        line: line, bestResponse: counted.bestResponse, timeToProgression: counted.timeToProgression,
        progressionFreeSurvival: counted.progressionFreeSurvival, isMeasured: measured != nil,
        judged: measured == nil ? judged : judged.besideMeasured,
        growthModulationIndex: growthIndex(line, isMeasured: true, id: id))
    }
  }

  // MARK: by one judgement

  /// Response and progression as the source judged them.
  private func responses(to therapies: [Entry.ID], from entry: Entry, id: String, title: Phrase) -> ResponseOutcome {
    let best = bestResponse(of: therapies, id: "\(patient.id)/\(id)", title: title)
    return ResponseOutcome(
      bestResponse: best, responseDuration: best.flatMap { responseDuration($0.value, of: entry) },
      timeToProgression: time(to: .progression, from: entry, through: therapies, id: id),
      progressionFreeSurvival: time(to: .progressionFree, from: entry, through: therapies, id: id))
  }

  /// The same from the lesions.
  private func responses(measured: MeasuredCourse, id: String, title: Phrase) -> ResponseOutcome {
    let rule = CensoringRule.study(study.definitions)
    func time(_ endPoint: EndPoint) -> Derived<TimeToEvent>? {
      measured.time(to: endPoint, by: rule, visitInterval: nil, naming(endPoint, id: id))
    }
    let best = measured.best(id: "\(patient.id)/\(id)", title: title)
    let held: Derived<TimeToEvent>? =
      switch best?.value.response {
      case .complete, .partial:
        measured.responseDuration(by: rule, visitInterval: nil, heldNaming(best?.value.response, id: id))
      case .stable:
        measured.time(to: .progression, by: rule, visitInterval: nil, heldNaming(best?.value.response, id: id))
      // Open whether there was a response, and perhaps how long it held.
      case nil where best != nil: measured.responseDuration(by: rule, visitInterval: nil, heldNaming(nil, id: id))
      default: nil
      }
    // A course of lesions has an origin in time, so that both times are there.
    return ResponseOutcome(
      bestResponse: best, responseDuration: held,
      timeToProgression: time(.progression) ?? undated(naming(.progression, id: id)),
      progressionFreeSurvival: time(.progressionFree) ?? undated(naming(.progressionFree, id: id)))
  }

  // MARK: line

  func derivedLine(_ line: LineOfTherapy, _ entry: Entry, _ therapy: Therapy) -> Derived<LineOfTherapy> {
    var text = Phrase("line \(line.number)", "Linie \(line.number)")
    if let advanced = line.numberInAdvancedDisease, advanced != line.number {
      text =
        text
        + Phrase(" (line \(advanced) for advanced disease)", " (Linie \(advanced) der fortgeschrittenen Erkrankung)")
    } else if line.numberInAdvancedDisease == nil {
      text = text + Phrase(" (perioperative)", " (perioperativ)")
    }
    if line.therapies.first != entry.id { text = text + Phrase(", continued", ", fortgesetzt") }
    return Derived(
      line,
      Trace(
        id: "\(patient.id)/\(entry.id)/line",
        title: Phrase("Line of therapy, \(entry.id)", "Therapielinie, \(entry.id)"),
        value: text, definition: .line,
        inputs: treatments.map { other, therapy in
          let stated =
            therapy.statedLine.map { Phrase(", line \($0) by the source", ", Linie \($0) laut Quelle") } ?? Phrase.none
          let continued = therapy.continues.map { Phrase(", continues \($0)", ", setzt \($0) fort") } ?? Phrase.none
          return .init(
            Phrase(same: other.id), Phrase(same: therapy.name) + stated + continued, sources: other.sources,
            record: .entry(other.id, of: patient.id))
        },
        notes: [
          line.numbering?.words, line.continuation,
          line.openOrder.isEmpty
            ? nil
            : Phrase(
              "Which came first is open between this line and \(line.openOrder.joined(separator: ", ")): the order of the record decided.",
              "Was zuerst kam, ist zwischen dieser Linie und \(line.openOrder.joined(separator: ", ")) offen: die Reihenfolge der Akte entschied."
            ),
        ].compactMap(\.self)))
  }

  // MARK: duration of treatment

  func duration(of entry: Entry) -> Derived<TimeToEvent> {
    var definition: Definition { .treatmentDuration(study.definitions) }
    let id = "\(patient.id)/\(entry.id)/duration"
    var title: Phrase { Phrase("Duration of treatment, \(entry.id)", "Therapiedauer, \(entry.id)") }
    guard let start = timeline.start(of: entry.id), let stated = timeline.end(of: entry.id) else {
      let value = TimeToEvent(length: .unbounded, end: entry.isOngoing ? .censored(.ongoingWithoutCutOff) : .stop)
      return Derived(value, Trace(id: id, title: title, value: value.phrase(), definition: definition))
    }
    let limit = timeline.observationEnd(before: stated)
    if study.definitions.treatmentEnd == .lastDose, limit == nil, !timeline.isOngoing(entry),
      let last = lastDose(of: entry)
    {
      return durationToLastDose(last, from: start, id: id, title: title, definition)
    }
    let isOngoing = timeline.isOngoing(entry) || limit.map { $0.event == timeline.cutOff } ?? false
    let end = limit?.event ?? stated
    let inputs = [
      dateInput("first dose", start), dateInput(limit?.name ?? (isOngoing ? "data cut-off" : "stop"), end),
    ]
    var notes: [Phrase] = []
    if let limit {
      let recorded = timeline.bounds(of: stated).phrase
      let name = Phrase.fact(limit.name)
      notes.append(
        Phrase(
          "Its end is recorded as \(recorded), after the \(name): counted to the \(name).",
          "Das Ende ist als \(recorded) dokumentiert, danach liegt nichts mehr (\(name)): gezählt bis dahin."))
    }
    if study.definitions.treatmentEnd == .lastDose {
      notes.append(
        Phrase(
          "The day of the last dose is only known where the source states it; its bounds are those of the stop.",
          "Der Tag der letzten Gabe ist nur bekannt, wo die Quelle ihn angibt; seine Grenzen sind die des Therapieendes."
        ))
    }
    if entry.isOngoing, !isOngoing {

      notes.append(
        Phrase(
          "It is recorded as ongoing at the data cut-off, but the patient had died: it ended by the death.",
          "Sie ist als andauernd beim Datenschnitt dokumentiert, der Patient war aber verstorben: sie endete mit dem Tod."
        ))

    }
    var length = timeline.length(from: start, to: end)
    let isOpen = !isOngoing && limit == nil && isStopOpen(entry)
    if isOpen {

      notes.append(
        Phrase(
          "The end of this therapy is not stated, and nothing but the data cut-off bounds it.",
          "Das Ende dieser Therapie ist nicht angegeben, und nur der Datenschnitt begrenzt es."))
      length.upper = nil
    }
    let how: TimeToEvent.End = isOngoing ? .censored(.ongoing) : isOpen ? .censored(.stopNotStated) : .stop
    var value = TimeToEvent(from: inputs[0], to: inputs[1], length, how).counted(by: study.definitions)
    let statements = timeline.support(from: start, to: end)
    if value.isDetermined, let conflict = disputed(statements) ?? setAside([end]) ?? treatedAfterDeath(until: end) {
      value = TimeToEvent(length: .unbounded, end: .contradicted(conflict))
    }
    return Derived(
      value,
      Trace(
        id: id, title: title, value: value.phrase(), definition: definition, inputs: inputs,
        statements: statements, notes: notes))
  }

  /// The day of the last administration that was given; nil without rows.
  private func lastDose(of entry: Entry) -> Day? {
    guard case .therapy(let therapy) = entry.content else { return nil }
    return therapy.administrations.filter { $0.dose != nil }.map(\.date).max()
  }

  private func durationToLastDose(
    _ last: Day, from start: EventID, id: String, title: Phrase, _ definition: Definition
  ) -> Derived<TimeToEvent> {
    let inputs = [
      dateInput("first dose", start), Trace.Input(.fact("last dose, by the administrations"), Phrase(same: "\(last)")),
    ]
    let facts = FollowUp(origin: .event(start), network: timeline.network)
    let value = TimeToEvent(from: inputs[0], to: inputs[1], facts.length(from: .event(start), to: .day(last)), .stop)
      .counted(by: study.definitions)
    return Derived(
      value, Trace(id: id, title: title, value: value.phrase(), definition: definition, inputs: inputs))
  }

  /// Whether nothing says when a therapy ended: its end is not stated, and at most the data cut-off bounds it.
  func isStopOpen(_ entry: Entry) -> Bool {
    guard let start = timeline.start(of: entry.id), let end = timeline.end(of: entry.id), end != start,
      !entry.ends.contains(where: \.isTold), entry.lasts.isEmpty
    else { return false }
    return isLengthOpen(from: start, to: end, but: [PatientTimeline.untilCutOff])
  }

  func dateInput(_ name: String, _ event: EventID) -> Trace.Input {
    .init(.fact(name), timeline.bounds(of: event).phrase)
  }

  // MARK: responses

  /// Assessments that judge one of these therapies.
  func assessments(of therapies: [Entry.ID]) -> [(entry: Entry, assessment: Assessment)] {
    timeline.assessments(judging: therapies)
  }

  typealias Judgement = (entry: Entry, assessment: Assessment, response: Response)

  /// The assessments of these therapies that are judged.
  func judgements(of therapies: [Entry.ID]) -> [Judgement] {
    judgedVisits(of: therapies).visits.map { ($0.entry, $0.assessment, $0.response) }
  }

  func judgedVisits(of therapies: [Entry.ID]) -> JudgedVisits {
    if let before = memo.visits[therapies] { return before }
    let visits = JudgedVisits(patient, of: therapies, timeline, choice)
    memo.visits[therapies] = visits
    return visits
  }

  /// Those that do not certainly lie after a progression: nothing after the first counts for a response.
  ///
  /// Nor do those that certainly lie before the first dose, after another line began, after a stop for progression, or after death or the data cut-off.
  func untilProgression(_ all: [Judgement], of therapies: [Entry.ID]) -> [Judgement] {
    let judged = during(therapies, all)
    let assessed = judged.filter { $0.response == .progressive }.map(\.entry)
    return judged.filter { judgement in
      !assessed.contains { isBefore($0, judgement.entry) } && progression(before: judgement.entry, of: therapies) == nil
    }
  }

  /// Those that do not certainly lie before the first dose, after another line began, or after death or the data cut-off.
  private func during(_ therapies: [Entry.ID], _ all: [Judgement]) -> [Judgement] {
    let first = timeline.sorted(therapies.compactMap(patient.entry)).first
    let later = first.map { laterTherapies(than: $0, through: therapies).later } ?? []
    return all.filter { judgement in
      if let first, isBefore(judgement.entry, first) { return false }
      return !timeline.isOutsideObservation(judgement.entry) && !later.contains { isBefore($0, judgement.entry) }
    }
  }

  /// The relapse, the new metastases or what was stopped for progression certainly before an entry; nil for none.
  private func progression(before entry: Entry, of therapies: [Entry.ID]) -> Entry? {
    let stopped = stopsForProgression(of: therapies).first { _, stop in
      timeline.start(of: entry.id).map { timeline.length(from: stop, to: $0).lower ?? .zero > .zero } ?? false
    }
    return newDisease(of: therapies).map(\.entry).first { isBefore($0, entry) } ?? stopped?.entry
  }

  /// The relapses, new metastases and what was stopped for progression under some therapies, in the order of the course.
  func progressions(of therapies: [Entry.ID]) -> [Entry] {
    timeline.sorted(
      newDisease(of: therapies).map(\.entry) + stopsForProgression(of: therapies).map(\.entry))
  }

  /// Whether one entry certainly begins before another.
  func isBefore(_ one: Entry, _ other: Entry) -> Bool {
    timeline.order(of: one.id, to: other.id) == .before
  }

  func bestResponse(of therapies: [Entry.ID], id: String, title: Phrase) -> Derived<BestResponse>? {
    let visits = judgedVisits(of: therapies)
    let judged = (visits.visits + visits.outside).map { ($0.entry, $0.assessment, $0.response) as Judgement }
    let inputs = judged.map { entry, assessment, response in
      let modality = assessment.modality.value.map { Phrase(same: $0) } ?? Phrase("assessment", "Beurteilung")
      let stated = entry.when.filter(\.isTold).map(\.text)
      let when =
        stated.isEmpty ? Phrase("not dated", "nicht datiert") : stated.map(Phrase.written).joined(separator: "; ")
      return Trace.Input(
        Phrase(same: entry.id),
        Phrase("\(response.rawValue), \(modality), \(when)", "\(response.rawValue), \(modality), \(when)"),
        sources: entry.sources,
        record: .entry(entry.id, of: patient.id))
    }
    var criteria = Set(judged.compactMap { $0.1.criteria.value }.map { Phrase(same: $0) })
    if judged.contains(where: { $0.1.criteria.value == nil }) {
      criteria.insert(
        Phrase("not stated (as judged by the source)", "nicht angegeben (wie von der Quelle beurteilt)"))
    }
    let names = criteria.sorted { $0.english < $1.english }.joined(separator: ", ")
    var notes = criteria.isEmpty ? [] : [Phrase("Criteria: \(names).", "Kriterien: \(names).")]
    notes += visits.told

    notes += judged.filter { $0.assessment.of == nil }.compactMap { timeline.therapy(inForceAt: $0.entry).remark }
    var best: (response: Response, basis: BestResponse.Basis)?
    let counted = untilProgression(judged, of: therapies)
    if counted.count < judged.count {
      let late = judged.map(\.entry.id).filter { id in !counted.contains { $0.entry.id == id } }
      let names = late.joined(separator: ", ")
      notes.append(
        Phrase(
          "Not counted, outside the therapy, after the first progression or the stop for it, or after death or the data cut-off: \(names).",
          "Nicht gezählt, da außerhalb der Therapie, nach dem ersten Progress oder dem Therapieende wegen Progress, oder nach Tod oder Datenschnitt: \(names)."
        ))
    }
    for (entry, _, response) in counted {
      guard let known = best else {
        best = (response, .assessed(entry.id))
        continue
      }
      if Response.better(response, known.response) != known.response { best = (response, .assessed(entry.id)) }
    }
    if best == nil || best?.response == .progressive || best?.response == .notEvaluable,
      let claim = statedResponse(of: therapies)
    {
      best = (claim.response, .statedOnly(claim.id))
      notes.append(
        Phrase(
          "No dated assessment shows it: the source states it (\(claim.section)). Kept because an assessment that showed progression does not say what came before.",
          "Keine datierte Untersuchung zeigt es: die Quelle gibt es an (\(claim.section)). Beibehalten, weil eine Untersuchung mit Progress nicht sagt, was davor war."
        ))
    }
    if best == nil, let first = during(therapies, judged).first,
      let progression = progression(before: first.entry, of: therapies)
    {
      best = (.progressive, .progression(progression.id))
      notes.append(
        Phrase(
          "Progression came before every visit that was judged: \(progression.id).",
          "Der Progress lag vor jeder beurteilten Kontrolle: \(progression.id)."))
    }
    guard let best else { return nil }
    let late = lateAlternative(to: best.response, counted, of: therapies)
    if let late {
      notes.append(
        Phrase(
          "Whether \(late.progression) came before is open: if it did, the best response is \(late.response.rawValue).",
          "Ob \(late.progression) davor lag, ist offen: falls ja, ist das beste Ansprechen \(late.response.rawValue).")
          + (late.isTold
            ? .none
            : Phrase(
              " Neither has a date of its own; they are taken in the order of the record.",
              " Keines von beiden hat ein eigenes Datum; sie gelten in der Reihenfolge der Akte.")))
    }
    let silent = silentAssessments(besides: best.response, best.basis, counted, of: therapies)
    if !silent.isEmpty {
      let names = silent.joined(separator: ", ")
      notes.append(
        Phrase(
          "No response is stated in \(names), which may lie before the progression: what it showed is not known, and progression does not say what came before.",
          "In \(names) ist kein Ansprechen angegeben, und es kann vor dem Progress liegen: was es zeigte, ist nicht bekannt, und ein Progress sagt nicht, was davor war."
        ))
    } else if best.response == .progressive, counted.count == 1 {
      notes.append(
        Phrase(
          "It is the only assessment of the therapy that is recorded: what others before it showed, if there were any, is not known.",
          "Es ist die einzige dokumentierte Untersuchung der Therapie: was andere davor zeigten, falls es sie gab, ist nicht bekannt."
        ))
    }
    let value = BestResponse(
      best.response, basis: best.basis,
      alternatives: silent.isEmpty
        ? late.flatMap { $0.isTold ? [$0.response] : nil } ?? []
        : Response.allCases.filter { $0 != best.response && $0 != .notEvaluable },
      silent: silent)
    let isInDoubt = best.response == .complete && !visits.reappearances.isEmpty
    let marker: Phrase =
      if case .statedOnly = best.basis {
        Phrase(" (as stated)", " (wie angegeben)")
      } else {
        isInDoubt ? Phrase(" (in doubt)", " (zweifelhaft)") : .none
      }
    return Derived(
      value,
      Trace(
        id: "\(id)/best-response", title: Phrase("Best response, \(title)", "Bestes Ansprechen, \(title)"),
        value: value.phrase + marker, definition: .bestResponse, inputs: inputs, notes: notes))
  }

  /// The assessments whose response the source is said not to state, where what is shown is progression or nothing that can be evaluated: each may have
  /// shown better, unless it certainly lies outside the therapy, or with the progression or after it.
  private func silentAssessments(
    besides best: Response, _ basis: BestResponse.Basis, _ counted: [Judgement], of therapies: [Entry.ID]
  ) -> [Entry.ID] {
    guard best == .progressive || best == .notEvaluable, case .assessed = basis else { return [] }
    let silent = assessments(of: therapies).compactMap { entry, assessment -> Judgement? in
      switch assessment.response {
      case .notStated, .unknown: (entry, assessment, .notEvaluable)
      case .stated, .notRecorded: nil
      }
    }
    guard !silent.isEmpty else { return [] }
    let progressions = counted.filter { $0.response == .progressive }.map(\.entry)
    return untilProgression(counted + silent, of: therapies).map(\.entry).filter { entry in
      silent.contains { $0.entry.id == entry.id }
        && !progressions.contains { timeline.order(of: $0.id, to: entry.id) == .same }
    }.map(\.id)
  }

  /// What the best response is where every visit that shows it may lie after a progression; nil where one certainly does not.
  ///
  /// It is told as open where both have a date, as in one month. Of entries without dates the order of the record decides, as it does everywhere.
  private func lateAlternative(to best: Response, _ counted: [Judgement], of therapies: [Entry.ID])
    -> (response: Response, progression: Entry.ID, isTold: Bool)?
  {
    guard best != .progressive, best != .notEvaluable else { return nil }
    let progressions =
      counted.filter { $0.response == .progressive }.map(\.entry) + newDisease(of: therapies).map(\.entry)
    func mayPrecede(_ progression: Entry, _ judgement: Judgement) -> Bool {
      [.open, .notAfter].contains(timeline.order(of: progression.id, to: judgement.entry.id))
    }
    // A visit that may lie after a stop for progression, both of them told, may count for nothing.
    let stops = stopsForProgression(of: therapies).filter { Self.tellsEnd($0.entry) }
    func stop(beforeOrNot judgement: Judgement) -> Entry? {
      guard judgement.entry.when.contains(where: \.isTold) else { return nil }
      return stops.first { _, stop in
        timeline.start(of: judgement.entry.id).map {
          timeline.length(from: stop, to: $0).upper.map { $0 > .zero } ?? true
        }
          ?? false
      }?.entry
    }
    let certain = counted.filter { judgement in
      !progressions.contains { mayPrecede($0, judgement) } && stop(beforeOrNot: judgement) == nil
    }
    let least = certain.map(\.response).reduce(.progressive, Response.better)
    guard least != best, let shown = counted.first(where: { $0.response == best }) else { return nil }
    let preceding = progressions.filter { mayPrecede($0, shown) }
    func isDated(_ entry: Entry) -> Bool { entry.when.contains { $0.date != nil } }
    // One of them without a time beside one with a date is as open as two of one month; of two without, the order of the record is all there is.
    let told = preceding.first { isDated($0) || isDated(shown.entry) }
    if let progression = told ?? preceding.first { return (least, progression.id, told != nil) }
    return stop(beforeOrNot: shown).map { (least, $0.id, true) }
  }

  /// The first response that the source asserts for one of these therapies, better than progression.
  func statedResponse(of therapies: [Entry.ID]) -> (response: Response, id: Claim.ID, section: String)? {
    for claim in study.claims {
      guard claim.subject == .patient(patient.id), case .response(let response, let on, _, _) = claim.assertion else {
        continue
      }
      let isMeant = treatments.contains { therapies.contains($0.entry.id) && on.matches($0.entry, $0.therapy) }
      if isMeant, response != .progressive, response != .notEvaluable {
        return (response, claim.id, claim.sources.first?.section ?? "source")
      }
    }
    return nil
  }

  // MARK: growth modulation

  /// The index of a line: its time to progression over that of the line before, each from the lesions where these were followed under its line and are
  /// asked for, else as judged. nil for the first line, and against the time to relapse after surgery, which is none to progression of a line for
  /// advanced disease.
  func growthIndex(_ line: LineOfTherapy, isMeasured: Bool, id: String) -> Derived<NumberBounds>? {
    let before = lines.first { $0.number == line.number - 1 && $0.numberInAdvancedDisease != nil }
    // Two that begin on one day are one combination, or a date is wrong.
    guard let before, let first = before.therapies.first, let next = line.therapies.first,
      timeline.order(of: first, to: next) != .same,
      let current = timeForIndex(line, isMeasured: isMeasured),
      let previous = timeForIndex(before, isMeasured: isMeasured)
    else { return nil }
    let judged = [(line, current), (before, previous)].filter { !$0.1.isMeasured }.map {
      Phrase("line \($0.0.number)", "Linie \($0.0.number)")
    }
    let note =
      judged.isEmpty
      ? Phrase("The times are measured.", "Die Zeiten sind gemessen.")
      : Phrase(
        "The times are measured; that of \(judged[0]) is as judged by the source.",
        "Die Zeiten sind gemessen; die von \(judged[0]) ist wie von der Quelle beurteilt.")
    return growthModulation(
      current.time, line, before: previous.time, id: id, notes: judged.count == 2 ? [] : [note])
  }

  /// The time to progression of a line as the index counts it: with maintenance or without, as the study defines.
  private func timeForIndex(_ line: LineOfTherapy, isMeasured: Bool) -> (
    time: Derived<TimeToEvent>, isMeasured: Bool
  )? {
    guard let entry = line.therapies.first.flatMap(patient.entry) else { return nil }
    let counted =
      study.definitions.maintenance == .withInduction ? line.therapies : Array(line.therapies.prefix(1))
    let id = "line-\(line.number)"
    if isMeasured,
      let time = MeasuredCourse(entry, through: counted, self)?.time(
        to: .progression, by: .study(study.definitions), visitInterval: nil, naming(.progression, id: id))
    {
      return (time, true)
    }
    return (time(to: .progression, from: entry, through: counted, id: id), false)
  }

  private func growthModulation(
    _ time: Derived<TimeToEvent>, _ line: LineOfTherapy, before previous: Derived<TimeToEvent>, id: String,
    notes: [Phrase]
  ) -> Derived<NumberBounds> {
    let numerator = time.value.lengthToEvent
    let denominator = previous.value.lengthToEvent
    let ratio = NumberBounds(
      lower: numerator.lower.flatMap { low in
        denominator.upper.flatMap { $0 > .zero ? Double(low.ticks) / Double($0.ticks) : nil }
      },
      upper: numerator.upper.flatMap { high in
        denominator.lower.flatMap { $0 > .zero ? Double(high.ticks) / Double($0.ticks) : nil }
      })
    let value = ratio.lower == 0 && ratio.upper == nil ? NumberBounds(lower: nil, upper: nil) : ratio
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(id)/gmi",
        title: Phrase(
          "Growth modulation index, line \(line.number)", "Growth Modulation Index, Linie \(line.number)"),
        value: value.phrase(decimals: 2), definition: .growthModulationIndex(study.definitions.maintenance),
        inputs: [
          .init(Phrase("TTP of line \(line.number)", "TTP der Linie \(line.number)"), time.trace.phrase),
          .init(Phrase("TTP of line \(line.number - 1)", "TTP der Linie \(line.number - 1)"), previous.trace.phrase),
        ],
        arithmetic: Phrase(
          "(\(numerator.phrase(decimals: 2))) ÷ (\(denominator.phrase(decimals: 2))) = \(value.phrase(decimals: 2))",
          "(\(numerator.phrase(decimals: 2))) ÷ (\(denominator.phrase(decimals: 2))) = \(value.phrase(decimals: 2))"),
        statements: time.trace.statements + previous.trace.statements.filter { !time.trace.statements.contains($0) },
        notes: notes))
  }
}
