// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// The document that a draft is in the notation, with what each place in it is: so that what the notation says of a place is told of the cell.
struct PatientDocument {
  /// What a place in the document is.
  enum Target: Hashable {
    case patient
    case fact(Int)
    case field(Int)
    case entry(Int)
    case entryValue(Int, Int)
    case lesion(Int)
    case lesionValue(Int, Int)
    case owned(Int)
    case ownedValue(Int, Int)
  }

  private(set) var root = Item(content: .empty)
  /// The targets by the lines of marks, from 1.
  private(set) var targets: [Target] = []

  init(_ draft: PatientDraft) {
    var fields: [Item.Field] = []
    fields.append(field("patient", draft.id, mint(.patient)))
    for key in keysInOrder(draft.facts.map(\.key)) { fields.append(fact(key, draft)) }
    if !draft.fields.isEmpty {
      var own: [Item.Field] = []
      for (index, field) in draft.fields.enumerated() {
        own.append(self.field(field.name, field.value.texts.joined(separator: "; "), mint(.field(index))))
      }
      fields.append(Item.Field(key: "fields", mark: .start, value: Item(content: .fields(own))))
    }
    let stated = draft.facts.map(\.value) + (draft.place.record == nil ? [] : draft.fields.map(\.value))
    if !draft.facts.contains(where: { $0.key == "source" }), let source = source(stated) {
      fields.append(Item.Field("source", source))
    }
    let entries = draft.entries.indices.map { entry($0, draft) }
    fields.append(Item.Field(key: "course", mark: .start, value: Item(content: .list(entries))))
    if !draft.lesions.isEmpty {
      let rows = draft.lesions.indices.map { index in
        row(draft.lesions[index], mint(.lesion(index))) { .lesionValue(index, $0) }
      }
      fields.append(Item.Field(key: "lesions", mark: .start, value: Item(content: .list(rows))))
    }
    root = Item(content: .fields(fields), mark: mint(.patient))
  }

  private mutating func mint(_ target: Target) -> Mark {
    targets.append(target)
    return Mark(line: targets.count, column: 1)
  }

  private func field(_ key: String, _ text: String, _ mark: Mark) -> Item.Field {
    Item.Field(key: key, mark: mark, value: Item(content: .text(text), mark: mark))
  }

  private func keysInOrder(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    return keys.filter { seen.insert($0).inserted }
  }

  private mutating func item(_ value: PatientDraft.Value, _ target: Target) -> Item {
    let mark = mint(target)
    guard value.isList || value.texts.count > 1 else {
      return Item(content: .text(value.texts.first ?? ""), mark: mark)
    }
    return Item(content: .list(value.texts.map { Item(content: .text($0), mark: mark) }), mark: mark)
  }

  /// A fact; of several statements that differ each with its source, side by side.
  private mutating func fact(_ key: String, _ draft: PatientDraft) -> Item.Field {
    let stated = draft.facts.indices.filter { draft.facts[$0].key == key }
    var seen: Set<[String]> = []
    let distinct = stated.filter { seen.insert(draft.facts[$0].value.texts).inserted }
    if key == "source" {
      let sections = distinct.map {
        Item(content: .fields([field("section", draft.facts[$0].value.texts[0], mint(.fact($0)))]))
      }
      return Item.Field("source", Item(content: .list(sections)))
    }
    if stated.allSatisfy({ draft.facts[$0].value.isList }), distinct.count > 1 {
      // Lists of several rows are one list.
      var seen: Set<String> = []
      let items = distinct.flatMap { index in
        draft.facts[index].value.texts.filter { seen.insert($0).inserted }.map {
          Item(content: .text($0), mark: mint(.fact(index)))
        }
      }
      return Item.Field(key, Item(content: .list(items)))
    }
    if distinct.count == 1 {
      let item = item(draft.facts[distinct[0]].value, .fact(distinct[0]))
      return Item.Field(key: key, mark: item.mark, value: item)
    }
    let statements = distinct.map { index -> Item in
      let value = draft.facts[index].value
      let mark = mint(.fact(index))
      var fields = [field("value", value.texts.joined(separator: "; "), mark)]
      if let source = source([value]) { fields.append(Item.Field("source", source)) }
      return Item(content: .fields(fields), mark: mark)
    }
    let mark = mint(.fact(distinct.last ?? 0))
    return Item.Field(key: key, mark: mark, value: Item(content: .list(statements), mark: mark))
  }

