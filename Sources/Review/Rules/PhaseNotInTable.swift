// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// A dose phase that the table of doses leaves out.
struct PhaseNotInTable: Rule {
  let id = "phase-not-in-table"
  let severity = Severity.warning
  let summary = Phrase(
    "A dose phase of the course that the table of doses leaves out",
    "Eine Dosisphase des Verlaufs, die die Dosistabelle auslässt")
  let explanation =
    "A table that gives the first dose alone gives the plan. One that gives two doses of a drug in a therapy is read as giving all of them: a phase of the course that is in no row is missing there, and a reader of the table takes its cycles for "
    + "those of another dose."
  let needs = "two `dose` claims of a therapy from a table, and a third phase of the same drug"
  let source = "CARE 2013, item 9: type, dosage, strength and changes of the intervention"

  let fires = RuleExample("three phases, two in the table", course: Self.course, files: [Self.claims("full", "half")])
  let passes = RuleExample("all three", course: Self.course, files: [Self.claims("full", "omitted", "half")])
  private static let course = """
    - therapy: gemcitabine
      id: gem
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d, cycles: 1-3}
        - {id: omitted, dose: 1000 mg/m2, days: [1, 15], every: 28 d, cycles: 4-16}
        - {id: half, dose: 500 mg/m2, days: [1, 15], every: 28 d, cycles: 17-20}
    """
  private static func claims(_ phases: String...) -> RuleExample.File {
    .init(
      "claims.yaml",
      phases.map {
        "- {claim: dose, patient: 1, is: \($0 == "half" ? 500 : 1000) mg/m2, of: \($0), source: {section: Table 1}}"
      }.joined(separator: "\n"))
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let rows = context.study.claims.filter { claim in
        claim.subject == .patient(patient.id) && claim.sources.contains { $0.section.hasPrefix("Table") }
      }
      var covered: [DosePhase.ID: Claim] = [:]
      for claim in rows { if case .dose(_, _, _, let phase) = claim.assertion { covered[phase] = claim } }
      guard !covered.isEmpty else { return [] }
      return patient.therapies.flatMap { entry, therapy -> [Found] in
        let rows = therapy.phases.filter { covered[$0.id] != nil }
        guard let row = rows.first.flatMap({ covered[$0.id] }) else { return [] }
        let table =
          row.sources.first { $0.section.hasPrefix("Table") }.map { Phrase(same: $0.section) }
          ?? Phrase("The table", "Die Tabelle")
        return therapy.phases.filter { phase in
          covered[phase.id] == nil && rows.count { $0.drug == phase.drug } > 1
            && !rows.contains { Self.isSame($0, phase) }
        }.map { phase in
          let cycles =
            if let first = phase.firstCycle, let last = phase.lastCycle {
              Phrase(", in cycles \(first) to \(last)", ", in den Zyklen \(first) bis \(last)")
            } else {
              Phrase.none
            }
          return Found(
            patient: patient.id, about: phase.id,
            Phrase(
              "\(table) gives \(rows.map(\.id).joined(separator: Phrase.and)) of \(entry.id); \(phase.id) (\(Self.words(phase))\(cycles)) is in the course and in no row.",
              "\(table) nennt \(rows.map(\.id).joined(separator: Phrase.and)) von \(entry.id); \(phase.id) (\(Self.words(phase))\(cycles)) steht im Verlauf und in keiner Zeile."
            ),
            evidence: [Evidence(phase), Evidence(row)],
            settledBy: Phrase(
              "The infusion record, and a row for that phase.",
              "Das Infusionsprotokoll, und eine Zeile für diese Phase."))
        }
      }
    }
  }

  private static func isSame(_ one: DosePhase, _ other: DosePhase) -> Bool {
    one.drug == other.drug && one.dose == other.dose && one.days == other.days && one.cycleLength == other.cycleLength
  }

  private static func words(_ phase: DosePhase) -> Phrase {
    let days = Words.days(phase.days)
    return [phase.dose.value?.phrase, phase.days.isEmpty ? nil : Phrase("on \(days)", "an \(days)")].compactMap(\.self)
      .joined(separator: " ")
  }
}
