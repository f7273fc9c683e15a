// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import TumourResponse

/// What the lesions under one therapy give: visits judged by the criteria chosen, and the times that follow from them.
///
/// Where the source judged on after the last measurement, those visits count as it judged them: else a progression that nobody measured would be
/// lost. What it judged before that stands in the shade of the measurements, which is told.
struct MeasuredCourse {
  let lesions: TherapyCourse
  private let entry: Entry
  private let therapies: [Entry.ID]
  private let derivation: OutcomeDerivation
  private let criteria: LesionCriteria
  private let judged: [JudgedPoint]
  /// The visits against every baseline that is possible.
  private let possible: [[JudgedPoint]]
  /// Visits that the source judged after the last measurement under the therapy.
  private let later: [JudgedVisits.Visit]
  /// Visits that the source judged after the end of observation.
  private let outside: [JudgedVisits.Visit]
  private let passedOver: [JudgedVisits.Visit]

  /// nil unless the reader chosen followed the patient's lesions under the therapy of an entry, with what continues it.
  init?(_ entry: Entry, through therapies: [Entry.ID], _ derivation: OutcomeDerivation) {
    guard case .therapy(let therapy) = entry.content,
      let lesions = derivation.lesionCourse(
        from: entry, through: therapies, name: therapy.inFull.name,
        reader: derivation.choice.reader ?? derivation.lesionReaders.first ?? nil),
      let last = lesions.courses.flatMap(\.course.visits).map(\.date).filter({ lesions.isUnder($0) ?? true }).max()
    else { return nil }
    let visits = derivation.judgedVisits(of: therapies)
    // Where no measurement surely lies under the therapy, what the source judged of it is more.
    guard !lesions.points().isEmpty || visits.visits.isEmpty else { return nil }
    self.lesions = lesions
    self.entry = entry
    self.therapies = therapies
    self.derivation = derivation
    criteria = derivation.choice.criteria
    judged = criteria.judge(lesions.course)
    possible = lesions.possible.isEmpty ? [judged] : lesions.courses.map { [criteria] in criteria.judge($0.course) }
    let stated = visits.visits
    outside = visits.outside
    func bounds(_ visit: JudgedVisits.Visit) -> DayBounds {
      derivation.timeline.start(of: visit.entry.id).map { derivation.timeline.bounds(of: $0) } ?? .unbounded
    }
    let later = stated.filter { bounds($0).earliest.map { $0 > last } ?? false }
    self.later = later
    let measured = Set(possible.joined().map(\.point.date))
    passedOver = stated.filter { visit in
      guard visit.response == .progressive, !later.contains(where: { $0.entry.id == visit.entry.id }) else {
        return false
      }
      let bounds = bounds(visit)
      return !(bounds.isExact && bounds.earliest.map(measured.contains) == true)
    }
  }

  /// The visits that count, in the order of time.
  var responses: [Response] {
    judged.filter { lesions.isUnder($0.point.date) ?? true }.map(\.response) + later.map(\.response)
  }

  /// The facts of the record with the visits of the lesions in place of those that the source judged.
  private func followUp(
    from origin: OutcomeDerivation.Origin, _ censoring: CensoringRule, _ visitInterval: Int?, _ judged: [JudgedPoint]
  ) -> (facts: FollowUp, notes: [Phrase]) {
    var (facts, notes) = derivation.followUp(
      from: origin, of: entry, through: therapies, censoring, visitInterval: visitInterval)
    // Only rules that ignore other therapies take what was measured under them.
    let counted = judged.filter { censoring.newTherapy == .ignore || lesions.isUnder($0.point.date) ?? true }
    let measured = counted.map { visit in
      Fact(
        .visit(visit.response), .day(visit.point.date),
        name: visit.response == .progressive ? "progression, measured" : "\(visit.response.rawValue), measured")
    }
    let kept = facts.facts.filter { fact in
      fact.kind.response == nil || fact.kind == .clinicalVisit(.progressive)
        || (later + outside).contains { $0.entry.id == fact.entry }
    }
    facts.facts = measured + kept
    facts.hasBaseline = hasBaseline
    notes += told
    return (facts, notes)
  }

