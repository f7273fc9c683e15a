// SPDX-License-Identifier: Apache-2.0

/// How grave a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Contradicts the facts, cannot be, or names what the record has nowhere.
  case error
  /// Not supported by the facts, or likely to mislead.
  case warning
  /// Worth knowing; nothing is wrong.
  case note

  /// Errors come first.
  public static func < (left: Severity, right: Severity) -> Bool {
    let order = Severity.allCases
    return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
  }
}
