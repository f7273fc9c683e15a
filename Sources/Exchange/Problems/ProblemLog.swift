// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// The problems of one file while it is read.
///
/// A reference, because the cursors over one file share it; it never leaves the function that reads the file.
final class ProblemLog {
  /// So many problems of one file are told; more would not be read.
  static let limit = 200

  /// The text that is read.
  let text: SourceText
  /// What was found so far.
  private(set) var problems: [Problem] = []
  /// Which keys of which table the reader has asked for, where a test wants to know.
  var asked: [String: Set<String>]?

  /// What reading the file has cost so far.
  var effort = Effort()

  /// Costs of reading in operations, which a test can hold against the size of a file on any machine.
  struct Effort {
    /// Words for which a nearest one was sought.
    var spellings = 0
    /// Names gathered for those uses of a name that are told.
    var names = 0
    /// Times that the YAML parser went through the text.
    var parses = 0
    /// Values that the parser gave, aliases followed.
    var values = 0
  }

  init(text: SourceText, traced: Bool = false) {
    self.text = text
    asked = traced ? [:] : nil
  }

  /// Whether further problems will not be told.
  var isFull: Bool { problems.count >= Self.limit }

  /// Reports an error. The words are put together only if they are told: a file can have a million faults.
  func error(
    _ mark: Mark, _ message: @autoclosure () -> String, expected: @autoclosure () -> String? = nil,
    suggestion: @autoclosure () -> String? = nil
  ) {
    report(.error, mark, message, expected, suggestion)
  }

  /// Reports a warning.
  func warning(
    _ mark: Mark, _ message: @autoclosure () -> String, expected: @autoclosure () -> String? = nil,
    suggestion: @autoclosure () -> String? = nil
  ) {
    report(.warning, mark, message, expected, suggestion)
  }

  private func report(
    _ severity: Problem.Severity, _ mark: Mark, _ message: () -> String, _ expected: () -> String?,
    _ suggestion: () -> String?
  ) {
    if isFull {
      guard problems.count == Self.limit else { return }
      problems.append(
        Problem(.error, at: text.location(mark), "too many problems in this file; the rest is not told"))
      return
    }
    // A suggestion stands as it would be written, and a problem on one line: no text of several lines is suggested.
    let suggestion = suggestion().flatMap {
      $0.unicodeScalars.contains(where: { $0.isControl || $0.breaksLine }) ? nil : $0
    }
    problems.append(
      Problem(severity, at: text.location(mark), message(), expected: expected(), suggestion: suggestion))
  }

  /// Reports a value that its grammar does not take: what was found, for what.
  func tell(_ error: ValueSyntaxError, _ mark: Mark, _ what: String?) {
    self.error(
      mark,
      error.kind == .decimalComma
        ? "a decimal comma in \(Self.quoted(error.text))"
        : Self.quoted(error.text) + (what.map { " for \($0)" } ?? ""),
      expected: error.expected, suggestion: error.suggestion)
  }

  /// The word that was probably meant; nil where it would not be told any more.
  func nearest<Words: Sequence<String>>(to word: String, in candidates: @autoclosure () -> Words) -> String? {
    if isFull { return nil }
    effort.spellings += 1
    return Wording.nearest(to: word, in: candidates())
  }

  /// Text for a message: shortened, on one line, in back quotes.
  static func quoted(_ text: String) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == 60 {
        shown += "…"
        break
      }
      let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      shown.unicodeScalars.append(isControl || scalar.properties.isWhitespace ? " " : scalar)
      count += 1
    }
    return "`\(shown)`"
  }
}
