// SPDX-License-Identifier: Apache-2.0

import Chronology
package import Course
import Notation
import Plain

/// A patient as two persons entered it, held against each other.
package struct PatientComparison: Sendable {
  package let patient: Patient.ID
  /// Every difference: the patient's own facts, then entries in the order of the first, then what only the second has, then rows.
  package private(set) var differences: [EntryDifference] = []
  /// All fields that either entered in entries that both have.
  package private(set) var pairs: [FieldPair] = []
  /// How many entries of each kind both have, or one of them, in the order of the notation.
  package private(set) var entries: [String: Counts] = [:]
  /// Which entry is which: names of the first and of the second.
  package let same: [(first: Entry.ID, second: Entry.ID)]
  /// What the entries of the second are called by the first.
  package let names: EntryNames

  /// How many of a kind are in both, or in one.
  package struct Counts: Sendable, Hashable {
    package var both = 0
    package var onlyFirst = 0
    package var onlySecond = 0

    /// Counts.
    package init(both: Int = 0, onlyFirst: Int = 0, onlySecond: Int = 0) {
      self.both = both
      self.onlyFirst = onlyFirst
      self.onlySecond = onlySecond
    }
  }

  /// Compares two entries of one patient, each resolved within its own study.
  package init(_ first: Patient, in one: Study, _ second: Patient, in other: Study) {
    patient = first.id
    let mine = EnteredPatient(first, in: one)
    let theirs = EnteredPatient(second, in: other)
    let found = EntryPairing.pairs(mine, theirs)
    same = found.map { (mine.entries[$0.first].entry.id, theirs.entries[$0.second].entry.id) }
    names = EntryNames(same, of: second)
    let partner = Dictionary(found.map { ($0.first, $0.second) }, uniquingKeysWith: { first, _ in first })

    compare(
      StatedField.all(of: first), StatedField.all(of: second),
      FieldComparing(names: names, first: nil, second: nil), kind: "patient", entry: "patient", about: "")
    for (index, own) in mine.entries.enumerated() {
      guard let at = partner[index] else {
        alone(own, isFirst: true)
        continue
      }
      let other = theirs.entries[at]
      entries[own.kind, default: Counts()].both += 1
      compare(
        own.fields, other.fields, FieldComparing(names: names, first: own, second: other), kind: own.kind,
        entry: own.entry.id, about: own.value, (own.entry.id, other.entry.id))
      if case .therapy(let one) = own.entry.content, case .therapy(let two) = other.entry.content {
        compareRows(
          one.administrations, two.administrations, kind: "administration", within: own.entry.id,
          key: { "\($0.date) \($0.drug)" })
      }
    }
    let paired = Set(found.map(\.second))
    for (index, own) in theirs.entries.enumerated() where !paired.contains(index) { alone(own, isFirst: false) }
    compareRows(
      first.lesions, second.lesions, kind: "lesion", within: "lesions",
      key: { [$0.date.description, $0.lesion, $0.reader ?? ""].joined(separator: " ").trimmed })
  }

  private mutating func compare(
    _ mine: [StatedField], _ theirs: [StatedField], _ comparing: FieldComparing, kind: String, entry: String,
    about: String, _ ids: (first: Entry.ID, second: Entry.ID)? = nil
  ) {
    for (pair, key, relation) in comparing.pairs(mine, theirs, kind: kind) {
      pairs.append(pair)
      guard let relation else { continue }
      differences.append(
        EntryDifference(
          id: EntryDifference.id(patient, entry, key), patient: patient, first: ids?.first, second: ids?.second,
          kind: kind, about: about, field: key, firstSays: pair.first, secondSays: pair.second, relation: relation))
    }
  }

  private mutating func alone(_ own: EnteredPatient.Entered, isFirst: Bool) {
    let id = own.entry.id
    if isFirst {
      entries[own.kind, default: Counts()].onlyFirst += 1
    } else {
      entries[own.kind, default: Counts()].onlySecond += 1
    }
    let says = own.fields.map { $0.key == own.kind ? $0.text : "\($0.key): \($0.text)" }.joined(separator: " · ")
    differences.append(
      EntryDifference(
        id: EntryDifference.id(patient, (isFirst ? "" : "+") + id, nil), patient: patient, first: isFirst ? id : nil,
        second: isFirst ? nil : id, kind: own.kind, about: own.value, field: nil, firstSays: isFirst ? says : nil,
        secondSays: isFirst ? nil : says, relation: .onlyOne))
  }

  /// Rows go together by day and what they are of; several of one day by their order.
  private mutating func compareRows<Row: Described>(
    _ mine: [Row], _ theirs: [Row], kind: String, within: String, key: (Row) -> String
  ) {
    func keyed(_ rows: [Row]) -> [(key: String, row: Row)] {
      var seen: [String: Int] = [:]
      return rows.map { row in
        let key = key(row)
        seen[key, default: 0] += 1
        let count = seen[key, default: 1]
        return (count == 1 ? key : "\(key) (\(count))", row)
      }
    }
    let (first, second) = (keyed(mine), keyed(theirs))
    let others = Dictionary(second.map { ($0.key, $0.row) }, uniquingKeysWith: { first, _ in first })
    let known = Set(first.map(\.key))
    let comparing = FieldComparing(names: .none, first: nil, second: nil)
    for (key, row) in first {
      let place = "\(within)/\(Identifier.slug(key))"
      guard let other = others[key] else {
        rowAlone(row, kind: kind, place: place, key: key, isFirst: true)
        continue
      }
      entries[kind, default: Counts()].both += 1
      compare(
        StatedField.all(of: row), StatedField.all(of: other), comparing, kind: kind, entry: place, about: key)
    }
    for (key, row) in second where !known.contains(key) {
      rowAlone(row, kind: kind, place: "\(within)/\(Identifier.slug(key))", key: key, isFirst: false)
    }
  }

  private mutating func rowAlone<Row: Described>(
    _ row: Row, kind: String, place: String, key: String, isFirst: Bool
  ) {
    if isFirst {
      entries[kind, default: Counts()].onlyFirst += 1
    } else {
      entries[kind, default: Counts()].onlySecond += 1
    }
    let says = StatedField.all(of: row).map { "\($0.key): \($0.text)" }.joined(separator: " · ")
    differences.append(
      EntryDifference(
        id: EntryDifference.id(patient, isFirst ? place : "+" + place, nil), patient: patient, first: nil,
        second: nil, kind: kind, about: key, field: nil, firstSays: isFirst ? says : nil,
        secondSays: isFirst ? nil : says, relation: .onlyOne))
  }
}
