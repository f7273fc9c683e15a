// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// Pieces of a document as a person sees them in one line of a form, and back.
///
/// A text stands as it is. What is more than a text, readings of a time or a statement with its source, is written as the notation writes it on one line:
/// `{read as: 73 at diagnosis, could also be: 73 at referral}`. A text that would be taken for such a thing stands in double quotes.
enum ItemText {
  /// An item on one line.
  static func line(_ item: Item) -> String {
    switch item.content {
    case .empty: ""
    case .text(let text): needsQuotes(text) ? quoted(text) : text
    case .list, .fields: flow(item)
    }
  }

  /// The item of a line; its mark is given. What looks like a mapping and is none is a text.
  static func item(_ line: String, _ mark: Mark, _ kind: Item.Kind = .text) -> Item {
    let text = line.trimmed
    guard let first = text.first, let last = text.last, text.count > 1,
      (first, last) == ("{", "}") || (first, last) == ("[", "]") || (first, last) == ("\"", "\"")
    else {
      return marked(Item(text: text, kind), mark)
    }
    let log = ProblemLog(text: SourceText(file: "", text: text))
    guard let read = Document.parse(log), log.problems.isEmpty else { return marked(Item(text: text, kind), mark) }
    switch (first, read.content) {
    case ("\"", .text), ("{", .fields), ("[", .list): return marked(read, mark)
    default: return marked(Item(text: text, kind), mark)
    }
  }

  /// A key of somebody's own with its value, on one line: `gemcitabine: Gem`. A key that holds a colon stands in double quotes.
  static func line(_ field: Item.Field) -> String {
    let key = field.key.contains(":") || needsQuotes(field.key) ? quoted(field.key) : field.key
    return "\(key): \(line(field.value))"
  }

  /// The key and the value of such a line; nil for a blank one.
  static func pair(_ line: String, _ mark: Mark) -> Item.Field? {
    let line = line.trimmed
    guard !line.isEmpty else { return nil }
    var key = line[...]
    var rest = Substring()
    if line.first == "\"", let end = closingQuote(line) {
      key = line[...end]
      rest = line[line.index(after: end)...].drop { $0 == " " }.drop { $0 == ":" }
    } else if let colon = line.firstIndex(of: ":") {
      (key, rest) = (line[..<colon], line[line.index(after: colon)...])
    }
    guard case .text(let name) = item(String(key), mark).content else { return nil }
    let value = String(rest).trimmed
    return Item.Field(
      key: name, mark: mark, value: value.isEmpty ? Item(content: .empty, mark: mark) : item(value, mark))
  }

  /// The quote at which a quoted text ends.
  private static func closingQuote(_ line: String) -> String.Index? {
    var isEscaped = false
    for index in line.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if line[index] == "\\" {
        isEscaped = true
      } else if line[index] == "\"" {
        return index
      }
    }
    return nil
  }

  /// All of an item at one mark.
  static func marked(_ item: Item, _ mark: Mark) -> Item {
    var item = item
    item.mark = mark
    switch item.content {
    case .list(let items): item.content = .list(items.map { marked($0, mark) })
    case .fields(let fields):
      item.content = .fields(fields.map { Item.Field(key: $0.key, mark: mark, value: marked($0.value, mark)) })
    case .text, .empty: break
    }
    return item
  }

  /// Whether two items say the same, wherever and however they stand; a list of one says what its item says.
  static func same(_ one: Item?, _ other: Item?) -> Bool {
    switch (one?.content, other?.content) {
    case (nil, nil), (.empty, .empty): return true
    case (.text(let one), .text(let other)): return one.trimmed == other.trimmed
    case (.list(let one), .list(let other)):
      return one.count == other.count && zip(one, other).allSatisfy { same($0, $1) }
    case (.fields(let one), .fields(let other)):
      let (first, second) = (sorted(one), sorted(other))
      return first.map(\.key) == second.map(\.key) && zip(first, second).allSatisfy { same($0.value, $1.value) }
    case (.list(let items), _) where items.count == 1: return same(items[0], other)
    case (_, .list(let items)) where items.count == 1: return same(one, items[0])
    default: return false
    }
  }

  private static func sorted(_ fields: [Item.Field]) -> [Item.Field] { fields.sorted { $0.key < $1.key } }

  private static func needsQuotes(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    return "{[\"".contains(first) || text != text.trimmed || text == "-" || text == "?"
      || text.unicodeScalars.contains { $0.breaksLine || $0.value < 0x20 || YAMLText.mustBeEscaped($0) }
  }

  /// In double quotes, with `&` and `*` as escapes: a reader takes few anchors and aliases.
  private static func quoted(_ text: String) -> String {
    YAMLText.quoted(text).replacing("&", with: "\\x26").replacing("*", with: "\\x2A")
  }

  private static func flow(_ item: Item) -> String {
    switch item.content {
    case .empty: "\"\""
    case .text(let text): isPlain(text) ? text : quoted(text)
    case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .fields(let fields):
      "{" + fields.map { "\(flow(Item(text: $0.key))): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  /// Whether a parser reads a text as it stands within brackets.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    func isWordy(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "½"
    }
    return isWordy(first) && isWordy(last) && !["null", "Null", "NULL"].contains(text)
      && text.unicodeScalars.allSatisfy { isWordy($0) || " -./%+".unicodeScalars.contains($0) }
  }
}
