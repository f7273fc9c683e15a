// SPDX-License-Identifier: Apache-2.0

/// A code of a system: a text that its grammar allows. Whether a table knows it is another question.
public struct Code: Sendable, Hashable, CustomStringConvertible {
  /// The system.
  public let system: CodeSystem
  /// As it is written: `8890/3`.
  public let text: String

  /// A code; throws where the text is none.
  public init(_ text: String, of system: CodeSystem) throws(MalformedCode) {
    guard system.isWellFormed(text) else {
      throw MalformedCode(
        system: system, text: text, fault: system.fault(text) ?? "no code", suggestion: system.suggestion(for: text))
    }
    self.system = system
    self.text = text
  }

  /// `ICD-O-3-M 8890/3`
  public var description: String { "\(system.rawValue) \(text)" }
}

/// A text that is no code of a system.
public struct MalformedCode: Error, Sendable, Hashable, CustomStringConvertible {
  /// The system.
  public let system: CodeSystem
  /// The text.
  public let text: String
  /// Why it is none.
  public let fault: String
  /// The code that was probably meant.
  public let suggestion: String?

  /// In words, without the text, which can be anything.
  public var description: String {
    "\(fault) of \(system.rawValue); expected \(system.form)" + (suggestion.map { "; did you mean `\($0)`?" } ?? "")
  }
}
