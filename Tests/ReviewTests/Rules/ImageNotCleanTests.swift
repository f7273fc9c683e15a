// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageNotCleanTests {
  let bench = RuleBench(rule: ImageNotClean())

  private func kept(
    _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
  ) -> KeptImages {
    KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
  }

  @Test func ofAPatientAndOfNobody() async throws {
    var images = kept(extras: ["PNG part tEXt", "PNG part eXIf"])
    images.files["z.png"] = .readable(
      digest: "", width: 1, height: 1, extras: ["9 bytes behind the end of the picture"])
    let found = try await bench.findings("- assessment: CT\n  id: ct\n  images: [{file: a.png}]", images: images)
    #expect(
      found.map(\.summary) == [
        "z.png has more in it than pixels (9 bytes behind the end of the picture), in which a name may stand.",
        "a.png has more in it than pixels (PNG part tEXt, PNG part eXIf), in which a name may stand.",
      ])
    #expect(found.map(\.patient) == [nil, "1"])
    #expect(try await bench.findings("- assessment: CT\n  images: [{file: a.png}]", images: kept()).isEmpty)
  }
}
