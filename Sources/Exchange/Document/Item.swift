// SPDX-License-Identifier: Apache-2.0

/// A piece of a YAML document: the text as it is written, with its place. Nothing is guessed about types: `1`,
/// `yes` and `2017-03` are text until the reader asks for a number, a flag or a date.
struct Item: Sendable {
  /// What stands there.
  enum Content: Sendable {
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
  struct Field: Sendable {
    var key: String
    var mark: Mark
    var value: Item
  }

  var content: Content
  /// Where it begins; for quoted text, at the quote.
  var mark: Mark

  /// The kind in words, for messages.
  var kind: String {
    switch content {
    case .empty: "nothing"
    case .text(let text): ProblemLog.quoted(text)
    case .list: "a list"
    case .fields: "a mapping (keys with values)"
    }
  }
}
