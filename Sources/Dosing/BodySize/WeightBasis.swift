// SPDX-License-Identifier: Apache-2.0

public import Plain
import Course

/// Which weight a dose is based on.
public enum WeightBasis: Sendable, Hashable {
  /// Actual body weight: recommended for all, also in obesity (ASCO: Griggs JJ, et al. J Clin Oncol 2021;39:2037-2048).
  case actual
  /// Ideal body weight.
  case ideal(IdealWeightFormula)
  /// Adjusted ideal body weight, ideal + factor · (actual − ideal). The factor is 0.4 in general use, 0.25 in transplantation.
  case adjusted(IdealWeightFormula, factor: Double)

  /// Actual weight, and where that is more than 30 % above the ideal one the midpoint of both (Canterbury, New Zealand: redbook.streamliners.co.nz).
  case midpoint(IdealWeightFormula)

  /// Adjusted weight with Devine's ideal weight and a factor of 0.4.
  public static let adjustedDevine = WeightBasis.adjusted(.devine, factor: 0.4)

  /// The kinds of weight, formula and factor aside.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// As weighed.
    case actual = "actual weight"
    /// Ideal.
    case ideal = "ideal weight"
    /// Adjusted.
    case adjusted = "adjusted weight"
    /// The midpoint of actual and ideal weight.
    case midpoint = "midpoint weight"

    /// In words of every language.
    public var phrase: Phrase {
      switch self {
      case .actual: Phrase("actual weight", "tatsächliches Gewicht")
      case .ideal: Phrase("ideal weight", "Idealgewicht")
      case .adjusted: Phrase("adjusted weight", "adjustiertes Gewicht")
      case .midpoint: Phrase("midpoint weight", "Mittel aus tatsächlichem und Idealgewicht")
      }
    }
  }

  /// Which kind it is.
  public var kind: Kind {
    switch self {
    case .actual: .actual
    case .ideal: .ideal
    case .adjusted: .adjusted
    case .midpoint: .midpoint
    }
  }

  /// In words: `adjusted weight (Devine, factor 0.4)`.
  public var name: String {
    switch self {
    case .actual: "actual weight"
    case .ideal(let formula): "ideal weight (\(formula.rawValue))"
    case .adjusted(let formula, let factor):
      "adjusted weight (\(formula.rawValue), factor \(Numbers.text(factor, decimals: 3)))"
    case .midpoint(let formula): "midpoint weight (\(formula.rawValue))"
    }
  }
}

/// The weight that a dose is based on, and how it came about.
public struct DosingWeight: Sendable, Hashable {
  /// Kilograms.
  public var kilograms: Double
  /// The basis that was asked for.
  public var basis: WeightBasis
  /// The ideal weight, where it was needed.
  public var idealKilograms: Double?
  /// The arithmetic, written out.
  public var arithmetic: String
  /// What a reader must know.
  public var remarks: [String]
}

extension BodySize {
  /// The weight for dosing in kg, without words: the same number as ``dosingWeight(_:belowSixtyInches:keepsLowActualWeight:)``.
  func dosingKilograms(
    _ basis: WeightBasis, belowSixtyInches below: ShortStature
  ) throws(IdealWeightProblem) -> Double {
    switch basis {
    case .actual: return weightKilograms
    case .ideal(let formula):
      return try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
    case .adjusted(let formula, let factor):
      let ideal = try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
      return weightKilograms < ideal ? weightKilograms : ideal + factor * (weightKilograms - ideal)
    case .midpoint(let formula):
      let ideal = try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
      return Self.midpoint(weightKilograms, ideal: ideal)
    }
  }

  /// Actual weight, from 30 % above the ideal one on the midpoint of both. The last bits of 30 % are not above it.
  public static func midpoint(_ actual: Double, ideal: Double) -> Double {
    actual > 1.3 * ideal * (1 + 1e-12) ? (actual + ideal) / 2 : actual
  }

  /// The weight for dosing.
  ///
  /// Where the actual weight is below the ideal weight the adjusted weight would be *above* the actual one; with
  /// `keepsLowActualWeight` the actual weight is taken instead, and a remark says so.
  public func dosingWeight(
    _ basis: WeightBasis, belowSixtyInches below: ShortStature = .refuse, keepsLowActualWeight: Bool = true
  ) throws(IdealWeightProblem) -> DosingWeight {
    let actual = Numbers.text(weightKilograms, decimals: 2)
    switch basis {
    case .actual:
      return DosingWeight(
        kilograms: weightKilograms, basis: basis, idealKilograms: nil, arithmetic: "\(actual) kg", remarks: [])
    case .ideal(let formula):
      let ideal = try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
      return DosingWeight(
        kilograms: ideal, basis: basis, idealKilograms: ideal, arithmetic: arithmetic(formula, ideal),
        remarks: shortRemark(below))
    case .midpoint(let formula):
      let ideal = try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
      let weight = Self.midpoint(weightKilograms, ideal: ideal)
      let above = Numbers.text((weightKilograms / ideal - 1) * 100)
      return DosingWeight(
        kilograms: weight, basis: basis, idealKilograms: ideal,
        arithmetic: arithmetic(formula, ideal)
          + (weight == weightKilograms
            ? "; \(actual) kg is \(above) % above it, not more than 30 %: \(actual) kg"
            : "; \(actual) kg is \(above) % above it: (\(actual) + \(Numbers.text(ideal, decimals: 2))) ÷ 2 = \(Numbers.text(weight, decimals: 2)) kg"),
        remarks: shortRemark(below))
    case .adjusted(let formula, let factor):
      let ideal = try formula.kilograms(heightCentimetres: heightCentimetres, sex: sex, belowSixtyInches: below)
      let adjusted = ideal + factor * (weightKilograms - ideal)
      var weight = DosingWeight(
        kilograms: adjusted, basis: basis, idealKilograms: ideal,
        arithmetic: arithmetic(formula, ideal)
          + "; \(Numbers.text(ideal, decimals: 2)) + \(Numbers.text(factor, decimals: 3)) × (\(actual) − "
          + "\(Numbers.text(ideal, decimals: 2))) = \(Numbers.text(adjusted, decimals: 2)) kg",
        remarks: shortRemark(below))
      if weightKilograms < ideal {
        if keepsLowActualWeight {
          weight.kilograms = weightKilograms
          weight.remarks.append(
            "The actual weight is below the ideal weight, where adjusting would raise it to "
              + "\(Numbers.text(adjusted, decimals: 2)) kg; the actual weight is used.")
        } else {
          weight.remarks.append("The actual weight is below the ideal weight: adjusting raises it.")
        }
      }
      return weight
    }
  }

  private func arithmetic(_ formula: IdealWeightFormula, _ ideal: Double) -> String {
    guard let (base, slope) = formula.terms(sex) else { return "" }
    let inches = heightCentimetres / 2.54
    return "\(Numbers.text(base, decimals: 2)) + \(Numbers.text(slope, decimals: 2)) × "
      + "(\(Numbers.text(inches, decimals: 2)) in − 60) = \(Numbers.text(ideal, decimals: 2)) kg"
  }

  private func shortRemark(_ below: ShortStature) -> [String] {
    heightCentimetres / 2.54 < 60
      ? ["Below 60 inches no formula for ideal weight is defined; as chosen: \(below.rawValue)."] : []
  }
}
