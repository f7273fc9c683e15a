// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

/// What a record has for dose rules on a day of treatment: the drugs that are being given, their doses, counts, adverse events and history, each value
/// with its time and place. What the record does not have is not known, never normal.
public struct RecordedDay: Sendable {
  /// The day.
  public var day: Day
  /// The therapy that is being given.
  public var therapy: PatientTimeline.TherapyOnDay
  /// Its drugs.
  public var drugs: [RecordedDrug]
  /// The cycle that the day belongs to.
  public var cycle: Int?
  /// The day of that cycle, from 1: where a dose is due.
  public var dayOfCycle: Int?
  /// The next day on which a dose is due, after this one.
  public var nextDue: (date: Day, day: Int)?
  /// Height, weight and sex, where the record has them.
  public var size: BodySize?
  /// The size that the record has and that is in question, though a person can have it.
  public var doubtfulSize: BodySize?
  /// Every value that was looked at.
  public var facts: [RecordedFact]
  /// What a person must settle.
  public var questions: [String]
}

/// One drug of a therapy on a day of treatment.
public struct RecordedDrug: Sendable {
  /// Generic name, or as recorded where no list knows it.
  public var drug: Drug.ID
  /// The doses that may be planned now, each with what says so.
  public var doses: [PlannedDose]
  /// What is known for the rules.
  public var observations: Observations
  /// The same since the first dose of the other drugs, where this one was not given before: what a set that lowers several drugs together asks.
  public var sinceOthers: Observations?
  /// The doses given before, with what was known at each: what events have left is read from them.
  public var earlier: [GivenStep]
  /// Why it is not judged: `not due on day 8 (d1)`.
  public var notDue: String?

  /// A dose that may be planned now.
  public struct PlannedDose: Sendable, Hashable {
    /// The dose.
    public var posology: Posology
    /// What says so: `plan of the record (plan)`, `last given on 2024-06-24`.
    public var origin: String
    /// Whether it is the dose last given, which may have been reduced for that day only.
    public var isLastGiven: Bool
    /// The dose of the plan, where this one is below it.
    public var full: Posology?
    /// Whether the regimen has this dose for such a patient from the start: it is no lower level.
    public var isForPatient = false

    /// A dose that may be planned now.
    public init(posology: Posology, origin: String, isLastGiven: Bool, full: Posology? = nil) {
      self.posology = posology
      self.origin = origin
      self.isLastGiven = isLastGiven
      self.full = full
    }
  }

  /// A dose that was given.
  public struct GivenStep: Sendable, Hashable {
    /// When.
    public var date: Day
    /// What.
    public var dose: Dose?
    /// Why it differs from the plan, where the record says it.
    public var reason: DoseChangeReason.Code?
    /// What was known before it.
    public var observations: Observations
    /// The same since the first dose of the other drugs, where it is the first of this one.
    public var sinceOthers: Observations?
    /// Whether nothing was given: a day on which something was measured, at which a rule that ends treatment may have held.
    public var isCheck = false

    /// What was known, as a set asks that may lower several drugs together.
    public func observations(for set: RuleSet) -> Observations {
      set.drugs.count > 1 ? sinceOthers ?? observations : observations
    }

    /// A dose that was given.
    public init(date: Day, dose: Dose?, reason: DoseChangeReason.Code? = nil, observations: Observations) {
      self.date = date
      self.dose = dose
      self.reason = reason
      self.observations = observations
    }
  }
}

/// Why a record has no day of treatment.
public enum RecordedDayProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// No systemic therapy is being given on the day; with those of the record.
  case noTherapy(Day, known: [String])
  /// Several may be given on the day.
  case several(Day, [Entry.ID])
  /// No therapy has this identifier.
  case unknownTherapy(Entry.ID, known: [Entry.ID])

  /// In words.
  public var description: String {
    switch self {
    case .noTherapy(let day, let known):
      "no systemic therapy is being given on \(day)"
        + (known.isEmpty
          ? "; the record has none" : "; the record has \(known.joined(separator: ", ")) (--on names another day)")
    case .several(let day, let ids):
      "on \(day) several therapies may be going on: \(ids.joined(separator: ", ")); --therapy names one"
    case .unknownTherapy(let id, let known):
      "there is no systemic therapy `\(id)`; there are \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
  }
}
