// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A visit judged PR or SD after one judged CR.
struct DiseaseAfterComplete: Rule {
  let id = "disease-after-complete-response"
  let severity = Severity.warning
  let summary = Phrase(
    "A visit judged PR or SD after one judged CR",
    "Eine Kontrolle mit PR oder SD nach einer mit CR")
  let explanation =
    "Disease that is seen again after a complete response is progression, whatever its size; or it was there all the time, and the response was "
    + "not complete. Best response, duration of response and progression depend on it; until it is settled they stand as judged, and say so."
  let needs = "two assessments of a therapy with `response`, whose order is known"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), Table 3, footnote a"

  let fires = RuleExample("CR, then PR", course: Self.course("PR"))
  let passes = RuleExample("CR, then PD", course: Self.course("PD"))
  private static func course(_ second: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - assessment: CT
      id: ct-1
      of: gem
      response: CR
      when: 2021-03-05
    - assessment: CT
      id: ct-2
      of: gem
      response: \(second)
      when: 2021-05-05
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lines.flatMap { line in
        outcome.judgedVisits(of: line.line.therapies).reappearances.prefix(1).map { found in
          Found(
            patient: outcome.patient.id, about: found.again.entry.id, found.words,
            evidence: [found.complete, found.again].map { visit in
              Evidence(visit.entry, same: "\(visit.response.rawValue) (\(visit.entry.id))")
            },
            settledBy: Phrase("The images of both days, read again.", "Die Bilder beider Tage, neu befundet."))
        }
      }
    }
  }
}
