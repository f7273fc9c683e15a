// SPDX-License-Identifier: Apache-2.0

public import Course

/// A declarative set of rules on dose modification: from one label, guideline or protocol, with its version and date.
public struct RuleSet: Sendable, Hashable, Identifiable {
  /// Identifier: `gemcitabine-us-pancreas`.
  public var id: String
  /// Name for people.
  public var name: String
  /// The drugs that it speaks of.
  public var drugs: [String]
  /// The form of the substance that its doses are of, where there are several: `base`.
  public var form: String?
  /// Who issued it.
  public var authority: String
  /// The version, as the text names itself.
  public var version: String
  /// Date of the text, or when it was read; ISO 8601, perhaps only the month.
  public var date: String
  /// For which disease, combination and days, in words.
  public var scope: String?
  /// For which patients; nil for all. `not moderate hepatic impairment` leaves those out of whom it is told, and no others.
  public var appliesWhen: Condition?
  /// The planned dose that the set is for; nil for any. Of another its rows say nothing.
  public var plannedDose: Dose?
  /// Whether its shares are of the dose given last, and not of the planned one.
  public var sharesAreOfLastDose: Bool
  /// Whether a reduced dose may be raised again.
  public var reEscalation: ReEscalation
  /// Dose levels, the full dose first.
  public var levels: [[String: Posology]]
  /// What comes below the last level, in words.
  public var belowLevels: String?
  /// Rules for the day of treatment.
  public var rows: [Row]
  /// Events that change later doses for good.
  public var events: [Event]
  /// Anything else.
  public var note: String?
  /// Where it is from.
  public var sources: [LibrarySource]

  /// Whether a reduced dose may be raised again.
  public enum ReEscalation: String, Sendable, Hashable, CaseIterable {
    /// Never.
    case never
    /// Allowed.
    case allowed
    /// The text is silent.
    case notStated = "not stated"
  }

  /// One rule.
  public struct Row: Sendable, Hashable, Identifiable {
    /// Identifier in the set.
    public var id: String
    /// Days of treatment for which it holds.
    public var days: Days
    /// When it fires.
    public var condition: Condition
    /// What it tells to do.
    public var action: RuleAction
    /// What must be so before treatment goes on.
    public var until: Condition?
    /// The doses after this one in percent of the full dose, if it is tolerated; none where the text says nothing of them.
    public var nextPercents: [Double]
    /// The one drug of several that it concerns.
    public var drug: String?
    /// Whether later cycles keep it.
    public var isPermanent: Bool
    /// What the text says, in own words.
    public var words: String?
    /// Where this rule has a source of its own.
    public var sources: [LibrarySource]

    /// A rule.
    public init(id: String, days: Days = .any, condition: Condition, action: RuleAction) {
      self.id = id
      self.days = days
      self.condition = condition
      self.action = action
      until = nil
      nextPercents = []
      drug = nil
      isPermanent = false
      words = nil
      sources = []
    }
  }

  /// Days of treatment.
  public enum Days: Sendable, Hashable {
    /// Any day.
    case any
    /// These days of the cycle.
    case these([Int])
    /// Any but day 1.
    case later

    /// In words.
    public var words: String {
      switch self {
      case .any: "any day"
      case .these(let days): CyclePattern.text(days)
      case .later: "later days of the cycle"
      }
    }

    /// Whether a day is one of them; nil where the day is not known.
    func holds(_ day: Int?) -> Bool? {
      switch self {
      case .any: true
      case .these(let days): day.map { days.contains($0) }
      case .later: day.map { $0 > 1 }
      }
    }
  }

  /// Something that happened since the last dose and changes later cycles for good.
  public struct Event: Sendable, Hashable, Identifiable {
    /// Identifier in the set.
    public var id: String
    /// When it has happened.
    public var condition: Condition
    /// When it has happened again, where the text draws that line elsewhere; nil for the same.
    public var conditionAgain: Condition?
    /// What the first one leads to.
    public var first: RuleAction
    /// What every further one leads to.
    public var again: RuleAction
    /// Whether treatment waits before it goes on with what the event leaves.
    public var interrupts: Interruption
    /// What must be so before it goes on.
    public var until: Condition?
    /// What the text says, in own words.
    public var words: String?
    /// Where it has a source of its own.
    public var sources: [LibrarySource]

    /// Whether it has happened, after so many before. Before the first dose only what a person tells can be one.
    func truth(_ observations: Observations, after count: Int) -> Truth {
      let condition = count > 0 ? conditionAgain ?? condition : condition
      guard observations.isBeforeFirstDose else { return condition.truth(observations) }
      var told = observations
      told.values = [:]
      told.grades = [:]
      return condition.truth(told) == .yes ? .yes : .no
    }

    /// Every condition that it looks at.
    var conditions: [Condition] { [condition] + (conditionAgain.map { [$0] } ?? []) }

    /// What it leads to when it has happened so often; nil for never.
    func action(time count: Int) -> RuleAction? { count < 1 ? nil : count == 1 ? first : again }

    /// When an event makes treatment wait.
    public enum Interruption: String, Sendable, Hashable, CaseIterable {
      /// It goes on at once, with the dose that the event leaves.
      case never
      /// From the second one on.
      case again
      /// Each time.
      case always
    }

    /// An event.
    public init(id: String, condition: Condition, first: RuleAction, again: RuleAction) {
      self.id = id
      self.condition = condition
      conditionAgain = nil
      self.first = first
      self.again = again
      interrupts = .never
      until = nil
      words = nil
      sources = []
    }
  }

  /// A set without rules.
  public init(id: String, name: String, drugs: [String], authority: String, version: String, date: String) {
    self.id = id
    self.name = name
    self.drugs = drugs
    form = nil
    self.authority = authority
    self.version = version
    self.date = date
    scope = nil
    appliesWhen = nil
    plannedDose = nil
    sharesAreOfLastDose = false
    reEscalation = .notStated
    levels = []
    belowLevels = nil
    rows = []
    events = []
    note = nil
    sources = []
  }

  /// `FDA, label of 2019-05`
  public var origin: String { "\(authority), \(version) (\(date))" }
}
