// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// The fields of a form: values by name as a person sees them, made of a document and made into one again.
///
/// A name is the way to a value: `when`, `source.1.quote`. Every value has a line of its own in the document that is read, so that a problem of the reader finds its field.
struct FormSheet: Sendable {
  /// A field of the form.
  struct Field: Sendable {
    let name: String
    /// The name of the table that the key is of.
    let table: String
    let key: KeyTable.Key
    let control: Control
  }

  let table: KeyTable
  /// Keys that have a place of their own elsewhere and are no fields of the form.
  let without: Set<String>
  var values: [String: String]
  /// The lines that values have, by name.
  private var lines: [String: Int] = [:]

  init(_ table: KeyTable, without: Set<String> = [], values: [String: String] = [:]) {
    self.table = table
    self.without = without
    self.values = values
  }

  /// The form of a document.
  init(_ table: KeyTable, without: Set<String> = [], item: Item) {
    self.init(table, without: without)
    guard case .fields(let fields) = item.content else { return }
    for field in fields where !without.contains(field.key) {
      guard let key = table.order[field.key].map({ table.keys[$0] }) else { continue }
      put(field.value, key, field.key)
    }
  }

  /// The fields of a table, by the names that they have behind a prefix.
  static func fields(_ table: KeyTable, _ prefix: String, without: Set<String> = []) -> [Field] {
    table.keys.filter { !without.contains($0.name) }.map { key in
      Field(name: prefix + key.name, table: table.name, key: key, control: Control(key.schema))
    }
  }

  /// How many groups stand behind a name.
  func count(_ name: String) -> Int {
    let prefix = name + "."
    let numbers = values.keys.compactMap { key -> Int? in
      guard key.hasPrefix(prefix) else { return nil }
      return Int(key.dropFirst(prefix.count).prefix { $0 != "." })
    }
    return min(200, (numbers.max() ?? 0))
  }

  /// Puts one more group behind those of a key.
  mutating func append(_ fields: [Item.Field], to name: String) {
    guard let key = table.order[name].map({ table.keys[$0] }), case .groups(let own, _) = Control(key.schema).shape
    else {
      return
    }
    put(fields, own, "\(name).\(count(name) + 1).")
  }

  /// Takes a group of a key away; those behind it move up.
  mutating func remove(_ number: Int, of name: String) {
    let last = count(name)
    guard (1...max(1, last)).contains(number) else { return }
    var kept: [String: String] = [:]
    for (key, value) in values {
      guard key.hasPrefix(name + "."), let own = Int(key.dropFirst(name.count + 1).prefix { $0 != "." }), own >= number
      else {
        kept[key] = value
        continue
      }
      if own == number { continue }
      kept["\(name).\(own - 1)" + key.dropFirst("\(name).\(own)".count)] = value
    }
    values = kept
  }

  // MARK: from a document

  private mutating func put(_ item: Item, _ key: KeyTable.Key, _ name: String) {
    let control = Control(key.schema)
    switch (control.shape, item.content) {
    case (.flag, .text(let text)): values[name] = text == "true" ? "true" : text
    case (.group(let table), .fields(let fields)): put(fields, table, name + ".")
    case (.groups(let table, _), .fields(let fields)): put(fields, table, name + ".1.")
    case (.groups(let table, _), .list(let items)):
      for (index, item) in items.enumerated() {
        if case .fields(let fields) = item.content {
          put(fields, table, "\(name).\(index + 1).")
        } else {
          values["\(name).\(index + 1)"] = ItemText.line(item)
        }
      }
    case (.lines, .list(let items)) where !items.isEmpty:
      values[name] = items.map(ItemText.line).joined(separator: "\n")
    case (.pairs, .fields(let fields)):
      values[name] = fields.map(ItemText.line).joined(separator: "\n")
    default: values[name] = ItemText.line(item)
    }
  }

