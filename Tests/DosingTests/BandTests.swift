// SPDX-License-Identifier: Apache-2.0

import Dosing
import Testing

@Suite("Dose bands")
struct BandTests {
  struct Case: Decodable {
    var calculated_mg: Double
    var band_mg: Double
    var variance_percent: Double
  }

  /// NHS England national dose banding table, single container, 1 mg/mL, from 4.60 mg on.
  let table = DoseBandTable(
    id: "excerpt", name: "1 mg/mL, excerpt",
    bands: [
      .init(from: 4.6, dose: 4.8), .init(from: 5.09, dose: 5.4), .init(from: 5.69, dose: 6),
      .init(from: 6.29, dose: 6.6), .init(from: 6.99, dose: 7.4), .init(from: 7.79, dose: 8.2),
      .init(from: 8.59, dose: 9), .init(from: 9.49, dose: 10), .init(from: 10.49, dose: 11),
      .init(from: 11.49, dose: 12), .init(from: 12.49, dose: 13),
    ], end: 13.49)

  @Test func vectors() throws {
    let cases: [Case] = try Vectors.read("dose_banding")
    for vector in cases {
      let rounded = RoundingRule.bands(table, onStep: .up).round(vector.calculated_mg)
      #expect(rounded.milligrams == vector.band_mg)
      #expect(abs(rounded.changePercent - vector.variance_percent) < 1e-3)
    }
  }

  @Test func onTheStepTheConventionDecides() {
    #expect(table.band(for: 9.49, onStep: .up) == 10)
    #expect(table.band(for: 9.49, onStep: .down) == 9)
    #expect(table.band(for: 9.48, onStep: .up) == 9)
  }

  @Test func outsideTheTableNothingIsRounded() {
    let rounded = RoundingRule.bands(table, onStep: .up).round(2)
    #expect(rounded.milligrams == 2)
    #expect(rounded.refusal != nil)
  }

  /// Neighbouring bands of the national table meet at the geometric mean: √(4.8 · 5.4) = 5.0912, √(9 · 10) = 9.4868.
  @Test func stepsAtTheGeometricMean() {
    let made = DoseBandTable.geometric(
      id: "made", name: "made", doses: [4.8, 5.4, 6, 6.6, 7.4, 8.2, 9, 10, 11, 12, 13], from: 4.6, end: 13.49)
    #expect(made.bands == table.bands)
  }

  @Test func percentageTakesTheCoarsestStep() {
    // 1817.902: to 2000 is +10.0 %, to 1800 (step 200 or 100) −0.98 %.
    let rounded = RoundingRule.percentage(limitPercent: 5).round(1817.902)
    #expect(rounded.milligrams == 1800)
    #expect(RoundingRule.percentage(limitPercent: 0.01).round(1817.902).milligrams == 1818)
  }
}
