// SPDX-License-Identifier: Apache-2.0

/// Lean body mass of adults after Janmahasatian et al., Clin Pharmacokinet 2005;44:1051-65.
///
/// PERCIST (Wahl et al., J Nucl Med 2009;50 Suppl 1:122S-150S) normalises uptake by lean body mass; values by another formula, such as that of James, are not comparable with these.
public enum LeanBodyMass {
  /// The sex by which the formula differs.
  public enum Sex: Sendable, Hashable {
    case male
    case female
  }

  /// Lean body mass in kg.
  ///
  /// - Parameters:
  ///   - weight: in kg.
  ///   - height: in m.
  ///   - sex: of the patient.
  public static func janmahasatian(weight: Double, height: Double, _ sex: Sex) -> Double {
    let index = weight / (height * height)
    return switch sex {
    case .male: 9270 * weight / (6680 + 216 * index)
    case .female: 9270 * weight / (8780 + 244 * index)
    }
  }
}
