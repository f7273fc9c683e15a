// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Testing

@Suite struct ResponseWordsTests {
  let bench = RuleBench(rule: ResponseWords())

  @Test(arguments: [("pCR", 1), ("mixed", 1), ("MR", 1), ("NED", 1), ("CR", 0), ("PMR", 0), ("NE", 0), ("unknown", 0)])
  func words(word: String, count: Int) async throws {
    let found = try await bench.findings("- assessment: CT\n  response: \(word)\n  when: 2020-03-01")
    #expect(found.count == count)
    #expect(
      found.map(\.summary)
        == found.map { _ in
          "\(word) at assessment is no category of RECIST or PERCIST: it counts in no response rate, best response or time."
        })
    #expect(found.allSatisfy { $0.places == ["patients/1.yaml:4"] })
  }

  /// `R` of oBDS stands among the findings, since no criteria know it; what else is found is no response.
  @Test(arguments: [
    ("complete remission with residual findings (CRr); no tumour in lymph nodes", 1), ("CRr", 1), ("small residue", 0),
  ])
  func remissionWithResidue(finding: String, count: Int) async throws {
    let found = try await bench.findings("- assessment: not stated\n  finding: \(finding)\n  when: 2020-03-01")
    #expect(found.count == count)
  }

  @Test func theyAreKeptAndCountAsNoCategory() throws {
    for word in ["pCR", "mixed", "MR", "NED"] {
      var assessment = Assessment(modality: .stated("CT"))
      assessment.statedResponse = .stated(try #require(StatedResponse(word: word)))
      #expect(assessment.response == .notRecorded && assessment.statedResponse.value?.word == word)
    }
  }
}
