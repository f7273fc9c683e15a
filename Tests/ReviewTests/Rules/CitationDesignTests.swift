// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitationDesignTests {
  let bench = RuleBench(rule: CitationDesign())

  func findings(_ claim: String, _ titles: String...) async throws -> [PlacedFinding] {
    let numbers = titles.indices.map { String($0 + 1) }.joined(separator: ", ")
    return try await bench.findings(
      "",
      [
        "references.yaml": titles.enumerated().map { "- number: \($0 + 1)\n  title: \"\($1)\"" }.joined(
          separator: "\n"),
        "claims.yaml":
          "- claim: statement\n  study: A 2004\n  is: \(claim)\n  cites: [\(numbers)]\n  source: {section: Discussion}",
      ])
  }

  @Test(arguments: [
    ("Vinorelbine in Sarcoma: A Pilot Study", "a pilot study"),
    ("A Phase II Study of Ridaforolimus", "a phase II study that is not called randomised"),
    ("Ridaforolimus: Phase 2 Results", "a phase II study that is not called randomised"),
    ("A Single-Arm Trial of Ridaforolimus", "a study of a single arm"),
    ("A Case Report of Ridaforolimus", "a report of cases"),
  ])
  func aTitleWithoutAComparison(title: String, design: String) async throws {
    let found = try #require(try await findings("it prolonged survival in sarcoma", title).first)
    #expect(found.severity == .warning)
    #expect(found.summary.contains("(1), the only work cited for it, is by its title \(design)"))
    #expect(found.places == ["claims.yaml:1", "references.yaml:1"])
  }

  @Test(arguments: [
    "A Randomised Phase II Study of Ridaforolimus", "A Phase III Study of Ridaforolimus",
    "Ridaforolimus Versus Placebo: Phase 2", "Ridaforolimus in Sarcoma", "A Controlled Pilot Study",
  ])
  func aTitleThatMayHaveOne(title: String) async throws {
    #expect(try await findings("it prolonged survival in sarcoma", title).isEmpty)
  }

  /// What is no comparison needs none; a claim that names the design says itself how far it goes; another work may hold the comparison.
  @Test func whatNeedsNoComparison() async throws {
    let title = "A Phase II Study of Ridaforolimus"
    #expect(try await findings("the median survival was 12 months", title).isEmpty)
    #expect(try await findings("the response rate was 5 %", title).isEmpty)
    #expect(try await findings("in a phase II study survival seemed prolonged", title).isEmpty)
    #expect(try await findings("it prolonged survival", title, "Ridaforolimus in Sarcoma").isEmpty)
    #expect(try await findings("it prolonged survival", title, "A Pilot Study").count == 1)
  }
}
