// SPDX-License-Identifier: Apache-2.0

import Foundation

/// By what the values of a slice of PET are multiplied to be standardised uptake (SUV), in g/ml.
///
/// After the vendor-neutral pseudo-code of the Quantitative Imaging Biomarkers Alliance (QIBA FDG-PET/CT profile) over PS3.3 C.8.9.1 and C.8.9.4. What is missing, or cannot be, makes it not determined: nothing is taken for granted, and no unit is
/// guessed. No conformity assessment was made; SUV must not decide a treatment.
public struct StandardisedUptake: Sendable, Hashable {
  /// SUV by body weight, in g/ml, of a value of 1 in the units of the file after slope and intercept: of 1 Bq/ml mostly.
  public let factor: Double
  /// How it was computed, without any number of the patient.
  public let way: String

  /// What a person may weigh, in kg, and measure, in m; and what can be injected for PET, in Bq.
  static let weights = 2.0...400.0
  static let heights = 0.5...2.5
  static let doses = 1e6...1e10

  /// The uptake of a slice.
  ///
  /// - Parameters:
  ///   - header: that of the slice.
  ///   - span: the acquisitions of its series, as far as they are known.
  public init(_ header: PETHeader, span: PETSeriesSpan) throws(UptakeNotDetermined) {
    let reader = UptakeReader(header: header, span: span)
    guard header.isSliceOfPET else { throw UptakeNotDetermined(gaps: [Self.noSlice(header)]) }
    var gaps = reader.corrections()
    switch header.word("0054,1001")?.uppercased() {
    case "GML":
      gaps += Self.typeGaps(header, expected: ["BW"])
      guard gaps.isEmpty else { throw UptakeNotDetermined(gaps: gaps) }
      (factor, way) = (1, "the values are SUV by body weight")
    case "BQML":
      (factor, way) = try reader.factor(ofActivity: 1, gaps)
    case "CNTS":
      let isPhilips = header.word("7053,0010")?.uppercased() == "PHILIPS PET PRIVATE GROUP"
      if isPhilips, let own = header.number("7053,1000"), own > 0 {
        guard gaps.isEmpty else { throw UptakeNotDetermined(gaps: gaps) }
        (factor, way) = (own, "by the SUV factor of the manufacturer (7053,1000)")
      } else if isPhilips, let activity = header.number("7053,1009"), activity > 0 {
        (factor, way) = try reader.factor(ofActivity: activity, gaps)
      } else {
        gaps.append(
          UptakeGap(
            "Units (0054,1001)", "CNTS",
            expected: "BQML, GML, or the manufacturer's factors (7053,1000 or 7053,1009 of Philips) beside counts"))
        throw UptakeNotDetermined(gaps: gaps)
      }
    case let unit:
      gaps.append(UptakeGap("Units (0054,1001)", unit, expected: "BQML, GML or CNTS"))
      throw UptakeNotDetermined(gaps: gaps)
    }
  }

  private static func noSlice(_ header: PETHeader) -> UptakeGap {
    guard header.modality == "PT" else {
      return UptakeGap("Modality (0008,0060)", header.modality, expected: "PT")
    }
    return UptakeGap(
      "SOPClassUID (0008,0016)", header.word("0008,0016"),
      expected: "slices of PET, a file each (1.2.840.10008.5.1.4.1.1.128), not an object of many frames")
  }

  private static func typeGaps(_ header: PETHeader, expected: [String]) -> [UptakeGap] {
    // Without a type GML is by body weight (PS3.3 C.8.9.1).
    let type = header.word("0054,1006")?.uppercased() ?? "BW"
    return expected.contains(type)
      ? [] : [UptakeGap("SUVType (0054,1006)", type, expected: expected.joined(separator: " or "))]
  }

  // MARK: by lean body mass

  /// By what values are multiplied to be uptake by lean body mass (SUL), in g/ml: after Janmahasatian et al. 2005, of adults.
  public static func lean(_ header: PETHeader, span: PETSeriesSpan) throws(UptakeNotDetermined) -> Double {
    let reader = UptakeReader(header: header, span: span)
    if header.isSliceOfPET, header.word("0054,1001")?.uppercased() == "GML",
      header.word("0054,1006")?.uppercased() == "LBMJANMA"
    {
      let gaps = reader.corrections()
      guard gaps.isEmpty else { throw UptakeNotDetermined(gaps: gaps) }
      return 1
    }
    var gaps: [UptakeGap] = []
    var factor = 0.0
    do throws(UptakeNotDetermined) { factor = try StandardisedUptake(header, span: span).factor } catch {
      gaps = error.gaps
    }
    let (weight, noWeight) = reader.weight()
    let (height, noHeight) = reader.height()
    let (sex, noSex) = reader.sex()
    gaps += (noWeight + noHeight + noSex + reader.ageGaps()).filter { !gaps.contains($0) }
    guard gaps.isEmpty, let weight, let height, let sex else { throw UptakeNotDetermined(gaps: gaps) }
    return factor * LeanBodyMass.janmahasatian(weight: weight, height: height, sex) / weight
  }
}
