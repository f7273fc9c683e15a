// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import Store

/// A decision on a finding, or on a difference between two entries, as the part of the study that it is.
enum DecisionPart {
  /// A decision that is made today, in UTC.
  static func today(
    finding: String, reads: String, verdict: FindingDecision.Verdict, reason: String, by: String
  ) throws -> FindingDecision {
    var decision = FindingDecision(finding: finding, reads: reads, verdict: verdict, reason: reason, by: by)
    let today = Day(Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    decision.on = .stated(try StatedDate(parsing: today.description))
    return decision
  }

  /// The part that decides on a finding; nil where nothing does.
  static func of(_ finding: String, among parts: [StoredPart]) -> StoredPart? {
    parts.first { $0.part.kind == .decision && $0.part.value(of: "finding") == finding }
  }

  /// The edit by which a decision stands in the study, in the place of an earlier one on the same.
  static func edit(_ decision: FindingDecision, among parts: [StoredPart], base: Int) -> Edit {
    let text = YAMLLayout.text(DecisionList.written([decision]), .list(.table(FindingDecision.notation.table.name)))
    return of(decision.finding, among: parts).map { .replace($0.id, base: base, text: text) }
      ?? .add(StudyPart(kind: .decision, text: text))
  }
}
