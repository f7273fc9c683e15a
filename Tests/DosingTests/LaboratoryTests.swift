// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Testing

@Suite("Laboratory units and CTCAE")
struct LaboratoryTests {
  struct Case: Decodable {
    var term: String
    var unit: String?
    var value: Double?
    var lln: Double?
    var uln: Double?
    var baseline_value: Double?
    var anc: Double?
    var single_temp_c: Double?
    var sustained_temp_c: Double?
    var sustained_min: Double?
    var grade_v5: Int
    var grade_v6: Int?
  }

  static let analytes: [String: Analyte] = [
    "Neutrophil count decreased": .neutrophils, "White blood cell decreased": .leukocytes,
    "Platelet count decreased": .platelets, "Anemia": .haemoglobin, "Alanine aminotransferase increased": .alt,
    "Blood bilirubin increased": .bilirubin, "Creatinine increased": .creatinine,
  ]

  private func record(_ values: (String, Double, String)...) throws -> LaboratoryRecord {
    var patient = Patient(id: "1")
    patient.entries = try values.enumerated().map { index, value in
      var entry = Entry(
        id: "lab-\(index + 1)",
        content: .laboratory(Laboratory(analyte: value.0, value: value.1, unit: value.2)))
      entry.when = [try StatedTime(parsing: "2024-01-08")]
      return entry
    }
    return LaboratoryRecord(patient)
  }

  /// 80 µmol/L ÷ 88.42 = 0.9048 mg/dL, which is printed 0.9: one value, and the more exact counts. 100 µmol/L are 1.13.
  @Test func twoUnitsOfOneValue() throws {
    let same = try record(("Kreatinin", 0.9, "mg/dl"), ("creatinine", 80, "µmol/L"))
    #expect(same.values.map(\.entry) == ["lab-2"] && same.doubts.isEmpty)
    #expect(try record(("Kreatinin", 0.9, "mg/dl"), ("creatinine", 100, "µmol/L")).doubts.count == 1)
    // Two numbers in one unit are two values, though one could be the other rounded.
    #expect(try record(("ANC", 1, "G/L"), ("ANC", 1.04, "10^9/L")).doubts.count == 1)
    #expect(try record(("ANC", 0.6, "G/L"), ("ANC", 1000, "/µl")).doubts.count == 1)
    #expect(try record(("ANC", 0.8, "G/L"), ("ANC", 800, "/µl")).values.count == 1)
  }

  @Test(arguments: ["Tsd./µl", "Tsd/µl", "tsd./µL"])
  func thousandsInGerman(unit: String) throws {
    #expect(try Analyte.platelets.canonical(145, unit: unit) == 145)
  }

