// SPDX-License-Identifier: Apache-2.0

package import Course

/// One field of a record, declared once: its key, its form, where it lies in the record, what its absence means, and what it is. From
/// it follow the reader, the writer, the schema and the reference page.
package struct Field<Root: Sendable>: Sendable {
  /// The key with its schema and summary.
  package let key: KeyTable.Key
  /// Reads the value into the record; false if the record cannot be without it.
  let read: @Sendable (inout Root, Mapping) -> Bool
  /// The value as it is written; nil where the key is left out.
  let write: @Sendable (Root, Writer) -> Item?

  package init(
    _ key: KeyTable.Key, read: @escaping @Sendable (inout Root, Mapping) -> Bool,
    write: @escaping @Sendable (Root, Writer) -> Item?
  ) {
    self.key = key
    self.read = read
    self.write = write
  }

  /// A field that must be there.
  package static func required<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    Field(
      KeyTable.Key(key, form.schema, required: true, summary),
      read: { root, mapping in
        guard let value = mapping.value(key, form) else { return false }
        root[keyPath: path] = value
        return true
      },
      write: { root, writer in form.write(root[keyPath: path], writer) })
  }

  /// A field whose absence means a value.
  package static func with<Value: Sendable & Equatable>(
    _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>, absent: Value,
    _ summary: String
  ) -> Field {
    Field(
      KeyTable.Key(key, form.schema, summary),
      read: { root, mapping in
        root[keyPath: path] = mapping.value(key, form) ?? absent
        return true
      },
      write: { root, writer in
        root[keyPath: path] == absent ? nil : form.write(root[keyPath: path], writer)
      })
  }

  /// A field that may be left out: the folder says nothing.
  package static func optional<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, Value?> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    Field(
      KeyTable.Key(key, form.schema, summary),
      read: { root, mapping in
        root[keyPath: path] = mapping.value(key, form)
        return true
      },
      write: { root, writer in root[keyPath: path].map { form.write($0, writer) } })
  }

  /// A field in its three states; absent, it is not recorded.
  package static func recorded<Value: Sendable & Equatable>(
    _ key: String, _ path: any WritableKeyPath<Root, Recorded<Value>> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    with(key, path, form.recorded, absent: .notRecorded, summary)
  }

  /// The key that says what kind of thing the record is, in its three states: `true` where nothing more is recorded.
  package static func recordedKind<Value: Sendable & Equatable>(
    _ key: String, _ path: any WritableKeyPath<Root, Recorded<Value>> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    let form = form.recorded
    return Field(
      KeyTable.Key(key, form.schema, required: true, summary),
      read: { root, mapping in
        if case .text("true") = mapping.item(key)?.content { return true }
        root[keyPath: path] = mapping.value(key, form) ?? .notRecorded
        return true
      },
      write: { root, writer in
        let value = root[keyPath: path]
        return value == .notRecorded ? Item(text: "true", .flag) : form.write(value, writer)
      })
  }

  /// A list; absent or empty, there are none.
  package static func many<Value: Sendable & Equatable>(
    _ key: String, _ path: any WritableKeyPath<Root, [Value]> & Sendable, _ form: Form<[Value]>, _ summary: String
  ) -> Field {
    with(key, path, form, absent: [], summary)
  }

  /// `true` or `false`; absent, it is false.
  package static func flag(
    _ key: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, _ summary: String
  ) -> Field {
    with(key, path, .flag, absent: false, summary)
  }

  /// The field in a greater record that may hold this one.
  package func lifted<Whole: Sendable>(
    _ get: @escaping @Sendable (Whole) -> Root?, _ set: @escaping @Sendable (inout Whole, Root) -> Void
  ) -> Field<Whole> {
    Field<Whole>(
      key,
      read: { whole, mapping in
        guard var root = get(whole) else { return true }
        let isSound = self.read(&root, mapping)
        set(&whole, root)
        return isSound
      },
      write: { whole, writer in get(whole).flatMap { self.write($0, writer) } })
  }
}
