// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Imaging
public import Outcomes

/// The review of a study: every claim judged, and what the rules found, gravest first.
public struct StudyReview: Sendable {
  /// Claims with their verdicts, in the order of the folder.
  public var claims: [JudgedClaim]
  /// What is open, by severity, then patient, then rule.
  public var findings: [Finding]
  /// What was decided, accepted or rejected, in the same order.
  public var decided: [Finding]
  /// Where the records of the study stand.
  public var places: Places

  /// Reviews a study with its outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: what was derived.
  ///   - images: what was found in the folder `images`; nil where nobody has looked: nothing is then said of files.
  public init(_ outcomes: StudyOutcomes, images: KeptImages? = nil) {
    let claims = outcomes.study.claims.map(ClaimRecord(outcomes: outcomes).judge)
    self.claims = claims
    places = outcomes.places
    var context = ReviewContext(outcomes: outcomes, claims: claims, images: images)
    var seen = Set<Finding.ID>()
    let decisions = Dictionary(
      outcomes.study.decisions.map { ($0.finding, $0) }, uniquingKeysWith: { first, _ in first })
    for rule in RuleCatalogue.rules {
      for found in rule.find(in: context) {
        var finding = Finding(found, rule: rule.id, severity: rule.severity)
        guard seen.insert(finding.id).inserted else { continue }
        finding.decision = decisions[finding.id].flatMap { $0.holds(for: finding) ? $0 : nil }
        context.findings.append(finding)
      }
    }
    let order = Dictionary(
      outcomes.study.patients.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sorted = context.findings.enumerated()
      .sorted { left, right in
        let (one, other) = (left.element, right.element)
        if one.severity != other.severity { return one.severity < other.severity }
        let (first, second) = (one.patient.flatMap { order[$0] } ?? -1, other.patient.flatMap { order[$0] } ?? -1)
        if first != second { return first < second }
        return left.offset < right.offset
      }
      .map(\.element)
    findings = sorted.filter { $0.decision?.settles != true }
    decided = sorted.filter { $0.decision?.settles == true }
  }

  /// The number of open findings of a severity.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

extension FindingDecision {
  /// Whether the finding still reads as it did when this was decided; how its lines are broken does not matter.
  ///
  /// What it read is kept in English, whatever language it was read in.
  public func holds(for finding: Finding) -> Bool { Self.plain(reads) == Self.plain(finding.summary.english) }

  private static func plain(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
