// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ResumedTherapyTests {
  let bench = RuleBench(rule: ResumedTherapy())

  func findings(
    _ first: String = "Doxil", _ second: String = "Caelyx", facts: String = "", between: String = "",
    ofFirst: String = ""
  ) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: \(first)\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-15\(ofFirst)\n\(between)"
        + "- therapy: \(second)\n  id: t2\n  when: 2020-09-01\(facts)")
  }

  @Test func theSameDrugAgain() async throws {
    let found = try #require(try await findings().first)
    #expect(
      found.summary
        == "t2 (Caelyx) gives again what t1 (Doxil) gave, and no progression is recorded in between: it is counted as line 2."
    )
    #expect(found.places == ["patients/1.yaml:4", "patients/1.yaml:8"])
    #expect(try await findings("gemcitabine + docetaxel", "gemcitabine").count == 1)
    // Another formulation is another drug, and so is what joins one.
    #expect(try await findings("doxorubicin", "Caelyx").isEmpty)
    #expect(try await findings("gemcitabine", "gemcitabine + docetaxel").isEmpty)
  }

  @Test func whatTheRecordSaysOfIt() async throws {
    for facts in ["line: 2", "intent: second-line", "intent: salvage", "continues: t1", "intent: maintenance"] {
      #expect(try await findings(facts: "\n  \(facts)").isEmpty, "\(facts)")
    }
    #expect(try await findings(facts: "\n  intent: palliative").count == 1)
    #expect(try await findings(ofFirst: "\n  intent: adjuvant").isEmpty)
  }

  @Test(arguments: [
    "- assessment: CT\n  of: t1\n  response: PD\n  when: 2020-05-14\n",
    "- assessment: CT\n  response: PD\n  when: 2020-08-14\n", "- local relapse: pelvis\n  when: 2020-08-01\n",
    "- metastases: [lung]\n  when: 2020-08-01\n",
  ])
  func progressionInBetween(entry: String) async throws { #expect(try await findings(between: entry).isEmpty) }

  @Test func aStopForProgressionOrALesion() async throws {
    #expect(try await findings(ofFirst: "\n  stopped for: progression").isEmpty)
    #expect(try await findings(ofFirst: "\n  stopped for: toxicity").count == 1)
    // What comes after it says nothing of it.
    #expect(
      try await bench.findings(
        "- therapy: Doxil\n  id: t1\n  when: 2020-01-15\n- therapy: Caelyx\n  id: t2\n  when: 2020-09-01\n"
          + "- assessment: CT\n  response: PD\n  when: 2020-12-01"
      ).count == 1)
    let rows = "patient,date,lesion,role,site,finding\n1,2020-01-10,T1,target,liver,30\n1,2020-05-10,T1,target,liver,"
    let course = "- therapy: Doxil\n  id: t1\n  when: 2020-01-15\n- therapy: Caelyx\n  id: t2\n  when: 2020-09-01"
    // 30 to 36 mm: +20 % and 6 mm.
    #expect(try await bench.findings(course, ["lesions.csv": rows + "36"]).isEmpty)
    #expect(try await bench.findings(course, ["lesions.csv": rows + "35"]).count == 1)
  }

  /// Another line in between makes it a new treatment.
  @Test func anotherLineInBetween() async throws {
    #expect(
      try await findings(between: "- therapy: trabectedin\n  id: t\n  when: 2020-06-01\n  ends: 2020-07-01\n").isEmpty)
  }

  /// Brands and German names are the drug, as they are where doses are judged.
  @Test(arguments: [
    ("gemcitabine", "Gemzar"), ("Gemzar", "gemcitabine"), ("gemcitabine", "Gemcitabin"), ("doxorubicin", "Adriamycin"),
    ("docetaxel", "Taxotere"), ("pazopanib", "Votrient"), ("trabectedin", "Yondelis"), ("imatinib", "Glivec"),
  ])
  func underWhateverName(first: String, second: String) async throws {
    let course =
      "- therapy: \(first)\n  id: t1\n  when: 2020-01-15\n  ends: 2020-05-15\n- therapy: \(second)\n  id: t2\n  when: 2020-06-10"
    #expect(try await RuleBench(rule: ResumedTherapy()).findings(course).count == 1)
  }
}
