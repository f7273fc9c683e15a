// SPDX-License-Identifier: Apache-2.0

public import Course
import Foundation

/// A formula for body surface area from height and weight.
///
/// ```swift
/// SurfaceFormula.mosteller.squareMetres(heightCentimetres: 170, weightKilograms: 75, sex: nil)  // 1.8819…
/// ```
public enum SurfaceFormula: String, Sendable, Hashable, CaseIterable {
  /// √(h·w/3600). Mosteller RD. N Engl J Med 1987;317:1098.
  case mosteller = "Mosteller"
  /// 0.007184 · h^0.725 · w^0.425. Du Bois D, Du Bois EF. Arch Intern Med 1916;17:863-871.
  case duBois = "Du Bois"
  /// 0.024265 · h^0.3964 · w^0.5378. Haycock GB, et al. J Pediatr 1978;93:62-66.
  case haycock = "Haycock"
  /// 0.0235 · h^0.42246 · w^0.51456. Gehan EA, George SL. Cancer Chemother Rep 1970;54:225-235.
  case gehanGeorge = "Gehan-George"
  /// 0.0003207 · h^0.3 · g^(0.7285 − 0.0188·log₁₀ g), g in grams. Boyd E. The Growth of the Surface Area of the Human Body. 1935.
  case boyd = "Boyd"
  /// 0.008883 · h^0.663 · w^0.444. Fujimoto S, et al. Nippon Eiseigaku Zasshi 1968;23:443-450.
  case fujimoto = "Fujimoto"
  /// 0.007241 · h^0.725 · w^0.425. Takahira H. Rep Imp Inst Nutr 1925;1:61-95.
  case takahira = "Takahira"
  /// Men 0.000579479 · h^1.24 · w^0.38, women 0.000975482 · h^1.08 · w^0.46. Schlich E, et al. Ernährungs-Umschau 2010;57:178-183.
  case schlich = "Schlich"

  /// Body surface in m².
  ///
  /// - Parameters:
  ///   - h: height in cm, above 0.
  ///   - w: weight in kg, above 0; the weight that the dose is based on, actual or adjusted.
  ///   - sex: only Schlich needs it.
  /// - Returns: nil where a number is not above 0, or Schlich's formula lacks the sex.
  public func squareMetres(heightCentimetres h: Double, weightKilograms w: Double, sex: Sex?) -> Double? {
    guard h > 0, w > 0, h.isFinite, w.isFinite else { return nil }
    switch self {
    case .mosteller: return (h * w / 3600).squareRoot()
    case .duBois: return 0.007184 * pow(h, 0.725) * pow(w, 0.425)
    case .haycock: return 0.024265 * pow(h, 0.3964) * pow(w, 0.5378)
    case .gehanGeorge: return 0.0235 * pow(h, 0.42246) * pow(w, 0.51456)
    case .boyd:
      let grams = w * 1000
      return 0.0003207 * pow(h, 0.3) * pow(grams, 0.7285 - 0.0188 * log10(grams))
    case .fujimoto: return 0.008883 * pow(h, 0.663) * pow(w, 0.444)
    case .takahira: return 0.007241 * pow(h, 0.725) * pow(w, 0.425)
    case .schlich:
      switch sex {
      case .male: return 0.000579479 * pow(h, 1.24) * pow(w, 0.38)
      case .female: return 0.000975482 * pow(h, 1.08) * pow(w, 0.46)
      case .other, nil: return nil
      }
    }
  }

  /// The formula that a person means: `dubois`, `Gehan George` and `MOSTELLER` all name one.
  public init?(named text: String) {
    let wanted = Self.letters(text)
    guard let formula = Self.allCases.first(where: { Self.letters($0.rawValue) == wanted }) else { return nil }
    self = formula
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
}
