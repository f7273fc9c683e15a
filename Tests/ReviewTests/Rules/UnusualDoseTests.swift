// SPDX-License-Identifier: Apache-2.0

import Notation
import Exchange
@testable import Review
import Testing

/// Gemcitabine in the library: 1000 and 1250 mg/m², 900 with docetaxel, and half of the full dose by rule sets, 375 mg/m² at the least: below 125 is asked.
@Suite struct UnusualDoseTests {
  let bench = RuleBench(rule: UnusualDose())

  func findings(_ dose: String, drug: String = "gemcitabine") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: \(drug)\n  phases:\n    - {id: full, dose: \(dose), days: [1, 8], every: 21 d}")
  }

  @Test(arguments: [
    ("10000 mg/m2", 1), ("3751 mg/m2", 1), ("3750 mg/m2", 0), ("1000 mg/m2", 0), ("250 mg/m2", 0), ("125 mg/m2", 0),
    ("124 mg/m2", 1), ("90 mg/m2", 1), ("1 mg/m2", 1),
    ("1.8 mg/m2", 1), ("1800 mg", 0),
  ])
  func gemcitabine(dose: String, count: Int) async throws {
    #expect(try await findings(dose).count == count)
  }

  @Test func aDrugThatTheLibraryDoesNotHaveIsNotJudged() async throws {
    #expect(try await findings("40000 mg/m2", drug: "somethingmab").isEmpty)
  }

  /// The one regimen of the library with cyclophosphamide gives 25 mg/m² by mouth every day; infusions of 1,500 mg/m² are in its texts.
  @Test func aDoseOfAnotherScheduleIsNoSlip() async throws {
    #expect(try await findings("1500 mg/m2", drug: "cyclophosphamide").isEmpty)
    #expect(try await findings("15000 mg/m2", drug: "cyclophosphamide").count == 1)
  }

  @Test func whatItSays() async throws {
    let found = try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2024-01-08",
      [
        "administrations.csv":
          "patient,therapy,cycle,day,date,dose\n1,gem,1,1,2024-01-08,10000 mg/m2\n1,gem,1,8,2024-01-15,10000 mg/m2"
      ])
    #expect(found.count == 1, "one finding a dose")
    let first = try #require(found.first)
    #expect(
      first.summary.hasPrefix("gemcitabine at 10 000 mg/m² in gem; the library gives "),
      "\(first.summary)")
    #expect(first.summary.hasSuffix(" to 1250 mg/m²."), "\(first.summary)")
    #expect(first.arithmetic == "8 times the greatest")
    #expect(first.places == ["administrations.csv:2"])
  }

  @Test func anOmissionWithAnAmountIsRefused() {
    let files = [
      "study.yaml": "study: x\n",
      "patients/1.yaml": "patient: 1\ncourse:\n  - {therapy: gemcitabine, id: gem}\n",
      "administrations.csv": "patient,therapy,cycle,day,date,dose,mg\n1,gem,1,8,2024-01-15,omitted,1400\n",
    ]
    #expect(
      StudyFolder.read(files: files).problems.map(\.description) == [
        "administrations.csv:2:30: error: `omitted` beside 1400 mg; expected the dose that was given, or `omitted` and no "
          + "amount: one of them is wrong"
      ])
  }
}
