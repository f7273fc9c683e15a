// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageMissingTests {
  let bench = RuleBench(rule: ImageMissing())

  private func kept(
    _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
  ) -> KeptImages {
    KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
  }

  private let course = "- assessment: CT\n  id: ct\n  images: [{file: a.png}, {file: b.png}]"

  @Test func aFileThatIsNotThere() async throws {
    let found = try await bench.findings(course, images: kept())
    #expect(found.map(\.summary) == ["b.png of ct is not in the folder images."])
    #expect(found.first?.id == "image-missing/1/ct-image-2")
    #expect(found.first?.places == ["patients/1.yaml:4"])
    #expect(try await bench.findings(course, images: KeptImages([:])).count == 2)
  }

  @Test func whereNobodyLookedNothingIsSaid() async throws {
    #expect(try await bench.findings(course).isEmpty)
  }
}
