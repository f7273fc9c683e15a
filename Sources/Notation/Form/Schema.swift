// SPDX-License-Identifier: Apache-2.0

/// What may stand behind a key, as far as a schema can say it.
package indirect enum Schema: Sendable {
  /// Words.
  case text
  /// One of these words.
  case words([String])
  /// The value, `not stated` or `unknown`.
  case recorded(Schema)
  /// `true` or `false`.
  case flag
  /// `true`, or words.
  case trueOrWords
  /// A whole number from, to.
  case integer(Int, Int?)
  /// A number, perhaps with a unit: an example shows it.
  case quantity(String)
  /// A text of a pattern, with an example.
  case pattern(String, String)
  /// A time as stated.
  case time
  /// A duration as stated.
  case span
  /// A list.
  case list(Schema)
  /// One, or a list.
  case oneOrMore(Schema)
  /// A mapping of a table.
  case table(String)
  /// A mapping with any keys.
  case map(Schema)
  /// Any of these.
  case either([Schema])

  /// An identifier of an entry or phase.
  package static let identifier = Schema.pattern(Identifier.pattern, "gem-doc")
  /// A dose of one administration.
  package static let dose = Schema.pattern("^[0-9.,]+ ?(mg/m2|mg/m²|mg/kg|mg|AUC)$", "1000 mg/m2")
}

/// The keys of one kind of mapping, in the order in which they are written.
package struct KeyTable: Sendable {
  /// The name in the schema: `entry-therapy`.
  package let name: String
  /// What such a mapping is, in a message: `a therapy`.
  package let title: String
  /// What it means.
  package let summary: String
  /// The keys.
  package let keys: [Key]
  /// Such a mapping is written on one line up to this width; 0: it has a line for each key.
  package let inlineWidth: Int
  /// The place of each key by its name.
  package let order: [String: Int]

  package init(name: String, title: String, summary: String, inlineWidth: Int = 0, keys: [Key]) {
    self.name = name
    self.title = title
    self.summary = summary
    self.inlineWidth = inlineWidth
    self.keys = keys
    order = Dictionary(keys.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The names of the keys.
  package var names: [String] { keys.map(\.name) }

  /// A key and what stands behind it.
  package struct Key: Sendable {
    package let name: String
    package let schema: Schema
    package let isRequired: Bool
    package let summary: String

    package init(_ name: String, _ schema: Schema, required: Bool = false, _ summary: String) {
      self.name = name
      self.schema = schema
      isRequired = required
      self.summary = summary
    }
  }
}
