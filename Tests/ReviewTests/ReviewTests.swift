// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Foundation
import Outcomes
import Review
import Plain
import Testing

/// Reviews a folder of the project.
func review(_ path: String) async throws -> StudyReview {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let reading = await StudyFolder.read(root.appendingPathComponent(path).path)
  return StudyReview(await StudyOutcomes(try #require(reading.study), library: RegimenLibrary()))
}

/// What the published series says wrongly, each checked by hand against the paper.
@Suite struct SeriesReviewTests {
  func findings(_ text: String, patient: String? = nil) async throws -> [Finding] {
    try await review("Examples/gemcitabine-maintenance").findings.filter {
      $0.summary.contains(text) && (patient == nil || $0.patient == patient)
    }
  }

  /// 13.5 to 14.5 months are claimed at the reduced dose, which was in force for at most 42.3 d, 1.4 months.
  @Test func theReducedDoseWasInForceForAboutAMonth() async throws {
    let found = try await findings("at half-dose", patient: "3")
    // That it was stable at that dose at all is open: the only scan that may lie in its time is of May 2021.
    #expect(found.map(\.severity) == [.error, .warning])
    #expect(found.last?.summary.contains("whether these do is open: ct-may-2021 (SD)") == true)
    #expect(found.first?.arithmetic?.contains("≤ 1.4 mo") == true)
  }

  @Test func twoThirdsDependsOnTheReading() async throws {
    let found = try await findings("two-thirds", patient: "3").filter { $0.rule == "claim" }
    #expect(found.first?.severity == .note)
    #expect(found.first?.summary.contains("per administration 50 % (not what it says)") == true)
    #expect(found.first?.summary.contains("per cycle 66.7 % (as the claim says)") == true)
    #expect(found.first?.summary.contains("per week 66.7 % to 75 %") == true)
  }

  @Test(arguments: [
    ("no rest week", "1", Severity.warning),  // days 1, 8, 15 every 3 weeks
    ("metastatic sites: liver, lung", "1", .error),  // Table 2: no event shows the lung
    ("No event is recorded for ablation", "2", .error),  // Table 2
    ("diagnosis: leiomyosarcoma", "2", .error),  // the tumour that she did not have
    ("500 mg/m² from cycle 2", "3", .error),  // Table 1: "all subsequent cycles"; text: from the 16th
    ("Dose is in Table 1, not in Table 2", "2", .error),
    ("13 d before the dose of d15", "3", .warning),  // pegfilgrastim d2, next dose d15
    ("4 cycles of gemcitabine + docetaxel", "1", .warning),  // 6 months from the first cycle
    ("2 cycles of doxorubicin + olaratumab", "1", .warning),  // MRI after 3 months, at least 76 d
  ])
  func isFound(text: String, patient: String, severity: Severity) async throws {
    let found = try await findings(text, patient: patient)
    #expect(found.first?.severity == severity)
  }

  @Test(arguments: [
    "1 PR, 2 SD on maintenance",  // discussion: a partial regression of what Table 2 calls stable
    "maintenance until progression",  // patient 3 is ongoing
    "Patient 3 began with 1000 mg/m²",  // methods: 900 to 500
    "18.4 % of 133",  // 24/133 = 18.05 %, 25/133 = 18.80 %
    "15.6 % of 281",  // 43/281 = 15.30 %, 44/281 = 15.66 %
  ])
  func isAnErrorOfTheSeries(text: String) async throws {
    #expect(try await findings(text).first?.severity == .error)
  }

  @Test func nothingIsFoundTwice() async throws {
    let ids = try await review("Examples/gemcitabine-maintenance").findings.map(\.id)
    #expect(Set(ids).count == ids.count)
  }
}

/// Two invented series: one without a fault, one with others than the paper's.
@Suite struct InventedSeriesTests {
  @Test func theFaultlessSeriesHasNothingAboveANote() async throws {
    let review = try await review("Tests/ExchangeTests/Fixtures/faultless")
    #expect(review.findings.filter { $0.severity != .note }.map(\.summary) == [])
    #expect(review.claims.count > 5)
    #expect(review.claims.allSatisfy { [.supported, .statedOnce, .notJudged].contains($0.verdict) })
  }

  @Test(arguments: [
    "table-1-sex", "table-1-age", "table-1-grade", "results-1-diagnosis", "table-1-metastases", "table-1-treatments",
    "abstract-1-response", "table-1-duration", "results-1-duration", "abstract-1-dose-change", "results-1-line",
    "results-1-until-progression", "abstract-counts", "literature-percentage",
  ])
  func aFalseClaimIsContradicted(id: String) async throws {
    let judged = try await review("Tests/ExchangeTests/Fixtures/faulty").claims.first { $0.claim.id == id }
    // A site that no event has is in no fact; the others are excluded by one.
    #expect(judged?.verdict == (id == "table-1-metastases" ? .notFound : .contradicted))
  }

  @Test func trueClaimsAreNotReported() async throws {
    let review = try await review("Tests/ExchangeTests/Fixtures/faulty")
    let right = review.claims.filter { $0.claim.id.hasPrefix("true-") }
    #expect(!right.isEmpty)
    #expect(right.filter { $0.verdict != .supported }.map { "\($0.claim.id): \($0.explanation.english)" } == [])
  }

  @Test(arguments: [
    ("contradiction-in-time", "2"), ("cycles-against-time", "2"), ("contradiction-in-time", "3"), ("dose-days", "2"),
    ("support-spacing", "1"),
  ])
  func aFaultOfTheCourseIsFound(rule: String, patient: String) async throws {
    let findings = try await review("Tests/ExchangeTests/Fixtures/faulty").findings
    #expect(findings.contains { $0.rule == rule && $0.patient == patient })
  }
}