  private mutating func entry(_ index: Int, _ draft: PatientDraft) -> Item {
    let part = draft.entries[index]
    let mark = mint(.entry(index))
    var fields = [field("id", part.id, mark)]
    for (number, (key, value)) in part.values.enumerated() {
      if key == "source" {
        let section = field("section", value.texts.first ?? "", mint(.entryValue(index, number)))
        fields.append(Item.Field("source", Item(content: .fields([section]), mark: mark)))
      } else if part.row.record == nil || part.values.count(where: { $0.key == key }) == 1 {
        let item = item(value, .entryValue(index, number))
        fields.append(Item.Field(key: key, mark: item.mark, value: item))
      } else if !fields.contains(where: { $0.key == key }) {
        fields.append(several(key, part, index))
      }
    }
    if part.kind == "therapy" {
      for (kind, key) in [("phase", "phases"), ("administration", "administrations")] {
        let own = draft.owned.indices.filter { index in
          draft.owned[index].kind == kind
            && draft.owned[index].values.contains { $0.key == "therapy" && $0.value.texts == [part.id] }
        }
        if own.isEmpty { continue }
        let rows = own.map { number in
          row(draft.owned[number], mint(.owned(number)), isSourced: kind == "phase") { .ownedValue(number, $0) }
        }
        fields.append(Item.Field(key: key, mark: mark, value: Item(content: .list(rows))))
      }
    }
    if part.row.record != nil {
      let values = part.values.map(\.value) + part.repeated + part.noted + part.kept
      let own = PatientDraft.Value(texts: [], place: part.row, raw: "", meaning: "")
      if let source = source(values + [own]) { fields.append(Item.Field("source", source)) }
    } else if !part.values.contains(where: { $0.key == "source" }) {
      fields.append(Item.Field("source", Self.section(part.row, part.columns, mark, quoting: part.values.map(\.value))))
    }
    if !part.noted.isEmpty {
      let words = part.noted.flatMap(\.texts).joined(separator: "\n")
      fields.append(field("note", words, mark))
    }
    if !part.kept.isEmpty {
      let words = UnreadCells.inNote(
        part.kept.map { ($0.place.column ?? "", $0.raw) }, separator: part.row.record == nil ? "; " : "\n")
      if let place = fields.firstIndex(where: { $0.key == "note" }), case .text(let note) = fields[place].value.content
      {
        fields[place].value.content = .text("\(note); \(words)")
      } else {
        fields.append(field("note", words, mark))
      }
    }
    return Item(content: .fields(fields), mark: mark)
  }

  /// A key of an entry of which reports say different things: times one behind the other, facts each with its source.
  private mutating func several(_ key: String, _ part: PatientDraft.Part, _ index: Int) -> Item.Field {
    let own = part.values.indices.filter { part.values[$0].key == key }
    let mark = mint(.entryValue(index, own.last ?? 0))
    let items = own.flatMap { number -> [Item] in
      let value = part.values[number].value
      let mark = mint(.entryValue(index, number))
      if PatientDraft.listKeys.contains(key) { return value.texts.map { Item(content: .text($0), mark: mark) } }
      var fields = [field("value", value.texts.joined(separator: "; "), mark)]
      if let source = source([value]) { fields.append(Item.Field("source", source)) }
      return [Item(content: .fields(fields), mark: mark)]
    }
    return Item.Field(key: key, mark: mark, value: Item(content: .list(items), mark: mark))
  }

  /// A row of a table within the record; `isSourced` where it can have a source of its own.
  private mutating func row(
    _ part: PatientDraft.Part, _ mark: Mark, isSourced: Bool = false, _ target: (Int) -> Target
  ) -> Item {
    var fields: [Item.Field] = []
    let isOwned = TableMapping.ownedKinds.contains(part.kind)
    for (number, (name, value)) in part.values.enumerated() where !(isOwned && name == "therapy") {
      if isSourced, name == "source" {
        let section = field("section", value.texts.first ?? "", mint(target(number)))
        fields.append(Item.Field("source", Item(content: .fields([section]), mark: mark)))
        continue
      }
      let item = item(value, target(number))
      fields.append(Item.Field(key: name, mark: item.mark, value: item))
    }
    if isSourced, !part.values.contains(where: { $0.key == "source" }) {
      fields.append(Item.Field("source", Self.section(part.row, part.columns, mark, quoting: part.values.map(\.value))))
    }
    return Item(content: .fields(fields), mark: mark)
  }

