// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course

extension Fields {
  /// A time as stated.
  func time(_ text: String, _ item: Item) -> StatedTime? {
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

  /// An event: `death`, `start of gem-doc`, `end of gem-doc`. It may be the last part of a text, `shift` bytes on.
  func anchor(_ text: String, _ item: Item, in whole: String? = nil, shift: Int = 0) -> Anchor? {
    var anchor = parsed(text, item, in: whole, shift: shift) { text throws(TimeSyntaxError) in
      try Anchor(parsing: text)
    }
    anchor?.offset += shift
    return anchor
  }

  /// Reads a text by a parser of times, and tells an error where in the text it is.
  func parsed<Value>(
    _ text: String, _ item: Item, in whole: String? = nil, shift: Int = 0,
    _ parse: (String) throws(TimeSyntaxError) -> Value
  ) -> Value? {
    do {
      return try parse(text)
    } catch {
      let whole = whole ?? text
      log.error(
        log.text.mark(in: item, text: whole, utf8Offset: shift + error.offset), Self.words(error, whole),
        expected: error.expected, suggestion: error.suggestion)
      return nil
    }
  }

  /// What was found in a text that should be a time.
  static func words(_ error: TimeSyntaxError, _ text: String) -> String {
    if error.found == "nothing" { return "\(ProblemLog.quoted(text)) ends too early" }
    return error.found == text
      ? ProblemLog.quoted(text) : "\(ProblemLog.quoted(error.found)) in \(ProblemLog.quoted(text))"
  }
}

extension StatedTime {
  /// The events that it refers to.
  var anchors: [Anchor] {
    switch form {
    case .at(let anchor), .after(_, let anchor), .before(_, let anchor), .during(let anchor): [anchor]
    case .cycle(_, let anchor, _): anchor.map { [$0] } ?? []
    case .date, .unknown: []
    }
  }

  /// The kinds of thing that its events may be of: a cycle is of a therapy; empty: any.
  var anchorKinds: Set<Names.Kind> {
    if case .cycle = form { [.therapy] } else { [] }
  }

  /// The number of a cycle without a therapy: it is of the therapy in which the time stands.
  var isOwnCycle: Bool {
    if case .cycle(_, of: nil, _) = form { true } else { false }
  }
}
