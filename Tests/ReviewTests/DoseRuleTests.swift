// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Outcomes
import Review
import Testing

@Suite("Findings on doses")
struct DoseRuleTests {
  /// A patient with one therapy, and its administrations and counts as rows.
  func findings(
    _ rows: [String], labs: [String] = [], regimen: String = "gemcitabine-1000-q28", drug: String = "gemcitabine"
  )
    async throws -> [Finding]
  {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Test\ndata cut-off: 2024-12-31\n",
      "patients/1.yaml": """
      patient: 1
      section: Chart
      sex: female
      height: 168 cm
      weight: 71 kg
      course:
        - diagnosis: leiomyosarcoma
          when: 2023-11-20
        - therapy: \(drug)
          id: main
          regimen: \(regimen)
          when: 2024-01-08
          ends: 2024-11-01
      """,
      "administrations.csv": (["patient,therapy,cycle,day,date,dose,mg,reason"] + rows).joined(separator: "\n") + "\n",
      "labs.csv": (["patient,analyte,when,value,unit"] + labs).joined(separator: "\n") + "\n",
    ])
    let study = try #require(reading.study, "\(reading.problems.map(\.description))")
    let outcomes = await StudyOutcomes(study, library: BuiltInLibrary.read().library)
    let rules: Set<String> = ["dose-levels", "cumulative-limit", "short-interval", "given-while-held", "absolute-dose"]
    return StudyReview(outcomes).findings.filter { rules.contains($0.rule) }
  }

  /// 168 cm and 71 kg are 1.81 m² (Du Bois): 1,800 mg of 1,000 mg/m² fits.
  @Test func aCourseWithoutFaultsHasNone() async throws {
    let found = try await findings([
      "1,main,1,1,2024-01-08,1000 mg/m2,1800,", "1,main,1,8,2024-01-15,750 mg/m2,1400,haematotoxicity",
      "1,main,1,15,2024-01-22,omitted,,haematotoxicity", "1,main,2,1,2024-02-05,1000 mg/m2,1800,",
    ])
    #expect(found.isEmpty, "\(found.map(\.summary))")
  }

  @Test func aDoseOutsideTheLevels() async throws {
    let found = try await findings([
      "1,main,1,1,2024-01-08,1000 mg/m2,,", "1,main,1,8,2024-01-15,830 mg/m2,,",
      "1,main,1,15,2024-01-22,900 mg/m2,,body size",
    ])
    #expect(found.map(\.rule) == ["dose-levels"])
    #expect(found[0].summary.contains("830"))
  }

  @Test func dosesTooCloseTogether() async throws {
    let found = try await findings([
      "1,main,1,1,2024-01-08,1000 mg/m2,,", "1,main,1,8,2024-01-12,1000 mg/m2,,", "1,main,2,1,2024-02-01,1000 mg/m2,,",
    ])
    #expect(found.map(\.rule) == ["short-interval", "short-interval"])
    #expect(found.contains { $0.summary.contains("4 d after") })
    #expect(found.contains { $0.summary.contains("4 d earlier") })
  }

  @Test func aDoseGivenWhileTheRuleSaysHold() async throws {
    let found = try await findings(
      [
        "1,main,1,1,2024-01-08,1000 mg/m2,,", "1,main,1,8,2024-01-15,1000 mg/m2,,",
        "1,main,1,15,2024-01-22,1000 mg/m2,,",
      ],
      labs: [
        "1,neutrophils,2024-01-08,4000,/µL", "1,platelets,2024-01-08,250,10^9/L", "1,ANC,2024-01-14,0.4,10^9/L",
        "1,platelets,2024-01-14,150,10^9/L", "1,ANC,2024-01-18,0.4,10^9/L",
      ])
    #expect(found.map(\.rule) == ["given-while-held"])
    #expect(found[0].severity == .warning && found[0].summary.contains("neutrophils 0.4"))
  }

  @Test func anAbsoluteDoseThatNoBodySizeExplains() async throws {
    let found = try await findings(["1,main,1,1,2024-01-08,1000 mg/m2,2600,", "1,main,1,8,2024-01-15,1000 mg/m2,1700,"])
    #expect(found.map(\.rule) == ["absolute-dose"])
    #expect(found[0].summary.contains("2.6 m²"))
  }

  /// Eight doses of 75 mg/m² are 600 mg/m², above 550 and, for some patients, above the lower limit.
  @Test func aCumulativeLimitPassed() async throws {
    let days = [
      "2024-01-08", "2024-01-29", "2024-02-19", "2024-03-11", "2024-04-01", "2024-04-22", "2024-05-13", "2024-06-03",
    ]
    let rows = days.enumerated().map { "1,main,\($0 + 1),1,\($1),75 mg/m2,," }
    let found = try await findings(rows, regimen: "doxorubicin-75-q21", drug: "doxorubicin")
    #expect(found.filter { $0.severity == .error }.map(\.rule) == ["cumulative-limit"])
    #expect(found.contains { $0.arithmetic?.contains("600") == true })
    let seven = try await findings(Array(rows.prefix(7)), regimen: "doxorubicin-75-q21", drug: "doxorubicin")
    #expect(seven.allSatisfy { $0.severity == .note })
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
      1,main,2,8,2024-02-01,"1000,5 mg/m2",
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
