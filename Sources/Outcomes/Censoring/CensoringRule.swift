// SPDX-License-Identifier: Apache-2.0

public import Course
public import Plain

/// What counts as an event of progression-free survival, and what censors it when: a guideline as data.
///
/// ``time(_:to:)`` is the one interpreter of all rules, guidelines' and the study's own, of exact days and of bounds.
public struct CensoringRule: Sendable, Hashable, Identifiable {
  /// A short name for options and tables: `fda-a`.
  public var id: String
  /// Its name in words.
  public var name: String
  /// Where it is described.
  public var source: String
  /// Whether progression by symptoms is an event.
  public var countsClinicalProgression: Bool
  /// What the start of another therapy does.
  public var newTherapy: NewTherapy
  /// Missed visits from which an event no longer counts, and time ends at the last adequate visit before them.
  public var missedVisits: Int?
  /// Where time ends without an event.
  public var end: End
  /// Whether a patient without baseline assessment is censored at the reference date.
  public var needsBaseline: Bool

  /// What another anticancer therapy before progression does.
  public enum NewTherapy: String, Sendable, Hashable, CaseIterable {
    /// Nothing: later progression and death count (treatment policy).
    case ignore
    /// Ends time at the last adequate visit before it.
    case censor
    /// Is an event itself.
    case event
    /// Nothing where progression on the therapy itself is documented, whenever; else time ends at its start, or at the last visit.
    case yield
  }

  /// Where time ends without an event.
  public enum End: String, Sendable, Hashable, CaseIterable {
    /// The last visit that was evaluable.
    case lastAdequateVisit = "last adequate visit"
    /// The last visit, evaluable or not.
    case lastVisit = "last visit"
    /// The last day known alive.
    case lastAlive = "last known alive"
  }

  /// FDA 2018, Appendix 3, Table A: only documented progression and death. The guidance gives it as one of three examples of sensitivity analyses,
  /// which support a primary analysis and are none.
  public static let fdaA = CensoringRule(
    id: "fda-a", name: "FDA's sensitivity analysis A, documented events only",
    source:
      "FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics, 2018, Appendix 3, Table A: one of its sensitivity analyses",
    countsClinicalProgression: false, newTherapy: .censor, missedVisits: 2, end: .lastAdequateVisit, needsBaseline: true
  )

  /// The investigator's call: symptoms and another therapy are events too.
  public static let investigator = CensoringRule(
    id: "investigator", name: "investigator's claim, another therapy is an event",
    source: "no guideline's: progression by symptoms and the start of another therapy count as events",
    countsClinicalProgression: true, newTherapy: .event, missedVisits: nil, end: .lastAdequateVisit, needsBaseline: true
  )

  /// Events count whatever happened before them (treatment policy).
  public static let everyEvent = CensoringRule(
    id: "every-event", name: "events whenever they happen",
    source: "no guideline's: progression and death count whatever treatment was stopped, changed or missed before them",
    countsClinicalProgression: false, newTherapy: .ignore, missedVisits: nil, end: .lastAdequateVisit,
    needsBaseline: false)

  /// The template of the admiralonco package: like `everyEvent`, but a last visit that is not evaluable ends time too.
  public static let lastVisit = CensoringRule(
    id: "last-visit", name: "last visit, evaluable or not",
    source: "pharmaverse admiralonco 1.4, ADTTE template", countsClinicalProgression: false, newTherapy: .ignore,
    missedVisits: nil, end: .lastVisit, needsBaseline: false)

  /// All rules but the study's own.
  public static let all: [CensoringRule] = [.everyEvent, .fdaA, .investigator, .lastVisit]

  /// What rules were called before they lost the names of agencies whose texts do not define them.
  private static let formerNames = ["ema": "every-event", "fda-c": "investigator"]

  /// The rule of a name, or of one that it had before; nil for no rule of ``all``.
  public static func named(_ name: String) -> CensoringRule? {
    all.first { $0.id == formerNames[name] ?? name }
  }

  /// The rule that a study defines for itself.
  public static func study(_ definitions: Definitions) -> CensoringRule {
    let end: End = definitions.censoring == .lastAssessment ? .lastVisit : .lastAlive
    return CensoringRule(
      id: "study", name: "as the study defines",
      source: "the study's own definitions (study.yaml)",
      countsClinicalProgression: true, newTherapy: .yield, missedVisits: nil, end: end, needsBaseline: false)
  }

  /// For times that no guideline on progression governs: to death, or to the next therapy.
  static let alive = CensoringRule(
    id: "alive", name: "last known alive",
    source: "FDA. Clinical Trial Endpoints for the Approval of Cancer Drugs and Biologics. December 2018",
    countsClinicalProgression: false, newTherapy: .ignore, missedVisits: nil, end: .lastAlive, needsBaseline: false)

  /// For time to treatment failure: progression counts however it was found, and so do the stop and death.
  static let failure = CensoringRule(
    id: "failure", name: "stop, progression or death", source: alive.source, countsClinicalProgression: true,
    newTherapy: .ignore, missedVisits: nil, end: .lastAlive, needsBaseline: false)

  /// The time to an end point, with what decided it.
  ///
  /// Order comes from time alone. Where bounds leave open which of two came first and that decides the end, the end is
  /// ``TimeToEvent/End/open(_:)``, and the length spans what it can be. An event that certainly lies before the origin gives
  /// ``TimeToEvent/End/contradicted(_:)``. Rules govern times to progression; the others end where the patient was last known alive.
  public func time(_ facts: FollowUp, to endPoint: EndPoint = .progressionFree) -> ReckonedTime {
    let rule: CensoringRule =
      endPoint.countsProgression ? self : endPoint == .treatmentFailure ? .failure : .alive
    return Reckoning(rule: rule, facts: facts, endPoint: endPoint).result()
  }
}

/// A time with the facts that decided it.
public struct ReckonedTime: Sendable, Hashable {
  /// The time.
  public var time: TimeToEvent
  /// The facts that decided it, each with its part.
  public var deciding: [Decider]
  /// What a reader must know.
  public var notes: [Phrase] = []

  /// A fact that decided a time.
  public struct Decider: Sendable, Hashable {
    /// Its part: `progression (CT)`, `last contact`.
    public var part: String
    /// The fact.
    public var fact: Fact
  }
}
