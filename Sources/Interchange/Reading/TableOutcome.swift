// SPDX-License-Identifier: Apache-2.0

/// What comes up while files are read.
struct TableOutcome {
  var misfits = MisfitLog()
  var warnings = MisfitLog()
  var losses = LossReport()

  /// Whether a file could not be read whole, so that no study comes of it even where what is not understood is kept.
  var isBroken = false
  /// Rows of no patient, in words.
  var rows: [(place: CellPlace, text: String, count: Int)] = []
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
