// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// A planned day, or a whole cycle, of which the administrations have no row.
struct PlannedDayWithoutRow: Rule {
  let id = "planned-day-without-row"
  let severity = Severity.warning
  let summary = Phrase(
    "A planned day of which the single administrations have no row",
    "Ein geplanter Tag, zu dem die einzelnen Gaben keine Zeile haben")
  let explanation =
    "Single administrations are held against their plan day by day. What was left out has a row that says so; a planned day without one may have been given, so that sums, the dose a week and the relative "
    + "dose intensity are at least those of the rows there are. A day within the rows, or a cycle that is named or stated, is a warning; days of the last cycle after the last row, unless treatment had ended "
    + "before them, are a note. Days that a dose phase of the cycle does not have are none that are missing."
  let needs = "`administrations.csv`, and a plan with days: `planned` or `regimen` of the therapy"
  let source =
    "Hryniuk W, Bush H. J Clin Oncol 1984;2:1281-1288: dose intensity is what was given over what was planned"

  let fires = RuleExample(
    "rows of days 1 and 15 of 1, 8 and 15", course: Self.course,
    files: [.init("administrations.csv", Self.rows((1, "2024-01-08", "1000 mg/m2"), (15, "2024-01-22", "1000 mg/m2")))])
  let passes = RuleExample(
    "day 8 has a row that says that it was left out", course: Self.course,
    files: [
      .init(
        "administrations.csv",
        Self.rows(
          (1, "2024-01-08", "1000 mg/m2"), (8, "2024-01-15", "omitted"), (15, "2024-01-22", "1000 mg/m2")))
    ])

  private static let course = """
    - therapy: gemcitabine
      id: gem
      regimen: gemcitabine-1000-q28
      when: 2024-01-08
      ends: 2024-02-05
    """

  private static func rows(_ rows: (day: Int, date: String, dose: String)...) -> String {
    "patient,therapy,cycle,day,date,dose\n" + rows.map { "1,gem,1,\($0.day),\($0.date),\($0.dose)\n" }.joined()
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      outcome.therapies.flatMap { therapy in
        outcome.accounts(of: therapy, context.outcomes.library).filter(\.account.isLeast).map { own in
          let account = own.account
          return Found(
            patient: outcome.patient.id, about: "\(therapy.entry.id)-\(own.drug)",
            severity: account.unrecorded.isEmpty ? .note : .warning,
            account.missingWords(
              Phrase("\(own.drug) of \(therapy.entry.id)", "\(own.drug) von \(therapy.entry.id)"))
              + Phrase(same: ": ") + account.missingMeans + Phrase(same: "."),
            evidence: [Evidence(therapy.entry, same: therapy.name)],
            settledBy: Phrase(
              "The infusion record: the dose of that day, or a row that says that it was left out.",
              "Das Infusionsprotokoll: die Dosis dieses Tages, oder eine Zeile, dass er ausgelassen wurde."))
        }
      }
    }
  }
}
