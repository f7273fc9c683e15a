// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct AssessmentWithoutImageTests {
  let bench = RuleBench(rule: AssessmentWithoutImage())

  private func course(_ second: String, first: String = "  images: [{file: a.png}]") -> String {
    "- assessment: CT\n  id: ct\n  response: PR\n\(first)\n- \(second)"
  }

  @Test func whereOthersHaveOne() async throws {
    let found = try await bench.findings(course("{assessment: MRI, id: mri, response: PD}"))
    #expect(found.map(\.summary) == ["mri (PD) has no picture, and others of this patient have."])
    #expect(found.first?.severity == .note)
    // Without a response it judges nothing, and symptoms have no picture.
    #expect(try await bench.findings(course("{assessment: MRI, id: mri}")).isEmpty)
    #expect(try await bench.findings(course("{assessment: clinical examination, id: mri, response: PD}")).isEmpty)
    #expect(
      try await bench.findings(course("{assessment: MRI, id: mri, response: PD, images: [{file: b.png}]}")).isEmpty)
    #expect(
      try await bench.findings(course("{assessment: MRI, id: mri, response: PD}", first: "  region: liver")).isEmpty)
  }
}
