// SPDX-License-Identifier: Apache-2.0

import Course

/// Sources that state one fact differently.
struct StatementsThatDiffer: Rule {
  let id = "statements-that-differ"
  let severity = Severity.warning
  let summary = "Sources that state a fact differently"
  let explanation =
    "A fact may be stated several times, each with its source. All stay in the record; what is derived uses the first, or the one that was decided on. Where the statements differ the reader should know; "
    + "after a decision it is a note."
  let needs = "several statements of a fact: `sex: [male, {value: female, source: …}]`"
  let source = "the record itself"

  let fires = RuleExample("two sources on sex", facts: "sex: [male, {value: female, source: {section: Letter}}]")
  let passes = RuleExample("two sources that agree", facts: "sex: [male, {value: male, source: {section: Letter}}]")

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      patient.statements.compactMap { found($0, "", .patient(patient.id), patient) }
        + patient.entries.flatMap { entry -> [Found] in
          entry.content.statements.compactMap { found($0, entry.id, .entry(entry.id), patient) }
        }
    }
  }

  private func found(_ fact: FactStatements, _ entry: String, _ record: RecordPath, _ patient: Patient) -> Found? {
    guard fact.disagree, fact.all.indices.contains(fact.used) else { return nil }
    let used = fact.all[fact.used]
    let field = entry.isEmpty || entry == fact.field ? fact.field : "\(fact.field) of \(entry)"
    let stated = fact.all.map { one in one.value + (one.sources.first.map { " (\($0.section))" } ?? "") }
    return Found(
      patient: patient.id, about: entry.isEmpty ? fact.field : "\(entry)-\(fact.field)",
      severity: used.decision == nil ? nil : .note,
      "\(field): \(stated.joined(separator: ", ")); \(used.value) is used, "
        + (used.decision.map { "decided: \($0)." } ?? "the first."),
      evidence: fact.all.map { Evidence("\(fact.field): \($0.value)", sources: $0.sources, record: record) },
      settledBy: used.decision == nil ? "`decided:` with its reason beside the right one." : "Nothing: it was decided.")
  }
}
