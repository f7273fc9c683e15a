// SPDX-License-Identifier: Apache-2.0

import Notation
import Chronology
import Course
import Exchange
@testable import Review
import Testing

@Suite struct DoubtfulDateTests {
  let bench = RuleBench(rule: DoubtfulDate())

  @Test(arguments: [
    ("1900-01-01", [Severity.warning]), ("1970-01-01", [.warning]), ("9999-12-31", [.warning]),
    ("01.01.1900", [.warning]),
    ("0020-03-15", [.error]), ("0020", [.error]), ("1919", [.warning]), ("1919-12-31", [.warning]), ("1920", []),
    ("191X", [.warning]), ("19XX", []), ("2101-01-01", [.warning]), ("1970", []), ("1970-01", []), ("1970-01-02", []),
    ("unknown", []),
  ])
  func dates(date: String, severities: [Severity]) async throws {
    let found = try await bench.findings("- diagnosis: x\n  when: \(date)")
    #expect(found.map(\.severity) == severities)
    #expect(found.allSatisfy { $0.places == ["patients/1.yaml:4"] && $0.summary.hasPrefix("diagnosis: \(date) ") })
  }

  /// Where the day of reading is known, what comes after it has not happened; a day more is left for clocks elsewhere. Of a year or a month the earliest day counts.
  @Test(arguments: [
    ("2026-11-29", 0), ("2026-11-30", 0), ("2026-12-01", 1), ("2026", 0), ("2026-12", 1), ("2027", 1),
    ("2041-01-01", 1),
  ])
  func daysToCome(date: String, count: Int) async throws {
    let course = "- diagnosis: x\n  when: \(date)"
    let found = try await DateDoubt.$today.withValue(Day(year: 2026, month: 11, day: 29)) {
      try await bench.findings(course)
    }
    #expect(found.count == count)
    #expect(
      found.allSatisfy { $0.severity == .warning && $0.summary.contains("is in the future (today is 2026-11-29)") })
    // Without a day of reading the record alone counts.
    #expect(try await bench.findings(course).isEmpty)
  }

  @Test func whereverADateStands() async throws {
    let found = try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        when: 2020-01-01
        ends: 1900-01-01
        phases: [{id: full, when: 1904-01-01}]
      """,
      [
        "administrations.csv": "patient,therapy,cycle,day,date,dose\n1,gem,1,1,1970-01-01,1000 mg/m2",
        "lesions.csv": "patient,date,lesion,role,finding\n1,1899-12-31,T1,target,12",
        "labs.csv": "patient,analyte,when,value,unit\n1,ANC,1960-01-01,2,10^9/L",
        "study.yaml": "guideline: none\ndata cut-off: 9999-12-31",
      ])
    #expect(
      Set(found.flatMap(\.places)) == [
        "study.yaml:1", "patients/1.yaml:4", "patients/1.yaml:8", "administrations.csv:2", "lesions.csv:2",
        "labs.csv:2",
      ])
    #expect(found.count == 6)
  }

  /// Every command reads the folder: none is silent about it.
  @Test func readingWarnsOnceInAFile() {
    let files = [
      "study.yaml": "study: x\n",
      "patients/1.yaml":
        "patient: 1\ncourse:\n  - diagnosis: x\n    when: 1900-01-01\n  - surgery: y\n    when: 1900-01-01\n",
    ]
    let reading = StudyFolder.read(files: files)
    #expect(
      reading.problems.map(\.description) == [
        "patients/1.yaml:4:11: warning: `1900-01-01` stands for an unknown date in spreadsheets, databases and registries; "
          + "expected the date, or `unknown`"
      ])
    #expect(reading.study?.patients.first?.entries.first?.when.first?.text == "1900-01-01", "it is not dropped")
  }
}
