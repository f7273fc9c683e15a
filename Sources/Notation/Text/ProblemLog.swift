// SPDX-License-Identifier: Apache-2.0

package import Course
import Plain

/// The problems of one file while it is read.
///
/// A reference, because the cursors over one file share it; it never leaves the function that reads the file.
package final class ProblemLog {
  /// So many problems of one file are told; more would not be read.
  package static let limit = 200

  /// The text that is read.
  package let text: SourceText
  /// What was found so far.
  package private(set) var problems: [Problem] = []

  /// What reading the file has cost so far.
  package var effort = Effort()

  /// Costs of reading in operations, which a test can hold against the size of a file on any machine.
  package struct Effort: Sendable {
    /// Words for which a nearest one was sought.
    package var spellings = 0
    /// Names gathered for those uses of a name that are told.
    package var names = 0
    /// Times that the YAML parser went through the text.
    package var parses = 0
    /// Values that the parser gave, aliases followed.
    package var values = 0
  }

  package init(text: SourceText) { self.text = text }

  /// Whether further problems will not be told.
  package var isFull: Bool { problems.count >= Self.limit }

  /// Reports an error. The words are put together only if they are told: a file can have a million faults.
  package func error(
    _ mark: Mark, _ message: @autoclosure () -> String, expected: @autoclosure () -> String? = nil,
    suggestion: @autoclosure () -> String? = nil
  ) {
    report(.error, mark, message, expected, suggestion)
  }

  /// Reports a warning.
  package func warning(
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
  package func tell(_ error: ValueSyntaxError, _ mark: Mark, _ what: String?) {
    self.error(
      mark, Self.quoted(error.text) + (what.map { " for \($0)" } ?? ""),
      expected: error.expected, suggestion: error.suggestion)
  }

  /// The word that was probably meant; nil where it would not be told any more.
  package func nearest<Words: Sequence<String>>(to word: String, in candidates: @autoclosure () -> Words) -> String? {
    if isFull { return nil }
    effort.spellings += 1
    return Wording.nearest(to: word, in: candidates())
  }

  /// Text for a message: shortened, on one line, in back quotes.
  package static func quoted(_ text: String) -> String {
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
