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
        reader: derivation.choice.reader ?? derivation.patient.lesions.first?.reader),
      let last = lesions.points().last?.date
    else { return nil }
    self.lesions = lesions
    self.entry = entry
    self.therapies = therapies
    self.derivation = derivation
    criteria = derivation.choice.criteria
    judged = criteria.judge(lesions.course)
    let visits = derivation.judgedVisits(of: therapies)
    let stated = visits.visits
    outside = visits.outside
    func bounds(_ visit: JudgedVisits.Visit) -> DayBounds {
      derivation.timeline.start(of: visit.entry.id).map { derivation.timeline.bounds(of: $0) } ?? .unbounded
    }
    let later = stated.filter { bounds($0).earliest.map { $0 > last } ?? false }
    self.later = later
    let measured = Set(judged.map(\.point.date))
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
  private func followUp(from origin: OutcomeDerivation.Origin, _ censoring: CensoringRule, _ visitInterval: Int?) -> (
    facts: FollowUp, notes: [Phrase]
  ) {
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
    derivation.origin(entry, .fact("first dose")).map { origin in
      let (facts, notes) = followUp(from: origin, censoring, visitInterval)
      return derivation.derived(censoring.time(facts, to: endPoint), from: origin, naming, notes)
    }
  }

  /// To the stop for any reason, progression or death.
  func timeToFailure(_ naming: OutcomeDerivation.Naming) -> Derived<TimeToEvent>? {
    derivation.origin(entry, .fact("first dose")).map { origin in
      let rule = CensoringRule.study(derivation.study.definitions)
      var (facts, notes) = followUp(from: origin, rule, nil)
      facts.facts += [derivation.failure(of: entry, through: therapies)].compactMap(\.self)
      return derivation.derived(rule.time(facts, to: .treatmentFailure), from: origin, naming, notes)
    }
  }

  /// The visits with an exact day, for the best response.
  private var dated: [JudgedVisit] {
    judged.map(\.visit)
      + later.compactMap { visit in
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
    lesions.rule().rule.objectiveResponse(dated).map { response in
      let origin = OutcomeDerivation.Origin(
        moment: .day(response), input: Trace.Input(.fact("first shown, measured"), Phrase(same: "\(response)")))
      let (facts, notes) = followUp(from: origin, censoring, visitInterval)
      return derivation.derived(censoring.time(facts, to: .responseDuration), from: origin, naming, notes)
    }
  }

  /// The best response; `id` without its last part.
  func best(id: String, title: Phrase) -> Derived<BestResponse>? {
    let (rule, reference) = lesions.rule()
    let best = rule.best(dated, reference: reference)
    guard let response = best.response else { return nil }
    return Derived(
      BestResponse(response, basis: .measured),
      Trace(
        id: "\(id)/best-response",
        title: Phrase(
          "Best response, \(title), measured (\(criteria.name))",
          "Bestes Ansprechen, \(title), gemessen (\(criteria.shortPhrase))"),
        value: Phrase(same: response.rawValue),
        definition: .bestResponse,
        inputs: judged.filter { lesions.isUnder($0.point.date) ?? true }.map {
          Trace.Input(
            Phrase(same: "\($0.point.date)"),
            Phrase(same: "\($0.response.rawValue): ") + $0.steps.joined(separator: "; "))
        }
          + later.map {
            Trace.Input(Phrase(same: $0.entry.id), Phrase(same: $0.response.rawValue), sources: $0.entry.sources)
          },
        notes: [best.why] + told))
  }
}
