// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// Something that the review found, with what it rests on and what would settle it.
public struct Finding: Sendable, Hashable, Identifiable {
  /// Stable and unique in a study: the rule, the patient, and what it is about.
  public var id: String
  /// The rule that found it.
  public var rule: String
  /// How grave it is.
  public var severity: Severity
  /// The patient; nil for the series.
  public var patient: Patient.ID?
  /// What was found, in one sentence.
  public var summary: Phrase
  /// The arithmetic, written out, where there is any.
  public var arithmetic: Phrase?
  /// The statements that it rests on.
  public var evidence: [Evidence]
  /// What would settle it.
  public var settledBy: Phrase
  /// The claim that was judged, if one was.
  public var claim: Claim.ID?
  /// The item of the reporting guideline that asks for what is missing, if that was found.
  public var gap: GuidelineGap?
  /// What was decided on it as it reads, if anything was.
  public var decision: FindingDecision?

  /// What a rule found, with the rule's name, and its severity unless this finding has another. The identifier is made of the rule, the patient and what it is about.
  init(_ found: Found, rule: String, severity: Severity) {
    id = [rule, found.patient ?? "series", found.about].joined(separator: "/")
    self.rule = rule
    self.severity = found.severity ?? severity
    patient = found.patient
    summary = found.summary
    arithmetic = found.arithmetic
    // What a rule says of an entry or a phase is of the patient whom it has found.
    evidence = found.patient.map { id in found.evidence.map { $0.of(id) } } ?? found.evidence
    settledBy = found.settledBy
    claim = found.claim
    gap = found.gap
  }
}
