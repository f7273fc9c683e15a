// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// A field as somebody entered it, by how it is written; parts of a list of tables, such as the dose of a phase, are fields of their own.
struct StatedField: Sendable {
  /// What the field is in this entry: `phases 2 dose`.
  var key: String
  /// What it is in every entry, for counts over all of them: `phases dose`.
  var general: String
  /// What was entered: one text, or the items of a list.
  var texts: [String]
  var nature: Nature

  /// How two of it are compared.
  enum Nature: Sendable, Hashable {
    /// A word of a list, a flag, or a whole number within small bounds: a category.
    case coded
    /// Free words: case and blanks are no difference.
    case words
    /// A time of the entry.
    case time(Edge)
    /// The name of another entry, or what has one in it, such as an age at an event.
    case reference
    /// Anything else, exactly as it is written.
    case exact
  }

  /// Whether names of other entries can stand in it.
  var refers: Bool {
    switch nature {
    case .time, .reference: true
    case .coded, .words, .exact: false
    }
  }

  /// Which time of an entry.
  enum Edge: Sendable, Hashable {
    case start, end, length
    /// Of a part of the entry, of which the words alone are compared.
    case part
  }

  /// What was entered, in one line; several categories in an order of their own, since that of a list is no difference.
  var text: String {
    (nature == .coded ? texts.sorted() : texts).joined(separator: key == "therapy" ? " + " : "; ")
  }

  /// What no comparison is about: names that the program gives, and where and why somebody says what.
  private static let aside: Set = ["id", "source", "note", "starts", "patient", "course", "section", "lesions"]

  /// The fields of an entry.
  static func all(of entry: Entry) -> [StatedField] {
    guard let kind = EntryKind.all.first(where: { $0.matches(entry.content) }) else { return [] }
    var writer = Writer()
    if case .therapy(let therapy) = entry.content { writer.drugs = therapy.drugs }
    return fields(kind.record.write(entry, writer), kind.record.table)
  }

  /// What a patient's file says before the course.
  static func all(of patient: Patient) -> [StatedField] {
    var head = patient
    head.entries = []
    head.lesions = []
    return fields(Patient.notation.write(head, Writer()), Patient.notation.table)
  }

  /// The cells of a row.
  static func all<Row: Described>(of row: Row) -> [StatedField] {
    fields(Row.notation.write(row, Writer()), Row.notation.table)
  }

  private static func fields(_ item: Item, _ table: KeyTable) -> [StatedField] {
    guard case .fields(let fields) = item.content else { return [] }
    let keys = Dictionary(table.keys.map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })
    return fields.filter { !aside.contains($0.key) }.flatMap { field -> [StatedField] in
      let schema = keys[field.key] ?? .text
      if let parts = parts(field, schema) { return parts }
      // Drugs are a list, in whatever order two persons name them.
      if field.key == "therapy" {
        let drugs = line(field.value).split(separator: " + ").map { String($0).trimmed }
        return [StatedField(key: field.key, general: field.key, texts: drugs, nature: .words)]
      }
      return [
        StatedField(key: field.key, general: field.key, texts: texts(field.value), nature: nature(field.key, schema))
      ]
    }
  }

  /// The fields of the parts of a list of tables; nil where the field is none.
  private static func parts(_ field: Item.Field, _ schema: Schema) -> [StatedField]? {
    guard case .list(.table(let name)) = schema, case .list(let items) = field.value.content else { return nil }
    let table = StudyTables.byName[name]
    let keys = Dictionary(
      (table?.keys ?? []).map { ($0.name, $0.schema) }, uniquingKeysWith: { first, _ in first })
    return items.enumerated().flatMap { index, item -> [StatedField] in
      guard case .fields(let own) = item.content else { return [] }
      return own.filter { !aside.contains($0.key) }.map { part in
        var nature = nature(part.key, keys[part.key] ?? .text)
        if case .time = nature { nature = .time(.part) }
        return StatedField(
          key: "\(field.key) \(index + 1) \(part.key)", general: "\(field.key) \(part.key)", texts: texts(part.value),
          nature: nature)
      }
    }
  }

  private static func nature(_ key: String, _ schema: Schema) -> Nature {
    switch key {
    case "when": return .time(.start)
    case "ends": return .time(.end)
    case "lasts": return .time(.length)
    // G1 to G4, and 1 to 5 of a toxicity.
    case "grade": return .coded
    // `61 at c1` is at the diagnosis that the other calls by another name.
    case "age": return .reference
    // Its name is that of a regimen of the library.
    case "regimen": return .exact
    default: return nature(schema)
    }
  }

  private static func nature(_ schema: Schema) -> Nature {
    switch schema {
    case .words, .flag: return .coded
    case .integer(let least, let most?): return most - least <= 10 ? .coded : .exact
    case .recorded(let inner), .list(let inner), .oneOrMore(let inner): return nature(inner)
    case .text, .trueOrWords: return .words
    case .time, .span: return .time(.part)
    case .pattern(let pattern, _): return pattern == Identifier.pattern ? .reference : .exact
    // One value or several statements of it: what one is decides.
    case .either(let all): return all.first.map { nature($0) } ?? .exact
    default: return .exact
    }
  }

  /// Whether names of other entries can stand under a key.
  static func refers(_ key: KeyTable.Key) -> Bool {
    guard key.name != "id" else { return false }
    return StatedField(key: "", general: "", texts: [], nature: nature(key.name, key.schema)).refers
  }

  /// The lines of an item.
  private static func texts(_ item: Item) -> [String] {
    if case .list(let items) = item.content { return items.map(line) }
    return [line(item)]
  }

  /// An item on one line.
  private static func line(_ item: Item) -> String {
    switch item.content {
    case .empty: ""
    case .text(let text): text
    case .list(let items): items.map(line).joined(separator: ", ")
    case .fields(let fields):
      fields.filter { !aside.contains($0.key) }.map { "\($0.key): \(line($0.value))" }.joined(separator: ", ")
    }
  }

  /// What is compared of a text.
  static func folded(_ text: String, _ nature: Nature) -> String {
    guard nature == .words else { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }
}
