// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course

/// Something wrong in a study folder, with where it stands and what would be right.
///
/// Its description is one line as editors and compilers write it:
/// `patients/1.yaml:12:9: error: unknown key 'dosis' in a dose phase; did you mean 'dose'?`, with back quotes for the single ones.
public struct Problem: Sendable, Hashable, CustomStringConvertible {
  /// Whether the folder can be read in spite of it.
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    /// There is no study as long as it stands.
    case error
    /// The study is read; a person should look.
    case warning
  }

  /// Whether the folder can be read in spite of it.
  public var severity: Severity
  /// Where it stands.
  public var location: SourceLocation
  /// What was found.
  public var message: String
  /// What may stand there instead.
  public var expected: String?
  /// What was probably meant, to be written as it is here.
  public var suggestion: String?

  /// A problem at a place.
  public init(
    _ severity: Severity, at location: SourceLocation, _ message: String, expected: String? = nil,
    suggestion: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.expected = expected
    self.suggestion = suggestion
  }

  /// `file:line:column: error: message; expected …; did you mean …?`
  public var description: String { "\(location): \(severity.rawValue): \(words)" }

  /// `message; expected …; did you mean …?`
  public var words: String {
    var text = message
    if let expected { text += "; expected \(expected)" }
    if let suggestion { text += "; did you mean `\(suggestion)`?" }
    return text
  }
}

extension Problem: Comparable {
  /// By file in natural order, then by line and column, then by message.
  public static func < (first: Problem, second: Problem) -> Bool {
    if first.location.file != second.location.file {
      return NaturalOrder.precedes(first.location.file, second.location.file)
    }
    let one = (first.location.line, first.location.column, first.message)
    return one < (second.location.line, second.location.column, second.message)
  }
}
