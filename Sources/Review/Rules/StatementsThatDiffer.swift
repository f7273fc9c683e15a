// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Sources that state one fact differently.
struct StatementsThatDiffer: Rule {
  let id = "statements-that-differ"
  let severity = Severity.warning
  let summary = Phrase(
    "Sources that state a fact differently",
    "Quellen, die eine Angabe verschieden machen")
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
    let field =
      entry.isEmpty || entry == fact.field
      ? Phrase("\(fact.field)", "`\(fact.field)`") : Phrase("\(fact.field) of \(entry)", "`\(fact.field)` von \(entry)")
    let stated = fact.all.map { one in
      Phrase.quoted(one.value) + Phrase(same: one.sources.first.map { " (\($0.section))" } ?? "")
    }
    return Found(
      patient: patient.id, about: entry.isEmpty ? fact.field : "\(entry)-\(fact.field)",
      severity: used.decision == nil ? nil : .note,
      Phrase(
        "\(field): \(stated.joined(separator: ", ")); \(used.value) is used, ",
        "\(field): \(stated.joined(separator: ", ")); verwendet wird „\(used.value)“, ")
        + (used.decision.map { Phrase("decided: \($0).", "entschieden: „\($0)“.") }
          ?? Phrase("the first.", "die erste.")),
      evidence: fact.all.map {
        Evidence(
          Phrase("\(fact.field): \($0.value)", "`\(fact.field)`: „\($0.value)“"), sources: $0.sources, record: record)
      },
      settledBy: used.decision == nil
        ? Phrase(
          "`decided:` with its reason beside the right one.", "`decided:` mit dem Grund neben der richtigen Angabe.")
        : Phrase("Nothing: it was decided.", "Nichts: es ist entschieden."))
  }
}
