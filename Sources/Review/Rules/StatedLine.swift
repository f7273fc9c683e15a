// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A line that its source numbers otherwise than the record.
struct StatedLine: Rule {
  let id = "stated-line"
  let severity = Severity.note
  let summary = Phrase(
    "A line that its source numbers otherwise than the record",
    "Eine Linie, die ihre Quelle anders zählt als die Akte")
  let explanation =
    "The number is a statement of the source. Where it is higher than the record counts, earlier lines are missing from the record: the number is used. "
    + "Where it is lower, the record holds lines that the source does not count: the record's count is used. Either is told."
  let needs = "`line` of a therapy"
  let source = "Saini KS, Twelves C. Br J Cancer 2021;125:155-163 (lines of therapy)"

  let fires = RuleExample(
    "the only therapy is numbered 2", course: "- therapy: gemcitabine\n  line: 2\n  when: 2020-01-15")
  let passes = RuleExample(
    "it is numbered 1", course: "- therapy: gemcitabine\n  line: 1\n  when: 2020-01-15")

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.lines.compactMap { line -> Found? in
        guard let numbering = line.line.numbering, let entry = line.line.therapies.first.flatMap(outcome.patient.entry)
        else { return nil }
        return Found(
          patient: outcome.patient.id, about: entry.id, Phrase(same: "\(entry.id): ") + numbering.words,
          evidence: [Evidence(entry, same: line.line.name)],
          settledBy: Phrase(
            "The list of all therapies: one is missing, or the number is wrong.",
            "Die Liste aller Therapien: eine fehlt, oder die Nummer ist falsch."))
      }
    }
  }
}
