// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The records of a study as rows of cells: what a record holds in one line each, by kinds, and what does not fit into a cell.
struct FlatRows {
  /// A row: a patient, an entry of a kind, a reading of a lesion, a phase or an administration of a therapy.
  struct Row {
    var patient: String
    /// `patient`, a kind of entry, `lesion`, `phase` or `administration`.
    var kind: String
    /// The cells by key; of several values each.
    var cells: [String: [String]]
    /// Whether a key holds a list.
    var lists: Set<String> = []
    /// What tells the row from others of its kind.
    var name: String
  }

  /// A value that does not fit into a cell.
  struct Loss {
    var row: String
    var kind: String
    var key: String
    var why: String
  }

  /// The sign between several values of a cell.
  static let separator = "|"

  private(set) var rows: [Row] = []
  private(set) var losses: [Loss] = []

  /// Fields of the study's own whose names make a header, each one of its own.
  private let headed: Set<String>

  init(_ study: Study) {
    let keys = study.fields.map { Self.fieldKey($0.name) }
    headed = Set(keys.filter { key in Self.fits(key) && keys.count { $0 == key } == 1 })
    for patient in study.patients { add(patient) }
  }

  private mutating func add(_ patient: Patient) {
    guard case .fields(let fields) = patient.wholeDocument().content else { return }
    var own = Row(patient: patient.id, kind: "patient", cells: [:], name: patient.id)
    for field in fields where !["patient", "course", "lesions", "fields", "section"].contains(field.key) {
      take(field, &own)
    }
    for field in fields where field.key == "fields" {
      guard case .fields(let values) = field.value.content else { continue }
      for value in values {
        let key = Self.fieldKey(value.key)
        if headed.contains(key) {
          take(Item.Field(key, value.value), &own)
        } else {
          losses.append(Loss(row: patient.id, kind: "patient", key: key, why: "its name is no header of a column"))
        }
      }
    }
    rows.append(own)
    for field in fields {
      guard case .list(let items) = field.value.content else { continue }
      if field.key == "course" { for item in items { entry(item, patient) } }
      if field.key == "lesions" {
        for (index, item) in items.enumerated() { row(item, "lesion", patient.id, "\(index + 1)") }
      }
    }
  }

  /// The key of a field of the study's own, which is none of a patient.
  static func fieldKey(_ name: String) -> String { "field: " + SheetHeader.oneLine(name) }

  private mutating func entry(_ item: Item, _ patient: Patient) {
    guard case .fields(let fields) = item.content, let kind = fields.first?.key else { return }
    var own = Row(patient: patient.id, kind: kind, cells: [:], name: "")
    if let id = fields.first(where: { $0.key == "id" }), case .text(let text) = id.value.content { own.name = text }
    let owned = kind == "therapy" ? ["phases": "phase", "administrations": "administration"] : [:]
    for field in fields where owned[field.key] == nil { take(field, &own) }
    rows.append(own)
    for field in fields {
      guard let kind = owned[field.key], case .list(let items) = field.value.content else { continue }
      for (index, item) in items.enumerated() {
        row(item, kind, patient.id, "\(own.name) \(index + 1)", ["therapy": [own.name]])
      }
    }
  }

  private mutating func row(
    _ item: Item, _ kind: String, _ patient: String, _ name: String, _ cells: [String: [String]] = [:]
  ) {
    guard case .fields(let fields) = item.content else { return }
    var own = Row(patient: patient, kind: kind, cells: cells, name: name)
    for field in fields { take(field, &own) }
    rows.append(own)
  }

  private mutating func take(_ field: Item.Field, _ row: inout Row) {
    func lose(_ why: String) {
      losses.append(
        Loss(
          row: row.kind == "patient" ? row.patient : "\(row.patient)/\(row.name)", kind: row.kind, key: field.key,
          why: why))
    }
    if field.key == "source" {
      guard let section = Self.section(field.value) else { return lose("a cell holds the section of one source") }
      row.cells["source"] = [section]
      return
    }
    switch field.value.content {
    case .empty: break
    case .text(let text):
      if Self.fits(text) { row.cells[field.key] = [text] } else { lose("a cell holds no such characters") }
    case .list(let items):
      let texts = items.compactMap { item in if case .text(let text) = item.content { text } else { nil as String? } }
      guard texts.count == items.count, !texts.isEmpty else { return lose("a cell holds values, and no records") }
      guard texts.allSatisfy({ Self.fits($0) && !$0.contains(Self.separator) }) else {
        return lose("a cell holds no such characters")
      }
      row.cells[field.key] = texts
      row.lists.insert(field.key)
    case .fields: lose("a cell holds values, and no records")
    }
  }

  /// The section of a source that says no more.
  private static func section(_ item: Item) -> String? {
    var item = item
    if case .list(let items) = item.content {
      guard items.count == 1 else { return nil }
      item = items[0]
    }
    guard case .fields(let fields) = item.content, fields.count == 1, fields[0].key == "section",
      case .text(let text) = fields[0].value.content, fits(text)
    else { return nil }
    return text
  }

  private static func fits(_ text: String) -> Bool {
    !text.isEmpty && text == text.trimmed && text.utf8.count <= SheetLimits.cell
      && !text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\t" && $0 != "\n") || $0.value == 0x7F }
  }

  // MARK: taking out

  /// Empties a cell; false where it was empty.
  mutating func clear(_ row: Int, _ key: String) -> Bool {
    rows[row].lists.remove(key)
    return rows[row].cells.removeValue(forKey: key) != nil
  }

  /// Takes rows out; that of a patient stays without its cells.
  mutating func drop(_ gone: Set<Int>) {
    for index in gone where rows[index].kind == "patient" { rows[index].cells = [:] }
    rows = rows.indices.filter { !gone.contains($0) || rows[$0].kind == "patient" }.map { rows[$0] }
  }
}
