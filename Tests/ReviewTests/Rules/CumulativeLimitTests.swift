// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

/// Doxorubicin: 550 mg/m², or 400 mg/m² with other cardiotoxic therapy.
@Suite struct CumulativeLimitTests {
  let bench = RuleBench(rule: CumulativeLimit())

  func findings(_ doses: [String]) async throws -> [PlacedFinding] {
    let rows = doses.enumerated().map { "1,dox,\($0 + 1),1,2024-\($0 < 9 ? "0" : "")\($0 + 1)-08,\($1)" }
    return try await bench.findings(
      """
      - therapy: doxorubicin
        id: dox
        when: 2024-01-08
      """, ["administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n")])
  }

  @Test func bounds() async throws {
    let ten = Array(repeating: "50 mg/m2", count: 10)
    // 8 × 50 = 400 passes nothing, 401 the lower limit, 500 + 50 = 550 no more than that, 551 both.
    #expect(try await findings(Array(ten.prefix(8))).map(\.severity) == [])
    #expect(try await findings(Array(ten.prefix(7)) + ["51 mg/m2"]).map(\.severity) == [.note])
    #expect(try await findings(ten + ["50 mg/m2"]).map(\.severity) == [.note])
    #expect(try await findings(ten + ["51 mg/m2"]).map(\.severity) == [.error, .note])
  }

  @Test func anOmissionIsNoDose() async throws {
    #expect(try await findings(Array(repeating: "50 mg/m2", count: 8) + ["omitted"]).isEmpty)
  }

  /// 10 × 75 = 750 mg/m², under any name of doxorubicin, and of none that is in liposomes.
  @Test(arguments: [
    ("doxorubicin", 1), ("Doxorubicin", 1), ("Adriamycin", 1), ("doxorubicin hydrochloride", 1), ("Caelyx", 0),
    ("doxorubcin", 0),
  ])
  func names(drug: String, errors: Int) async throws {
    let found = try await bench.findings(
      """
      - therapy: \(drug)
        id: dox
        cycles: 10
        every: 21 d
        phases: [{id: full, dose: 75 mg/m2, days: [1], cycles: 1-10}]
      """)
    #expect(found.count { $0.severity == .error } == errors)
    let rows = (1...10).map { "1,dox,\($0),1,2024-0\(min($0, 9))-\(10 + $0),75 mg/m2" }
    let given = try await bench.findings(
      "- therapy: \(drug)\n  id: dox\n  when: 2024-01-11",
      ["administrations.csv": (["patient,therapy,cycle,day,date,dose"] + rows).joined(separator: "\n")])
    #expect(given.count { $0.severity == .error } == errors)
    #expect(
      given.filter { $0.severity == .error }.map(\.arithmetic) == Array(repeating: "dox 750 = 750 mg/m²", count: errors)
    )
  }

  /// 6 × 135 mg by 1.81 m² (0.007184 × 170^0.725 × 70^0.425) are 447.6 mg/m², and 2 × 75 = 150: 597.6, above 550. At 105 mg (348.2 + 150 = 498.2) it is above 400
  /// alone. Without height and weight a note says that they are not counted.
  @Test func dosesInMilligrams() async throws {
    func findings(_ dose: String, facts: String) async throws -> [PlacedFinding] {
      try await bench.findings(
        """
        - therapy: doxorubicin
          id: a1
          intent: adjuvant
          when: 2019-02-01
          phases: [{id: a1-p, dose: \(dose), days: [1], every: 21 d, cycles: 1-6}]
        - therapy: doxorubicin
          id: a2
          when: 2020-01-01
          phases: [{id: a2-p, dose: 75 mg/m2, days: [1], every: 21 d, cycles: 1-2}]
        """, facts: facts)
    }
    let size = "height: 170 cm\nweight: 70 kg"
    let above = try await findings("135 mg", facts: size)
    #expect(above.map(\.id).contains("cumulative-limit/1/doxorubicin-550"))
    let general = above.first { $0.id.hasSuffix("-550") }
    #expect(general?.severity == .warning && general?.arithmetic?.hasSuffix("= 597.6 mg/m²") == true)
    #expect(try await findings("105 mg", facts: size).map(\.id) == ["cumulative-limit/1/doxorubicin-400"])
    #expect(try await findings("50 mg", facts: size).isEmpty)
    let unknown = try await findings("135 mg", facts: "")
    #expect(unknown.map(\.severity) == [.note])
    #expect(unknown.first?.summary.contains("doses in mg are not counted") == true)
  }

  @Test func whatItSays() async throws {
    let found = try #require(try await findings(Array(repeating: "70 mg/m2", count: 8)).first)
    #expect(found.id == "cumulative-limit/1/doxorubicin-550")
    #expect(found.summary.hasPrefix("Cumulative doxorubicin is above 550 mg/m², the limit "))
    // 8 × 70
    #expect(found.arithmetic == "dox 560 = 560 mg/m²")
    #expect(found.places == ["patients/1.yaml:4"])
  }

  @Test func phasesAreAdded() async throws {
    let found = try await bench.findings(
      """
      - therapy: doxorubicin
        id: dox
        cycles: 8
        every: 21 d
        phases:
          - {id: full, dose: 75 mg/m2, days: [1], cycles: 1-4}
          - {id: less, dose: 60 mg/m2, days: [1], cycles: 5-8}
      """)
    // 4 × 75 + 4 × 60 = 540: above 400 alone.
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.arithmetic == "full 300 + less 240 = 540 mg/m²")
  }

  /// 4 × 60 = 240 of doxorubicin and 5 × 90 = 450 of epirubicin: 240 + 450 × 0.8 = 600 of doxorubicin by ESC 2022 and by Feijen 2019, above 550.
  @Test func severalAnthracyclines() async throws {
    func course(_ second: String, _ dose: String) -> String {
      """
      - therapy: doxorubicin
        id: dox
        cycles: 4
        every: 21 d
        phases: [{id: full, dose: 60 mg/m2, days: [1], cycles: 1-4}]
      - therapy: \(second)
        id: other
        cycles: 5
        every: 21 d
        phases: [{id: more, dose: \(dose), days: [1], cycles: 1-5}]
      """
    }
    let found = try await bench.findings(course("Farmorubicin", "90 mg/m2"))
    #expect(found.map(\.severity) == [.warning, .note])
    let first = try #require(found.first)
    #expect(first.summary.hasPrefix("doxorubicin, epirubicin together are above 550 mg/m² of doxorubicin"))
    #expect(first.summary.contains("600 by ESC 2022") && first.summary.contains("600 by Feijen 2019"))
    #expect(first.arithmetic?.contains("doxorubicin 240 + epirubicin 450 × 0.8 = 600") ?? false)
    // 240 + 150 × 0.8 = 360: below both limits.
    #expect(try await bench.findings(course("epirubicin", "30 mg/m2")).isEmpty)
    // Liposomes have no factor: a note that they are not added up.
    let liposomal = try await bench.findings(course("Caelyx", "40 mg/m2"))
    #expect(liposomal.map(\.severity) == [.note])
    #expect(liposomal.first?.summary.contains("they are not added up") ?? false)
    // A dose in mg cannot be added: the sum is a least one, and of epirubicin itself nothing is known.
    let flat = try await bench.findings(course("epirubicin", "150 mg"))
    #expect(flat.filter { $0.id.contains("epirubicin-900") }.map(\.severity) == [.note])
    let together = flat.filter { !$0.id.contains("epirubicin-900") }
    #expect(
      together.map(\.severity) == [.warning, .note] && together.allSatisfy { $0.summary.contains("may be above") })
  }
}