  /// Whether there is a measurement before the first dose; nil where that is open, or the first came after it.
  var hasBaseline: Bool? { lesions.daysBefore.least.map { $0 >= 0 } == true ? true : nil }

  /// What a number of this course must be read with.
  private var told: [Phrase] {
    func names(_ visits: [JudgedVisits.Visit]) -> String {
      visits.map { "\($0.entry.id) (\($0.response.rawValue))" }.joined(separator: ", ")
    }
    return [
      lesions.baselineWords.map { Phrase("Judged against a \($0).", "Beurteilt gegen eine \($0).") },
      later.isEmpty
        ? nil
        : Phrase(
          "As judged by the source, after the last measurement: \(names(later)).",
          "Wie von der Quelle beurteilt, nach der letzten Messung: \(names(later))."),
      passedOver.isEmpty
        ? nil
        : Phrase(
          "Not counted, since the lesions were measured later and without that: \(names(passedOver)).",
          "Nicht gezählt, da die Läsionen später und ohne dies gemessen wurden: \(names(passedOver))."),
    ].compactMap(\.self) + lesions.notes
      + derivation.misplaced.map {
        Phrase("Not counted: \($0.reading.lesion) \($0.phrase).", "Nicht gezählt: \($0.reading.lesion) \($0.phrase).")
      }
  }

  func time(
    to endPoint: EndPoint, by censoring: CensoringRule, visitInterval: Int?, _ naming: OutcomeDerivation.Naming
  ) -> Derived<TimeToEvent>? {
    derivation.origin(entry, .fact("first dose")).flatMap { origin in
      spanning { judged in
        let (facts, notes) = followUp(from: origin, censoring, visitInterval, judged)
        return derivation.derived(censoring.time(facts, to: endPoint), from: origin, naming, notes)
      }
    }
  }

  /// To the stop for any reason, progression or death.
  func timeToFailure(_ naming: OutcomeDerivation.Naming) -> Derived<TimeToEvent>? {
    derivation.origin(entry, .fact("first dose")).flatMap { origin in
      let rule = CensoringRule.study(derivation.study.definitions)
      return spanning { judged in
        var (facts, notes) = followUp(from: origin, rule, nil, judged)
        facts.facts += [derivation.failure(of: entry, through: therapies)].compactMap(\.self)
        return derivation.derived(rule.time(facts, to: .treatmentFailure), from: origin, naming, notes)
      }
    }
  }

  /// A time against every baseline that is possible: where these differ, what they span.
  private func spanning(_ time: ([JudgedPoint]) -> Derived<TimeToEvent>) -> Derived<TimeToEvent>? {
    .spanning(
      possible.map(time),
      Phrase(
        "Which measurement is the baseline is open; the length spans what each of them gives.",
        "Welche Messung die Baseline ist, ist offen; die Länge umfasst, was jede davon ergibt."))
  }

  /// The visits with an exact day, for the best response.
  private func dated(_ judged: [JudgedPoint]) -> [JudgedVisit] { judged.map(\.visit) + laterDated }

  private var laterDated: [JudgedVisit] {
    later.compactMap { visit in
      guard let event = derivation.timeline.start(of: visit.entry.id),
        case let bounds = derivation.timeline.bounds(of: event), bounds.isExact
      else { return nil }
      return bounds.earliest.map { JudgedVisit(date: $0, response: visit.response) }
    }
  }

