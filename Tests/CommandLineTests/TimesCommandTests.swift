// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Times to events as they are printed, by hand.
@Suite struct TimesCommandTests {
  let command = CommandLineTests()

  /// SD 8 weeks, another therapy 12 weeks, PD of the first therapy 16 weeks after its first dose: A in exact days (56, 84, 112), B as the weeks
  /// are stated (half a week either way), C with a progression five days before its first dose.
  static let study = [
    "study.yaml": "study: Times\ndata cut-off: 2021-12-31\ndefinitions:\n  days: inclusive\n",
    "patients/A.yaml": patient("A", "2021-02-26", "2021-03-26", "2021-04-23"),
    "patients/B.yaml": patient(
      "B", "8 wk after start of first", "12 wk after start of first", "16 wk after start of first"),
    "patients/C.yaml": patient("C", "2021-02-26", "2021-03-26", "2020-12-27"),
  ]

  static func patient(_ id: String, _ stable: String, _ other: String, _ progression: String) -> String {
    """
    patient: \(id)
    course:
      - therapy: a
        id: first
        when: 2021-01-01
        ends: 2021-01-01
      - assessment: CT
        id: ct-1
        response: SD
        of: first
        when: \(stable)
      - therapy: b
        id: second
        when: \(other)
      - assessment: CT
        id: ct-2
        response: PD
        of: first
        when: \(progression)

    """
  }

  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("patients"), withIntermediateDirectories: true)
    for (path, text) in Self.study { try Data(text.utf8).write(to: folder.appendingPathComponent(path)) }
    return try body(folder.path)
  }

  /// Months of 30.4375 days, the last day counted: 57 d 1.9, 85 d 2.8, 113 d 3.7; 53.5–60.5 d 1.8–2.0, 81.5–88.5 d 2.7–2.9, 109.5–116.5 d 3.6–3.8.
  @Test(arguments: [
    (
      "fda-a", "1.9 mo+ (last adequate visit before another therapy)",
      "1.8–2 mo+ (last adequate visit before another therapy)"
    ),
    ("investigator", "2.8 mo (start of another therapy)", "2.7–2.9 mo (start of another therapy)"),
    ("every-event", "3.7 mo (progression)", "3.6–3.8 mo (progression)"),
    ("last-visit", "3.7 mo (progression)", "3.6–3.8 mo (progression)"),
    ("study", "3.7 mo (progression)", "3.6–3.8 mo (progression)"),
  ])
  func anotherTherapyBeforeProgression(_ rule: String, _ exact: String, _ vague: String) throws {
    try withFolder { folder in
      let result = try command.run("cohort", folder, "--anchor", "line-1", "--censoring", rule, "--format", "csv")
      #expect(result.status == 0)
      // Patient, best response, OS, PFS, TTP, TTF, TTNT; no text holds a comma but the reason of OS.
      let lines = result.output.split(whereSeparator: \.isNewline)
      let rows = lines.filter { $0.hasPrefix("A,SD,") || $0.hasPrefix("B,SD,") }
      #expect(rows.count == 2)
      #expect(rows.first?.contains(",\(exact),\(exact),") == true, "\(rows)")
      #expect(rows.last?.contains(",\(vague),\(vague),") == true, "\(rows)")
      // C contradicts itself, is told, and enters no estimate.
      #expect(lines.contains { $0.hasPrefix("PFS,2,") })
      #expect(
        result.errors.contains(
          "Not in the estimate of PFS: C (contradicted: progression (CT), 2020-12-27, lies before first dose, 2021-01-01)."
        ))
    }
  }

  /// A day of treatment that begins and ends on 2021-01-01 is one day, counted inclusively: 1/30.4375 = 0.03 months, so the days are read.
  @Test func inclusiveDaysAsPrinted() throws {
    try withFolder { folder in
      let json = try command.run("outcomes", folder, "--format", "json").output
      let duration = "\"lowerDays\": 1,\n            \"upperDays\": 1,\n            \"end\": \"stop\""
      #expect(json.contains(duration))
    }
  }

  @Test func everyTimeIsExplained() throws {
    try withFolder { folder in
      let one = try command.run("explain", folder, "B/cohort-line-1/pfs-fda-a", "--anchor", "line-1")
      #expect(one.status == 0)
      #expect(one.output.contains("1.8–2 mo+ (last adequate visit before another therapy)"))
      #expect(one.output.contains("Table A"))
      // Whole days within 52.5 and 59.5 after 2021-01-01.
      #expect(one.output.contains("last adequate visit: 2021-02-23 to 2021-03-01"))
      let median = try command.run("explain", folder, "cohort-line-1/pfs", "--anchor", "line-1")
      #expect(median.output.contains("patient A: 3.7 mo (progression)"))
      #expect(
        median.output.contains(
          "Left out: C (contradicted: progression (CT), 2020-12-27, lies before first dose, 2021-01-01)."))
    }
  }
}
