// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Grades of CTCAE 5.0: neutrophils below 1.5 are grade 2, below 1.0 grade 3, below 0.5 grade 4; of 6.0 below 1.5 grade 1, below 1.0 grade 2, below 0.5
/// grade 3, below 0.1 grade 4. Platelets below 75 grade 2, below 50 grade 3, in both; below 25 (10) grade 4.
@Suite struct GradeAgainstCountTests {
  let bench = RuleBench(rule: GradeAgainstCount())

  func findings(_ toxicity: String, _ value: String, _ lab: String = "neutrophils", day: String = "2020-02-05")
    async throws -> [PlacedFinding]
  {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n  when: 2020-01-15\n  ends: 2020-05-20\n- toxicity: \(toxicity)\n"
        + "- lab: \(lab)\n  value: \(value)\n  when: \(day)")
  }

  @Test func noneBesideALowCount() async throws {
    let found = try #require(try await findings("no neutropenia\n  of: gem", "0.3 10^9/L").first)
    #expect(
      found.summary
        == "toxicity states “no neutropenia”, but neutrophils 0.3 10⁹/L on 2020-02-05 is grade 3 to 4 by CTCAE 5.0 and 6.0."
    )
    #expect(found.places == ["patients/1.yaml:8", "patients/1.yaml:10"])
    #expect(try await findings("keine Neutropenie\n  absent: true\n  of: gem", "300 /µl", "Neutrophile").count == 1)
    #expect(try await findings("no neutropenia\n  of: gem", "1.4 10^9/L").count == 1)
    // From 1.5 on only the lower limit of normal could tell.
    #expect(try await findings("no neutropenia\n  of: gem", "1.5 10^9/L").isEmpty)
    #expect(try await findings("no thrombocytopenia\n  when: 2020-02-05", "74 G/L", "PLT").count == 1)
  }

  @Test func anotherTimeOrTerm() async throws {
    #expect(try await findings("no neutropenia\n  of: gem", "0.3 10^9/L", day: "2020-06-05").isEmpty)
    // The count of the first day was taken before the dose.
    #expect(try await findings("no neutropenia\n  of: gem", "0.3 10^9/L", day: "2020-01-15").isEmpty)
    #expect(try await findings("no neutropenia\n  of: gem\n  when: 2020-02-04", "0.3 10^9/L").isEmpty)
    #expect(try await findings("no neutropenia", "0.3 10^9/L").isEmpty)
    #expect(try await findings("no febrile neutropenia\n  of: gem", "0.3 10^9/L").isEmpty)
    #expect(try await findings("no nausea\n  of: gem", "0.3 10^9/L").isEmpty)
    #expect(try await findings("no neutropenia\n  of: gem", "30 10^9/L", "platelets").isEmpty)
  }

  @Test func whatIsDenied() async throws {
    #expect(try await findings("no severe neutropenia\n  of: gem", "0.9 10^9/L").isEmpty)
    #expect(try await findings("no severe neutropenia\n  of: gem", "0.4 10^9/L").count == 1)
    #expect(try await findings("no grade 3-4 neutropenia\n  of: gem", "0.9 10^9/L").isEmpty)
    // By version 5 alone 0.9 is grade 3.
    #expect(try await findings("no grade 3-4 neutropenia\n  version: 5.0\n  of: gem", "0.9 10^9/L").count == 1)
  }

  @Test func aGradeOfTheSameDay() async throws {
    #expect(try await findings("neutropenia\n  grade: 2\n  when: 2020-02-05", "0.3 10^9/L").count == 1)
    #expect(try await findings("neutropenia\n  grade: 3\n  when: 2020-02-05", "0.3 10^9/L").isEmpty)
    // The nadir may come later.
    #expect(try await findings("neutropenia\n  grade: 4\n  when: 2020-02-05", "0.9 10^9/L").isEmpty)
    #expect(try await findings("neutropenia\n  grade: 3\n  when: 2020-02-05", "2.5 10^9/L").count == 1)
    #expect(try await findings("neutropenia\n  grade: 1\n  of: gem", "0.3 10^9/L").isEmpty)
  }

  /// Who denies all toxicity denies what counts grade as severe: 0.3 is grade 4 and 3, 0.9 grade 3 and 2.
  @Test func noToxicityAtAll() async throws {
    let found = try #require(try await findings("no toxicity\n  of: gem", "0.3 10^9/L").first)
    #expect(
      found.summary
        == "toxicity states “no toxicity”, but neutrophils 0.3 10⁹/L on 2020-02-05 is grade 3 to 4 by CTCAE 5.0 and 6.0."
    )
    #expect(try await findings("no serious complications\n  of: gem", "0.3 10^9/L").count == 1)
    #expect(try await findings("no toxicity\n  of: gem", "0.9 10^9/L").isEmpty)
    #expect(try await findings("no toxicity\n  of: gem", "0.3 10^9/L", day: "2020-06-05").isEmpty)
    #expect(try await findings("no grade 4 toxicity\n  of: gem", "0.3 10^9/L").isEmpty)
  }
}
