// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Testing

@Suite struct QuoteAgainstFieldTests {
  let bench = RuleBench(rule: QuoteAgainstField())

  /// Words of charts and papers, and what they name.
  @Test(arguments: [
    ("a 61-year-old female patient", 61, Sex.female), ("A 54-year-old man presented", 54, .male),
    ("ein 73-jähriger Mann", 73, .male), ("aged 40", 40, nil), ("after 2 years", nil, nil),
    ("followed for 60 years", nil, nil), ("a man and a woman", nil, nil),
  ])
  func whoIsQuoted(quote: String, age: Int?, sex: Sex?) {
    #expect(QuotedWords(quote).age == age)
    #expect(QuotedWords(quote).sex == sex)
  }

  @Test(arguments: [
    ("In response to four cycles of treatment", 4), ("two cycles of Doxorubicin", 2), ("after 8 cycles", 8),
    ("nach sechs Zyklen", 6), ("in the fourth cycle", nil), ("cycle 3 was delayed", nil),
    ("two cycles, then six cycles", nil), ("3 cycles before and 3 cycles after", nil),
    ("stopped after the 4th of 6 cycles", nil), ("sixteenth cycle", nil),
  ])
  func cycles(quote: String, cycles: Int?) { #expect(QuotedWords(quote).cycles == cycles) }

  @Test(arguments: [
    ("reduced to 900 mg/m² in this patient", 900.0), ("1,000 mg/m2 on day 1", 1000), ("1,5 mg/m²", nil),
    ("from 1,000 mg/m² to 900 mg/m²", nil), ("reduced by 25 % from 75 mg/m²", nil), ("1.125 mg/m²", 1.125),
    ("900 mg", nil),
  ])
  func doses(quote: String, dose: Double?) { #expect(QuotedWords(quote).milligramsPerSquareMetre == dose) }

  @Test(arguments: [
    ("revealed partial remission with shrinking metastases", Response.partial),
    ("stable disease was reconfirmed", .stable),
    ("rapid tumor progression in the liver", .progressive), ("complete remission", .complete), ("no progression", nil),
    ("stable disease until progression", nil), ("slow tumor progression", nil), ("partial nephrectomy", nil),
    ("stable disease, then progression", nil), ("after initially stable disease now shrinkage", nil),
    ("could induce a partial remission", nil),
  ])
  func responses(quote: String, response: Response?) { #expect(QuotedWords(quote).response == response) }

  @Test(arguments: [
    ("the right femur", "right"), ("des linken Oberschenkels", "left"), ("right and left lung", nil),
    ("in right lateral position, wide excision", nil), ("the right proximal femur", "right"),
    ("the thigh", nil),
  ])
  func sides(quote: String, side: String?) {
    #expect(QuotedWords(quote).side(of: ["femur", "lung", "thigh", "oberschenkels"]) == side)
  }

  private func found(_ course: String, facts: String = "") async throws -> [String] {
    try await bench.findings(course, facts: facts).map(\.summary)
  }

  @Test func ofThePatient() async throws {
    let quote = "source: {quote: a 61-year-old female patient}"
    #expect(
      try await found("- diagnosis: sarcoma", facts: "sex: male\nage: 16 at diagnosis\n\(quote)") == [
        "The age is recorded as 16; the words quoted for it say 61.",
        "The sex is recorded as male; the words quoted for it say female.",
      ])
    #expect(try await found("- diagnosis: sarcoma", facts: "sex: female\nage: 61 at diagnosis\n\(quote)").isEmpty)
  }

  @Test func ofEntries() async throws {
    let therapy =
      "- therapy: gemcitabine\n  id: gem\n  cycles: 3\n  source: {quote: four cycles}\n  phases:\n    - {id: less, dose: 90 mg/m2, source: {quote: a dose of 900 mg/m² was given}}\n"
    #expect(
      try await found(therapy) == [
        "The number of cycles of gem is recorded as 3; the words quoted for it say 4.",
        "The dose of less is recorded as 90 mg/m²; the words quoted for it say 900 mg/m².",
      ])
    let scan =
      "- assessment: MRI\n  id: mri\n  region: left femur\n  response: SD\n  source: {quote: MRI of the right femur showed partial remission}"
    #expect(
      try await found(scan) == [
        "The side of mri is recorded as “left femur”; the words quoted for it say right.",
        "The response of mri is recorded as SD; the words quoted for it say PR.",
      ])
  }

  /// Two quotes that name two things: nobody knows which of them the field is of.
  @Test func quotesThatDifferDecideNothing() async throws {
    let therapy =
      "- therapy: gemcitabine\n  cycles: 3\n  source:\n    - {quote: four cycles}\n    - {quote: five cycles}\n"
    #expect(try await found(therapy).isEmpty)
  }
}
