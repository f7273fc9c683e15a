// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SeenAfterLastContactTests {
  let bench = RuleBench(rule: SeenAfterLastContact())

  func findings(contact: String, _ seen: String, _ files: [String: String] = [:]) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: leiomyosarcoma\n  when: 2019-12-01\n- last contact: alive\n  when: \(contact)\n\(seen)", files)
  }

  @Test func whateverShowsThePatientAlive() async throws {
    let scan = try #require(
      try await findings(contact: "2020-02-01", "- assessment: CT\n  id: ct\n  when: 2020-08-20").first)
    #expect(scan.severity == .warning)
    #expect(
      scan.summary
        == "The patient is seen after the last contact that is recorded: ct (2020-08-20). Survival runs to there.")
    #expect(scan.places == ["patients/1.yaml:6", "patients/1.yaml:8"])
    let stop = try await findings(
      contact: "2020-02-01", "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n  ends: 2020-05-20")
    #expect(stop.first?.summary.contains("end of gem (2020-05-20)") == true)
    let dose = try await findings(
      contact: "2020-02-01", "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15",
      ["administrations.csv": "patient,therapy,cycle,day,date,dose\n1,gem,2,1,2020-02-05,1000 mg/m2"])
    #expect(dose.first?.summary.contains("dose of gem (2020-02-05)") == true)
    let lesion = try await findings(
      contact: "2020-02-01", "",
      ["lesions.csv": "patient,date,lesion,role,finding,site\n1,2020-03-01,T1,target,20 mm,liver"])
    #expect(lesion.first?.summary.contains("lesions measured (2020-03-01)") == true)
  }

  /// What was decided or planned shows nobody alive; what may lie before the contact is no contradiction; of two contacts the later counts.
  @Test func whatShowsNothing() async throws {
    for entry in [
      "- decision: no further therapy\n  when: 2020-08-20", "- plan: CT\n  when: 2020-08-20",
      "- assessment: CT\n  id: ct\n  when: 2020", "- assessment: CT\n  id: ct\n  when: 2020-02-01",
      "- last contact: alive\n  id: later\n  when: 2020-09-01\n- assessment: CT\n  id: ct\n  when: 2020-08-20",
      "- death: sarcoma\n  when: 2020-08-20",
    ] {
      #expect(try await findings(contact: "2020-02-01", entry).isEmpty, "\(entry)")
    }
  }

  /// From 2020-02-01 to 2020-12-31 are 334 d.
  @Test func ongoingLongAfterTheLastContact() async throws {
    func found(_ cutOff: String) async throws -> [PlacedFinding] {
      try await findings(
        contact: "2020-02-01", "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n  ongoing: true",
        ["study.yaml": "guideline: none\ndata cut-off: \(cutOff)"])
    }
    #expect(
      try await found("2020-12-31").map(\.summary) == [
        "gem is recorded as ongoing at the data cut-off, at least 334 d after the last contact: who saw it? Survival runs to the cut-off."
      ])
    // 60 d after it is no question.
    #expect(try await found("2020-04-01").isEmpty)
    #expect(try await found("2020-04-02").count == 1)
  }
}
