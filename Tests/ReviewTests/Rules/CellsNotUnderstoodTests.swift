// SPDX-License-Identifier: Apache-2.0

import Course
@testable import Review
import Testing

@Suite struct CellsNotUnderstoodTests {
  let bench = RuleBench(rule: CellsNotUnderstood())

  /// Each column of each patient is told; a field of the study's own is none.
  @Test func everyColumnIsTold() async throws {
    let found = try await bench.findings(
      "- death: not stated\n  note: 'seen by a neighbour; as it stands in the file: day: spring?'",
      facts:
        "fields:\n  died (as it stands): 'in the file: spring?'\n  PD (as it stands): 'in the file: 7'\n  smoker: yes",
      [
        "study.yaml":
          "fields:\n  - {name: died (as it stands), type: text}\n  - {name: PD (as it stands), type: text}\n  - {name: smoker, type: yes/no}"
      ])
    #expect(
      found.map(\.summary) == [
        "“PD: 7” was not understood when the table was read, and is in no number.",
        "“died: spring?” was not understood when the table was read, and is in no number.",
        "“day: spring?” was not understood when the table was read, and is in no number.",
      ])
  }
}
