// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Creatinine clearance by Cockcroft and Gault.
///
/// (140 − age) · weight / (72 · creatinine), times 0.85 in women. Cockcroft DW, Gault MH. Nephron 1976;16:31-41.
/// The weight is the caller's choice and kept with the result.
public struct CreatinineClearance: Sendable, Hashable {
  /// mL/min.
  public var millilitresPerMinute: Double
  /// The creatinine that went in, mg/dL, after the floor.
  public var creatinineMilligramsPerDecilitre: Double
  /// The arithmetic, written out.
  public var arithmetic: String
  /// What a reader must know.
  public var remarks: [String]

  /// Clearance in mL/min; nil where age is not 18–120, or weight, creatinine or the floor are not above 0 and finite.
  ///
  /// - Parameters:
  ///   - ageYears: completed years.
  ///   - weightKilograms: actual, ideal or adjusted weight.
  ///   - creatinine: serum creatinine in mg/dL.
  ///   - isFemale: whether the factor 0.85 applies.
  ///   - floor: least creatinine in mg/dL; NCCN templates use 0.7.
  public init?(
    ageYears: Int, weightKilograms: Double, creatinineMilligramsPerDecilitre creatinine: Double, isFemale: Bool,
    floor: Double? = nil
  ) {
    guard (18...120).contains(ageYears), weightKilograms > 0, creatinine > 0, weightKilograms.isFinite,
      creatinine.isFinite, floor.map({ $0 > 0 && $0.isFinite }) ?? true
    else { return nil }
    let used = floor.map { max($0, creatinine) } ?? creatinine
    let years = Double(140 - ageYears)
    let clearance = years * weightKilograms / (72 * used) * (isFemale ? 0.85 : 1)
    millilitresPerMinute = clearance
    creatinineMilligramsPerDecilitre = used
    arithmetic =
      "(140 − \(ageYears)) × \(Numbers.text(weightKilograms, decimals: 2)) ÷ (72 × \(Numbers.text(used, decimals: 3)))"
      + (isFemale ? " × 0.85" : "") + " = \(Numbers.text(clearance, decimals: 2)) mL/min"
    remarks =
      used > creatinine
      ? [
        "Creatinine \(Numbers.text(creatinine, decimals: 3)) mg/dL was raised to the floor of "
          + "\(Numbers.text(used, decimals: 3)) mg/dL."
      ] : []
    if floor == nil, creatinine < 0.7 {
      remarks.append("Creatinine below 0.7 mg/dL overstates clearance; NCCN templates take at least 0.7.")
    }
  }
}

/// Carboplatin by Calvert: AUC · (GFR + 25). Calvert AH, et al. J Clin Oncol 1989;7:1748-1756.
public struct CalvertDose: Sendable, Hashable {
  /// Milligrams.
  public var milligrams: Double
  /// The filtration rate after the cap, mL/min.
  public var filtrationMillilitresPerMinute: Double
  /// The arithmetic, written out.
  public var arithmetic: String
  /// Which advice on the cap was followed, and what the other gives.
  public var remarks: [String]

  /// The cap of the FDA (2010) and NCCN, mL/min. The Australian ADDIKD guideline advises against any.
  public static let fdaCap = 125.0

  /// The dose in mg; nil where AUC is not above 0 or the filtration rate is negative.
  public init?(auc: Double, filtrationMillilitresPerMinute rate: Double, cap: Double?) {
    guard auc > 0, rate >= 0, auc.isFinite, rate.isFinite, cap.map({ $0 > 0 && $0.isFinite }) ?? true
    else { return nil }
    let used = cap.map { min($0, rate) } ?? rate
    milligrams = auc * (used + 25)
    filtrationMillilitresPerMinute = used
    arithmetic =
      "\(Numbers.text(auc, decimals: 2)) × (\(Numbers.text(used, decimals: 2)) + 25) = "
      + "\(Numbers.text(milligrams, decimals: 1)) mg"
    remarks = []
    if let cap {
      remarks.append(
        "Filtration capped at \(Numbers.text(cap)) mL/min (FDA 2010, NCCN); the Australian ADDIKD guideline advises no cap."
      )
      if rate > cap {
        remarks.append("Without the cap: \(Numbers.text(auc * (rate + 25), decimals: 1)) mg.")
      }
    } else {
      remarks.append("No cap on filtration (ADDIKD, eviQ); the FDA and NCCN advise 125 mL/min.")
      if rate > Self.fdaCap {
        remarks.append("With the cap: \(Numbers.text(auc * (Self.fdaCap + 25), decimals: 1)) mg.")
      }
    }
  }
}
