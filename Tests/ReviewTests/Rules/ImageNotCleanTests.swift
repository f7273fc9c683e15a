// SPDX-License-Identifier: Apache-2.0

import Imaging
@testable import Review
import Testing

@Suite struct ImageNotCleanTests {
  let bench = RuleBench(rule: ImageNotClean())

  @Test func ofAPatientAndOfNobody() async throws {
    var images = kept(extras: ["PNG part tEXt", "PNG part eXIf"])
    images.files["Maria-Mustermann.png"] = .readable(
      digest: String(repeating: "7", count: 64), width: 1, height: 1, extras: ["9 bytes behind the end of the picture"])
    let found = try await bench.findings("- assessment: CT\n  id: ct\n  images: [{file: a.png}]", images: images)
    #expect(
      found.map(\.summary) == [
        "A file in the folder images, of the digest 777777777777… has more in it than pixels (9 bytes behind the end of the picture), in which a name may stand.",
        "The file of image 1 of ct has more in it than pixels (PNG part tEXt, PNG part eXIf), in which a name may stand.",
      ])
    #expect(found.map(\.patient) == [nil, "1"])
    #expect(!"\(found)".contains("Mustermann"))
    #expect(try await bench.findings("- assessment: CT\n  images: [{file: a.png}]", images: kept()).isEmpty)
  }
}
