// SPDX-License-Identifier: Apache-2.0

import Notation

extension CDISCSubject {
  /// A key of a record that this program wrote, with its values and where they stand.
  private struct OwnValue {
    var key: String
    var texts: [String]
    var isList: Bool
    var leaves: [Leaf]
  }

  /// Reads a record that this program wrote, by its qualifiers; false for any other.
  mutating func readOwn(_ row: CDISCRow) -> Bool {
    let rows = Self.names(of: row).flatMap { qualifiers[$0] ?? [] }
    guard let kind = rows.first(where: { $0.peek("QNAM") == CDISCOwn.kind })?.peek("QVAL") else { return false }
    let before = draft.entries.count
    defer { for index in before..<draft.entries.count { draft.entries[index].isOwn = true } }
    var values = Self.values(rows, of: row)
    if kind != CDISCOwn.copy {
      for (key, variable) in CDISCOwn.variables(kind, in: row.domain) where !values.contains(where: { $0.key == key }) {
        // What was too exact or too long for a variable of the standard stands in a qualifier.
        guard let leaf = row.leaf(variable) else { continue }
        values.append(OwnValue(key: key, texts: [leaf.raw], isList: false, leaves: [leaf]))
      }
    }
    switch kind {
    case CDISCOwn.copy:
      for value in values { for leaf in value.leaves { leaveOut(leaf, "it says again what another record says") } }
    case "patient": statePerson(values)
    case "lesion", "phase", "administration": addPart(kind, values, row)
    default: addEntry(kind, values, row)
    }
    for own in rows {
      for leaf in own.rest() { leaveOut(leaf, "this program wrote it of the values beside it") }
    }
    for leaf in row.rest() { leaveOut(leaf, "this program wrote it of the values beside it") }
    return true
  }

  /// The keys of qualifiers; parts of a long text one behind the other.
  private static func values(_ rows: [CDISCRow], of main: CDISCRow) -> [OwnValue] {
    var values: [OwnValue] = []
    for row in rows where row.peek("QNAM") != CDISCOwn.kind {
      guard let label = row.peek("QLABEL"), label.hasPrefix(CDISCOwn.label), var leaf = row.leaf("QVAL") else {
        continue
      }
      // A qualifier is a variable of the record that it is of.
      leaf.place.column = row.peek("QNAM") ?? "QVAL"
      leaf.place.record = main.place.record
      var key = String(label.dropFirst(CDISCOwn.label.count))
      let isList = key.hasSuffix(CDISCOwn.list)
      if isList { key = String(key.dropLast(CDISCOwn.list.count)) }
      if let index = values.firstIndex(where: { $0.key == key }) {
        values[index].texts[0] += leaf.raw
        values[index].leaves.append(leaf)
      } else {
        values.append(OwnValue(key: key, texts: [leaf.raw], isList: isList, leaves: [leaf]))
      }
    }
    for index in values.indices where values[index].isList {
      let texts = values[index].texts[0].split(separator: Character(FlatRows.separator)).map(String.init)
      if !texts.isEmpty { values[index].texts = texts }
    }
    return values
  }

  private func value(_ own: OwnValue, _ kind: String) -> PatientDraft.Value? {
    guard let first = own.leaves.first, !own.texts.isEmpty else { return nil }
    var value = PatientDraft.Value(
      texts: own.texts, isList: own.isList, place: first.place, raw: first.raw, meaning: "\(own.key) of \(kind)")
    value.others = own.leaves.dropFirst().map(\.place)
    return value
  }

  private mutating func statePerson(_ values: [OwnValue]) {
    for own in values {
      guard let value = value(own, "patient") else { continue }
      if own.key.hasPrefix("field: "), let first = own.leaves.first {
        field(String(own.key.dropFirst("field: ".count)), own.texts[0], first, others: Array(own.leaves.dropFirst()))
      } else if let first = own.leaves.first, Self.withheld.contains(own.key) {
        tell(
          first, "a qualifier of the key \(ProblemLog.quoted(own.key))", expected: "a key of a patient that is a value",
          on: nil)
        for leaf in own.leaves.dropFirst() { leaveOut(leaf, "a part of a qualifier that is told") }
      } else {
        fact(own.key, value)
      }
    }
  }

  /// Keys of a patient that hold records, or that other records say.
  private static let withheld: Set = ["patient", "course", "lesions", "fields", "section", "source"]

  private mutating func addPart(_ kind: String, _ values: [OwnValue], _ row: CDISCRow) {
    var part = PatientDraft.Part(plan: kind, kind: kind, id: "", values: [], row: row.place, isOfRow: true)
    for own in values where own.key != CDISCOwn.place {
      if let value = value(own, kind) { part.values.append((own.key, value)) }
    }
    if kind == "lesion" { draft.lesions.append(part) } else { draft.owned.append(part) }
  }

  private mutating func addEntry(_ kind: String, _ values: [OwnValue], _ row: CDISCRow) {
    let name = values.first { $0.key == "id" }?.texts[0] ?? ""
    let slug = Identifier.slug(kind)
    let id = Identifier.isWellFormed(name) && draft.take(name) ? name : draft.free(slug.isEmpty ? "entry" : slug)
    let made = draft.entries.count
    draft.entries.append(
      PatientDraft.Part(plan: kind, kind: kind, id: id, values: [], row: row.place, isOfRow: true))
    let place = values.first { $0.key == CDISCOwn.place }
    index.orders.append(place.map { String(repeating: "0", count: max(0, 9 - $0.texts[0].count)) + $0.texts[0] } ?? "")
    for own in values {
      guard let value = value(own, kind) else { continue }
      if [CDISCOwn.place, "id"].contains(own.key) {
        draft.entries[made].repeated.append(value)
      } else if kind == "diagnosis", own.key == "diagnosis" {
        histologies[made, default: []].append((0, value))
      } else {
        draft.entries[made].values.append((own.key, value))
      }
    }
  }
}
