// SPDX-License-Identifier: Apache-2.0

package import Course

/// A mapping that is read: knows which keys there may be, tells what is wrong, and hands out values.
///
/// Unknown keys and empty values are told once, on opening. Where no value comes of a key that is there, the reason has been told.
package struct Mapping {
  package let table: KeyTable
  package let reader: Reader
  package let mark: Mark
  private let fields: [String: Item.Field]
  private let isRow: Bool

  /// The problems of the file.
  package var log: ProblemLog { reader.log }

  /// Opens a mapping; nil if it is something else, which is told.
  package init?(_ item: Item, _ table: KeyTable, _ reader: Reader) {
    guard case .fields(let all) = item.content else {
      reader.log.error(item.mark, "\(item.kind) where \(table.title) should stand", expected: "keys with values")
      return nil
    }
    self.table = table
    self.reader = reader
    mark = item.mark
    isRow = false
    var fields: [String: Item.Field] = [:]
    for field in all {
      guard table.order[field.key] != nil else {
        let nearest = reader.log.nearest(to: field.key, in: table.names)
        reader.log.error(
          field.mark, "unknown key \(ProblemLog.quoted(field.key)) in \(table.title)",
          expected: nearest == nil ? Wording.list(table.names) : nil, suggestion: nearest)
        continue
      }
      if case .empty = field.value.content {
        reader.log.error(
          field.mark, "`\(field.key)` has no value",
          expected: "a value; or leave the key out, or write `not stated` where the source is silent")
        fields[field.key] = field
        continue
      }
      if let first = fields[field.key] {
        reader.log.error(field.mark, "the key `\(field.key)` is there twice; first in line \(first.mark.line)")
        continue
      }
      fields[field.key] = field
    }
    for key in table.keys where key.isRequired && fields[key.name] == nil {
      reader.log.error(item.mark, "\(table.title) without `\(key.name)`", expected: "`\(key.name): …`")
    }
    self.fields = fields.filter { if case .empty = $0.value.value.content { false } else { true } }
  }

  /// The cells of a row that are not empty, by the names of their columns. What is missing was told.
  package init(row cells: [(column: String, item: Item)], _ table: KeyTable, _ reader: Reader, mark: Mark) {
    self.table = table
    self.reader = reader
    self.mark = mark
    isRow = true
    fields = Dictionary(
      cells.map { ($0.column, Item.Field($0.column, $0.item)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The item behind a key.
  package func item(_ key: String) -> Item? { fields[key]?.value }

  /// Whether a key has a value.
  package func has(_ key: String) -> Bool { fields[key] != nil }

  /// Where a key's value stands; where the mapping does, if it is not there.
  package func mark(_ key: String) -> Mark { fields[key]?.value.mark ?? mark }

  /// Where the mapping stands.
  package var location: SourceLocation { log.text.location(mark) }

  /// The value of a key.
  package func value<Value>(_ key: String, _ form: Form<Value>) -> Value? {
    guard let item = fields[key]?.value else { return nil }
    reader.expect(key, of: table, isCell: isRow)
    return form.read(item, reader)
  }

  /// A name by which things refer to each other, whatever it is: initials may be `ND`.
  package func name(_ key: String) -> String? { value(key, .verbatim) }

  /// Text.
  package func text(_ key: String) -> String? { value(key, .text) }
}
