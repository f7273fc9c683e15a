// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing
import Outcomes

/// Rows of lesions and administrations on days on which they cannot have been made.
struct RowOutOfTime: Rule {
  let id = "row-out-of-time"
  let severity = Severity.error
  let summary = Phrase(
    "A lesion measured, or a dose given, on a day on which that cannot have been",
    "Eine Messung oder eine Gabe an einem Tag, an dem das nicht gewesen sein kann")
  let explanation =
    "Rows of tables carry exact days. One that certainly comes after death or after the data cut-off is an error, as is a dose before its therapy "
    + "began or after it ended; what was measured then counts for no response and no time. A measurement before the diagnosis is a warning: images often come first, "
    + "but by the days told."
  let needs =
    "`lesions.csv` or `administrations.csv`; death, the data cut-off, the therapy or the diagnosis with a time"
  let source = "Order of time"

  let fires = RuleExample(
    "measured on the day after death", course: Self.course,
    files: [.init("lesions.csv", Self.head + "1,2021-06-02,T1,target,liver,40")])
  let passes = RuleExample(
    "on the day of death", course: Self.course,
    files: [.init("lesions.csv", Self.head + "1,2021-06-01,T1,target,liver,40")])
  private static let head = "patient,date,lesion,role,site,finding\n1,2021-01-04,T1,target,liver,30\n"
  private static let course = """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - death: sarcoma
      when: 2021-06-01
    """

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { afterTheEnd($0) + beforeTheDiagnosis($0) + administrations($0) }
  }

  private func afterTheEnd(_ outcome: PatientOutcomes) -> [Found] {
    let byDay = Dictionary(grouping: outcome.misplacedReadings, by: \.reading.date).sorted { $0.key < $1.key }
    return byDay.compactMap { day, rows in
      rows.first.map { first in
        found(
          outcome.patient.id, "lesions-\(day)", rows.map { ($0.reading, $0.index) },
          Phrase(
            "\(Self.names(rows.map(\.reading))) \(first.phrase): \(rows.count == 1 ? "it counts" : "they count") for nothing.",
            "\(Self.names(rows.map(\.reading))) \(first.phrase): \(rows.count == 1 ? "das zählt nicht" : "sie zählen nicht")."
          ),
          settledBy: Phrase(
            "The date of the images, and of \(first.after.noun).", "Das Datum der Bilder und von: \(first.after.noun).")
        )
      }
    }
  }

  private func beforeTheDiagnosis(_ outcome: PatientOutcomes) -> [Found] {
    guard let entry = outcome.patient.diagnosis?.entry, let event = outcome.timeline.start(of: entry.id),
      let earliest = outcome.timeline.bounds(of: event).earliest
    else { return [] }
    let rows = outcome.patient.lesions.enumerated().filter { $0.element.date < earliest }.map {
      ($0.element, $0.offset)
    }
    guard let first = rows.map(\.0.date).min() else { return [] }
    var found = found(
      outcome.patient.id, "before-diagnosis", rows,
      Phrase(
        "\(Self.names(rows.map(\.0))) measured on \(first), at least \(earliest.number - first.number) d before the diagnosis.",
        "\(Self.names(rows.map(\.0))) gemessen am \(first), mindestens \(Phrase.days(earliest.number - first.number)) vor der Diagnose."
      ),
      settledBy: Phrase("The date of the images, and of the diagnosis.", "Das Datum der Bilder und der Diagnose."))
    found.severity = .warning
    return [found]
  }

  private func found(
    _ patient: Patient.ID, _ about: String, _ rows: [(LesionReading, Int)], _ text: Phrase, settledBy: Phrase
  ) -> Found {
    Found(
      patient: patient, about: about, text,
      evidence: rows.map {
        Evidence(
          Phrase("lesions.csv, \($0.0.lesion) on \($0.0.date)", "`lesions.csv`, \($0.0.lesion) am \($0.0.date)"),
          record: .lesion($0.1, of: patient))
      },
      settledBy: settledBy)
  }

  private static func names(_ rows: [LesionReading]) -> String {
    var names: [String] = []
    for row in rows where !names.contains(row.lesion) { names.append(row.lesion) }
    return names.joined(separator: ", ")
  }

  private func administrations(_ outcome: PatientOutcomes) -> [Found] {
    let patient = outcome.patient
    return patient.therapies.flatMap { entry, therapy in
      MisplacedAdministration.all(of: entry, therapy, patient, outcome.timeline).map { row in
        let given = row.administration
        return Found(
          patient: patient.id, about: "administration-\(entry.id)-\(row.index + 1)",
          Phrase(
            "\(given.drug), cycle \(given.cycle) day \(given.day) of \(entry.id), stands on \(given.date), \(row.reason).",
            "\(given.drug), Zyklus \(given.cycle) Tag \(given.day) von \(entry.id), steht am \(given.date) da, \(row.reason)."
          ),
          evidence: [
            Evidence(
              Phrase(
                "administrations.csv, \(entry.id) on \(given.date)",
                "`administrations.csv`, \(entry.id) am \(given.date)"),
              record: .administration(row.index, of: entry.id, in: patient.id))
          ], settledBy: Phrase("The infusion record.", "Das Infusionsprotokoll."))
      }
    }
  }
}
