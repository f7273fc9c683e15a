// SPDX-License-Identifier: Apache-2.0

import Codes

/// What files say of one patient, in the words of the notation, before it is read as a patient: each value with the cell that it stands in.
struct PatientDraft {
  /// A value with the cells that say so.
  struct Value: Equatable {
    /// The text, or several.
    var texts: [String]
    /// Whether it is a list even where it is one.
    var isList = false
    /// Where it stands.
    var place: CellPlace
    /// As it stands there.
    var raw: String
    /// What it is, in words of the mapping, for the report.
    var meaning: String
    /// Names of plans of the mapping in its texts: which entries of the patient they mean is known when all rows are read.
    var mentions: Set<String> = []
    /// How the time is counted that the mapping made of a number.
    var count: TableMapping.TimeCount?
    /// Whether the cell says only that there is no value: that makes no entry.
    var isSilent = false
    /// The codes that it was read from.
    var codes: [Code] = []
    /// Other places that say the value together with its own: the parts of a stage, the precision of a date.
    var others: [CellPlace] = []
    /// Whether its place has another value that is counted: a code and its word.
    var isSecond = false
  }

  /// Something that a row makes: an entry, a reading of a lesion, an administration or a phase of a therapy.
  struct Part {
    /// The name of the plan that made it.
    var plan: String
    /// Its kind.
    var kind: String
    /// Its id, where it is an entry.
    var id: String
    /// The moment in time, where a file states it beside the day.
    var moment: String?
    /// Its values by their keys, in the order of the columns.
    var values: [(key: String, value: Value)]
    /// The row that made it.
    var row: CellPlace
    /// Whether the file gives its id.
    var hasOwnID = false
    /// Whether the row makes it whatever stands in its columns: its `where` fits, or it is of every row.
    var isOfRow = false
    /// Whether this program wrote what makes it, so that its words are those of a record and nothing is taken out of them.
    var isOwn = false
    /// What was not understood and is kept as it stands.
    var kept: [Value] = []
    /// What is understood, has no key in the record, and stands in the note.
    var noted: [Value] = []
    /// What says again what another value says.
    var repeated: [Value] = []
    /// Columns of its own day, from which times are counted: they say nothing but that.
    var ownDay: [String] = []

    /// The columns that it was made from.
    var columns: [String] {
      var names = ownDay
      for (_, value) in values { if let name = value.place.column, !names.contains(name) { names.append(name) } }
      return names
    }
  }

  let id: String
  /// The row that named the patient first.
  let place: CellPlace
  /// Facts of the patient by key, each as often as it is stated.
  var facts: [(key: String, value: Value)] = []
  /// Fields of the study's own by name.
  var fields: [(name: String, value: Value)] = []
  /// Entries, in the order of the files.
  var entries: [Part] = []
  /// Readings of lesions.
  var lesions: [Part] = []
  /// Administrations and phases of therapies, whose `therapy` says which.
  var owned: [Part] = []
  /// What was not understood of the patient and is kept as it stands.
  var kept: [Value] = []
  private var counts: [String: Int] = [:]
  private var ids: Set<String> = []

  init(id: String, place: CellPlace) {
    self.id = id
    self.place = place
  }

  /// An id for a new entry: the name of its plan, or that with the next number that is free.
  mutating func free(_ name: String) -> String {
    var number = (counts[name] ?? 0) + 1
    var id = number == 1 ? name : "\(name)-\(number)"
    while ids.contains(id) {
      number += 1
      id = "\(name)-\(number)"
    }
    counts[name] = number
    ids.insert(id)
    return id
  }

  /// Takes an id that a file gives; false where it is taken.
  mutating func take(_ id: String) -> Bool { ids.insert(id).inserted }

  /// What a plan has made.
  func parts(of plan: String) -> [Part] { (entries + lesions + owned).filter { $0.plan == plan } }
}

extension PatientDraft {
  /// Keys of entries whose statements are a plain list.
  static let listKeys: Set = ["when", "starts", "ends", "biomarkers", "sites", "metastases"]
}
