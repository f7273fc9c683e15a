// SPDX-License-Identifier: Apache-2.0

public import Plain

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
  var summary: Phrase { get }
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
