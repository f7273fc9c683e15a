// SPDX-License-Identifier: Apache-2.0

public import Course

/// Height, weight and sex of a person, as measured.
public struct BodySize: Sendable, Hashable {
  /// Height in centimetres.
  public var heightCentimetres: Double
  /// Actual body weight in kilograms.
  public var weightKilograms: Double
  /// Sex, where a formula needs it.
  public var sex: Sex?

  /// A body size as measured. Whether it is plausible is asked by ``questions``.
  public init(heightCentimetres: Double, weightKilograms: Double, sex: Sex? = nil) {
    self.heightCentimetres = heightCentimetres
    self.weightKilograms = weightKilograms
    self.sex = sex
  }

  /// Body mass indices in kg/m² that an adult can have: below, nobody survives (Henry, Eur J Clin Nutr 1990;44:329-35: near 13 in men and 11 in women); above, height and weight are swapped, or a digit is wrong (our convention).
  public static let possibleIndices = 10.0...100.0

  /// Whether an adult can have it: of what cannot be, a body surface and a dose in mg would be wrong too.
  public var isOfABody: Bool { Self.possibleIndices.contains(bodyMassIndex) }

  /// Body mass index in kg/m².
  public var bodyMassIndex: Double {
    let metres = heightCentimetres / 100
    return weightKilograms / (metres * metres)
  }
}
