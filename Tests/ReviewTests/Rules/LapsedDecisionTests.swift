// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
@testable import Review
import Testing

@Suite struct LapsedDecisionTests {
  let bench = RuleBench(rule: LapsedDecision())
  static let reads =
    "leiomyosarcoma (second) is a second diagnosis beside sarcoma: it counts as another tumour, not as progression."
  static let id = "second-diagnosis/1/second"

  private static func record(_ decision: String, first: String = "sarcoma") -> RuleExample {
    RuleExample(
      "", course: "- diagnosis: \(first)\n- diagnosis: leiomyosarcoma\n  id: second",
      files: [.init("decisions.yaml", decision)])
  }

  private static func decision(_ verdict: String, on id: String = id, reads: String = reads) -> String {
    "- finding: \(id)\n  reads: \(reads.hasPrefix(">-") ? reads : ">-\n    " + reads)\n  decision: \(verdict)\n  reason: The reference pathologist has seen both.\n  by: data management\n  on: 2026-11-20"
  }

  private func errors(_ record: RuleExample) -> [String] {
    StudyFolder.read(files: record.folder).errors.map(\.description)
  }

  /// Accepted and rejected settle; asked does not. Nothing is lost: open and decided are all that is found.
  @Test(arguments: ["accepted", "rejected", "asked"])
  func whatIsDecidedIsNoLongerOpen(verdict: String) async throws {
    let review = try await RuleBench.review(Self.record(Self.decision(verdict)))
    let plain = try await RuleBench.review(
      Self.record("- finding: x/y/z\n  reads: a\n  decision: asked\n  reason: b\n  by: c"))
    let isSettled = verdict != "asked"
    #expect(review.decided.map(\.id) == (isSettled ? [Self.id] : []))
    #expect(review.findings.contains { $0.id == Self.id } == !isSettled)
    let decided = try #require((review.findings + review.decided).first { $0.id == Self.id })
    #expect(
      decided.decision?.words
        == "\(verdict) by data management, 2026-11-20: The reference pathologist has seen both.")
    let ids = Set((review.findings + review.decided).map(\.id))
    #expect(ids == Set(plain.findings.map(\.id)).subtracting(["lapsed-decision/series/x/y/z"]))
  }

  /// The first diagnosis is another than when it was decided: the finding is open again, and somebody is told.
  @Test func aFindingThatReadsOtherwiseIsOpenAgain() async throws {
    let record = Self.record(Self.decision("accepted"), first: "liposarcoma")
    let review = try await RuleBench.review(record)
    #expect(review.decided.isEmpty)
    #expect(review.findings.contains { $0.id == Self.id && $0.decision == nil })
    let found = try await bench.findings(record)
    #expect(found.map(\.severity) == [.warning] && found.map(\.patient) == ["1"])
    #expect(found.first?.summary.contains("accepted when it read otherwise") == true)
    #expect(found.first?.summary.contains("beside liposarcoma") == true)
    #expect(found.first?.places == ["decisions.yaml:1"])
  }

  /// How the sentence is broken into lines is layout.
  @Test func lineBreaksDoNotMatter() async throws {
    let folded = Self.reads.split(separator: " ").joined(separator: "\n    ")
    let record = Self.record(Self.decision("accepted", reads: ">-\n    \(folded)"))
    #expect(try await bench.findings(record).isEmpty)
    #expect(try await RuleBench.review(record).decided.count == 1)
  }

  @Test func whatIsNotFoundIsToldWithTheNearestName() async throws {
    let found = try await bench.findings(Self.record(Self.decision("rejected", on: "second-diagnosis/1/secnd")))
    #expect(found.map(\.severity) == [.note])
    #expect(found.first?.settledBy.contains("“second-diagnosis/1/second”") == true)
  }

  /// Two decisions on one finding: nobody knows which holds.
  @Test func twoDecisionsOnOneFindingAreRefused() {
    let twice = Self.decision("accepted") + "\n" + Self.decision("rejected")
    #expect(
      errors(Self.record(twice)).contains { $0.contains("decisions.yaml:8:3") && $0.contains("the first is in line 1") }
    )
    #expect(errors(Self.record(Self.decision("ignored"))).contains { $0.contains("decisions.yaml:4") })
    #expect(!errors(Self.record("- finding: a/b/c\n  decision: asked")).isEmpty)
    #expect(errors(Self.record("")).isEmpty)
  }
}
