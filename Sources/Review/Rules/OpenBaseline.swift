// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes
import TumourResponse

/// Measurements of which nobody knows whether they came before or after a first dose, where the response depends on it.
struct OpenBaseline: Rule {
  let id = "open-baseline"
  let severity = Severity.warning
  let summary = Phrase(
    "A response that depends on a first dose whose day is not known",
    "Ein Ansprechen, das von einer ersten Gabe abhängt, deren Tag nicht bekannt ist")
  let explanation =
    "The baseline is the last measurement before the first dose. Where that is known to the month, or not at all, another measurement may be the baseline, "
    + "or a visit may belong to the line before; and stable disease counts from six weeks after the first dose. Each possibility is judged by RECIST 1.1; where they "
    + "differ the best response is open in every table, times span what each gives, and this is told. Lesions beside a therapy that has no place in time at all are judged "
    + "under none."
  let needs = "`lesions.csv`; a therapy whose first dose is known between bounds, or not dated"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), sections 4.2 and 4.4"

  let fires = RuleExample(
    "50 mm on the 10th, 25 mm on the 20th of the month of the first dose", course: Self.course(when: "2021-01"),
    files: [Self.lesions])
  let passes = RuleExample(
    "the first dose on the 12th", course: Self.course(when: "2021-01-12"), files: [Self.lesions])
  private static let lesions = RuleExample.File(
    "lesions.csv",
    "patient,date,lesion,role,site,finding\n1,2021-01-10,T1,target,liver,50\n1,2021-01-20,T1,target,liver,25\n"
      + "1,2021-05-20,T1,target,liver,20")
  private static func course(when: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: \(when)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lesionCourses.compactMap { lesions in
        lesions.therapies.isEmpty ? unplaced(lesions, outcome) : open(lesions, outcome)
      }
    }
  }

  private func open(_ lesions: TherapyCourse, _ outcome: PatientOutcomes) -> Found? {
    let bests = lesions.bests { LesionCriteria.recist.judge($0).map(\.visit) }
    guard bests.count > 1, let therapy = lesions.therapies.first, let entry = outcome.patient.entry(therapy) else {
      return nil
    }
    let responses = bests.map { best in
      best.response.map { Phrase(same: $0.rawValue) } ?? Phrase("no visit", "keine Kontrolle")
    }.joined(separator: Phrase.or)
    let why =
      lesions.openWords
      ?? Phrase(
        "stable disease counts from six weeks after the first dose (\(lesions.start.phrase))",
        "eine Stabilisierung zählt ab sechs Wochen nach der ersten Gabe (\(lesions.start.phrase))")
    let reader = Phrase(same: lesions.reader.map { "\($0): " } ?? "")
    return Found(
      patient: outcome.patient.id, about: [lesions.reader ?? "reader", therapy].joined(separator: "-"),
      reader
        + Phrase(
          "best response under \(lesions.name ?? therapy) is open (\(responses)): \(why).",
          "das beste Ansprechen unter \(lesions.name ?? therapy) ist offen (\(responses)): \(why)."),
      evidence: [
        Evidence(
          entry,
          Phrase(
            "first dose of \(therapy): \(lesions.start.phrase)", "erste Gabe von \(therapy): \(lesions.start.phrase)"))
      ] + rows(lesions, outcome),
      settledBy: Phrase("The day of the first dose.", "Der Tag der ersten Gabe."))
  }

  /// Lesions that stand beside therapies of which nothing says when they began.
  private func unplaced(_ lesions: TherapyCourse, _ outcome: PatientOutcomes) -> Found? {
    let undated = outcome.lines.compactMap(\.line.therapies.first).filter { id in
      outcome.timeline.start(of: id).map { outcome.timeline.bounds(of: $0).latest == nil } ?? true
    }
    guard !undated.isEmpty, !lesions.course.visits.isEmpty else { return nil }
    let names = undated.joined(separator: ", ")
    return Found(
      patient: outcome.patient.id, about: [lesions.reader ?? "reader", "unplaced"].joined(separator: "-"),
      Phrase(
        "when \(names) began has no bound, so that the lesions measured from \(lesions.course.baseline.date) on are judged under no therapy.",
        "wann \(names) begann, ist durch nichts begrenzt: die ab \(lesions.course.baseline.date) gemessenen Läsionen werden unter keiner Therapie beurteilt."
      ),
      evidence: undated.compactMap { id in outcome.patient.entry(id).map { Evidence($0, same: id) } }
        + rows(lesions, outcome),
      settledBy: Phrase("The day of the first dose.", "Der Tag der ersten Gabe."))
  }

  /// The measurements of which the place is open.
  private func rows(_ lesions: TherapyCourse, _ outcome: PatientOutcomes) -> [Evidence] {
    let days = Set(lesions.possible.map(\.course.baseline.date) + lesions.openDays)
    return outcome.patient.lesions.enumerated().filter { _, row in
      row.reader == lesions.reader && days.contains(row.date)
    }.map { index, row in
      Evidence(
        Phrase("lesions.csv, \(row.lesion) on \(row.date)", "`lesions.csv`, \(row.lesion) am \(row.date)"),
        record: .lesion(index, of: outcome.patient.id))
    }
  }
}
