// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A response in words that are no category of its criteria.
struct ResponseWords: Rule {
  let id = "response-words"
  let severity = Severity.warning
  let summary = Phrase(
    "A response in words that no criteria count",
    "Ein Ansprechen in Worten, die keine Kriterien zählen")
  let explanation =
    "A mixed or a minor response, no evidence of disease and a pathological complete response are no categories of RECIST or PERCIST. They stay as they were stated and count as none: in no "
    + "response rate, no best response and no time. A minor response is below the threshold of a partial response, which by RECIST is stable disease; only whoever judged can say so."
  let needs = "`response` of an assessment"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3"

  let fires = RuleExample("a mixed response", course: "- assessment: CT\n  response: mixed\n  when: 2020-03-01")
  let passes = RuleExample("stable disease", course: "- assessment: CT\n  response: SD\n  when: 2020-03-01")

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in
      patient.assessments.compactMap { entry, assessment in
        guard let stated = assessment.statedResponse.value, stated.category == nil else { return nil }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(stated.word) at \(entry.id) is no category of RECIST or PERCIST: it counts in no response rate, best response or time.",
            "„\(stated.word)“ bei \(entry.id) ist keine Kategorie von RECIST oder PERCIST: es zählt in keiner Ansprechrate, keinem besten Ansprechen und keiner Zeit."
          ),
          evidence: [Evidence(entry, .quoted(stated.word))],
          settledBy: Phrase(
            "The category by the criteria of the study.", "Die Kategorie nach den Kriterien der Studie."))
      }
    }
  }
}
