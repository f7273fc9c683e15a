// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct AbsoluteDoseTests {
  let bench = RuleBench(rule: AbsoluteDose())

  func findings(milligrams: String, facts: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        when: 2024-01-08
      """, facts: facts,
      ["administrations.csv": "patient,therapy,cycle,day,date,dose,mg\n1,gem,1,1,2024-01-08,1000 mg/m2,\(milligrams)"])
  }

  @Test(arguments: [("1199", 1), ("1200", 0), ("1800", 0), ("2800", 0), ("2801", 1), ("", 0)])
  func adults(milligrams: String, count: Int) async throws {
    #expect(try await findings(milligrams: milligrams).count == count)
  }

  /// 168 cm, 71 kg, a woman: ideal weight 45.5 + 2.3 × (168 ÷ 2.54 − 60) = 59.6 kg. Least by Schlich on that,
  /// 0.000975482 × 168^1.08 × 59.6^0.46 = 1.6190 m², greatest by Boyd on 71 kg, 1.8424 m²; less and plus 10 %: 1.4571 to 2.0266 m².
  @Test(arguments: [("1457", 1), ("1458", 0), ("2026", 0), ("2027", 1)])
  func aBody(milligrams: String, count: Int) async throws {
    let facts = "sex: female\nheight: 168 cm\nweight: 71 kg"
    #expect(try await findings(milligrams: milligrams, facts: facts).count == count)
  }

  @Test func whatItSays() async throws {
    let adult = try #require(try await findings(milligrams: "3100").first)
    #expect(adult.id == "absolute-dose/1/gem-gemcitabine-3100")
    #expect(
      adult.summary
        == "3100 mg for 1000 mg/m² of gemcitabine would be a body surface of 3.1 m²; no height and weight are "
        + "recorded, and adults have 1.2 to 2.8 m².")
    #expect(adult.arithmetic == "3100 ÷ 1000 = 3.1 m²")
    #expect(adult.places == ["administrations.csv:2"])
    let woman = try #require(
      try await findings(milligrams: "2600", facts: "sex: female\nheight: 168 cm\nweight: 71 kg").first)
    #expect(
      woman.summary.hasSuffix(
        "; the recorded height and weight give 1.62 to 1.84 m² by the formulas and weights in use."))
  }
}
