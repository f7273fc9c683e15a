// SPDX-License-Identifier: Apache-2.0

/// A piece of a YAML document: the text as it is written, with its place. Nothing is guessed about types: `1`,
/// `yes` and `2017-03` are text until the reader asks for a number, a flag or a date.
package struct Item: Sendable {
  /// What stands there.
  package enum Content: Sendable {
    /// Nothing: an empty plain value, `~` or `null`.
    case empty
    /// Text.
    case text(String)
    /// A list.
    case list([Item])
    /// Keys and their values, in the order of the file, each key once.
    case fields([Field])
  }

  /// A key and its value.
  package struct Field: Sendable {
    package var key: String
    package var mark: Mark
    package var value: Item

    package init(key: String, mark: Mark, value: Item) {
      self.key = key
      self.mark = mark
      self.value = value
    }

    /// A field that is written.
    package init(_ key: String, _ value: Item) { self.init(key: key, mark: .start, value: value) }
  }

  /// How a value is written in YAML.
  package enum Style: Sendable {
    /// As it reads; a list or mapping with a line for each part.
    case plain
    /// A text in quotes.
    case quoted
    /// A text behind `|` or `>`.
    case block
  }

  /// What a text is where a format tells texts, numbers and flags apart.
  package enum Kind: Sendable {
    case text, number, flag
  }

  package var content: Content
  /// Where it begins; for quoted text, at the quote.
  package var mark: Mark
  /// How it stands in the text that it was read from.
  package var style: Style
  /// What its text is, where it is written.
  package var kindOfText: Kind

  package init(content: Content, mark: Mark = .start, _ kind: Kind = .text) {
    self.content = content
    self.mark = mark
    kindOfText = kind
    style = .plain
  }

  /// A text that is written.
  package init(text: String, _ kind: Kind = .text) { self.init(content: .text(text), kind) }

  /// The kind in words, for messages.
  package var kind: String {
    switch content {
    case .empty: "nothing"
    case .text(let text): ProblemLog.quoted(text)
    case .list: "a list"
    case .fields: "a mapping (keys with values)"
    }
  }
}
