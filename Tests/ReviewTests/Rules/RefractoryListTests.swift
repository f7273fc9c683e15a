// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct RefractoryListTests {
  let bench = RuleBench(rule: RefractoryList())

  private func found(_ drugs: String, _ regimen: String = "doxorubicin + olaratumab", then: String = "") async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      """
      - diagnosis: leiomyosarcoma
        when: 2020-01
      - therapy: \(regimen)
        id: first
        when: 2020-02-03
      - assessment: MRI
        of: first
        when: 2020-05-04
        response: PD
      """ + then,
      ["claims.yaml": "- {claim: refractory, patient: 1, to: \(drugs), source: {section: Discussion}}"])
  }

  @Test func whatIsLeftOutIsNamed() async throws {
    let one = try await found("[doxorubicin]")
    #expect(
      one.map(\.summary) == [
        "Discussion: “refractory to doxorubicin” leaves out olaratumab (first), under which progression is dated."
      ])
    #expect(one.first?.places == ["claims.yaml:1", "patients/1.yaml:6"])
    #expect(try await found("[doxorubicin, olaratumab]").isEmpty)
    #expect(try await found("[Adriamycin, Olaratumab]").isEmpty)
  }

  /// A drug that was answered before is none that the tumour was refractory to, and maintenance goes on with what was answered.
  @Test func whatWasAnsweredIsNotMissed() async throws {
    func then(_ response: String, _ drug: String, _ intent: String = "") -> String {
      """

      - therapy: \(drug)
        id: second
        when: 2020-06-01
        \(intent)
      - assessment: CT
        of: second
        when: 2020-08-03
        response: \(response)
      - assessment: CT
        of: second
        when: 2020-11-02
        response: PD
      """
    }
    let both = "[doxorubicin, olaratumab]"
    #expect(try await found(both, then: then("PR", "trabectedin")).isEmpty)
    // Said of the first two, perhaps before the third was given; a list that goes on to the third spans the first.
    #expect(try await found(both, then: then("SD", "trabectedin")).isEmpty)
    #expect(try await found("[trabectedin]", then: then("SD", "trabectedin")).count == 1)
    #expect(try await found("[trabectedin]", then: then("SD", "trabectedin", "intent: maintenance")).count == 1)
    #expect(
      try await found("[trabectedin]", then: then("PR", "doxorubicin + trabectedin")).map(\.summary) == [
        "Discussion: “refractory to trabectedin” leaves out olaratumab (first), under which progression is dated."
      ])
  }
}