  /// The cells that values stand in, as sources, one a row.
  private func source(_ values: [PatientDraft.Value]) -> Item? {
    var rows: [(place: CellPlace, columns: [String], values: [PatientDraft.Value])] = []
    // A report is one source, named by the first line that says something.
    var known: [CellPlace: Int] = [:]
    var last: (key: CellPlace, index: Int)?
    for value in values {
      let row = CellPlace(file: value.place.file, row: value.place.row, record: value.place.record)
      let columns = ([value.place] + value.others).compactMap(\.column)
      var key = row
      if row.record != nil { key.row = nil }
      if let index = last?.key == key ? last?.index : known[key] {
        last = (key, index)
        for column in columns where !rows[index].columns.contains(column) { rows[index].columns.append(column) }
        rows[index].place.row = [rows[index].place.row, row.row].compactMap(\.self).min()
        rows[index].values.append(value)
      } else {
        known[key] = rows.count
        rows.append((row, columns, [value]))
      }
    }
    let items = rows.map { Self.section($0.place, $0.columns, .start, quoting: $0.values) }
    return items.isEmpty ? nil : Item(content: .list(items))
  }

  /// Cells as a source; codes that were read as words stand there as the words of the source.
  private static func section(
    _ row: CellPlace, _ columns: [String], _ mark: Mark, quoting values: [PatientDraft.Value]
  ) -> Item {
    // Of a report with a hundred elements the first are named.
    let most = 40
    let columns = row.record.map { Self.elements(columns, of: $0) } ?? columns
    let names =
      row.record == nil || columns.count <= most
      ? columns.joined(separator: ", ")
      : columns.prefix(most).joined(separator: ", ") + " and \(columns.count - most) more"
    let text = names.isEmpty ? "\(row)" : "\(row): \(names)"
    var fields = [Item.Field(key: "section", mark: mark, value: Item(content: .text(text), mark: mark))]
    if let quote = quote(of: values.filter { !$0.codes.isEmpty }) {
      fields.append(Item.Field(key: "quote", mark: mark, value: Item(content: .text(quote), mark: mark)))
    }
    return Item(content: .fields(fields), mark: mark)
  }

  /// Elements of a resource by their first names: `Procedure.code.coding.code` of `Procedure/7` is `code`.
  private static func elements(_ columns: [String], of record: String) -> [String] {
    var seen: Set<Substring> = []
    var names: [String] = []
    // The names of one record begin with its type.
    var last: (type: Substring, isOfRecord: Bool)?
    for column in columns {
      var name = column[...]
      if let point = column.utf8.firstIndex(of: UInt8(ascii: ".")), point != column.utf8.startIndex,
        case let rest = column[column.utf8.index(after: point)...], !rest.isEmpty
      {
        let type = column[..<point]
        if last?.type != type { last = (type, Self.names(record, type)) }
        if last?.isOfRecord == true { name = firstName(rest) }
      }
      if seen.insert(name).inserted { names.append(String(name)) }
    }
    return names
  }

  /// Whether a record is of a type: `patient 7, Procedure/3`.
  private static func names(_ record: String, _ type: Substring) -> Bool {
    var rest = record.utf8[...]
    while let comma = rest.firstIndex(of: UInt8(ascii: ",")) {
      rest = rest[comma...].dropFirst()
      if rest.first == 0x20, rest.dropFirst().starts(with: type.utf8) { return true }
    }
    return false
  }

  /// The first of names with points between them; a point within brackets is of an address.
  private static func firstName(_ names: Substring) -> Substring {
    var depth = 0
    for index in names.utf8.indices {
      switch names.utf8[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ".") where depth <= 0: return names[..<index]
      default: break
      }
    }
    return names
  }

  /// The codes of cells: alone as it stands, several with their columns.
  private static func quote(of coded: [PatientDraft.Value]) -> String? {
    guard let first = coded.first else { return nil }
    let whole =
      coded.count == 1 ? first.raw : coded.map { "\($0.place.column ?? "") \($0.raw)" }.joined(separator: "; ")
    guard whole.count >= Source.quoteLimit else { return whole }
    // A quote is short; what is cut off stands where the section says.
    return String(whole.prefix(Source.quoteLimit - 2)) + "…"
  }
}
