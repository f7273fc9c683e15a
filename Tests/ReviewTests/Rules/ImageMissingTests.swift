// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageMissingTests {
  let bench = RuleBench(rule: ImageMissing())

  private let course = "- assessment: CT\n  id: ct\n  images: [{file: a.png}, {file: b.png}]"

  @Test func aFileThatIsNotThere() async throws {
    let found = try await bench.findings(course, images: kept())
    #expect(found.map(\.summary) == ["The file of image 2 of ct is not in the folder images."])
    #expect(found.first?.id == "image-missing/1/ct-image-2")
    #expect(found.first?.places == ["patients/1.yaml:4"])
    #expect(try await bench.findings(course, images: KeptImages([:])).count == 2)
  }

  @Test func whereNobodyLookedNothingIsSaid() async throws {
    #expect(try await bench.findings(course).isEmpty)
  }
}
