// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Foundation

/// How a computed dose is made one that can be prepared.
public enum RoundingRule: Sendable, Hashable {
  /// Not at all.
  case exact
  /// To the nearest whole number of vials, unless that changes the dose by more than the limit.
  ///
  /// Within 10 % of the ordered dose for cytotoxics and biologicals alike, curative or palliative (HOPA: Fahrenbruch R, et al.
  /// J Oncol Pract 2018;14:e130-e136); some sites take 5 % in curative intent.
  case vial(milligrams: Double, limitPercent: Double)
  /// To the coarsest of 1, 2, 5, 10, 20, 50 … mg that stays within the limit.
  case percentage(limitPercent: Double)
  /// To the band of a table.
  case bands(DoseBandTable, onStep: DoseBandTable.OnStep)

  /// In words, for print.
  public var name: String {
    switch self {
    case .exact: "not rounded"
    case .vial(let milligrams, let limit):
      "nearest \(Numbers.text(milligrams, decimals: 3)) mg vial within \(Numbers.text(limit)) %"
    case .percentage(let limit): "coarsest step within \(Numbers.text(limit)) %"
    case .bands(let table, let onStep): "bands \(table.id), \(onStep.rawValue) on the step"
    }
  }

  /// Why the rule cannot round; nil where it can.
  public var problem: RoundingProblem? {
    switch self {
    case .exact, .bands: return nil
    case .vial(let milligrams, let limit):
      if !(milligrams > 0 && milligrams.isFinite) { return .vial(milligrams) }
      return limit > 0 && limit <= 100 ? nil : .limit(limit)
    case .percentage(let limit): return limit > 0 && limit <= 100 ? nil : .limit(limit)
    }
  }

  /// Rounds a dose in mg; by a rule that cannot round (``problem``) it stays as it is.
  public func round(_ milligrams: Double) -> RoundedDose {
    guard problem == nil else { return RoundedDose(milligrams, to: milligrams, rule: name) }
    switch self {
    case .exact: return RoundedDose(milligrams, to: milligrams, rule: name)
    case .vial(let vial, let limit):
      let rounded = (milligrams / vial).rounded() * vial
      return RoundedDose(milligrams, within: limit, to: rounded, rule: name)
    case .percentage(let limit):
      var best = milligrams
      for exponent in -2...4 {
        for digit in [1.0, 2, 5] {
          let step = digit * pow(10, Double(exponent))
          let rounded = (milligrams / step).rounded() * step
          if rounded > 0, abs(rounded / milligrams - 1) * 100 <= limit { best = rounded }
        }
      }
      return RoundedDose(milligrams, within: limit, to: best, rule: name)
    case .bands(let table, let onStep):
      guard let band = table.band(for: milligrams, onStep: onStep) else {
        var kept = RoundedDose(milligrams, to: milligrams, rule: name)
        kept.refusal =
          "\(Numbers.text(milligrams, decimals: 2)) mg is outside the table "
          + "(\(Numbers.text(table.bands.first?.from ?? 0, decimals: 2))–\(Numbers.text(table.end, decimals: 2)) mg)"
        return kept
      }
      return RoundedDose(milligrams, to: band, rule: name)
    }
  }
}

/// Why a rule cannot round.
public enum RoundingProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The vial does not hold a finite number of mg above 0.
  case vial(Double)
  /// The limit is no percentage above 0, at most 100: a limit that is no number would never refuse.
  case limit(Double)

  /// In words.
  public var description: String {
    switch self {
    case .vial: "a vial must hold a finite number of mg above 0"
    case .limit: "the limit of rounding must be above 0 %, at most 100 %"
    }
  }
}

/// A dose after rounding, with what that did to it.
public struct RoundedDose: Sendable, Hashable {
  /// The computed dose in mg.
  public var calculatedMilligrams: Double
  /// What the rule proposes in mg, even if it is refused.
  public var proposedMilligrams: Double
  /// What is given in mg: the proposal, or the computed dose where the proposal is refused.
  public var milligrams: Double
  /// Change by the proposal in percent of the computed dose.
  public var changePercent: Double
  /// The rule, in words.
  public var rule: String
  /// Why the proposal is refused; nil if it is accepted.
  public var refusal: String?

  init(_ calculated: Double, within limit: Double? = nil, to proposed: Double, rule: String) {
    calculatedMilligrams = calculated
    proposedMilligrams = proposed
    changePercent = calculated > 0 ? (proposed / calculated - 1) * 100 : 0
    self.rule = rule
    // A tolerance of the last bits, so that exactly 10 % is within 10 %.
    if let limit, abs(changePercent) > limit + 1e-9 || proposed <= 0 {
      milligrams = calculated
      refusal =
        "\(Numbers.text(proposed, decimals: 2)) mg would change the dose by \(Numbers.text(changePercent, decimals: 2)) %, "
        + "more than \(Numbers.text(limit)) %"
    } else {
      milligrams = proposed
    }
  }
}
