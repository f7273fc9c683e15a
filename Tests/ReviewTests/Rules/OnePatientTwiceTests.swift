// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct OnePatientTwiceTests {
  let bench = RuleBench(rule: OnePatientTwice())

  func findings(_ second: String, facts: String = "", firstFacts: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- diagnosis: sarcoma\n  when: 2020-12-15\n- therapy: doxorubicin\n  id: dox\n  when: 2021-01-08\n- death: true\n  when: 2021-09-09",
      facts: firstFacts, ["patients/2.yaml": "patient: 2\n\(facts)course:\n\(second)"])
  }
  let same =
    "  - diagnosis: sarcoma\n    when: 2020-12-15\n  - therapy: doxorubicin\n    id: dox\n    when: 2021-01-08\n  - death: true\n    when: 2021-09-09"

  @Test func threeDays() async throws {
    let found = try await findings(same)
    #expect(found.map(\.severity) == [.warning])
    #expect(
      found.first?.summary
        == "Patients 1 and 2 share histology and 3 exact days (diagnosis 2020-12-15, doxorubicin 2021-01-08, death 2021-09-09): they may be one."
    )
    #expect(try await findings(same, facts: "arm: A\n", firstFacts: "arm: B").map(\.severity) == [.error])
  }

  @Test func whoDiffers() async throws {
    #expect(try await findings(same, facts: "sex: male\n", firstFacts: "sex: female").isEmpty)
    #expect(try await findings(same, facts: "year of birth: 1950\n", firstFacts: "year of birth: 1951").isEmpty)
    #expect(try await findings(same.replacing("2021-09-09", with: "2021-09-10")).isEmpty)
    #expect(try await findings(same.replacing("2021-09-09", with: "2021-09")).isEmpty)
    #expect(try await findings(same.replacing("diagnosis: sarcoma", with: "diagnosis: melanoma")).isEmpty)
  }
}
