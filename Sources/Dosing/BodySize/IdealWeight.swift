// SPDX-License-Identifier: Apache-2.0

public import Course

/// A formula for ideal body weight: kilograms at 60 inches, and for each inch above.
public enum IdealWeightFormula: String, Sendable, Hashable, CaseIterable {
  /// Men 50 kg, women 45.5 kg, and 2.3 kg an inch. Devine BJ. Drug Intell Clin Pharm 1974;8:650-655.
  case devine = "Devine"
  /// Men 52 + 1.9, women 49 + 1.7. Robinson JD, et al. Am J Hosp Pharm 1983;40:1016-1019.
  case robinson = "Robinson"
  /// Men 56.2 + 1.41, women 53.1 + 1.36. Miller DR, et al. Am J Hosp Pharm 1983;40:1622.
  case miller = "Miller"

  /// Kilograms at 60 inches and kilograms an inch above; nil without a sex that the formula knows.
  public func terms(_ sex: Sex?) -> (atSixtyInches: Double, perInch: Double)? {
    switch (self, sex) {
    case (.devine, .male): (50, 2.3)
    case (.devine, .female): (45.5, 2.3)
    case (.robinson, .male): (52, 1.9)
    case (.robinson, .female): (49, 1.7)
    case (.miller, .male): (56.2, 1.41)
    case (.miller, .female): (53.1, 1.36)
    case (_, .other), (_, nil): nil
    }
  }

  /// Ideal body weight in kg.
  ///
  /// - Parameters:
  ///   - heightCentimetres: height in cm.
  ///   - sex: male or female.
  ///   - below: what to do below 60 inches (152.4 cm), where none of the formulas is defined.
  public func kilograms(
    heightCentimetres: Double, sex: Sex?, belowSixtyInches below: ShortStature = .refuse
  ) throws(IdealWeightProblem) -> Double {
    guard let (base, slope) = terms(sex) else { throw .needsSex }
    let inches = heightCentimetres / 2.54
    if inches >= 60 { return base + slope * (inches - 60) }
    switch below {
    case .refuse: throw .belowSixtyInches
    case .clamp: return base
    case .extrapolate:
      let weight = base + slope * (inches - 60)
      guard weight > 0 else { throw .belowSixtyInches }
      return weight
    case .proportional: return base * inches / 60
    }
  }
}

/// What a formula for ideal weight does below 60 inches (152.4 cm). None of them was derived there, so a person chooses.
public enum ShortStature: String, Sendable, Hashable, CaseIterable {
  /// No ideal weight.
  case refuse
  /// The weight at 60 inches.
  case clamp
  /// As many kilograms less for an inch below as more for an inch above.
  case extrapolate
  /// The weight at 60 inches in proportion to the height.
  case proportional
}

/// Why there is no ideal weight.
public enum IdealWeightProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The formulas know men and women only.
  case needsSex
  /// Not defined below 60 inches, unless a person chooses how.
  case belowSixtyInches

  /// In words.
  public var description: String {
    switch self {
    case .needsSex: "ideal weight needs the sex (male or female)"
    case .belowSixtyInches:
      "ideal weight is not defined below 60 inches (152.4 cm); choose clamp, extrapolate or proportional"
    }
  }
}
