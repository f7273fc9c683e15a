// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

/// How a value is written: what may stand there, how it is read, with what is wrong told at its place, and how it is written so that it
/// reads back as the same value.
package struct Form<Value: Sendable>: Sendable {
  /// What may stand there.
  package let schema: Schema
  /// Reads a value; nil after telling what is wrong.
  package let read: @Sendable (Item, Reader) -> Value?
  /// Writes a value.
  package let write: @Sendable (Value, Writer) -> Item

  package init(
    _ schema: Schema, read: @escaping @Sendable (Item, Reader) -> Value?,
    write: @escaping @Sendable (Value, Writer) -> Item
  ) {
    self.schema = schema
    self.read = read
    self.write = write
  }

  /// A value on one line: read from its text and written as text. A spelling of a missing value is told, with the `missing` answer.
  package init(
    _ schema: Schema, kind: Item.Kind = .text, missing: Reader.Answer? = .leaveOut,
    text read: @escaping @Sendable (String, Item, Reader) -> Value?,
    print: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      schema,
      read: { item, reader in
        guard let text = reader.text(of: item) else { return nil }
        if let missing, reader.tellMissing(text, item, missing, schema) { return nil }
        return read(text, item, reader)
      },
      write: { value, _ in Item(text: print(value), kind) })
  }
}

extension Form {
  /// A value in its three states.
  package var recorded: Form<Recorded<Value>> {
    let form = self
    return Form<Recorded<Value>>(
      .recorded(form.schema),
      read: { item, reader in
        guard case .text = item.content, let text = reader.text(of: item) else {
          if case .text = item.content { return nil }
          // A mapping can be a value; what has no text otherwise is told by the form of the value.
          return form.read(item, reader).map { .stated($0) }
        }
        switch text {
        case Silence.notStated: return .notStated
        case Silence.unknown: return .unknown
        default: break
        }
        if reader.tellMissing(text, item, .say) { return nil }
        return form.read(item, reader).map { .stated($0) }
      },
      write: { value, writer in
        switch value {
        case .stated(let value): form.write(value, writer)
        case .notStated: Item(text: Silence.notStated)
        case .unknown: Item(text: Silence.unknown)
        case .notRecorded: Item(content: .empty)
        }
      })
  }

  /// A list, each item on a line of its own; `what` names an item in a message.
  package func list(of what: String) -> Form<[Value]> {
    Form<[Value]>(
      .list(schema),
      read: { item, reader in reader.items(item, of: what).compactMap { self.read($0, reader) } },
      write: { values, writer in Item(content: .list(values.map { self.write($0, writer) })) })
  }

  /// One value, or a list of them.
  package var oneOrMore: Form<[Value]> { many(alone: true) }

  /// One value or a list of them, always written as a list.
  package var listOrOne: Form<[Value]> { many(alone: false) }

  private func many(alone: Bool) -> Form<[Value]> {
    Form<[Value]>(
      .oneOrMore(schema),
      read: { item, reader in reader.oneOrMore(item).compactMap { self.read($0, reader) } },
      write: { values, writer in
        if alone, values.count == 1 { return self.write(values[0], writer) }
        return Item(content: .list(values.map { self.write($0, writer) }))
      })
  }

  /// The same values as another type.
  package func mapped<Other: Sendable>(
    _ from: @escaping @Sendable (Value) -> Other, _ back: @escaping @Sendable (Other) -> Value
  ) -> Form<Other> {
    Form<Other>(
      schema, read: { item, reader in self.read(item, reader).map(from) },
      write: { value, writer in self.write(back(value), writer) })
  }

  /// The same form with another schema.
  package func described(_ schema: Schema) -> Form { Form(schema, read: read, write: write) }
}
