// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain
import TumourResponse

/// Progression that the record tells of without an assessment that shows it.
struct ProgressionWithoutAssessment: Rule {
  let id = "progression-without-assessment"
  let severity = Severity.warning
  let summary = Phrase(
    "Progression that no assessment shows",
    "Ein Progress, den keine Verlaufskontrolle zeigt")
  let explanation =
    "A therapy stopped for progression, radiotherapy under or after one that was, a local relapse or metastases at a new site, in a therapy without an assessment that shows progression. A relapse "
    + "or new metastases count as progression on their day, and for none where no time is stated; a stop tells only that progression came before it, after the last visit without it. FDA's "
    + "Table A censors what is not documented at that visit."
  let needs = "`stopped for: progression`, `local relapse` or `metastases` at a new site"
  let source =
    "RECIST 1.1, Eur J Cancer 2009;45:228-247, section 4.3.5 (new lesions); FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, Appendix 3, Table A"

  let fires = RuleExample("stopped for progression after stable disease", course: Self.course(then: ""))
  let passes = RuleExample(
    "a scan shows it",
    course: Self.course(then: "\n- assessment: CT\n  id: ct-2\n  of: gem\n  response: PD\n  when: 2020-05-18"))
  private static func course(then: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
      ends: 2020-05-20
      stopped for: progression
    - assessment: CT
      of: gem
      response: SD
      when: 2020-03-15
    """ + then
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      stops(outcome) + radiation(outcome) + relapses(outcome) + undated(outcome)
    }
  }

  private func isShown(_ therapy: Entry.ID, _ outcome: PatientOutcomes) -> Bool {
    let isMeasured = outcome.lesionCourses.contains { course in
      course.therapies.contains(therapy) && course.points().contains { $0.overall == .progressive }
    }
    return isMeasured
      || outcome.timeline.assessments(judging: [therapy]).contains { $0.assessment.response.value == .progressive }
  }

  private func stops(_ outcome: PatientOutcomes) -> [Found] {
    // Where a relapse or new metastases show it, that is told of them.
    let dated = Set(outcome.newDisease.map(\.therapy))
    return outcome.therapies.filter {
      $0.therapy.isStoppedForProgression && !isShown($0.entry.id, outcome) && !dated.contains($0.entry.id)
    }.map { therapy in
      let time = therapy.timeToProgression?.value
      let between =
        time.map {
          $0.end == .progressionBeforeStop
            ? Phrase(" It lies \($0.phrase()) after the first dose.", " Er liegt \($0.phrase()) nach der ersten Gabe.")
            : .none
        } ?? .none
      return Found(
        patient: outcome.patient.id, about: therapy.entry.id,
        Phrase(
          "\(therapy.entry.id) was stopped for progression, but no assessment of it shows progression.\(between)",
          "\(therapy.entry.id) wurde wegen Progress beendet, keine Verlaufskontrolle dazu zeigt aber einen Progress.\(between)"
        ),
        evidence: [
          Evidence(
            therapy.entry,
            Phrase(
              "stopped for \(therapy.therapy.stopReason.value ?? "progression")",
              "beendet wegen „\(therapy.therapy.stopReason.value ?? "progression")“"))
        ],
        settledBy: Phrase(
          "The assessment that showed it, with its date.", "Die Verlaufskontrolle, die ihn zeigte, mit Datum."))
    }
  }

  /// Radiotherapy that was stopped for progression: it tells of progression of the therapy that was the last to have begun.
  private func radiation(_ outcome: PatientOutcomes) -> [Found] {
    let dated = Set(outcome.newDisease.map(\.therapy))
    return outcome.radiotherapiesStoppedForProgression.compactMap { entry, reason, therapies -> Found? in
      guard let therapy = therapies.first(where: { !isShown($0, outcome) && !dated.contains($0) }) else { return nil }
      return Found(
        patient: outcome.patient.id, about: entry.id,
        Phrase(
          "\(entry.id), after \(therapy) began, was stopped for progression, but no assessment of \(therapy) shows progression.",
          "\(entry.id), nach Beginn von \(therapy), wurde wegen Progress beendet, keine Verlaufskontrolle zu \(therapy) zeigt aber einen Progress."
        ),
        evidence: [Evidence(entry, Phrase("stopped for \(reason)", "beendet wegen „\(reason)“"))],
        settledBy: Phrase(
          "The assessment that showed it, with its date.", "Die Verlaufskontrolle, die ihn zeigte, mit Datum."))
    }
  }

  private func relapses(_ outcome: PatientOutcomes) -> [Found] {
    // After treatment around surgery a relapse is what is looked for.
    outcome.newDisease.filter { disease in
      guard let therapy = outcome.therapy(disease.therapy)?.therapy else { return false }
      return therapy.intent != .neoadjuvant && therapy.intent != .adjuvant
        && !isShown(disease.therapy, outcome)
    }.map { entry, kind, therapy in
      let timeline = outcome.timeline
      let gap = timeline.end(of: therapy).flatMap { end in
        timeline.start(of: entry.id).map { timeline.length(from: end, to: $0) }
      }
      let isAfter = gap?.lower.map { $0 > .zero } ?? false
      return Found(
        patient: outcome.patient.id, about: entry.id,
        Phrase(
          "\(kind.phrase.capitalisedFirst) (\(entry.id)) \(isAfter ? "after \(therapy) and before another therapy" : "under \(therapy)"), but no assessment of \(therapy) shows progression; it counts as progression on its day.",
          "\(kind.phrase.capitalisedFirst) (\(entry.id)) \(isAfter ? "nach \(therapy) und vor einer anderen Therapie" : "unter \(therapy)"), keine Verlaufskontrolle zu \(therapy) zeigt aber einen Progress; es zählt als Progress an diesem Tag."
        ),
        evidence: [Evidence(entry, kind.phrase)],
        settledBy: Phrase("The assessment that showed it.", "Die Verlaufskontrolle, die ihn zeigte."))
    }
  }

  private func undated(_ outcome: PatientOutcomes) -> [Found] {
    guard !outcome.therapies.isEmpty else { return [] }
    return outcome.undatedDisease.map { entry, kind in
      Found(
        patient: outcome.patient.id, about: entry.id, severity: .note,
        Phrase(
          "\(kind.phrase.capitalisedFirst) (\(entry.id)): no time is stated, so that nobody knows whether they came under a therapy; they count as progression of none.",
          "\(kind.phrase.capitalisedFirst) (\(entry.id)): ohne Zeit, so dass niemand weiß, ob es unter einer Therapie war; es zählt als Progress von keiner."
        ),
        evidence: [Evidence(entry, kind.phrase)], settledBy: Phrase("When it was found.", "Wann es gefunden wurde."))
    }
  }
}
