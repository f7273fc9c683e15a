// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageUnusedTests {
  let bench = RuleBench(rule: ImageUnused())

  /// The name of a file may be that of a person, and findings are passed on with a report.
  @Test func noNameOfAFileIsTold() async throws {
    var images = kept()
    images.files = ["Maria-Mustermann.png": try #require(images.files["a.png"])]
    images.files["Mustermann again.jpg"] = images.files["Maria-Mustermann.png"]
    images.files["Mustermann.dcm"] = .unreadable(digest: nil, "there is no permission to read it")
    let found = try await bench.findings("- assessment: CT", images: images)
    #expect(
      Set(found.map(\.summary)) == [
        "Each of 2 files in the folder images, of the digest e3b0c44298fc…, is shown by no assessment.",
        "A file in the folder images, which could not be read, is shown by no assessment.",
      ])
    #expect(Set(found.map(\.id)).count == 2)
    #expect(!"\(found)".contains("Mustermann"))
  }

  @Test func whatNoAssessmentShows() async throws {
    let found = try await bench.findings("- assessment: CT", images: kept())
    #expect(
      found.map(\.summary) == [
        "A file in the folder images, of the digest e3b0c44298fc…, is shown by no assessment."
      ])
    #expect(found.first?.patient == nil)
    #expect(try await bench.findings("- assessment: CT\n  images: [{file: a.png}]", images: kept()).isEmpty)
    #expect(try await bench.findings("- assessment: CT").isEmpty)
  }
}
