// SPDX-License-Identifier: Apache-2.0

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
