// SPDX-License-Identifier: Apache-2.0

public import Plain

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

extension Severity {
  /// `error`, in German `Fehler`.
  public var phrase: Phrase {
    switch self {
    case .error: Phrase("error", "Fehler")
    case .warning: Phrase("warning", "Warnung")
    case .note: Phrase("note", "Hinweis")
    }
  }

  /// Several of them: `errors`, in German `Fehler`.
  public var plural: Phrase {
    switch self {
    case .error: Phrase("errors", "Fehler")
    case .warning: Phrase("warnings", "Warnungen")
    case .note: Phrase("notes", "Hinweise")
    }
  }
}
