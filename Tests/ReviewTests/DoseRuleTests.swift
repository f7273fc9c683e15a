// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
@testable import Review
import Testing

@Suite("Administrations as a whole")
struct DoseRuleTests {
  /// 168 cm and 71 kg are 1.81 m² (Du Bois): 1800 mg of 1000 mg/m² fits.
  @Test func aCourseWithoutFaultsHasNone() async throws {
    let rows = [
      "1,main,1,1,2024-01-08,1000 mg/m2,1800,", "1,main,1,8,2024-01-15,750 mg/m2,1400,haematotoxicity",
      "1,main,1,15,2024-01-22,omitted,,haematotoxicity", "1,main,2,1,2024-02-05,1000 mg/m2,1800,",
    ]
    let review = try await RuleBench.review(
      RuleExample(
        "", facts: "sex: female\nheight: 168 cm\nweight: 71 kg",
        course: """
          - therapy: gemcitabine
            id: main
            regimen: gemcitabine-1000-q28
            when: 2024-01-08
            ends: 2024-02-05
          - last contact: alive
            when: 2024-11-15
          """,
        files: [
          .init(
            "administrations.csv", (["patient,therapy,cycle,day,date,dose,mg,reason"] + rows).joined(separator: "\n"))
        ]))
    #expect(review.findings.map(\.summary) == [])
  }

  @Test func mistakesOfTheTableAreToldTogether() {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Test\n",
      "patients/1.yaml":
        "patient: 1\nsection: C\ncourse:\n  - therapy: gemcitabine\n    id: main\n    when: 2024-01-08\n",
      "administrations.csv": """
      patient,therapy,cycle,day,date,dose,reason
      2,main,1,1,2024-01-08,1000 mg/m2,
      1,maim,1,1,2024-01-08,1000 mg/m2,
      1,main,1,1,08.01.2024,1000 mg/m2,
      1,main,1,8,2024-01-15,0 mg/m2,
      1,main,1,8,2024-01-15,1000 mg/qm,neutropenia
      1,main,2,1,2024-02-05,1000 mg/m2,
      1,main,2,8,2024-02-01,"1000,5,1 mg/m2",
      """,
    ])
    let lines = reading.errors.map(\.description)
    #expect(lines.count == 7, "\(lines.joined(separator: "\n"))")
    #expect(lines.contains { $0.hasPrefix("administrations.csv:3:3: error:") && $0.contains("did you mean `main`") })
    #expect(
      lines.contains { $0.hasPrefix("administrations.csv:5:23: error:") && $0.contains("did you mean `omitted`") })
    #expect(lines.contains { $0.contains("did you mean `haematotoxicity`") })
  }
}
