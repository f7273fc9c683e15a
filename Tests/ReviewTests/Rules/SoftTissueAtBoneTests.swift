// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SoftTissueAtBoneTests {
  let bench = RuleBench(rule: SoftTissueAtBone())

  func findings(_ diagnosis: String, design: String = "patients with soft tissue sarcoma") async throws
    -> [PlacedFinding]
  {
    try await bench.findings(
      "- diagnosis: \(diagnosis)", ["study.yaml": "guideline: none\ndesign: \(design)"])
  }

  @Test func aBone() async throws {
    let found = try await findings("pleomorphic sarcoma\n  site: right femur")
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.summary.contains("“of the right femur”, which is a bone") == true)
  }

  @Test(arguments: [
    "pleomorphic sarcoma\n  site: right thigh", "pleomorphic sarcoma\n  site: soft tissue of the femur region",
    "pleomorphic sarcoma\n  site: femur\n  topography: C49.2", "osteosarcoma\n  site: femur", "pleomorphic sarcoma",
  ])
  func noQuestion(diagnosis: String) async throws {
    #expect(try await findings(diagnosis).isEmpty)
    #expect(try await findings("pleomorphic sarcoma\n  site: femur", design: "patients with sarcoma").isEmpty)
  }
}
