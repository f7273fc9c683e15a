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

  /// Body mass index in kg/m².
  public var bodyMassIndex: Double {
    let metres = heightCentimetres / 100
    return weightKilograms / (metres * metres)
  }
}
