// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageUnusedTests {
  let bench = RuleBench(rule: ImageUnused())

  private func kept(
    _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
  ) -> KeptImages {
    KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
  }

  @Test func whatNoAssessmentShows() async throws {
    let found = try await bench.findings("- assessment: CT", images: kept())
    #expect(found.map(\.summary) == ["a.png in the folder images is shown by no assessment."])
    #expect(found.first?.patient == nil)
    #expect(try await bench.findings("- assessment: CT\n  images: [{file: a.png}]", images: kept()).isEmpty)
    #expect(try await bench.findings("- assessment: CT").isEmpty)
  }
}
