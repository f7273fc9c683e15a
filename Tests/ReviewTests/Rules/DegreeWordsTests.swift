// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct DegreeWordsTests {
  let bench = RuleBench(rule: DegreeWords())

  func quality(_ claim: String, recorded: String) async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n- quality of life: \(recorded)\n  of: gem",
      ["claims.yaml": "- {claim: quality of life, patient: 1, is: \(claim), on: gem, source: {section: Discussion}}"])
  }

  /// Who says more also says less.
  @Test(arguments: [
    ("not compromised to a significant extent", "not impaired"), ("not severely impaired", "not impaired"),
    ("not significantly compromised", "no reduction"), ("not impaired", "preserved"),
    ("not severely impaired", "slightly impaired"), ("impaired", "severely impaired"),
  ])
  func whatIsEntailed(claim: String, recorded: String) async throws {
    #expect(try await quality(claim, recorded: recorded).map(\.summary) == [])
  }

  @Test func whatSaysMore() async throws {
    let open = try await quality("not impaired", recorded: "not severely impaired")
    #expect(open.map(\.severity) == [.warning])
    #expect(
      open.first?.summary
        == "Discussion: “quality of life on gem: not impaired”. Recorded as “not severely impaired”, which says less.")
    #expect(try await quality("not impaired", recorded: "severely impaired").map(\.severity) == [.error])
  }

  @Test func oneFindingForAllThatIsSaid() async throws {
    let found = try await bench.findings(
      "- therapy: gemcitabine\n  id: gem\n- quality of life: not severely impaired\n  of: gem",
      [
        "claims.yaml": """
        - {claim: quality of life, patient: 1, is: not impaired, on: gem, source: {section: Discussion}}
        - {claim: quality of life, patient: 1, is: not significantly compromised, on: gem, source: {section: Background}}
        """
      ])
    #expect(found.count == 1)
  }

  func dose(_ claims: String..., to amount: Int, days: String = "[1, 8, 15]") async throws -> [PlacedFinding] {
    try await bench.findings(
      """
      - therapy: gemcitabine
        id: gem
        planned: [{id: plan, dose: 1000 mg/m2, days: [1, 8, 15], every: 28 d}]
        phases: [{id: less, dose: \(amount) mg/m2, days: \(days), every: 28 d}]
      """,
      [
        "claims.yaml": claims.map { "- {\($0), patient: 1, to: less, source: {section: Results}}" }
          .joined(separator: "\n")
      ])
  }

  /// 900 of 1,000 is 10 % less; on two days of three 1,800 of 3,000 a cycle, 40 % less; 500 is 50 % less, 750 25 %.
  @Test func aDose() async throws {
    #expect(try await dose("claim: dose in words, is: slightly reduced", to: 900).isEmpty)
    #expect(try await dose("claim: dose in words, is: slightly reduced", to: 500).map(\.severity) == [.error])
    #expect(try await dose("claim: dose in words, is: slightly reduced", to: 751).isEmpty)
    #expect(try await dose("claim: dose in words, is: slightly reduced", to: 750).map(\.severity) == [.error])
    #expect(try await dose("claim: dose in words, is: significantly reduced", to: 750).isEmpty)
    #expect(try await dose("claim: dose in words, is: significantly reduced", to: 900).map(\.severity) == [.error])
    let open = try await dose("claim: dose in words, is: slightly reduced", to: 900, days: "[1, 8]")
    #expect(open.map(\.severity) == [.warning])
    #expect(open.first?.summary.contains("10 % per administration, 40 % per cycle") == true)
  }

  @Test func severalWordsForOneDose() async throws {
    let found = try await dose(
      "claim: dose in words, is: slightly reduced", "claim: dose in words, is: significantly reduced",
      "claim: dose change, by: 50 %, from: plan", to: 500)
    #expect(found.count == 1)
    #expect(
      found.first?.summary.hasPrefix(
        "The dose of less is called “slightly reduced” (Results), “significantly reduced” (Results), “reduced by 50 %” (Results)."
      )
        == true)
  }
}
