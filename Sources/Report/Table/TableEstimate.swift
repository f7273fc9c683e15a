// SPDX-License-Identifier: Apache-2.0

public import Plain

/// An estimate with its limits, in the unit of its column.
public struct TableEstimate: Sendable, Hashable {
  /// The estimate, a range where the record leaves it open; nil if it is not reached.
  public var value: NumberBounds?
  /// Lower limit.
  public var lower: Double?
  /// Upper limit.
  public var upper: Double?
  /// Decimals in print.
  public var decimals: Int
  /// Unit that print shows behind the value.
  public var unit: String?
  /// What print says of limits that are not there.
  public var style: Style

  /// What print says of limits that are not there.
  public enum Style: Sendable, Hashable {
    /// A median: below the first limit nothing is determined, the last is not reached.
    case median
    /// A probability: neither limit is determined; without both nothing is said.
    case probability
    /// A mean or a share: `–`, and `n.d.` without both.
    case mean
    /// A ratio: `–`.
    case ratio
  }

  /// An estimate.
  public init(
    _ value: NumberBounds?, lower: Double?, upper: Double?, decimals: Int = 1, unit: String? = nil, style: Style
  ) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.decimals = decimals
    self.unit = unit
    self.style = style
  }

  /// `6.2 (3.1–n.r.)`, `not reached (4.4–n.r.)`; in German `6,2 (3,1–n. e.)`.
  func text(in language: Language) -> String {
    func limit(_ value: Double?, _ missing: String) -> String {
      value.map { Numbers.text($0, decimals: decimals, in: language) } ?? missing
    }
    let shown =
      (value?.phrase(decimals: decimals)[language] ?? Phrase.notReached[language]) + (unit.map { " \($0)" } ?? "")
    let (below, above): (String, String) =
      switch style {
      case .median: (Phrase.notDeterminedSign[language], Phrase.notReachedSign[language])
      case .probability: (Phrase.notDeterminedSign[language], Phrase.notDeterminedSign[language])
      case .mean, .ratio: ("–", "–")
      }
    if lower == nil, upper == nil {
      switch style {
      case .probability: return shown
      case .mean: return shown + " (\(Phrase.notDeterminedSign[language]))"
      case .median, .ratio: break
      }
    }
    return shown + " (\(limit(lower, below))–\(limit(upper, above)))"
  }
}

extension Phrase {
  /// Of a median that more than half of the patients have not had by the end of follow-up.
  static let notReached = Phrase("not reached", "nicht erreicht")
  /// The same where there is no room for it, which a footnote explains.
  static let notReachedSign = Phrase("n.r.", "n.\u{A0}e.")
  /// `not determined` where there is no room for it, which a footnote explains.
  static let notDeterminedSign = Phrase("n.d.", "n.\u{A0}b.")
  /// What the record does not say.
  static let notStated = Phrase("not stated", "nicht angegeben")
}
