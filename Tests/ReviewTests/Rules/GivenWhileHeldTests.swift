// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// US label of gemcitabine (pancreas): in full from 1 × 10⁹ neutrophils/L, 75 % from 0.5, none below.
@Suite struct GivenWhileHeldTests {
  let bench = RuleBench(rule: GivenWhileHeld())

  func findings(dose: String, neutrophils: String, on date: String = "2024-01-14") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2024-01-08
      """,
      [
        "administrations.csv": "patient,therapy,cycle,day,date,dose\n1,gem,1,8,2024-01-15,\(dose)",
        "labs.csv":
          "patient,analyte,when,value,unit\n1,ANC,\(date),\(neutrophils),10^9/L\n1,platelets,\(date),150,10^9/L",
      ])
  }

  /// 75 % are allowed, and half a point for rounding: 755 mg/m² of 1000.
  @Test(arguments: [
    ("750 mg/m2", 0), ("755 mg/m2", 0), ("756 mg/m2", 1), ("830 mg/m2", 1), ("1000 mg/m2", 1), ("omitted", 0),
  ])
  func aboveWhatIsAllowed(dose: String, count: Int) async throws {
    let found = try await findings(dose: dose, neutrophils: "0.7")
    #expect(found.count == count)
    #expect(found.allSatisfy { $0.severity == .note })
  }

  @Test(arguments: [("0.49", [Severity.warning]), ("0.5", []), ("0.99", []), ("2", [])])
  func held(neutrophils: String, severities: [Severity]) async throws {
    #expect(try await findings(dose: "750 mg/m2", neutrophils: neutrophils).map(\.severity) == severities)
  }

  @Test(arguments: [("2024-01-15", 1), ("2024-01-12", 1), ("2024-01-11", 0), ("2024-01-16", 0)])
  func ageOfTheCount(date: String, count: Int) async throws {
    // 0, 3 and 4 d before the dose, and a day after it.
    #expect(try await findings(dose: "750 mg/m2", neutrophils: "0.4", on: date).count == count)
  }

  /// 0.4 the day before says hold. On the day itself stand 0.4 and 4, or a count that nobody has: what it was is not known, and neither is
  /// what the rules would say.
  @Test(arguments: [
    ("1,ANC,2024-01-14,0.4,10^9/L", 1),
    ("1,ANC,2024-01-14,0.4,10^9/L\n1,ANC,2024-01-15,0.4,10^9/L\n1,ANC,2024-01-15,4,10^9/L", 0),
    ("1,ANC,2024-01-14,0.4,10^9/L\n1,ANC,2024-01-15,4,10^9/L\n1,ANC,2024-01-15,0.4,10^9/L", 0),
    ("1,ANC,2024-01-14,0.4,10^9/L\n1,ANC,2024-01-15,800,10^9/L", 0),
    ("1,ANC,2024-01-14,800,10^9/L\n1,ANC,2024-01-15,0.4,10^9/L", 1),
  ])
  func noOlderCountStandsInForOneInDoubt(rows: String, count: Int) async throws {
    let found = try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        regimen: gemcitabine-1000-q28
        when: 2024-01-08
      """,
      [
        "administrations.csv": "patient,therapy,cycle,day,date,dose\n1,gem,1,8,2024-01-15,750 mg/m2",
        "labs.csv": "patient,analyte,when,value,unit\n\(rows)\n1,platelets,2024-01-15,150,10^9/L",
      ])
    #expect(found.count == count)
  }

  @Test func whatItSays() async throws {
    let less = try #require(try await findings(dose: "830 mg/m2", neutrophils: "0.7").first)
    #expect(less.id == "given-while-held/1/gem-gemcitabine-c1-d8")
    #expect(
      less.summary.hasPrefix(
        "gemcitabine at 83 % was given on 2024-01-15; gemcitabine-us-pancreas says 75 % for neutrophils 0.7 "),
      "\(less.summary)")
    #expect(less.arithmetic?.hasPrefix("rule reduce of ") == true)
    #expect(less.places == ["administrations.csv:2"])
    let held = try #require(try await findings(dose: "750 mg/m2", neutrophils: "0.4").first)
    #expect(held.summary.contains("says hold for neutrophils 0.4 "))
  }
}