  @Test func gradesOfBothVersions() throws {
    let cases: [Case] = try Vectors.read("ctcae")
    for vector in cases {
      if vector.term == "Febrile neutropenia" {
        let grade = CTCAE.v5.febrileNeutropenia(
          neutrophils: try #require(vector.anc), temperatureCelsius: vector.single_temp_c,
          sustainedCelsius: vector.sustained_temp_c, sustainedMinutes: vector.sustained_min)
        #expect(grade.grade == vector.grade_v5)
        continue
      }
      let analyte = try #require(Self.analytes[vector.term])
      let value = try analyte.canonical(try #require(vector.value), unit: try #require(vector.unit))
      let reference = CTCAE.Reference(
        lowerLimit: vector.lln, upperLimit: vector.uln, baseline: vector.baseline_value)
      #expect(try CTCAE.v5.grade(analyte, value, reference).grade == vector.grade_v5, "\(vector)")
      if let expected = vector.grade_v6 {
        #expect(try CTCAE.v6.grade(analyte, value, reference).grade == expected, "\(vector)")
      }
    }
  }

  /// Version 6 by its text: ALT 90 with a baseline of 60 above ULN 40 is 1.5 × baseline, grade 1; 121 is 2.02 ×, grade 3.
  @Test func versionSixWithAnAbnormalBaseline() throws {
    let reference = CTCAE.Reference(upperLimit: 40, baseline: 60)
    #expect(try CTCAE.v6.grade(.alt, 90, reference).grade == 1)
    #expect(try CTCAE.v6.grade(.alt, 121, reference).grade == 3)
    #expect(try CTCAE.v6.grade(.alt, 241, reference).grade == 4)
    #expect(try CTCAE.v6.grade(.alp, 130, CTCAE.Reference(upperLimit: 120, baseline: 100)).grade == 1)
  }

  @Test func aGradeWithoutALimitIsRefused() {
    #expect(throws: CTCAE.Problem.needs("the lower limit of normal")) { try CTCAE.v5.grade(.neutrophils, 1.8) }
    #expect(throws: CTCAE.Problem.noTerm(.lymphocytes, .v6)) { try CTCAE.v6.grade(.lymphocytes, 0.4) }
    #expect(throws: Never.self) { try CTCAE.v5.grade(.neutrophils, 0.4) }
  }

  @Test(arguments: [
    (Analyte.neutrophils, 1800.0, "/µL", 1.8), (.neutrophils, 1.8, "x10⁹/l", 1.8), (.neutrophils, 1.8, "G/L", 1.8),
    (.neutrophils, 1.8, "10*9/L", 1.8), (.platelets, 120, "10^3/uL", 120), (.platelets, 120_000, "cells/mm3", 120),
    (.haemoglobin, 85, "g/L", 8.5), (.haemoglobin, 5, "mmol/L", 8.057), (.bilirubin, 17.104, "µmol/L", 1),
    (.creatinine, 88.42, "umol/l", 1), (.alt, 1, "µkat/L", 60),
  ])
  func unitsAreConverted(analyte: Analyte, value: Double, unit: String, expected: Double) throws {
    #expect(abs(try analyte.canonical(value, unit: unit) - expected) < 1e-9)
  }

  @Test func everyUnitRoundTrips() throws {
    for (analyte, units) in [
      (Analyte.neutrophils, ["10^9/L", "/uL", "G/L"]), (.haemoglobin, ["g/dL", "g/L", "mmol/L"]),
      (.bilirubin, ["mg/dL", "umol/L"]), (.creatinine, ["mg/dL", "umol/L"]), (.ast, ["U/L", "ukat/L"]),
    ] {
      for unit in units {
        let there = try #require(analyte.value(3.7, in: unit))
        #expect(abs(try analyte.canonical(there, unit: unit) - 3.7) < 1e-12)
      }
    }
  }

  @Test func unknownUnitsAreRefusedWithTheNearest() throws {
    let problem = #expect(throws: LaboratoryProblem.self) { try Analyte.neutrophils.canonical(1.8, unit: "10^9/l.") }
    #expect(problem?.description.contains("did you mean `10^9/L`") == true)
    #expect(throws: LaboratoryProblem.self) { try Analyte.neutrophils.canonical(1.8, unit: "mg/dL") }
    #expect(throws: LaboratoryProblem.self) { try Analyte.neutrophils.canonical(1.8, unit: "") }
  }

  /// 1800 /µL would be a count, and is another value by a factor of a thousand: it is not offered.
  @Test func impossibleValuesOfferNoOtherUnit() {
    let problem = #expect(throws: LaboratoryProblem.self) { try Analyte.neutrophils.canonical(1800, unit: "10^9/L") }
    #expect(
      problem?.description
        == "neutrophils 1800 10^9/L cannot be; expected 0 to 150 10^9/L: a digit or the unit is wrong")
  }

  @Test(
    "a unit is offered only where it is the same by another name",
    arguments: [
      (Analyte.neutrophils, "Gpt/l", "G/L"), (.neutrophils, "g/l", "G/L"), (.haemoglobin, "G/DL", "g/dL"),
      (.creatinine, "mg/mL", nil), (.creatinine, "nmol/L", nil), (.bilirubin, "mol/L", nil), (.alt, "mU/L", nil),
    ] as [(Analyte, String, String?)])
  func unitsThatAreNear(analyte: Analyte, unit: String, meant: String?) {
    do throws(LaboratoryProblem) {
      _ = try analyte.canonical(1, unit: unit)
      Issue.record("\(unit) was read")
    } catch {
      guard case .unknownUnit(_, _, _, let suggestion) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(suggestion == meant)
    }
  }

  @Test(arguments: [("ANC", Analyte.neutrophils), ("Thrombozyten", .platelets), ("GPT", .alt), ("Hb", .haemoglobin)])
  func namesOfCharts(name: String, analyte: Analyte) { #expect(Analyte(named: name) == analyte) }
}
