// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct CitationListTests {
  let bench = RuleBench(rule: CitationList())

  func findings(cites: String, listed: Int) async throws -> [PlacedFinding] {
    var files = [
      "claims.yaml":
        "- {claim: statement, study: A 2004, is: words\(cites.isEmpty ? "" : ", cites: \(cites)"), source: {section: Background}}"
    ]
    if listed > 0 {
      files["references.yaml"] = (1...listed).map { "- {number: \($0), title: T}" }.joined(separator: "\n")
    }
    return try await bench.findings("", files)
  }

  @Test func citedAndNotListed() async throws {
    let found = try await findings(cites: "[2, 9]", listed: 2)
    #expect(found.map(\.severity) == [.warning, .note])
    #expect(
      found.map(\.summary) == [
        "Background cites (9), which the list of references does not have.",
        "Reference (1) is cited by no claim that is recorded.",
      ])
  }

  /// Without a list, or where nothing cites, nothing can be missing.
  @Test(arguments: [("[1, 2]", 2), ("[1]", 0), ("", 2)])
  func nothingIsMissing(cites: String, listed: Int) async throws {
    #expect(try await findings(cites: cites, listed: listed).isEmpty)
  }
}
