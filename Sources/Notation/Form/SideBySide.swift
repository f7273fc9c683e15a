// SPDX-License-Identifier: Apache-2.0

package import Course

extension FactStatements.One: Described {
  package static let notation = Record<FactStatements.One>(
    "statement", title: "a statement of a fact", "What one source states of a fact, beside others.", inlineWidth: 400,
    blank: { FactStatements.One(value: "") },
    [
      .required("value", \.value, .verbatim, "The value, as it would stand alone."), .sources(\.sources),
      .optional("decided", \.decision, .text, "Why it is the one that is used, instead of the first."),
    ])
}

extension Field where Root: HoldsStatements {
  /// A fact in its three states, of which several sources may make a statement: `[male, {value: female, source: …}]`. The record has the
  /// one that is used.
  package static func stated<Value: Sendable & Equatable>(
    _ key: String, _ path: any WritableKeyPath<Root, Recorded<Value>> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    sideBySide(.recorded(key, path, form, summary), path, form.recorded)
  }

  /// A fact that must be there, of which several sources may make a statement.
  package static func requiredStated<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    sideBySide(.required(key, path, form, summary), path, form)
  }

  /// A fact that may be left out, of which several sources may make a statement.
  package static func optionalStated<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, Value?> & Sendable, _ form: Form<Value>, _ summary: String
  ) -> Field {
    let whole = Form<Value?>(
      form.schema, read: { item, reader in form.read(item, reader).map { .some($0) } },
      write: { value, writer in value.map { form.write($0, writer) } ?? Item(content: .empty) })
    return sideBySide(.optional(key, path, form, summary), path, whole)
  }

  /// A field that may be a list of statements.
  private static func sideBySide<Value: Sendable>(
    _ alone: Field, _ path: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>
  ) -> Field {
    let key = alone.key
    let several = Schema.list(.either([key.schema, .table(FactStatements.One.notation.table.name)]))
    return Field(
      KeyTable.Key(key.name, .either([key.schema, several]), required: key.isRequired, key.summary),
      read: { root, mapping in
        guard let item = mapping.item(key.name), case .list(let items) = item.content else {
          return alone.read(&root, mapping)
        }
        let read = items.compactMap { mapping.statement($0, of: key.name, form) }
        guard items.count > 1 else {
          mapping.log.error(
            item.mark, "a list of one for `\(key.name)`", expected: "the value alone, or several statements")
          return false
        }
        guard read.count == items.count else { return false }
        let statements = FactStatements(field: key.name, all: read.map(\.statement))
        if statements.all.count(where: { $0.decision != nil }) > 1 {
          mapping.log.error(item.mark, "`decided` twice for `\(key.name)`", expected: "one statement that is used")
        }
        root[keyPath: path] = read[statements.used].value
        root.statements.append(statements)
        return true
      },
      write: { root, writer in
        let value = alone.write(root, writer)
        guard let own = root.statements.first(where: { $0.field == key.name }), case .text(let text)? = value?.content,
          own.all.indices.contains(own.used), own.all[own.used].value == text
        else { return value }
        return Item(
          content: .list(
            own.all.map { one in
              one.sources.isEmpty && one.decision == nil
                ? Item(text: one.value, value?.kindOfText ?? .text) : FactStatements.One.notation.write(one, writer)
            }))
      })
  }
}

extension Mapping {
  /// One of several statements of a fact: the value alone, or with its source.
  fileprivate func statement<Value>(_ item: Item, of key: String, _ form: Form<Value>)
    -> (value: Value, statement: FactStatements.One)?
  {
    var statement = FactStatements.One(value: "")
    var own = item
    if case .fields(let fields) = item.content {
      guard let read = FactStatements.One.notation.read(item, reader) else { return nil }
      statement = read
      if let field = fields.first(where: { $0.key == "value" }) { own = field.value }
    }
    reader.expect(key, of: table)
    guard let value = form.read(own, reader) else { return nil }
    // As it is written, so that the same value is equal however it was spelled.
    if case .text(let text) = form.write(value, Writer()).content { statement.value = text }
    return (value, statement)
  }
}
