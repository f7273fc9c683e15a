// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct ImageOfTwoPatientsTests {
  @Test func oneScanOfTwoPatientsIsTold() async throws {
    let rule = ImageOfTwoPatients()
    let found = try await RuleBench.review(rule.fires).findings.filter { $0.rule == rule.id }
    #expect(
      found.map(\.summary.english) == ["image 1 of ct of patient 2 is the same file as image 1 of ct of patient 1."])
    #expect(try await RuleBench.review(rule.passes).findings.allSatisfy { $0.rule != rule.id })
  }
}
