// SPDX-License-Identifier: Apache-2.0

/// All tables of keys.
enum KeyTables {
  /// Every table, in the order of the documentation.
  static let all: [KeyTable] =
    [study, definitions, studySources, remark, source, patient] + entries.map(\.table)
    + [phase, reason, support, selector] + claims.map(\.table)

  /// Where something is stated: one mapping or a list of them.
  static let sources = Key("source", .oneOrMore(.table("source")), "Where it is stated.")

  static let source = KeyTable(
    name: "source", title: "a source", summary: "Where something is stated.",
    keys: [
      Key("section", .text, "Section, table or chart page; without it, the file's `section`."),
      Key("quote", .text, "Words of the source, verbatim, under 200 characters."),
      Key("fact", .oneOrMore(.text), "Number in an inventory of the source."),
    ])
}
