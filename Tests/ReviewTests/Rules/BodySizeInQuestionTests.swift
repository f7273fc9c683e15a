// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct BodySizeInQuestionTests {
  let bench = RuleBench(rule: BodySizeInQuestion())

  /// 28.9 kg at 170 cm are 10.0 kg/m², 28.8 kg 9.97; 288.9 kg 99.97, 290 kg 100.3.
  @Test(arguments: [
    (170.0, 28.8, 1), (170, 28.9, 0), (170, 74, 0), (170, 288.9, 0), (170, 290, 1), (74, 171, 1), (171, 74, 0),
  ])
  func limits(height: Double, weight: Double, count: Int) async throws {
    #expect(try await bench.findings("", facts: "height: \(height) cm\nweight: \(weight) kg").count == count)
  }

  /// 171 ÷ 0.74² = 312.3; 74 ÷ 1.71² = 25.3.
  @Test func aSwapIsAsked() async throws {
    let found = try #require(try await bench.findings("", facts: "height: 74 cm\nweight: 171 kg").first)
    #expect(found.arithmetic == "171 ÷ (74 ÷ 100)² = 312.3 kg/m²; the two in each other's place 25.3 kg/m²")
    #expect(found.settledBy.contains("swapped"))
    let other = try #require(try await bench.findings("", facts: "height: 170 cm\nweight: 7.4 kg").first)
    #expect(!other.settledBy.contains("swapped"))
  }

  /// A child of 80 cm and 6 kg has 9.4 kg/m².
  @Test func childrenAreNotJudged() async throws {
    let size = "height: 80 cm\nweight: 6 kg\n"
    #expect(try await bench.findings("", facts: size).count == 1)
    #expect(try await bench.findings("- diagnosis: sarcoma", facts: size + "age: 1 at diagnosis").isEmpty)
  }
}
