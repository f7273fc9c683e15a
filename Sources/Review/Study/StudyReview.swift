// SPDX-License-Identifier: Apache-2.0

public import Course
public import Outcomes

/// The review of a study: every claim judged, and what the rules found, gravest first.
public struct StudyReview: Sendable {
  /// Claims with their verdicts, in the order of the folder.
  public var claims: [JudgedClaim]
  /// Findings by severity, then patient, then rule.
  public var findings: [Finding]
  /// Where the records of the study stand.
  public var places: Places

  /// Reviews a study with its outcomes.
  public init(_ outcomes: StudyOutcomes) {
    let claims = outcomes.study.claims.map(ClaimRecord(outcomes: outcomes).judge)
    self.claims = claims
    places = outcomes.places
    let context = ReviewContext(outcomes: outcomes, claims: claims)
    var seen = Set<Finding.ID>()
    let order = Dictionary(
      outcomes.study.patients.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    findings = RuleCatalogue.rules.flatMap { rule in
      rule.find(in: context).map { Finding($0, rule: rule.id, severity: rule.severity) }
    }
    .filter { seen.insert($0.id).inserted }
    .enumerated()
    .sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.severity != other.severity { return one.severity < other.severity }
      let (first, second) = (one.patient.flatMap { order[$0] } ?? -1, other.patient.flatMap { order[$0] } ?? -1)
      if first != second { return first < second }
      return left.offset < right.offset
    }
    .map(\.element)
  }

  /// The number of findings of a severity.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
