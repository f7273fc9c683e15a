// SPDX-License-Identifier: Apache-2.0

/// A dose of one administration.
public struct Dose: Sendable, Hashable {
  /// The number.
  public var amount: Double
  /// Its unit.
  public var unit: DoseUnit

  /// A dose.
  public init(amount: Double, unit: DoseUnit) {
    self.amount = amount
    self.unit = unit
  }
}

/// Units of a dose.
public enum DoseUnit: String, Sendable, Hashable, CaseIterable {
  /// Milligrams per square metre of body surface.
  case milligramsPerSquareMetre = "mg/m2"
  /// Milligrams per kilogram of body weight.
  case milligramsPerKilogram = "mg/kg"
  /// Milligrams.
  case milligrams = "mg"
  /// Area under the curve of the free drug in mg/mL·min, from which Calvert's formula gives the dose.
  case areaUnderCurve = "AUC"

  /// For print: `mg/m²`.
  public var printed: String { self == .milligramsPerSquareMetre ? "mg/m²" : rawValue }

  /// Amounts of one administration that any drug can have, in this unit; outside, a digit or the unit is wrong.
  ///
  /// Above the greatest in use by far: methotrexate 12,000 mg/m², ifosfamide 18,000 mg a course, mesna; carboplatin AUC 10 before
  /// transplantation. Below the least: vincristine and dactinomycin in hundredths of a milligram.
  public var possibleAmounts: ClosedRange<Double> {
    switch self {
    case .milligramsPerSquareMetre: 0.000_1...50_000
    case .milligramsPerKilogram: 0.000_1...5000
    case .milligrams: 0.000_1...200_000
    case .areaUnderCurve: 0.1...30
    }
  }
}
