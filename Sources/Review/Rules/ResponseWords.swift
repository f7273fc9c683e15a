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
    "A mixed or a minor response, no evidence of disease, a pathological complete response and a complete remission with residual findings (CRr of oBDS) are no categories of RECIST or PERCIST. They stay as they were stated and count as none: in no "
    + "response rate, no best response and no time. A minor response is below the threshold of a partial response, which by RECIST is stable disease; only whoever judged can say so."
  let needs = "`response` or `finding` of an assessment"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3"

  let fires = RuleExample("a mixed response", course: "- assessment: CT\n  response: mixed\n  when: 2020-03-01")
  let passes = RuleExample("stable disease", course: "- assessment: CT\n  response: SD\n  when: 2020-03-01")

  /// The response in words that is no category; registries have one that stands among the findings, since no criteria know it.
  private static func word(_ assessment: Assessment) -> String? {
    if let stated = assessment.statedResponse.value { return stated.category == nil ? stated.word : nil }
    let finding = assessment.finding?.lowercased() ?? ""
    return remissionWithResidue.first { finding.contains($0.lowercased()) }
  }

  /// As oBDS has it (`R` of the overall assessment), and short.
  private static let remissionWithResidue = [
    "complete remission with residual findings", "CRr", "Vollremission mit residualen Auffälligkeiten",
  ]

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient in
      patient.assessments.compactMap { entry, assessment in
        guard let word = Self.word(assessment) else { return nil }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(word) at \(entry.id) is no category of RECIST or PERCIST: it counts in no response rate, best response or time.",
            "„\(word)“ bei \(entry.id) ist keine Kategorie von RECIST oder PERCIST: es zählt in keiner Ansprechrate, keinem besten Ansprechen und keiner Zeit."
          ),
          evidence: [Evidence(entry, .quoted(word))],
          settledBy: Phrase(
            "The category by the criteria of the study.", "Die Kategorie nach den Kriterien der Studie."))
      }
    }
  }
}
