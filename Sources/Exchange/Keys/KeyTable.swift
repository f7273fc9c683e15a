// SPDX-License-Identifier: Apache-2.0

/// The keys of one kind of mapping in the study folder: declared once, and used by the reader (which keys are known),
/// by its messages (which was meant) and by the schema (which there are).
struct KeyTable: Sendable {
  /// The name in the schema: `entry-therapy`.
  let name: String
  /// What such a mapping is, in a message: `a therapy`.
  let title: String
  /// What it means, in the schema.
  let summary: String
  /// The keys, in the order of the documentation.
  let keys: [Key]

  /// The names of the keys.
  var names: [String] { keys.map(\.name) }
}

/// A key and what stands behind it.
struct Key: Sendable {
  let name: String
  let form: Form
  let isRequired: Bool
  let summary: String

  init(_ name: String, _ form: Form, required: Bool = false, _ summary: String) {
    self.name = name
    self.form = form
    isRequired = required
    self.summary = summary
  }
}

/// What may stand behind a key, as far as a schema can say it.
indirect enum Form: Sendable {
  /// Words.
  case text
  /// One of these words.
  case words([String])
  /// The value, `not stated` or `unknown`.
  case recorded(Form)
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
  case list(Form)
  /// One, or a list.
  case oneOrMore(Form)
  /// A mapping of a table.
  case table(String)
  /// A mapping with any keys.
  case map(Form)
  /// Any of these.
  case either([Form])

  /// An identifier of an entry or phase.
  static let identifier = Form.pattern(Identifier.pattern, "gem-doc")
}
