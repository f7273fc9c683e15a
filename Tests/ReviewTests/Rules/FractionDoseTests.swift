// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct FractionDoseTests {
  let bench = RuleBench(rule: FractionDose())

  func findings(_ dose: String, _ fractions: Int) async throws -> [PlacedFinding] {
    try await bench.findings("- radiotherapy: pelvis\n  id: rt\n  dose: \(dose)\n  fractions: \(fractions)")
  }

  @Test(arguments: [
    ("34 Gy", 1, 0), ("35 Gy", 1, 1), ("450 Gy", 25, 1), ("50.4 Gy", 28, 0), ("60 Gy", 8, 0), ("60 Gy", 5, 0),
    ("88 Gy", 11, 0), ("89 Gy", 11, 1), ("4 Gy", 2, 0), ("5.04 Gy", 28, 1),
  ])
  func bounds(dose: String, fractions: Int, count: Int) async throws {
    #expect(try await findings(dose, fractions).count == count)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings("450 Gy", 25).first)
    #expect(found.summary == "rt: 450 Gy in 25 fractions would be 18 Gy each.")
    #expect(found.arithmetic == "450 ÷ 25 = 18 Gy")
  }
}
