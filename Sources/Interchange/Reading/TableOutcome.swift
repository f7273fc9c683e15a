// SPDX-License-Identifier: Apache-2.0

/// What comes up while files are read.
struct TableOutcome {
  var misfits: [Misfit] = []
  var warnings: [Misfit] = []
  var losses = LossReport()

  /// Notes a value that has no place.
  mutating func unplaced(_ place: CellPlace, _ raw: String, _ why: String) {
    losses.add(
      .unplaced, file: place.file, column: place.column ?? "", meaning: why,
      example: (place.row.map { "row \($0): " } ?? "") + raw)
  }

  /// Notes the values of a row that has no place.
  mutating func unplacedRow(_ file: String, _ row: Int, _ count: Int) {
    losses.add(.unplaced, file: file, column: "", meaning: "a row without a patient", count: count, example: "row \(row)")
  }
}

/// The drafts of all patients, in the order in which the files name them.
struct Drafts {
  private(set) var all: [PatientDraft] = []
  private var places: [String: Int] = [:]

  /// Changes the draft of a patient; a new one where there is none.
  mutating func withDraft(_ id: String, _ place: CellPlace, _ body: (inout PatientDraft) -> Void) {
    let index = places[id] ?? all.count
    if index == all.count {
      places[id] = index
      all.append(PatientDraft(id: id, place: place))
    }
    body(&all[index])
  }
}
