// SPDX-License-Identifier: Apache-2.0

/// The drafts of all patients, in the order in which the files name them.
struct Drafts {
  private(set) var all: [PatientDraft] = []
  private var places: [String: Int] = [:]
  private var stated: [String: String] = [:]

  /// The id that stands in files for a patient, where it is another than the one that stands now; this one is noted.
  mutating func other(than raw: String, of id: String) -> String? {
    let first = stated[id] ?? raw
    stated[id] = first
    return first == raw ? nil : first
  }

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
