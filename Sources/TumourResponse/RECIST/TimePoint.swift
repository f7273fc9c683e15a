// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// The response at one visit, with the numbers and the rule that decided it.
public struct TimePoint: Sendable, Hashable {
  /// The day.
  public var date: Day
  /// Sum of the diameters of targets that have a size at baseline; nil if there are none or none was seen.
  public var sum: Millimetres?
  /// Whether every target was seen, and has a size at baseline.
  public var isSumComplete: Bool
  /// Sum at baseline; nil without targets.
  public var baselineSum: Millimetres?
  /// Smallest complete sum before this visit, baseline included.
  public var nadir: Millimetres?
  /// Response of the targets; nil without targets at baseline.
  public var target: Response?
  /// Response of the non-targets; nil if there are none at baseline. Never PR or SD.
  public var nonTarget: Response?
  /// New lesions at or before this visit.
  public var newLesion: NewLesion
  /// Lesions that are back after an overall complete response, so that they are progression.
  public var reappeared: [String]
  /// Non-target nodes that are seen again after an overall complete response and have not unequivocally progressed, so that they do not count.
  public var nodesSeenAgain: [String] = []
  /// The response.
  public var overall: Response
  /// Why, one sentence a step: sums, thresholds, the rule that decided.
  public var reasons: [String] { steps.map(\.english) }
  /// The same in every language.
  public var steps: [Phrase]

  /// Whether there is a new lesion.
  public enum NewLesion: Sendable, Hashable {
    /// None.
    case none
    /// Something that may be a new lesion; it does not count yet.
    case equivocal([String])
    /// New disease, first seen at this visit or before.
    case unequivocal([String])
    /// Equivocal on this day, and confirmed later: counts from here on.
    case backDated([String], confirmed: Day)

    /// Whether it is progression.
    public var counts: Bool {
      switch self {
      case .unequivocal, .backDated: true
      case .none, .equivocal: false
      }
    }
  }

  /// The visit as judged.
  public var visit: JudgedVisit { JudgedVisit(date: date, response: overall) }

  /// Change of the sum from baseline in percent; nil where either is missing or baseline is 0.
  public var percentFromBaseline: Double? { Self.percent(isSumComplete ? sum : nil, baselineSum) }
  /// Change of the sum from the nadir in percent.
  public var percentFromNadir: Double? { Self.percent(isSumComplete ? sum : nil, nadir) }

  private static func percent(_ sum: Millimetres?, _ base: Millimetres?) -> Double? {
    guard let sum, let base, base > .zero else { return nil }
    return (sum.number - base.number) / base.number * 100
  }
}
