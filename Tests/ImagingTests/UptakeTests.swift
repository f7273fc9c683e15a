// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import Imaging
import Testing

/// Standardised uptake of headers, by hand.
@Suite struct UptakeTests {
  /// The header of an invented FDG scan: 70 kg, 350 MBq of F-18 at 09:00, scan from 10:00.
  static let whole: [(String, String)] = [
    ("(0008,0016)", "UI [1.2.840.10008.5.1.4.1.1.128]"), ("(0008,0021)", "DA [20200302]"),
    ("(0008,0022)", "DA [20200302]"), ("(0008,0031)", "TM [100000.00]"), ("(0008,0032)", "TM [100500.00]"),
    ("(0008,0060)", "CS [PT]"), ("(0010,0040)", "CS [M]"), ("(0010,1010)", "AS [061Y]"), ("(0010,1020)", "DS [1.75]"),
    ("(0010,1030)", "DS [70]"), ("(0028,0051)", "CS [NORM\\DTIM\\ATTN\\SCAT\\DECY]"), ("(0054,1001)", "CS [BQML]"),
    ("(0028,1053)", "DS [1.5]"),
    ("(0054,1102)", "CS [START]"), ("(0054,0016).(0018,0031)", "LO [FDG -- fluorodeoxyglucose]"),
    ("(0054,0016).(0018,1072)", "TM [090000.00]"), ("(0054,0016).(0018,1074)", "DS [350000000]"),
    ("(0054,0016).(0018,1075)", "DS [6586.2]"), ("(0054,0016).(0054,0300).(0008,0100)", "SH [C-111A1]"),
  ]

  /// That header with other fields, or without.
  private func header(_ changes: [String: String?] = [:]) -> PETHeader {
    var lines = Self.whole.filter { changes[$0.0] == nil }
    for (tag, value) in changes { if let value { lines.append((tag, value)) } }
    return PETHeader(lines.map { "\($0.0) \($0.1)   #  8, 1 Field" }.joined(separator: "\n"))
  }

  private func uptake(_ changes: [String: String?] = [:]) throws -> StandardisedUptake {
    try StandardisedUptake(header(changes), span: PETSeriesSpan())
  }

  /// The fields that are named where there is none.
  private func gaps(_ changes: [String: String?]) -> [String] {
    do throws(UptakeNotDetermined) {
      let found = try StandardisedUptake(header(changes), span: PETSeriesSpan())
      return ["determined: \(found.factor)"]
    } catch { return error.gaps.map { $0.field ?? "" } }
  }

  private func isNear(_ one: Double, _ other: Double) -> Bool { abs(one / other - 1) < 1e-6 }

  /// 3600 s are 0.546597 half-lives: of 350 MBq 239.6215 MBq are left (2^-0.546597 = 0.684633). 70 000 g / 239 621 500 Bq = 2.92127e-4 g/Bq.
  @Test func decayToTheStart() throws {
    let left = 350e6 * 0.684633
    #expect(abs(try uptake().factor / (70_000 / left) - 1) < 2e-6)
    #expect(abs(try uptake().factor - 2.92127e-4) < 1e-9)
    // Twice the weight, or half the dose: twice the uptake.
    #expect(isNear(try uptake(["(0010,1030)": "DS [140]"]).factor, 2 * (try uptake().factor)))
    #expect(isNear(try uptake(["(0054,0016).(0018,1074)": "DS [1.75e+08]"]).factor, 2 * (try uptake().factor)))
  }

