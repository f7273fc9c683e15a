// SPDX-License-Identifier: Apache-2.0

/// A reason why standardised uptake cannot be had of a header.
public struct UptakeGap: Sendable, Hashable, CustomStringConvertible {
  /// The field of the standard and its tag: `PatientWeight (0010,1030)`; nil where it is none.
  public let field: String?
  /// What stands there; nil for nothing.
  public let found: String?
  /// What would do.
  public let expected: String

  init(_ field: String?, _ found: String?, expected: String) {
    self.field = field
    // Words of a header may be anything: only what is short and plain is told.
    self.found = found.map { text in
      let isPlain =
        text.utf8.count <= 24
        && text.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || "+-. eE_".utf8.contains($0)
        }
      return isPlain ? text : "another text"
    }
    self.expected = expected
  }

  /// What was found and what was expected.
  public var description: String {
    guard let field else { return expected }
    return "\(field) \(found.map { "is \($0)" } ?? "is not stated"); expected \(expected)"
  }
}

/// Standardised uptake is not determined, for these reasons.
public struct UptakeNotDetermined: Error, Sendable, Hashable, CustomStringConvertible {
  /// All of them.
  public let gaps: [UptakeGap]

  /// All reasons in a line.
  public var description: String { "not determined: " + gaps.map(\.description).joined(separator: "; ") }
}
