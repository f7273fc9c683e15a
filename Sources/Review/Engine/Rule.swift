// SPDX-License-Identifier: Apache-2.0

public import Course

/// A rule of the review: one idea, one type, one file in `Rules`. A rule knows the field, never a particular paper.
///
/// A rule says what it is and what it finds. That a finding is its own, and how grave it is where the rule does not say otherwise, the review
/// writes on each: the identifier stands in one place. `Documentation/Rules.md` is printed from these properties.
public protocol Rule: Sendable {
  /// Identifier in kebab-case: `contradiction-in-time`.
  var id: String { get }
  /// How grave a finding is, unless the rule says otherwise of one.
  var severity: Severity { get }
  /// What it finds, in a sentence.
  var summary: String { get }
  /// Why that matters and how it decides.
  var explanation: String { get }
  /// What must be recorded before it can find anything.
  var needs: String { get }
  /// Literature, label or custom that it rests on.
  var source: String { get }
  /// The numbers that it decides by; empty where any difference counts.
  var thresholds: [Threshold] { get }
  /// A record with a finding.
  var fires: RuleExample { get }
  /// Nearly the same record, without.
  var passes: RuleExample { get }
  /// Finds.
  func find(in context: ReviewContext) -> [Found]
}

extension Rule {
  /// Any difference counts.
  public var thresholds: [Threshold] { [] }
}

/// A number that a rule decides by.
public struct Threshold: Sendable, Hashable {
  /// What is measured: `time without explanation`.
  public var name: String
  /// The number.
  public var value: Double
  /// Its unit, as printed: `d`, `percentage points`.
  public var unit: String
  /// Why this number.
  public var why: String

  init(_ name: String, _ value: Double, _ unit: String, why: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.why = why
  }
}

/// What a rule found, before the review writes the rule's name and severity on it.
public struct Found: Sendable, Hashable {
  var patient: Patient.ID?
  var about: String
  var severity: Severity?
  var summary: String
  var arithmetic: String?
  var evidence: [Evidence]
  var settledBy: String
  var claim: Claim.ID?

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
    patient: Patient.ID?, about: String, severity: Severity? = nil, _ summary: String, arithmetic: String? = nil,
    evidence: [Evidence] = [], settledBy: String, claim: Claim.ID? = nil
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