  /// From the first CR or PR; nil without one.
  func responseDuration(by censoring: CensoringRule, visitInterval: Int?, _ naming: OutcomeDerivation.Naming)
    -> Derived<TimeToEvent>?
  {
    var isOpen = false
    var durations: [Derived<TimeToEvent>] = []
    for judged in possible {
      let days = lesions.objectiveResponses(dated(judged))
      isOpen = isOpen || days.contains(nil)
      durations += days.compactMap(\.self).map { response in
        let origin = OutcomeDerivation.Origin(
          moment: .day(response), input: Trace.Input(.fact("first shown, measured"), Phrase(same: "\(response)")))
        let (facts, notes) = followUp(from: origin, censoring, visitInterval, judged)
        return derivation.derived(censoring.time(facts, to: .responseDuration), from: origin, naming, notes)
      }
    }
    guard !durations.isEmpty else { return nil }
    // Without a response there is no duration, and nobody knows whether there was one.
    if isOpen {
      var none = derivation.undated(naming)
      none.value.end = .censored(.responseOpen)
      none.trace.phrase = none.value.phrase()
      none.trace.notes += told
      return none
    }
    return .spanning(
      durations,
      Phrase(
        "When the response was first shown is open; the length spans what may be.",
        "Wann das Ansprechen zuerst gezeigt wurde, ist offen; die Länge umfasst, was sein kann."))
  }

  /// A relapse, new metastases or what was stopped for progression before every measured visit under the therapy; nil where one may lie before it.
  private var progressionBeforeEveryVisit: Entry? {
    guard let known = lesions.progressed?.latest,
      let first = possible.joined().map(\.point.date).filter({ lesions.isUnder($0) ?? true }).min(), first > known
    else { return nil }
    return derivation.progressions(of: therapies).first
  }

  private func progression(_ entry: Entry, id: String, title: Phrase) -> Derived<BestResponse> {
    let value = BestResponse(.progressive, basis: .progression(entry.id))
    return Derived(
      value,
      Trace(
        id: "\(id)/best-response", title: Phrase("Best response, \(title)", "Bestes Ansprechen, \(title)"),
        value: value.phrase, definition: .bestResponse,
        inputs: [
          Trace.Input(
            Phrase(same: entry.id), Phrase("progression", "Progress"), sources: entry.sources,
            record: .entry(entry.id, of: derivation.patient.id))
        ],
        notes: [
          Phrase(
            "Progression came before every visit that was measured: \(entry.id).",
            "Der Progress lag vor jeder gemessenen Kontrolle: \(entry.id).")
        ] + told))
  }

  /// The best response; `id` without its last part.
  func best(id: String, title: Phrase) -> Derived<BestResponse>? {
    if let before = progressionBeforeEveryVisit { return progression(before, id: id, title: title) }
    let bests = lesions.bests(later: laterDated) { criteria.judge($0).map(\.visit) }
    guard let best = bests.first(where: { $0.response != nil }), let response = best.response else { return nil }
    // Where nothing was measured against a baseline that may be the one, nothing was evaluable.
    var others: [Response] = []
    for other in bests.map({ $0.response ?? .notEvaluable }) where other != response && !others.contains(other) {
      others.append(other)
    }
    let value = BestResponse(response, basis: .measured, alternatives: others)
    return Derived(
      value,
      Trace(
        id: "\(id)/best-response",
        title: Phrase(
          "Best response, \(title), measured (\(criteria.name))",
          "Bestes Ansprechen, \(title), gemessen (\(criteria.shortPhrase))"),
        value: value.phrase,
        definition: .bestResponse,
        inputs: judged.filter { lesions.isUnder($0.point.date) ?? true }.map {
          Trace.Input(
            Phrase(same: "\($0.point.date)"),
            Phrase(same: "\($0.response.rawValue): ") + $0.steps.joined(separator: "; "))
        }
          + later.map {
            Trace.Input(Phrase(same: $0.entry.id), Phrase(same: $0.response.rawValue), sources: $0.entry.sources)
          },
        notes: bests.map(\.why) + (bests.count > 1 ? [lesions.openWords].compactMap(\.self) : []) + told))
  }
}
