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

  // MARK: which set, and what it looks at

  func doxorubicin(labs: String, toxicity: String = "", second: String = "75 mg/m2") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: doxorubicin
        id: dox
        regimen: doxorubicin-75-q21
        when: 2024-01-08
      \(toxicity)
      """,
      [
        "administrations.csv":
          "patient,therapy,cycle,day,date,dose\n1,dox,1,1,2024-01-08,75 mg/m2\n1,dox,2,1,2024-01-29,\(second)",
        "labs.csv": "patient,analyte,when,value,unit\n\(labs)",
      ])
  }

  /// The regimen names the bilirubin set first: above 5 mg/dL no dose. Counts are those of the next one: below 1.0 neutrophils the cycle waits.
  @Test func eachKindHasItsSet() async throws {
    let counts = "1,ANC,2024-01-29,0.4,10^9/L\n1,platelets,2024-01-29,150,10^9/L"
    let low = try #require(try await doxorubicin(labs: counts + "\n1,bilirubin,2024-01-29,0.6,mg/dL").first)
    #expect(low.severity == .warning)
    #expect(
      low.summary.hasSuffix("doxorubicin-label-ac says delay for neutrophils 0.4 10⁹/L."),
      "\(low.summary)")
    let liver = try #require(
      try await doxorubicin(
        labs: "1,ANC,2024-01-29,3,10^9/L\n1,platelets,2024-01-29,150,10^9/L\n1,bilirubin,2024-01-29,6,mg/dL"
      ).first)
    #expect(liver.summary.hasSuffix("doxorubicin-bilirubin says hold for bilirubin 6 mg/dL."), "\(liver.summary)")
    #expect(
      try await doxorubicin(labs: "1,ANC,2024-01-29,3,10^9/L\n1,platelets,2024-01-29,150,10^9/L").isEmpty)
  }

  /// Text for AC: after neutropenic fever 75 % of 75 mg/m², 56.25.
  @Test(arguments: [("75 mg/m2", 1), ("56.25 mg/m2", 0)])
  func feverSinceTheDoseBefore(second: String, count: Int) async throws {
    let found = try await doxorubicin(
      labs: "1,ANC,2024-01-29,3,10^9/L\n1,platelets,2024-01-29,150,10^9/L",
      toxicity: "- toxicity: febrile neutropenia\n  grade: 3\n  version: 5.0\n  of: dox\n  when: 2024-01-18",
      second: second)
    #expect(found.count == count)
    #expect(
      found.allSatisfy {
        $0.severity == .note && $0.summary.hasSuffix("doxorubicin-label-ac says 75 % for febrile neutropenia.")
      }, "\(found.map(\.summary))")
  }

  /// The US label of eribulin: a dose reduced to 1.1 mg/m² does not rise again.
  @Test(arguments: [("1.1 mg/m2", 0), ("1.4 mg/m2", 1)])
  func aDoseThatRisesAgain(third: String, count: Int) async throws {
    let found = try await bench.findings(
      """
      - therapy: eribulin
        id: eri
        regimen: eribulin-mesylate-q21
        when: 2024-01-08
      """,
      [
        "administrations.csv":
          "patient,therapy,cycle,day,date,dose\n1,eri,1,1,2024-01-08,1.4 mg/m2\n1,eri,2,1,2024-01-29,1.1 mg/m2\n1,eri,3,1,2024-02-19,\(third)",
        "labs.csv":
          "patient,analyte,when,value,unit\n1,ANC,2024-02-19,3,10^9/L\n1,platelets,2024-02-19,150,10^9/L",
      ])
    #expect(found.count == count)
    #expect(
      found.allSatisfy {
        $0.summary.hasSuffix(
          "eribulin-us says 1.1 mg/m² for a dose that rises again after 1.1 mg/m² on 2024-01-29.")
      }, "\(found.map(\.summary))")
  }
}