  private mutating func put(_ fields: [Item.Field], _ table: KeyTable, _ prefix: String) {
    for field in fields {
      guard let key = table.order[field.key].map({ table.keys[$0] }) else { continue }
      put(field.value, key, prefix + field.key)
    }
  }

  // MARK: to a document

  /// The document that the values say; nothing is said by an empty field.
  mutating func item() -> Item {
    lines = [:]
    return Item(content: .fields(items(table, "", without: without)), mark: mark(""))
  }

  /// The name of the value that stands in a line; empty for the whole.
  func name(ofLine line: Int) -> String { lines.first { $0.value == line }?.key ?? "" }

  /// A text that has as many lines as there are values.
  var text: SourceText { SourceText(file: "form", text: String(repeating: "\n", count: lines.count + 2)) }

  private mutating func mark(_ name: String) -> Mark {
    if let line = lines[name] { return Mark(line: line, column: 1) }
    lines[name] = lines.count + 1
    return Mark(line: lines.count, column: 1)
  }

  private mutating func items(_ table: KeyTable, _ prefix: String, without: Set<String> = []) -> [Item.Field] {
    var fields: [Item.Field] = []
    for field in Self.fields(table, prefix, without: without) {
      let mark = mark(field.name)
      guard let value = value(field, mark) else { continue }
      fields.append(Item.Field(key: field.key.name, mark: mark, value: value))
    }
    return fields
  }

  private mutating func value(_ field: Field, _ mark: Mark) -> Item? {
    let text = values[field.name] ?? ""
    switch field.control.shape {
    case .line, .words:
      let said = said(text, field.control)
      return said.isEmpty ? nil : ItemText.item(said, mark, kind(field.control))
    case .flag:
      return text.isEmpty ? nil : ItemText.marked(Item(text: text == "on" ? "true" : text, .flag), mark)
    case .lines(let alone):
      let items = text.split(whereSeparator: \.isNewline).map { said(String($0), field.control) }.filter { !$0.isEmpty }
        .map { ItemText.item($0, mark, kind(field.control)) }
      guard let first = items.first else { return nil }
      if items.count == 1 {
        if case .list = first.content { return first }
        if alone { return first }
        // A silence is no list of one.
        if case .text(let word) = first.content, field.control.isRecorded,
          [Silence.notStated, Silence.unknown].contains(word)
        {
          return first
        }
      }
      return ItemText.marked(Item(content: .list(items)), mark)
    case .group(let table):
      let own = items(table, field.name + ".")
      if own.isEmpty {
        let said = said(text, field.control)
        return said.isEmpty ? nil : ItemText.item(said, mark)
      }
      return Item(content: .fields(own), mark: mark)
    case .groups(let table, let alone):
      var items: [Item] = []
      for number in 1...max(1, count(field.name)) {
        let name = "\(field.name).\(number)"
        let mark = self.mark(name)
        let own = self.items(table, name + ".")
        if !own.isEmpty {
          items.append(Item(content: .fields(own), mark: mark))
        } else if let line = values[name], !line.trimmed.isEmpty {
          items.append(ItemText.item(line, mark))
        }
      }
      guard let first = items.first else { return nil }
      return alone && items.count == 1 ? first : Item(content: .list(items), mark: mark)
    case .pairs:
      let pairs = text.split(whereSeparator: \.isNewline).compactMap { ItemText.pair(String($0), mark) }
      return pairs.isEmpty ? nil : Item(content: .fields(pairs), mark: mark)
    }
  }

  /// What was typed, with the signs of silence as words.
  private func said(_ text: String, _ control: Control) -> String {
    let text = text.trimmed
    guard control.isRecorded || control.isTime else { return text }
    return Self.silence[text.lowercased()] ?? text
  }

  static let silence = [
    "-": Silence.notStated, "–": Silence.notStated, "nicht angegeben": Silence.notStated, "k. a.": Silence.notStated,
    "k.a.": Silence.notStated, "?": Silence.unknown, "unbekannt": Silence.unknown,
  ]

  private func kind(_ control: Control) -> Item.Kind { .text }
}
