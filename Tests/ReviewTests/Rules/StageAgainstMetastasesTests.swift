// SPDX-License-Identifier: Apache-2.0

@testable import Review
import Testing

@Suite struct StageAgainstMetastasesTests {
  let bench = RuleBench(rule: StageAgainstMetastases())

  func findings(_ stage: String, _ metastases: String, day: String = "2019-12-01") async throws -> [PlacedFinding] {
    try await bench.findings("- diagnosis: leiomyosarcoma\n  when: \(day)\n  stage: \(stage)\n\(metastases)")
  }

  @Test func m0BesideMetastases() async throws {
    let found = try #require(try await findings("pT2 N0 M0", "- metastases: [lung]\n  when: 2019-12-01").first)
    #expect(
      found.summary
        == "The stage of diagnosis is pT2 N0 M0, but metastases states metastases (lung) of the same time.")
    #expect(found.places == ["patients/1.yaml:4", "patients/1.yaml:7"])
    #expect(try await findings("pT2N0cM0", "- metastases: [lung]\n  when: at diagnosis").count == 1)
    #expect(try await findings("T2 M0", "- metastases: [lung]\n  when: 2019-11-01").count == 1)
    #expect(try await findings("T2 M0", "- metastases: [lung]\n  when: 2019-12", day: "2019-12").count == 1)
  }

  @Test func m1BesideNone() async throws {
    #expect(try await findings("T2 M1a", "- metastases: none\n  when: at diagnosis").count == 1)
    #expect(try await findings("T2 M1", "- metastases: [lung]\n  when: at diagnosis").isEmpty)
    #expect(try await findings("T2 M0", "- metastases: none\n  when: at diagnosis").isEmpty)
  }

  @Test func anotherTimeOrNoCategory() async throws {
    #expect(try await findings("T2 M0", "- metastases: [lung]\n  when: 2020-06-01").isEmpty)
    #expect(try await findings("T2 M0", "- metastases: [lung]").isEmpty)
    #expect(try await findings("T2 MX", "- metastases: [lung]\n  when: at diagnosis").isEmpty)
    #expect(try await findings("IIB", "- metastases: [lung]\n  when: at diagnosis").isEmpty)
  }

  /// M1 is a metastasis at diagnosis, whether or not an entry has it.
  @Test func m1WithoutAnEntry() async throws {
    let found = try #require(try await findings("pT2 pN0 pM1", "").first)
    #expect(
      found.summary
        == "The stage of diagnosis is pT2 pN0 pM1, but no metastases of that time are recorded: there is no survival from the first distant metastasis."
    )
    let later = try #require(try await findings("T2 M1", "- metastases: [lung]\n  id: mets\n  when: 2020-06-01").first)
    #expect(later.summary.hasSuffix("the survival from the first distant metastasis begins with mets."))
    // Of the same time, before it, or of no time it may be the one.
    for metastases in ["\n  when: 2019-12-01", "\n  when: 2019-11-01", ""] {
      #expect(try await findings("T2 M1", "- metastases: [lung]\(metastases)").isEmpty)
    }
    #expect(try await findings("T2 M0", "").isEmpty)
    #expect(try await findings("T2 MX", "").isEmpty)
  }
}
