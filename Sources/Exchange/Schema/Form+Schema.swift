// SPDX-License-Identifier: Apache-2.0

import Plain

extension Form {
  /// The schema of what may stand behind a key. Editors read YAML with types, so that `1` is a number to them and
  /// text to the reader: text may be either.
  var schema: JSON {
    switch self {
    case .text: .object([("type", .array(["string", "number", "boolean"])), ("minLength", .integer(1))])
    case .words(let words): .object([("enum", .array(words.map { .string($0) }))])
    case .recorded(.text): Form.text.schema
    case .recorded(let form): Self.anyOf([form.schema, .object([("enum", .array(["not stated", "unknown"]))])])
    case .flag: .object([("type", "boolean")])
    case .trueOrWords:
      Self.anyOf([.object([("const", .bool(true))]), .object([("type", "string"), ("minLength", .integer(1))])])
    case .integer(let least, let most):
      .object([("type", "integer"), ("minimum", .integer(least))] + (most.map { [("maximum", .integer($0))] } ?? []))
    case .quantity(let example):
      Self.anyOf([
        .object([("type", "string"), ("pattern", "^[0-9]"), ("examples", .array([.string(example)]))]),
        .object([("type", "number"), ("minimum", .integer(0))]),
      ])
    case .pattern(let pattern, let example):
      if pattern == Identifier.pattern {
        Self.anyOf([
          .object([("type", "string"), ("pattern", .string(pattern)), ("examples", .array([.string(example)]))]),
          .object([("type", "integer"), ("minimum", .integer(0))]),
        ])
      } else {
        .object([("type", "string"), ("pattern", .string(pattern)), ("examples", .array([.string(example)]))])
      }
    case .time:
      Self.described("A date (EDTF), or a time relative to another event: `6 mo after start of gem-doc`.")
    case .span: Self.described("A duration as stated: `6 mo`, `~2 y`, `>1 y`, `3-4 mo`.")
    case .list(let form): .object([("type", "array"), ("items", form.schema)])
    case .oneOrMore(let form):
      Self.anyOf([
        form.schema, .object([("type", "array"), ("minItems", .integer(1)), ("items", form.schema)]),
      ])
    case .table(let name): .object([("$ref", .string("#/$defs/\(name)"))])
    case .map(let form): .object([("type", "object"), ("additionalProperties", form.schema)])
    case .either(let forms): Self.anyOf(forms.map(\.schema))
    }
  }

  private static func anyOf(_ schemas: [JSON]) -> JSON { .object([("anyOf", .array(schemas))]) }

  private static func described(_ text: String) -> JSON {
    .object([("type", .array(["string", "integer"])), ("description", .string(text))])
  }
}
