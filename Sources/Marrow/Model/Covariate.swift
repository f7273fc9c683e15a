// SPDX-License-Identifier: Apache-2.0

/// How a typical value follows what is known of a patient, as a publication has it: `value · (1 + share)`, or along a line that may bend at its reference.
public struct Covariate: Sendable, Hashable {
  /// What of a patient.
  public enum Trait: String, Sendable, Hashable, CaseIterable {
    case female
    case restricted
    case treated
    case acidGlycoprotein = "acid-glycoprotein"
  }

  /// What it does to the value.
  public enum Effect: Sendable, Hashable {
    /// A share of the value, where the trait is there.
    case share(Double)
    /// A share of the value a g/L from the reference, below and above it.
    case line(reference: Double, below: Double, above: Double)
  }

  /// The parameter.
  public let key: ParameterKey
  /// What of a patient.
  public let trait: Trait
  /// What it does.
  public let effect: Effect
  /// How certain it is.
  public let certainty: Certainty
  /// Where it is from.
  public let source: String

  /// 1 + the change as a share of the value; nil where the trait is not known. Without the trait, and at the reference, it is 1.
  public func factor(_ traits: PatientTraits) -> Double? {
    func factor(_ isThere: Bool?) -> Double? {
      guard let isThere, case .share(let share) = effect else { return nil }
      return isThere ? 1 + share : 1
    }
    switch trait {
    case .female: return factor(traits.isFemale)
    case .restricted: return factor(traits.isRestricted)
    case .treated: return factor(traits.wasTreated)
    case .acidGlycoprotein:
      guard let level = traits.acidGlycoprotein, case .line(let reference, let below, let above) = effect else {
        return nil
      }
      return 1 + (level < reference ? below : above) * (level - reference)
    }
  }
}
