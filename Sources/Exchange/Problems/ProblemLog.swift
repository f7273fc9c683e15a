import Course

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

  init(text: SourceText, traced: Bool = false) {
    self.text = text
    asked = traced ? [:] : nil
  }

  /// Reports an error.
  func error(_ mark: Mark, _ message: String, expected: String? = nil, suggestion: String? = nil) {
    report(.error, mark, message, expected: expected, suggestion: suggestion)
  }

  /// Reports a warning.
  func warning(_ mark: Mark, _ message: String, expected: String? = nil, suggestion: String? = nil) {
    report(.warning, mark, message, expected: expected, suggestion: suggestion)
  }

  private func report(
    _ severity: Problem.Severity, _ mark: Mark, _ message: String, expected: String?, suggestion: String?
  ) {
    let location = text.location(mark)
    if problems.count >= Self.limit {
      if problems.count == Self.limit {
        problems.append(Problem(.error, at: location, "too many problems in this file; the rest is not told"))
      }
      return
    }
    // A suggestion stands as it would be written, and a problem on one line: no text of several lines is suggested.
    let suggestion = suggestion.flatMap { $0.unicodeScalars.contains(where: Self.breaksLine) ? nil : $0 }
    problems.append(Problem(severity, at: location, message, expected: expected, suggestion: suggestion))
  }

  private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
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
