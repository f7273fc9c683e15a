// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageModalityTests {
  let bench = RuleBench(rule: ImageModality())

  private func summaries(_ code: String, _ modality: String) async throws -> [String] {
    try await bench.findings("- assessment: \(modality)\n  id: ct\n  images: [{file: a.png, modality: \(code)}]")
      .map(\.summary)
  }

  @Test func modalities() async throws {
    #expect(try await summaries("MR", "CT") == ["The modality of image 1 of ct is MR, and ct is by CT."])
    #expect(try await summaries("CT", "PET-CT").isEmpty)
    #expect(try await summaries("PT", "PET-CT").isEmpty)
    #expect(try await summaries("PT", "CT").count == 1)
    #expect(try await summaries("MR", "MRT Abdomen").isEmpty)
    // Words that nobody knows say nothing.
    #expect(try await summaries("MR", "staging").isEmpty)
    #expect(try await summaries("XC", "CT").isEmpty)
    #expect(try await summaries("MR", "not stated").isEmpty)
  }
}
