// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// Cells of a table that were kept as they stand because nobody understood them.
struct CellsNotUnderstood: Rule {
  let id = "cells-not-understood"
  let severity = Severity.warning
  let summary = "Cells of a table that were not understood"
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
            "“\(cells.text)” was not understood when the table was read, and is in no number.", evidence: [evidence],
            settledBy:
              "The value where it belongs; then take these words out. Or a mapping that reads it, and the table read anew."
          )
        }
      }
  }

  /// Rows of which nobody knows whose they are.
  private func rows(_ study: Study) -> [Found] {
    study.remarks.enumerated().filter { $0.element.topic == UnreadCells.rowTopic }.map { index, remark in
      Found(
        patient: nil, about: "row-\(index + 1)",
        "“\(remark.text)” is a row without a patient, and is in no number: a patient, an event or a dose may be missing.",
        evidence: [Evidence(remark.sources.first?.section ?? "a row", sources: remark.sources, record: .remark(index))],
        settledBy: "Whose it is, in the table; then read it anew.")
    }
  }

  private func place(of cells: UnreadCells, in patient: Patient) -> (about: String, evidence: Evidence) {
    switch cells.keeper {
    case .field(let name): (name, Evidence(name, record: .patient(patient.id)))
    case .note(let id):
      (
        "\(id)",
        patient.entries.first { $0.id == id }.map { Evidence($0, cells.text) }
          ?? Evidence("\(id)", record: .patient(patient.id))
      )
    }
  }
}