  /// Of values as of the injection nothing has decayed: 70 000 g / 350 000 000 Bq = 2e-4 g/Bq, whatever the times are.
  @Test func decayToTheInjection() throws {
    #expect(isNear(try uptake(["(0054,1102)": "CS [ADMIN]"]).factor, 2e-4))
    #expect(
      isNear(
        try uptake(["(0054,1102)": "CS [ADMIN]", "(0054,0016).(0018,1072)": nil, "(0008,0031)": nil]).factor, 2e-4))
  }

  /// One half-life of 6586.2 s: half is left, 4e-4 g/Bq. The injection was on the evening before, the series goes on over midnight.
  @Test func overMidnight() throws {
    let night: [String: String?] = [
      // 00:10:00 less 6586.2 s (1:49:46.2) is 22:20:13.8.
      "(0008,0031)": "TM [001000.00]", "(0008,0032)": "TM [001500.00]",
      "(0054,0016).(0018,1072)": "TM [222013.80]", "(0054,0016).(0018,1078)": "DT [20200301222013.80]",
    ]
    #expect(isNear(try uptake(night).factor, 4e-4))
    // Without its day the injection would be after the scan; the day before is not guessed.
    #expect(
      gaps(night.merging(["(0054,0016).(0018,1078)": nil]) { $1 }) == ["RadiopharmaceuticalStartTime (0018,1072)"])
    // The scan begins before midnight, the slice was acquired after it.
    #expect(
      isNear(
        try uptake([
          "(0008,0031)": "TM [235000.00]", "(0008,0022)": "DA [20200303]", "(0008,0032)": "TM [001000.00]",
          "(0054,0016).(0018,1072)": "TM [220013.80]",
        ]).factor, 4e-4))
  }

  /// What is missing, zero or impossible is named, and nothing is scaled.
  @Test(
    arguments: [
      ("(0008,0060)", "CS [CT]", "Modality (0008,0060)"),
      ("(0008,0016)", "UI [1.2.840.10008.5.1.4.1.1.130]", "SOPClassUID (0008,0016)"),
      ("(0028,0051)", "CS [DECY]", "CorrectedImage (0028,0051)"),
      ("(0028,0051)", "CS [ATTN]", "CorrectedImage (0028,0051)"),
      ("(0028,1053)", nil, "RescaleSlope (0028,1053)"), ("(0028,1053)", "DS [0]", "RescaleSlope (0028,1053)"),
      ("(0054,1102)", "CS [NONE]", "DecayCorrection (0054,1102)"), ("(0054,1102)", nil, "DecayCorrection (0054,1102)"),
      ("(0054,1001)", "CS [CNTS]", "Units (0054,1001)"), ("(0054,1001)", "CS [PROPCNTS]", "Units (0054,1001)"),
      ("(0054,1001)", nil, "Units (0054,1001)"),
      ("(0010,1030)", nil, "PatientWeight (0010,1030)"), ("(0010,1030)", "DS [0]", "PatientWeight (0010,1030)"),
      ("(0010,1030)", "DS [1.9]", "PatientWeight (0010,1030)"),
      ("(0010,1030)", "DS [70000]", "PatientWeight (0010,1030)"),
      // In MBq and in kBq.
      ("(0054,0016).(0018,1074)", "DS [350]", "RadionuclideTotalDose (0018,1074)"),
      ("(0054,0016).(0018,1074)", "DS [350000]", "RadionuclideTotalDose (0018,1074)"),
      ("(0054,0016).(0018,1074)", "DS [0]", "RadionuclideTotalDose (0018,1074)"),
      ("(0054,0016).(0018,1074)", "DS [nan]", "RadionuclideTotalDose (0018,1074)"),
      ("(0054,0016).(0018,1074)", nil, "RadionuclideTotalDose (0018,1074)"),
      // In minutes; that of Ga-68 beside the code of F-18.
      ("(0054,0016).(0018,1075)", "DS [109.77]", "RadionuclideHalfLife (0018,1075)"),
      ("(0054,0016).(0018,1075)", "DS [4069.8]", "RadionuclideHalfLife (0018,1075)"),
      ("(0054,0016).(0018,1075)", nil, "RadionuclideHalfLife (0018,1075)"),
      ("(0054,0016).(0018,1072)", nil, "RadiopharmaceuticalStartDateTime (0018,1078)"),
      ("(0054,0016).(0018,1072)", "TM [0900]", "RadiopharmaceuticalStartTime (0018,1072)"),
      ("(0054,0016).(0018,1072)", "TM [100001.00]", "RadiopharmaceuticalStartTime (0018,1072)"),
      // Another time of day than 09:00 beside it; more than a day before.
      ("(0054,0016).(0018,1078)", "DT [20200302091500]", "RadiopharmaceuticalStartDateTime (0018,1078)"),
      ("(0054,0016).(0018,1078)", "DT [20200301090000]", "RadiopharmaceuticalStartDateTime (0018,1078)"),
      ("(0008,0031)", "TM [110000.00]", "SeriesDate and SeriesTime (0008,0021, 0008,0031)"),
      ("(0008,0031)", nil, "SeriesDate and SeriesTime (0008,0021, 0008,0031)"),
      ("(0008,0032)", "TM [150000.00]", "SeriesDate and SeriesTime (0008,0021, 0008,0031)"),
      ("(0008,0032)", nil, "AcquisitionDate and AcquisitionTime (0008,0022, 0008,0032)"),
    ] as [(String, String?, String)])
  func isNotDetermined(tag: String, value: String?, field: String) {
    #expect(gaps([tag: value]) == [field])
  }

  /// All reasons at once, with what was found; no word of a header that may be a name.
  @Test func saysAllReasons() {
    let changes: [String: String?] = [
      "(0010,1030)": "DS [0]", "(0054,0016).(0018,1074)": "DS [350]", "(0028,0051)": "CS [ATTN]",
    ]
    do throws(UptakeNotDetermined) {
      _ = try StandardisedUptake(header(changes), span: PETSeriesSpan())
      Issue.record("determined")
    } catch {
      #expect(
        error.description
          == "not determined: CorrectedImage (0028,0051) is ATTN; expected DECY among it: corrected for decay; PatientWeight (0010,1030) is 0; expected 2 to 400 kg; RadionuclideTotalDose (0018,1074) is 350; expected a dose in Bq, 1e6 to 1e10 (one in MBq or kBq is not scaled: correct the header at its source)"
      )
    }
    #expect(UptakeGap("Units (0054,1001)", "Müller^Anna", expected: "BQML").found == "another text")
  }

  /// Two items of radiopharmaceuticals, each with its dose: neither is taken. The same twice is one.
  @Test func severalPharmaceuticals() throws {
    let two = Self.whole.map { "\($0.0) \($0.1)   #" } + ["(0054,0016).(0018,1074) DS [100000000]   #"]
    let same = Self.whole.map { "\($0.0) \($0.1)   #" } + ["(0054,0016).(0018,1074) DS [350000000]   #"]
    #expect(throws: UptakeNotDetermined.self) {
      try StandardisedUptake(PETHeader(two.joined(separator: "\n")), span: PETSeriesSpan())
    }
    #expect(
      try StandardisedUptake(PETHeader(same.joined(separator: "\n")), span: PETSeriesSpan()).factor == uptake().factor)
    // A weight within another sequence is not that of the patient.
    #expect(gaps(["(0010,1030)": nil, "(0040,0555).(0010,1030)": "DS [70]"]) == ["PatientWeight (0010,1030)"])
  }

  @Test func halfLivesOfNuclides() throws {
    // Ga-68 by its code: 3600 s are 0.884564 half-lives of 4069.8 s; 2^-0.884564 = 0.541651.
    let gallium: [String: String?] = [
      "(0054,0016).(0018,1075)": "DS [4069.8]", "(0054,0016).(0054,0300).(0008,0100)": "SH [35337001]",
      "(0054,0016).(0018,0031)": nil,
    ]
    #expect(abs(try uptake(gallium).factor / (70_000 / (350e6 * 0.541651)) - 1) < 2e-6)
    // Without a code and a name it must be that of some nuclide of PET.
    var unnamed = gallium
    unnamed["(0054,0016).(0054,0300).(0008,0100)"] = .some(nil)
    #expect(try uptake(unnamed).factor == uptake(gallium).factor)
    unnamed["(0054,0016).(0018,1075)"] = "DS [3000]"
    #expect(gaps(unnamed) == ["RadionuclideHalfLife (0018,1075)"])
  }

  /// GML is SUV already, of the type that is stated.
  @Test func valuesThatAreUptake() throws {
    let values: [String: String?] = ["(0054,1001)": "CS [GML]", "(0010,1030)": nil]
    #expect(try uptake(values).factor == 1)
    #expect(try uptake(values.merging(["(0054,1006)": "CS [BW]"]) { $1 }).factor == 1)
    for type in ["LBM", "BSA", "LBMJANMA", "IBW"] {
      #expect(gaps(values.merging(["(0054,1006)": "CS [\(type)]"]) { $1 }) == ["SUVType (0054,1006)"])
    }
    #expect(gaps(values.merging(["(0028,0051)": nil]) { $1 }).count == 2)
  }

  /// Counts have the factors of Philips, under its name alone.
  @Test func countsOfPhilips() throws {
    let counts: [String: String?] = ["(0054,1001)": "CS [CNTS]", "(7053,1000)": "DS [0.000651]"]
    #expect(gaps(counts) == ["Units (0054,1001)"])
    let philips = counts.merging(["(7053,0010)": "LO [Philips PET Private Group]"]) { $1 }
    #expect(try uptake(philips).factor == 0.000651)
    // 2 Bq/ml a count: twice the factor of Bq/ml.
    let activity = philips.merging(["(7053,1000)": "DS [0]", "(7053,1009)": "DS [2]"]) { $1 }
    #expect(isNear(try uptake(activity).factor, 2 * (try uptake().factor)))
    #expect(gaps(activity.merging(["(0010,1030)": nil]) { $1 }) == ["PatientWeight (0010,1030)"])
  }

  /// A series that was made after its slices begins with the earliest of them, where all are there.
  @Test func seriesMadeAfterwards() throws {
    func slice(_ time: String, _ z: Int) -> PETHeader {
      header([
        "(0008,0031)": "TM [153000.00]", "(0008,0032)": "TM [\(time)]", "(0020,0032)": "DS [0\\0\\\(z)]",
        "(0020,0037)": "DS [1\\0\\0\\0\\1\\0]", "(0028,0030)": "DS [4\\4]", "(0054,0081)": "US 2",
      ])
    }
    let (early, late) = (slice("100000.00", 4), slice("102000.00", 0))
    var span = PETSeriesSpan()
    span.add(late)
    #expect(throws: UptakeNotDetermined.self) { try StandardisedUptake(late, span: span) }
    // The same slice again is no other one.
    span.add(late)
    #expect(!span.isWhole)
    span.add(early)
    // From 09:00 to 10:00, whichever slice it is.
    #expect(span.isWhole)
    #expect(try StandardisedUptake(late, span: span).factor == uptake().factor)
    // The field of GE says when the scan began; under another owner it says nothing.
    let ge: [String: String?] = [
      "(0008,0031)": "TM [153000.00]", "(0009,0010)": "LO [GEMS_PETD_01]", "(0009,100d)": "DT [20200302100000.00]",
    ]
    #expect(try uptake(ge).factor == uptake().factor)
    #expect(gaps(ge.merging(["(0009,0010)": "LO [OTHER]"]) { $1 }).count == 1)
    // A series whose time lies between its own beds began before it.
    var beds = PETSeriesSpan()
    beds.add(header(["(0008,0032)": "TM [095000.00]"]))
    #expect(throws: UptakeNotDetermined.self) { try StandardisedUptake(header(), span: beds) }
  }

  /// The decay factor of a slice contradicts a start that is another: from 10:00 to 10:05 and over a frame of 2 min it is 2^(300/6586.2) * 1.00633 = 1.0386.
  @Test func decayFactorsHoldTheStart() throws {
    let frame: [String: String?] = ["(0018,1242)": "IS [120000]"]
    #expect(try uptake(frame.merging(["(0054,1321)": "DS [1.0386]"]) { $1 }).factor == uptake().factor)
    #expect(try uptake(frame.merging(["(0054,1321)": "DS [1]"]) { $1 }).factor == uptake().factor)
    // As from 09:00, to which the dose would not have decayed.
    #expect(gaps(frame.merging(["(0054,1321)": "DS [1.51]"]) { $1 }) == ["DecayFactor (0054,1321)"])
  }

  /// A difference from UTC is read over where something holds the clock.
  @Test func differencesFromUTC() throws {
    let start: [String: String?] = ["(0054,0016).(0018,1078)": "DT [20200302090000.00+0100]"]
    #expect(try uptake(start).factor == uptake().factor)
    let alone = start.merging(["(0054,0016).(0018,1072)": nil]) { $1 }
    #expect(gaps(alone) == ["RadiopharmaceuticalStartDateTime (0018,1078)"])
    #expect(try uptake(alone.merging(["(0008,0201)": "SH [+0100]"]) { $1 }).factor == uptake().factor)
  }

  /// By hand: a man of 70 kg and 1.75 m has a body mass index of 22.8571 kg/m²: 9270 * 70 / (6680 + 216 * 22.8571) = 648 900 / 11 617.14 = 55.8571 kg. A woman: 648 900 / (8780 + 244 * 22.8571) = 648 900 / 14 357.14 = 45.1970 kg.
  @Test func leanBodyMass() throws {
    #expect(abs(LeanBodyMass.janmahasatian(weight: 70, height: 1.75, .male) - 55.8571) < 1e-3)
    #expect(abs(LeanBodyMass.janmahasatian(weight: 70, height: 1.75, .female) - 45.1970) < 1e-3)
    let factor = try uptake().factor
    #expect(abs(try StandardisedUptake.lean(header(), span: PETSeriesSpan()) / factor - 55.8571 / 70) < 1e-5)
    let woman = header(["(0010,0040)": "CS [F]"])
    #expect(abs(try StandardisedUptake.lean(woman, span: PETSeriesSpan()) / factor - 45.1970 / 70) < 1e-5)
  }

  @Test(
    arguments: [
      ("(0010,1020)", nil, "PatientSize (0010,1020)"), ("(0010,1020)", "DS [175]", "PatientSize (0010,1020)"),
      ("(0010,1020)", "DS [0]", "PatientSize (0010,1020)"), ("(0010,0040)", nil, "PatientSex (0010,0040)"),
      ("(0010,0040)", "CS [O]", "PatientSex (0010,0040)"), ("(0010,1010)", "AS [012Y]", "PatientAge (0010,1010)"),
      ("(0010,1010)", "AS [008M]", "PatientAge (0010,1010)"), ("(0010,1030)", nil, "PatientWeight (0010,1030)"),
    ] as [(String, String?, String)])
  func leanUptakeIsNotDetermined(tag: String, value: String?, field: String) {
    do throws(UptakeNotDetermined) {
      _ = try StandardisedUptake.lean(header([tag: value]), span: PETSeriesSpan())
      Issue.record("determined")
    } catch { #expect(error.gaps.map(\.field) == [field]) }
  }
}
