// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// Cells of a table that were kept as they stand because nobody understood them.
struct CellsNotUnderstood: Rule {
  let id = "cells-not-understood"
  let severity = Severity.warning
  let summary = Phrase(
    "Cells of a table that were not understood",
    "Nicht verstandene Zellen einer Tabelle")
  let explanation =
    "`verlauf read … --keep-going` makes a study although some cells were not understood, and keeps their words in fields of the study's own and in notes. They are in no time, no "
    + "response and no dose: a death of which the day is such a cell is a death without a day. Times and medians may be missing an event for that alone."
  let needs = "fields of the study's own that end in `(as it stands)`, notes with `as it stands in the file:`"
  let source = "the cells themselves"

  private static let study = RuleExample.File(
    "study.yaml", "fields:\n  - {name: died (as it stands), type: text}\n  - {name: smoker, type: yes/no}")
  let fires = RuleExample(
    "the day of death is a cell that was not understood",
    facts: "fields:\n  died (as it stands): 'in the file: spring?'", course: "- death: not stated", files: [study])
  let passes = RuleExample(
    "a field of the study's own", facts: "fields:\n  smoker: yes", course: "- death: not stated", files: [study])

  func find(in context: ReviewContext) -> [Found] {
    rows(context.study)
      + context.study.patients.flatMap { patient in
        patient.unreadCells.map { cells in
          let (about, evidence) = place(of: cells, in: patient)
          return Found(
            patient: patient.id, about: about,
            Phrase(
              "“\(cells.text)” was not understood when the table was read, and is in no number.",
              "„\(cells.text)“ wurde beim Lesen der Tabelle nicht verstanden und geht in keine Zahl ein."),
            evidence: [evidence],
            settledBy:
              Phrase(
                "The value where it belongs; then take these words out. Or a mapping that reads it, and the table read anew.",
                "Der Wert dort, wohin er gehört; dann diese Worte entfernen. Oder eine Zuordnung, die ihn liest, und die Tabelle neu lesen."
              )
          )
        }
      }
  }

  /// Rows of which nobody knows whose they are.
  private func rows(_ study: Study) -> [Found] {
    study.remarks.enumerated().filter { $0.element.topic == UnreadCells.rowTopic }.map { index, remark in
      Found(
        patient: nil, about: "row-\(index + 1)",
        Phrase(
          "“\(remark.text)” is a row without a patient, and is in no number: a patient, an event or a dose may be missing.",
          "„\(remark.text)“ ist eine Zeile ohne Patient und geht in keine Zahl ein: ein Patient, ein Ereignis oder eine Dosis kann fehlen."
        ),
        evidence: [
          Evidence(
            remark.sources.first.map { Phrase(same: $0.section) } ?? Phrase("a row", "eine Zeile"),
            sources: remark.sources, record: .remark(index))
        ],
        settledBy: Phrase(
          "Whose it is, in the table; then read it anew.", "Zu wem sie gehört, in der Tabelle; dann neu lesen."))
    }
  }

  private func place(of cells: UnreadCells, in patient: Patient) -> (about: String, evidence: Evidence) {
    switch cells.keeper {
    case .field(let name): (name, Evidence(.quoted(name), record: .patient(patient.id)))
    case .note(let id):
      (
        "\(id)",
        patient.entries.first { $0.id == id }.map { Evidence($0, .quoted(cells.text)) }
          ?? Evidence(Phrase(same: id), record: .patient(patient.id))
      )
    }
  }
}
