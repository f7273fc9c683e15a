// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// "Severe" beside "no serious complications".
struct ToxicityWords: Rule {
  let id = "toxicity-words"
  let severity = Severity.warning
  let summary = Phrase(
    "An adverse event called severe beside the statement that there was none serious",
    "Eine schwer genannte Nebenwirkung neben der Angabe, es habe keine schwerwiegende gegeben")
  let explanation =
    "Severe is a grade, serious is an outcome: both can be true, but a reader cannot tell. CTCAE grade 3 or more, or, without a grade, the word severe, "
    + "of the same therapy."
  let needs = "two `toxicity` entries `of` the same therapy, one of them an absence (`no …`)"
  let source = "ICH E2A (1994), II.B: severe and serious; CTCAE 5.0"

  let thresholds = [Threshold("CTCAE grade", Double(Toxicity.leastSevereGrade), "", why: "CTCAE: grade 3 is severe")]

  let fires = RuleExample(
    "“no serious complications” and neutropenia of grade 3", course: Self.course(grade: 3))
  let passes = RuleExample("neutropenia of grade 2", course: Self.course(grade: 2))
  private static func course(grade: Int) -> String {
    """
    - therapy: gemcitabine
      id: gem
    - toxicity: no serious complications
      of: gem
    - toxicity: neutropenia
      grade: \(grade)
      of: gem
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in
      let events = patient.entries.compactMap { entry -> (Entry, Toxicity)? in
        if case .toxicity(let toxicity) = entry.content { (entry, toxicity) } else { nil }
      }
      return events.filter(\.1.isAbsence).flatMap { absence, none in
        events.filter {
          $0.1.isSevere && $0.1.of == none.of && none.of != nil && !isTold($0.0, of: patient, context)
        }.map { entry, toxicity in
          Found(
            patient: patient.id, about: "\(absence.id)-\(entry.id)",
            Phrase(
              "“\(none.term)” and “\(toxicity.qualifiedTerm)” are both stated of \(none.of ?? "the course").",
              "„\(none.term)“ und „\(toxicity.qualifiedTerm)“ stehen beide zu \(none.of ?? "diesem Verlauf") da."),
            evidence: [Evidence(absence, .quoted(none.term)), Evidence(entry, .quoted(toxicity.term))],
            settledBy: Phrase(
              "CTCAE grade of the event, and whether it met a criterion of seriousness.",
              "Der CTCAE-Grad des Ereignisses, und ob es ein Kriterium für „schwerwiegend“ erfüllte."))
        }
      }
    }
  }
}

extension ToxicityWords {
  /// Whether a claim of no serious toxicity has met the same event: one fault, one finding.
  private func isTold(_ entry: Entry, of patient: Patient, _ context: ReviewContext) -> Bool {
    context.claims.contains { judged in
      guard judged.verdict == .dependsOnReading, case .noSeriousToxicity = judged.claim.assertion else { return false }
      return judged.evidence.contains { $0.record == .entry(entry.id, of: patient.id) }
    }
  }
}
