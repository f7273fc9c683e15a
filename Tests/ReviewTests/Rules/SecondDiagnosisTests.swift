// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SecondDiagnosisTests {
  let bench = RuleBench(rule: SecondDiagnosis())

  @Test func eachBeyondTheFirst() async throws {
    let first = "- diagnosis: leiomyosarcoma\n  when: 2019-12\n"
    #expect(try await bench.findings(first).isEmpty)
    let found = try await bench.findings(first + "- diagnosis: breast cancer\n  id: second\n  when: 2021-03")
    #expect(
      found.map(\.summary) == [
        "breast cancer (second) is a second diagnosis beside leiomyosarcoma: it counts as another tumour, not as progression."
      ])
    #expect(found.first?.places == ["patients/1.yaml:6"])
  }
}
