import Chronology
import Course

extension Fields {
  /// A time as stated. `therapy` is the one that `during cycle 16` means where it names none.
  func time(_ text: String, _ item: Item, therapy: String? = nil) -> StatedTime? {
    parsed(text, item) { text throws(TimeSyntaxError) in try StatedTime(parsing: text) }
  }

  /// Durations as stated: one or a list.
  func spans(_ key: String) -> [StatedSpan] {
    oneOrMore(key).compactMap { item in text(of: item).flatMap { span($0, item) } }
  }

  /// A duration as stated.
  func span(_ key: String) -> StatedSpan? {
    guard let item = item(key), let text = text(of: item) else { return nil }
    return span(text, item)
  }

  private func span(_ text: String, _ item: Item) -> StatedSpan? {
    parsed(text, item) { text throws(TimeSyntaxError) in try StatedSpan(parsing: text) }
  }

  /// A date in its three states.
  func recordedDate(_ key: String) -> Recorded<StatedDate> {
    recorded(key) { text, item in
      parsed(text, item) { text throws(TimeSyntaxError) in try StatedDate(parsing: text) }
    }
  }

  /// An event: `death`, `start of gem-doc`, `end of gem-doc`.
  func anchor(_ text: String, _ item: Item, edges: Bool = true) -> Anchor? {
    for (words, edge) in [("start of ", Anchor.Edge.start), ("end of ", .end)] where edges && text.hasPrefix(words) {
      return anchorID(String(text.dropFirst(words.count)).trimmed, text, item).map { Anchor(edge: edge, id: $0) }
    }
    return anchorID(text, text, item).map { Anchor(edge: .whole, id: $0) }
  }

  private func anchorID(_ id: String, _ text: String, _ item: Item) -> String? {
    if Identifier.isWellFormed(id) { return id }
    log.error(
      item.mark, "\(ProblemLog.quoted(text)) for an event", expected: "`start of ID`, `end of ID` or an id",
      suggestion: Identifier.slug(id).isEmpty || id.contains(" ") ? nil : Identifier.slug(id))
    return nil
  }

  /// Reads a text by a parser of times, and tells an error where in the text it is.
  func parsed<Value>(_ text: String, _ item: Item, _ parse: (String) throws(TimeSyntaxError) -> Value) -> Value? {
    do {
      return try parse(text)
    } catch {
      log.error(
        log.text.mark(in: item, text: text, utf8Offset: error.offset),
        "\(ProblemLog.quoted(error.found)) in \(ProblemLog.quoted(text))", expected: error.expected,
        suggestion: error.suggestion)
      return nil
    }
  }
}
