// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Imaging
import Notation
import Outcomes
import Plain
@testable import Review
import Testing

/// Small records on the bench of one rule.
struct RuleBench {
  let rule: any Rule

  private static let library = BuiltInLibrary.read().library

  /// The review of a record, which must be read without an error.
  static func review(_ record: RuleExample) async throws -> StudyReview {
    let reading = StudyFolder.read(files: record.folder)
    #expect(reading.errors.isEmpty, "\(reading.errors.map(\.description))")
    return StudyReview(
      await StudyOutcomes(try #require(reading.study), library: library, places: reading.places),
      images: record.images)
  }

  /// What the rule finds in a record.
  func findings(_ record: RuleExample) async throws -> [PlacedFinding] {
    let review = try await Self.review(record)
    return review.findings.filter { $0.rule == rule.id }.map { PlacedFinding(finding: $0, all: review.places) }
  }

  /// What the rule finds in a course, with other files.
  func findings(_ course: String, facts: String = "", _ files: [String: String] = [:], images: KeptImages? = nil)
    async throws -> [PlacedFinding]
  {
    try await findings(
      RuleExample(
        "", facts: facts, course: course, files: files.map { RuleExample.File($0.key, $0.value) }, images: images))
  }
}

/// A finding with the places of what it rests on.
@dynamicMemberLookup
struct PlacedFinding {
  let finding: Finding
  let all: Places

  /// Where its statements stand: `patients/1.yaml:5`.
  var places: [String] {
    finding.evidence.map { item in all[item.record].map { "\($0.file):\($0.line)" } ?? "nowhere" }
  }

  /// What it says in English.
  var summary: String { finding.summary.english }
  var arithmetic: String? { finding.arithmetic?.english }
  var settledBy: String { finding.settledBy.english }

  subscript<Value>(dynamicMember path: KeyPath<Finding, Value>) -> Value { finding[keyPath: path] }
}

/// What tests ask of a text is asked in English.
extension Phrase {
  func contains(_ words: String) -> Bool { english.contains(words) }
  func hasPrefix(_ words: String) -> Bool { english.hasPrefix(words) }
  func hasSuffix(_ words: String) -> Bool { english.hasSuffix(words) }
}
