// SPDX-License-Identifier: Apache-2.0

import Plain

/// What the cells of a column are, and the parts of one for a program.
public enum TableKind: String, Sendable, Hashable, CaseIterable {
  /// Text.
  case words
  /// A number.
  case number
  /// A day.
  case day
  /// A number between bounds.
  case range
  /// A number between bounds with a unit of its own.
  case amount
  /// A length of time between bounds.
  case length
  /// A time to an event or to censoring.
  case time
  /// So many of so many.
  case share
  /// An estimate with limits.
  case estimate
  /// Limits alone.
  case interval
  /// A day between bounds.
  case days
  /// A p-value.
  case pValue = "p"

  /// The parts that a program finds beside the print; none where the print is the value.
  var parts: [(name: Phrase, hasUnit: Bool)] {
    switch self {
    case .words, .number, .day: []
    case .range, .length: [(Self.from, true), (Self.to, true)]
    case .amount: [(Self.from, false), (Self.to, false), (Phrase("unit", "Einheit"), false)]
    case .time:
      [(Self.from, true), (Self.to, true), (Phrase("event", "Ereignis"), false), (Phrase("end", "Ende"), false)]
    case .share:
      [(Phrase(same: "n"), false), (Phrase("n with open", "n mit offenen"), false), (Phrase(same: "N"), false)]
    case .estimate: [(Self.from, true), (Self.to, true), (Self.lower, true), (Self.upper, true)]
    case .interval: [(Self.lower, true), (Self.upper, true)]
    case .days: [(Self.from, false), (Self.to, false)]
    case .pValue: [(Phrase("value", "Wert"), false)]
    }
  }

  private static let (from, to) = (Phrase("from", "von"), Phrase("to", "bis"))
  private static let (lower, upper) = (Phrase("lower limit", "untere Grenze"), Phrase("upper limit", "obere Grenze"))
}
