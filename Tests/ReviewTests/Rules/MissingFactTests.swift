// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct MissingFactTests {
  let bench = RuleBench(rule: MissingFact())

  static let study = "ethics: number 1\nconsent: written\ndata cut-off: 2024-12-31"
  static let size = "height: 168 cm\nweight: 71 kg"
  static let diagnosis = "- diagnosis: leiomyosarcoma\n  when: 2021-03\n"

  func about(_ course: String, facts: String = size, study: String = study) async throws -> [String] {
    try await bench.findings(course, facts: facts, ["study.yaml": study]).map { finding in
      "\(finding.severity): \(finding.id.split(separator: "/").dropFirst().joined(separator: "/"))"
    }
  }

  @Test func nothingIsMissing() async throws {
    #expect(try await about(Self.diagnosis) == [])
  }

  /// Without consent or cut-off a claim of the series has no ground; ethics is a note.
  @Test func study() async throws {
    #expect(
      try await about(Self.diagnosis, study: "guideline: CARE")
        == ["warning: series/consent", "warning: series/cut-off", "note: series/ethics"])
    #expect(try await about(Self.diagnosis, study: "guideline: none") == [])
  }

  @Test func patient() async throws {
    #expect(try await about(Self.diagnosis, facts: "height: 168 cm") == ["note: 1/body-size"])
    #expect(try await about("- diagnosis: leiomyosarcoma") == ["note: 1/diagnosis-date"])
    #expect(try await about("- last contact: true") == ["warning: 1/diagnosis", "note: 1/date-of-last-contact"])
    // A date that follows from a dated event is no gap; dose and days that rows state neither.
    let surgery = "- surgery: femur\n  when: 2018-01-10\n"
    #expect(try await about(surgery + "- diagnosis: leiomyosarcoma\n  when: 6 mo after surgery") == [])
    #expect(
      try await about(surgery + "- diagnosis: leiomyosarcoma\n  when: after surgery") == ["note: 1/diagnosis-date"])
  }

  @Test(arguments: [
    ("- toxicity: neutropenia", "grade: 3", "note: 1/grade-toxicity"),
    ("- quality of life: good", "instrument: EORTC QLQ-C30", "note: 1/instrument-quality-of-life"),
    ("- death: not stated\n  when: 2020-03", "", "note: 1/cause-of-death"),
    ("- death: progression", "when: 2020-03", "note: 1/date-of-death"),
    ("- death: progression\n  when: unknown", "", "note: 1/date-of-death"),
    ("- last contact: true", "when: 2020-03", "note: 1/date-of-last-contact"),
    ("- radiotherapy: femur\n  fractions: 20", "dose: 50 Gy", "note: 1/radiotherapy-radiotherapy"),
    ("- radiotherapy: femur\n  dose: 50 Gy", "fractions: 20", "note: 1/radiotherapy-radiotherapy"),
    ("- ablation: liver", "technique: RFA", "note: 1/ablation-ablation"),
    ("- assessment: CT\n  response: SD", "criteria: RECIST 1.1", "warning: 1/criteria"),
    ("- assessment: not stated\n  response: SD\n  criteria: RECIST 1.1", "", "note: 1/modality"),
  ])
  func observations(entry: String, remedy: String, missing: String) async throws {
    #expect(try await about(Self.diagnosis + entry) == [missing])
    if !remedy.isEmpty { #expect(try await about(Self.diagnosis + entry + "\n  " + remedy) == []) }
  }

  /// What a claim on maintenance rests on is a warning.
  @Test(arguments: [("salvage", "note"), ("maintenance", "warning")])
  func therapies(intent: String, severity: String) async throws {
    let therapy = """
      - therapy: gemcitabine
        id: gem
        intent: \(intent)
        when: 2021-04-01

      """
    #expect(try await about(Self.diagnosis + therapy) == ["\(severity): 1/therapy-gem"])
    let found = try await bench.findings(Self.diagnosis + therapy, facts: Self.size, ["study.yaml": Self.study])
    #expect(
      found.map(\.summary)
        == ["CARE 9: dose, days, cycle length and number of cycles are not stated of gemcitabine (gem)."])
    #expect(found.first?.places == ["patients/1.yaml:8"])
    let told = therapy + "  cycles: 4\n  every: 21 d\n  phases: [{id: full, dose: 1000 mg/m2, days: [1, 8]}]"
    #expect(try await about(Self.diagnosis + told) == [])
    // What is taken every day has no cycles that could be counted; days 1 to 4 are days of a cycle.
    func oral(_ days: String) -> String { therapy + "  phases: [{id: full, dose: 800 mg, days: \(days)}]" }
    #expect(try await about(Self.diagnosis + oral("1-28")) == [])
    #expect(try await about(Self.diagnosis + oral("1-4")) == ["\(severity): 1/therapy-gem"])
  }

  /// What several records do not state is one finding that names the patients, and what of one record is missing twice is told once.
  @Test func repeatedGapsAreOneFinding() async throws {
    func patient(_ id: Int) -> String {
      """
      patient: \(id)
      section: Chart
      sex: male
      age: 60
      course:
        - diagnosis: leiomyosarcoma
          when: 2021-03
        - radiotherapy: femur
        - radiotherapy: lung
        - toxicity: neutropenia
        - toxicity: \(id == 2 ? "nausea" : "neutropenia")
          id: second
      """
    }
    let found = try await bench.findings(
      RuleExample(
        "", facts: Self.size, course: Self.diagnosis + "- radiotherapy: femur",
        files: [
          .init("study.yaml", Self.study), .init("patients/2.yaml", patient(2)), .init("patients/3.yaml", patient(3)),
        ]))
    #expect(
      found.map(\.summary) == [
        "CARE 9: dose and fractions of radiotherapy are not stated (patients 1, 2 and 3).",
        "CARE 5: height and weight are not stated (patients 2 and 3); no absolute dose can be checked.",
        "CARE 10: no CTCAE grade is stated: patient 2, neutropenia, nausea; patient 3, neutropenia.",
      ])
    #expect(found[0].id == "missing-fact/series/radiotherapy")
    #expect(found[0].places.count == 5)
  }
}
