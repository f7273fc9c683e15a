// SPDX-License-Identifier: Apache-2.0

public import Course

/// How grave a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Contradicts the facts, or cannot be.
  case error
  /// Not supported by the facts, or likely to mislead.
  case warning
  /// Worth knowing; nothing is wrong.
  case note

  /// Errors come first.
  public static func < (left: Severity, right: Severity) -> Bool {
    let order = Severity.allCases
    return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
  }
}

/// Something that the review found, with what it rests on and what would settle it.
public struct Finding: Sendable, Hashable, Identifiable {
  /// Stable and unique in a study: the rule, the patient, and what it is about.
  public var id: String
  /// The rule that found it.
  public var rule: Rule.ID
  /// How grave it is.
  public var severity: Severity
  /// The patient; nil for the series.
  public var patient: Patient.ID?
  /// What was found, in one sentence.
  public var summary: String
  /// The arithmetic, written out, where there is any.
  public var arithmetic: String?
  /// The statements that it rests on.
  public var evidence: [Evidence]
  /// What would settle it.
  public var settledBy: String
  /// The claim that was judged, if one was.
  public var claim: Claim.ID?

  /// A finding. The identifier is made of the rule, the patient and `about`.
  public init(
    _ rule: Rule.ID, _ severity: Severity, patient: Patient.ID? = nil, about: String, _ summary: String,
    arithmetic: String? = nil, evidence: [Evidence] = [], settledBy: String, claim: Claim.ID? = nil
  ) {
    id = [rule, patient ?? "series", about].joined(separator: "/")
    self.rule = rule
    self.severity = severity
    self.patient = patient
    self.summary = summary
    self.arithmetic = arithmetic
    self.evidence = evidence
    self.settledBy = settledBy
    self.claim = claim
  }
}

/// One statement behind a finding.
public struct Evidence: Sendable, Hashable {
  /// What it says.
  public var text: String
  /// Where it is stated.
  public var sources: [Source]
  /// Where it stands in the folder.
  public var location: SourceLocation?

  /// A statement.
  public init(_ text: String, sources: [Source] = [], location: SourceLocation? = nil) {
    self.text = text
    self.sources = sources
    self.location = location
  }

  /// An entry of the course.
  init(_ entry: Entry, _ text: String) { self.init(text, sources: entry.sources, location: entry.location) }

  /// What a claim says.
  init(_ claim: Claim) {
    self.init(claim.assertion.words, sources: claim.sources, location: claim.location)
  }
}
