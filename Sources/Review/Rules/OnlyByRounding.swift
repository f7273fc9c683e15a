// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Statements that agree only because stated numbers are rounded.
struct OnlyByRounding: Rule {
  let id = "only-by-rounding"
  let severity = Severity.note
  let summary = Phrase(
    "Statements that agree only because numbers are rounded",
    "Angaben, die nur durch gerundete Zahlen zusammenpassen")
  let explanation =
    "Read to the letter (6 mo is 182.6 days) the statements contradict each other; within half a unit of the last stated digit they agree. "
    + "Nothing is wrong; a reader who takes the numbers at face value will stumble."
  let needs = "two statements on the time of the same event, and no contradiction in time"
  let source = "tolerance of `plain numbers` in study.yaml (half a unit of the last stated digit)"

  let fires = RuleExample(
    "three weeks after diagnosis, and 22 d by the dates",
    course: """
      - diagnosis: leiomyosarcoma
        when: 2021-03-01
      - surgery: resection
        when: [2021-03-23, 3 wk after diagnosis]
      """)
  let passes = RuleExample(
    "21 d by the dates",
    course: """
      - diagnosis: leiomyosarcoma
        when: 2021-03-01
      - surgery: resection
        when: [2021-03-22, 3 wk after diagnosis]
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      guard outcome.timeline.conflicts.isEmpty else { return [] }
      let literal = outcome.timeline.literal(in: context.study)
      return literal.conflicts.enumerated().map { index, conflict in
        let statements = conflict.statements.compactMap { literal.statement($0) }
        return Found(
          patient: outcome.patient.id, about: "\(index + 1)",
          Phrase(
            "Read to the letter these statements miss each other by \(Phrase.days(conflict.excess.days.magnitude)): ",
            "Wörtlich genommen verfehlen sich diese Angaben um \(Phrase.days(conflict.excess.days.magnitude)): ")
            + statements.map { Phrase("“\($0.text)”", "\($0.phrase)") }.joined(separator: ", ") + Phrase(same: "."),
          arithmetic: conflict.arithmetic(in: literal), evidence: statements.map(Evidence.init),
          settledBy: Phrase("The dates of the events named.", "Die Daten der genannten Ereignisse."))
      }
    }
  }
}
