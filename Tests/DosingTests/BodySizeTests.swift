// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Testing

@Suite("Body size against reference vectors")
struct BodySizeTests {
  struct SurfaceCase: Decodable {
    var formula: String
    var height_cm: Double
    var weight_kg: Double
    var sex: String
    var bsa_m2: Double
    var tolerance: Double
  }

  @Test func surfaceOfEveryFormula() throws {
    let cases: [SurfaceCase] = try Vectors.read("bsa")
    #expect(Set(cases.map(\.formula)).count == 8)
    for vector in cases {
      let formula = try #require(SurfaceFormula(named: vector.formula))
      let surface = try #require(
        formula.squareMetres(
          heightCentimetres: vector.height_cm, weightKilograms: vector.weight_kg, sex: Sex(rawValue: vector.sex)))
      #expect(abs(surface - vector.bsa_m2) <= vector.tolerance, "\(vector)")
    }
  }

  struct Trap: Decodable {
    var height_cm: Double
    var weight_kg: Double
    var wrong_bsa_m2: Double
    var right_bsa_m2: Double
  }

  @Test func doesNotReproduceKnownWrongConstants() throws {
    let traps: [Trap] = try Vectors.read("bsa_traps")
    for trap in traps {
      let surface = try #require(
        SurfaceFormula.duBois.squareMetres(
          heightCentimetres: trap.height_cm, weightKilograms: trap.weight_kg, sex: nil))
      #expect(abs(surface - trap.right_bsa_m2) < 1e-5)
      #expect(abs(surface - trap.wrong_bsa_m2) > 0.3)
    }
  }

  struct WeightCase: Decodable {
    var height_cm: Double
    var weight_kg: Double
    var sex: String
    var ibw_formula: String
    var factor: Double
    var ibw_kg: Double
    var aibw_kg: Double
    var bmi: Double
    var bsa_formula: String
    var bsa_actual_m2: Double
    var bsa_aibw_m2: Double
    var bsa_ibw_m2: Double
    var tolerance: Double
    var dose_mg_m2: Double?
    var dose_actual_mg: Double?
    var dose_aibw_mg: Double?
    var aibw_vs_actual_percent: Double?
  }

  @Test func idealAndAdjustedWeights() throws {
    let cases: [WeightCase] = try Vectors.read("weights")
    for vector in cases {
      let ideal = try #require(IdealWeightFormula(rawValue: vector.ibw_formula))
      let formula = try #require(SurfaceFormula(named: vector.bsa_formula))
      let size = BodySize(
        heightCentimetres: vector.height_cm, weightKilograms: vector.weight_kg, sex: Sex(rawValue: vector.sex))
      func surface(_ basis: WeightBasis) throws -> BodySurface {
        // The vectors apply the formula even where the actual weight is below the ideal one.
        try size.surface(formula, basis: basis, keepsLowActualWeight: false)
      }
      let actual = try surface(.actual)
      let adjusted = try surface(.adjusted(ideal, factor: vector.factor))
      #expect(abs(size.bodyMassIndex - vector.bmi) < 1e-4)
      #expect(abs((adjusted.weight.idealKilograms ?? 0) - vector.ibw_kg) < vector.tolerance)
      #expect(abs(adjusted.weight.kilograms - vector.aibw_kg) < vector.tolerance)
      #expect(abs(actual.squareMetres - vector.bsa_actual_m2) < vector.tolerance)
      #expect(abs(adjusted.squareMetres - vector.bsa_aibw_m2) < vector.tolerance)
      #expect(abs(try surface(.ideal(ideal)).squareMetres - vector.bsa_ibw_m2) < vector.tolerance)
      if let dose = vector.dose_mg_m2, let percent = vector.aibw_vs_actual_percent {
        #expect(abs(dose * actual.squareMetres - (vector.dose_actual_mg ?? 0)) < 1e-2)
        #expect(abs(dose * adjusted.squareMetres - (vector.dose_aibw_mg ?? 0)) < 1e-2)
        #expect(abs((adjusted.squareMetres / actual.squareMetres - 1) * 100 - percent) < 1e-3)
      }
    }
  }

  @Test func actualWeightStaysWhereItIsBelowTheIdeal() throws {
    let size = BodySize(heightCentimetres: 180, weightKilograms: 70, sex: .male)
    let weight = try size.dosingWeight(.adjustedDevine)
    #expect(weight.kilograms == 70)
    #expect(weight.remarks.count == 1)
  }

  @Test func belowSixtyInchesAPersonChooses() throws {
    let size = BodySize(heightCentimetres: 150, weightKilograms: 60, sex: .female)
    #expect(throws: IdealWeightProblem.belowSixtyInches) { try size.dosingWeight(.ideal(.devine)) }
    // 150 cm are 59.0551 in; 45.5 + 2.3 × (59.0551 − 60) = 43.3268; 45.5 × 59.0551 / 60 = 44.7835
    func ideal(_ below: ShortStature) throws -> Double {
      try size.dosingWeight(.ideal(.devine), belowSixtyInches: below).kilograms
    }
    #expect(try ideal(.clamp) == 45.5)
    #expect(abs(try ideal(.extrapolate) - 43.3268) < 1e-4)
    #expect(abs(try ideal(.proportional) - 44.7835) < 1e-4)
  }

  @Test(arguments: [
    (1.75, 75.0, "1.75 m is 175 cm"), (70, 75, "70 in is 178 cm"),
    (75, 175, "175 cm with weight 75 kg if they are exchanged"),
    (175, 180, "180 lb is 81.6 kg"), (165, 140, "140 lb is 63.5 kg"),
    // 69 in are 175 cm and 176 lb 79.8 kg: as likely as an exchange.
    (
      69, 176,
      "height 176 cm with weight 69 kg if they are exchanged, 175 cm with 79.8 kg if they are inches and pounds"
    ),
  ])
  func doubtfulSizesAreQuestioned(height: Double, weight: Double, meant: String) throws {
    let questions = BodySize(heightCentimetres: height, weightKilograms: weight, sex: .male).questions
    #expect(questions.contains { $0.inOtherUnit?.contains(meant) == true }, "\(questions)")
  }

  /// A digit that may be missing is not put in: 18 kg is not 180 kg, 17 cm not 170 cm.
  @Test(arguments: [(110.0, 18.0), (170, 18), (17, 75), (175, 7.5)])
  func noMagnitudeIsProposed(height: Double, weight: Double) {
    let questions = BodySize(heightCentimetres: height, weightKilograms: weight).questions
    #expect(!questions.isEmpty && questions.allSatisfy { $0.inOtherUnit == nil })
  }

  @Test(arguments: [(150.0, 45.0), (160, 90), (175, 110), (190, 140), (200, 75), (178, 130)])
  func usualSizesAreNot(height: Double, weight: Double) {
    #expect(BodySize(heightCentimetres: height, weightKilograms: weight).questions.isEmpty)
  }

  @Test func surfaceRisesWithHeightAndWeight() {
    for formula in SurfaceFormula.allCases {
      for sex in [Sex.male, .female] {
        var last = 0.0
        for weight in stride(from: 20.0, through: 200, by: 1) {
          let surface = formula.squareMetres(heightCentimetres: 170, weightKilograms: weight, sex: sex) ?? 0
          #expect(surface > last)
          last = surface
        }
        last = 0
        for height in stride(from: 100.0, through: 220, by: 1) {
          let surface = formula.squareMetres(heightCentimetres: height, weightKilograms: 70, sex: sex) ?? 0
          #expect(surface > last)
          last = surface
        }
      }
    }
  }

  /// 168 cm, 71 kg, a woman: least by Schlich on the ideal weight of 59.6 kg (45.5 + 2.3 × (168 ÷ 2.54 − 60)), greatest by Boyd on 71 kg; computed
  /// in Python from the published formulas.
  @Test func surfacesInUse() throws {
    let range = try #require(BodySize(heightCentimetres: 168, weightKilograms: 71, sex: .female).surfacesInUse)
    #expect(abs(range.lowerBound - 1.6190253) < 1e-6)
    #expect(abs(range.upperBound - 1.8423874) < 1e-6)
  }
}
