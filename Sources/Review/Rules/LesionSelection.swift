// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes
import TumourResponse

/// Target lesions that should not have been chosen.
struct LesionSelection: Rule {
  let id = "lesion-selection"
  let severity = Severity.warning
  let summary = Phrase(
    "Target lesions against the rules of their choice",
    "Zielläsionen entgegen den Regeln ihrer Auswahl")
  let explanation =
    "At most five targets, two an organ with all nodes as one organ, each measurable (by X-ray from 20 mm; with slices thicker than 5 mm from "
    + "twice a slice), none irradiated without growth since; at the baseline of each line of therapy, which lies on or before its first dose and at most four "
    + "weeks before it."
  let needs = "`lesions.csv` with `role: target`; for the baseline the day of the first dose"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47)"

  let thresholds = [
    Threshold("targets", Double(RECIST.Selection.mostTargets), "", why: "RECIST 1.1"),
    Threshold("targets an organ", Double(RECIST.Selection.mostAnOrgan), "", why: "RECIST 1.1"),
    Threshold(
      "longest diameter", RECIST.Selection.leastDiameter.number, "mm", why: "RECIST 1.1, by CT with slices of 5 mm"),
    Threshold("by X-ray", RECIST.Selection.leastByFilm.number, "mm", why: "RECIST 1.1"),
    Threshold("short axis of a node", RECIST.Selection.leastShortAxis.number, "mm", why: "RECIST 1.1"),
    Threshold("baseline before treatment", Double(RECIST.Selection.mostDaysBefore), "d", why: "RECIST 1.1: four weeks"),
  ]

  let fires = RuleExample(
    "a target of 9.9 mm", course: Self.course,
    files: [.init("lesions.csv", Self.head + "1,2021-01-04,T1,target,liver,9.9")])
  let passes = RuleExample(
    "10 mm", course: Self.course, files: [.init("lesions.csv", Self.head + "1,2021-01-04,T1,target,liver,10")])
  private static let head = "patient,date,lesion,role,site,finding\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    """

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lesionCourses.flatMap { lesions in
        let followed = Set(lesions.course.lesions.map(\.id))
        let rows = outcome.patient.lesions.filter {
          $0.reader == lesions.reader && followed.contains($0.lesion) && lesions.isUnder($0.date) ?? true
        }
        // With several lines it must be said at whose baseline.
        let several = outcome.lesionCourses.filter { $0.reader == lesions.reader }.count > 1
        let line = several ? lesions.name : nil
        let place =
          line.map { Phrase("At the baseline of \($0)", "Bei der Baseline von \($0)") }
          ?? Phrase("At baseline", "Bei Baseline")
        let at = place + Phrase(same: lesions.reader.map { " (\($0))" } ?? "")
        return RECIST.selectionProblems(
          rows, baseline: lesions.course.baseline.date, treatmentStart: lesions.start
        ).map { problem in
          Found(
            patient: outcome.patient.id,
            about: ([lesions.reader ?? "reader"] + (several ? lesions.therapies.prefix(1) : []) + problem.lesions
              + [Self.letters(problem.text)]).joined(separator: "-"),
            at + Phrase(same: ": ") + problem.phrase + Phrase(same: "."),
            evidence: [
              Evidence(
                Phrase(
                  "lesions.csv, \(problem.lesions.joined(separator: ", "))",
                  "`lesions.csv`, \(problem.lesions.joined(separator: ", "))"),
                record: outcome.patient.lesions.firstIndex(of: problem.first).map {
                  .lesion($0, of: outcome.patient.id)
                })
            ],
            settledBy: Phrase("The baseline images and the protocol.", "Die Bilder der Baseline und das Protokoll."))
        }
      }
    }
  }

  /// Letters and digits of a text, short enough for an identifier.
  private static func letters(_ text: String) -> String {
    String(text.filter { $0.isLetter || $0.isNumber }.prefix(24))
  }
}
