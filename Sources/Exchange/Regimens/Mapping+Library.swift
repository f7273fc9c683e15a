// SPDX-License-Identifier: Apache-2.0

import Course
import Notation

/// Values of a library's keys, one at a time.
extension Mapping {
  /// One of several words.
  func word<Word: RawRepresentable & CaseIterable & Sendable>(_ key: String, _ type: Word.Type) -> Word?
  where Word.RawValue == String {
    value(key, Form<Word>.words())
  }

  /// A whole number.
  func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? { value(key, .integer(range)) }

  /// A dose.
  func dose(_ key: String) -> Dose? { value(key, .dose) }

  /// `true` or `false`; false where the key is not there.
  func flag(_ key: String) -> Bool { value(key, .flag) ?? false }

  /// One text or a list of them.
  func texts(_ key: String) -> [String] { value(key, Form<String>.text.oneOrMore) ?? [] }

  /// Text of an item.
  func text(of item: Item) -> String? { reader.text(of: item) }

  /// The item, or the items of a list of them.
  func oneOrMore(_ key: String) -> [Item] {
    reader.key = key
    return item(key).map { reader.oneOrMore($0) } ?? []
  }

  /// The items of a list.
  func items(_ key: String, of what: String) -> [Item] { item(key).map { reader.items($0, of: what) } ?? [] }

  /// The mappings of a list.
  func list(_ key: String, _ table: KeyTable) -> [Mapping] {
    items(key, of: table.title).compactMap { Mapping($0, table, reader) }
  }

  /// A number with a unit.
  func quantity(_ text: String, _ item: Item, _ measure: Measure) -> Double? {
    reader.value(text, item, "a number") { text throws(ValueSyntaxError) in try measure.number(parsing: text) }
  }
}
