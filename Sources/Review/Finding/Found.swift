// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Course

/// What a rule found, before the review writes the rule's name and severity on it.
public struct Found: Sendable, Hashable {
  var patient: Patient.ID?
  var about: String
  var severity: Severity?
  var summary: Phrase
  var arithmetic: Phrase?
  var evidence: [Evidence]
  var settledBy: Phrase
  var claim: Claim.ID?
  var gap: GuidelineGap?

  /// Something found.
  /// - Parameters:
  ///   - patient: Nil for the series.
  ///   - about: What of the patient or the series it is about; with rule and patient the finding's identifier.
  ///   - severity: Where it is not the rule's.
  ///   - summary: One sentence: what is stated where, and why both cannot hold.
  ///   - arithmetic: The sum, written out.
  ///   - evidence: The statements that it rests on.
  ///   - settledBy: What would settle it.
  ///   - claim: The claim that was judged.
  public init(
    patient: Patient.ID?, about: String, severity: Severity? = nil, _ summary: Phrase, arithmetic: Phrase? = nil,
    evidence: [Evidence] = [], settledBy: Phrase, claim: Claim.ID? = nil
  ) {
    self.patient = patient
    self.about = about
    self.severity = severity
    self.summary = summary
    self.arithmetic = arithmetic
    self.evidence = evidence
    self.settledBy = settledBy
    self.claim = claim
  }
}
