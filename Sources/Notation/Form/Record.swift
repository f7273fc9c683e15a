// SPDX-License-Identifier: Apache-2.0

/// How a record is written: its table of keys and its fields.
package struct Record<Root: Sendable>: Sendable {
  /// The keys.
  package let table: KeyTable
  let fields: [Field<Root>]
  let blank: @Sendable () -> Root
  let finish: @Sendable (inout Root, Mapping) -> Void

  /// A record that begins `blank`, is filled by its fields, and then `finish`ed: what several fields say together is checked there.
  package init(
    _ name: String, title: String, _ summary: String, inlineWidth: Int = 0,
    blank: @escaping @Sendable () -> Root, _ fields: [Field<Root>],
    finish: @escaping @Sendable (inout Root, Mapping) -> Void = { _, _ in }
  ) {
    table = KeyTable(name: name, title: title, summary: summary, inlineWidth: inlineWidth, keys: fields.map(\.key))
    self.fields = fields
    self.blank = blank
    self.finish = finish
  }

  /// The record of a mapping; nil after telling why there is none.
  package func read(_ item: Item, _ reader: Reader) -> Root? {
    Mapping(item, table, reader).flatMap(read)
  }

  /// The record of an opened mapping.
  package func read(_ mapping: Mapping) -> Root? {
    var root = blank()
    var isSound = true
    for field in fields where !field.read(&root, mapping) { isSound = false }
    finish(&root, mapping)
    return isSound ? root : nil
  }

  /// The record as keys and values.
  package func write(_ root: Root, _ writer: Writer) -> Item {
    Item(
      content: .fields(fields.compactMap { field in field.write(root, writer).map { Item.Field(field.key.name, $0) } }))
  }

  /// The form of a value that is such a record.
  package var form: Form<Root> {
    Form(.table(table.name), read: { self.read($0, $1) }, write: { self.write($0, $1) })
  }
}

/// A record with a notation of its own.
package protocol Described: Sendable {
  /// How it is written.
  static var notation: Record<Self> { get }
}

extension Form where Value: Described {
  /// A record by its own notation.
  package static var record: Form { Value.notation.form }
}
