// SPDX-License-Identifier: Apache-2.0

public import Course

/// What a rule set says of one drug on one day of treatment.
public struct RuleDecision: Sendable, Hashable {
  /// What to do.
  public enum Outcome: Sendable, Hashable {
    /// Give so many percent of the planned dose.
    case give(percent: Double)
    /// Give this dose.
    case giveDose(Posology)
    /// Nothing on this day.
    case hold
    /// The cycle waits.
    case delay(upToDays: Int?)
    /// Treatment ends.
    case stop
    /// No rule speaks of these values, or too little is known.
    case undecided
  }

  /// A rule or event with what is known of its truth.
  public struct Checked: Sendable, Hashable {
    /// Identifier of the rule or event.
    public var id: String
    /// Whether its condition holds.
    public var truth: Truth
    /// Whether it speaks of this day of treatment.
    public var isForDay: Truth
  }

  /// The rule set.
  public var set: RuleSet.ID
  /// The drug.
  public var drug: String
  /// What to do.
  public var outcome: Outcome
  /// The rule and the events that decided; none where nothing did.
  public var deciders: [String]
  /// Those, in words: `day-8-full + severe-myelosuppression`; nil where nothing decided.
  public var decidedBy: String? { deciders.isEmpty ? nil : deciders.joined(separator: " + ") }
  /// Every rule, whether it fired or not.
  public var rows: [Checked]
  /// Every event.
  public var events: [Checked]
  /// Rules and events that could lead to something stricter, if what is missing were known.
  public var open: [String]
  /// Whether the set is for this patient, by its own condition. What a set says of others it was not written for.
  public var applies: Truth = .yes
  /// Where nothing is decided and the full dose is ruled out: the loosest of what is still open.
  public var atMost: Outcome?
  /// What must be so before treatment goes on, where the rule that decided says it.
  public var resumes: Condition?
  /// The dose with which it then goes on, where an event has changed it.
  public var next: Outcome?
  /// The doses after the one that is given now, in percent of the full dose, if it is tolerated and the rule that decided says them.
  public var ifTolerated: [Double] = []
  /// Whether that dose may be lower: an event is not known, or the set has rules for less on that day.
  public var nextMayBeStricter = false
  /// What is known and no rule of this set reads for this drug: `neutrophils`, `nadir platelets`, `grade of diarrhoea`. It has no part in the decision,
  /// which holds without regard to it.
  public var unread: [String] = []
  /// Why no dose follows: a value lies beyond the rows of the set, or a row says that the text is silent there.
  public var uncovered: [String] = []
  /// What follows if events count of which that is not known; nil where nothing is decided then either.
  public var ifEventsCount: Outcome?
  /// Rows that lower the full dose by the function of an organ, to what the planned dose is already: it is not lowered again.
  public var followedAlready: [RuleSet.Row.ID] = []
  /// What is carried to the next day of treatment.
  public var memory: RuleMemory

  /// Whether nothing that is missing could make it stricter.
  public var isComplete: Bool { open.isEmpty && outcome != .undecided }

  /// Whether a dose follows.
  var givesADose: Bool {
    switch outcome {
    case .give, .giveDose: true
    case .hold, .delay, .stop, .undecided: false
    }
  }

  /// The percentage given: 0 for hold, delay and stop; nil where it is a dose of its own or undecided.
  public var percent: Double? {
    switch outcome {
    case .give(let percent): percent
    case .hold, .delay, .stop: 0
    case .giveDose, .undecided: nil
    }
  }
}
