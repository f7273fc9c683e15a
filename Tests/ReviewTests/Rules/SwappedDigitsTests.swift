// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct SwappedDigitsTests {
  let bench = RuleBench(rule: SwappedDigits())

  private func found(_ drug: String, _ dose: String, _ more: String = "") async throws -> [PlacedFinding] {
    try await bench.findings(
      "- therapy: \(drug)\n  id: t\n  phases:\n    - {id: full, dose: \(dose), days: [1], every: 21 d\(more)}")
  }

  /// Docetaxel 75 and 100 mg/m², doxorubicin 75, gemcitabine 675 to 1000: 57 is 76 % of 75 (and 95 % of 60, which nobody orders), 60 is 80 %, 70 is 70 % of 100.
  @Test(arguments: [
    ("docetaxel", "57 mg/m2", 1), ("docetaxel", "75 mg/m2", 0), ("docetaxel", "60 mg/m2", 0),
    ("docetaxel", "70 mg/m2", 0), ("docetaxel", "58 mg/m2", 0), ("doxorubicin", "57 mg/m2", 1),
    ("gemcitabine", "900 mg/m2", 0), ("docetaxel", "57 mg", 0), ("a new drug", "57 mg/m2", 0),
  ])
  func doses(drug: String, dose: String, count: Int) async throws {
    #expect(try await found(drug, dose).count == count, "\(drug) \(dose)")
  }

  @Test func aReasonIsAReason() async throws {
    #expect(try await found("docetaxel", "57 mg/m2", ", reason: {code: toxicity, words: neuropathy}").isEmpty)
  }

  /// What the source is quoted with is what it says.
  @Test func aQuoteIsAQuote() async throws {
    #expect(
      try await found("docetaxel", "57 mg/m2", ", source: {section: Chart, quote: \"57 mg/m² wegen Bilirubin\"}")
        .isEmpty)
  }

  @Test func neighboursChangePlaces() {
    #expect(SwappedDigits.swaps(57) == [75])
    #expect(SwappedDigits.swaps(1050) == [1500, 1005])
    #expect(SwappedDigits.swaps(1.2) == [])
    #expect(SwappedDigits.swaps(55) == [])
  }

  @Test func inWords() async throws {
    let one = try #require(try await found("docetaxel", "57 mg/m2").first)
    #expect(
      one.summary
        == "Two digits may be swapped: docetaxel at 57 mg/m² in t is no dose of a regimen of the library, nor a usual step from one; 75 mg/m² is."
    )
  }
}
