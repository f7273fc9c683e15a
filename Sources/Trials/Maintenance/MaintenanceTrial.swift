// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A trial of maintenance, patient by patient: induction, registration of who is eligible after it, true progression and death, scans with windows and misses, doses, dropout, looks.
///
/// The clock of a patient starts at registration, that of the trial where the first patient begins induction. A replicate is given by (seed, number), a patient by (seed, replicate, patient), whatever
/// else is simulated.
public struct MaintenanceTrial: Sendable, Hashable {
  /// How patients come.
  public struct Intake: Sendable, Hashable {
    /// Patients who begin induction in a month.
    public let perMonth: Double
    /// Whether they come at random (a Poisson process); else at even steps.
    public let isRandom: Bool
    /// From the beginning of induction to registration.
    public let induction: Months
    /// Share of those who began induction that is registered.
    public let eligible: Double
    /// Patients who are registered at most.
    public let registered: Int

    /// An intake.
    public init(
      perMonth: Double, isRandom: Bool = true, induction: Months, eligible: Double, registered: Int
    ) throws(DesignProblem) {
      guard perMonth > 0, perMonth.isFinite else {
        throw DesignProblem("accrual", found: "\(perMonth) patients a month", expected: "above 0")
      }
      guard induction.value >= 0, induction.value.isFinite else {
        throw DesignProblem("induction", found: "\(induction.value) months", expected: "0 or more")
      }
      guard eligible >= 0.01, eligible <= 1 else {
        throw DesignProblem("share eligible after induction", found: "\(eligible)", expected: "0.01 to 1")
      }
      guard (1...10_000).contains(registered) else {
        throw DesignProblem("patients", found: "\(registered)", expected: "1 to 10000")
      }
      self.perMonth = perMonth
      self.isRandom = isRandom
      self.induction = induction
      self.eligible = eligible
      self.registered = registered
    }
  }

  /// What truly happens from registration on.
  public struct Truth: Sendable, Hashable {
    /// Hazard of progression or death without the treatment that is tried: of control, and of a single arm that changes nothing.
    public let hazard: PiecewiseHazard
    /// The treatment's hazard over it.
    public let hazardRatio: Double
    /// The share of these events that are deaths.
    public let deaths: Double
    /// Hazard of death after progression.
    public let afterProgression: Hazard
    /// Dropout.
    public let dropout: Hazard

    /// A truth.
    public init(
      hazard: PiecewiseHazard, hazardRatio: Double, deaths: Double = 0, afterProgression: Hazard = .none,
      dropout: Hazard = .none
    ) throws(DesignProblem) {
      _ = try hazard.times(hazardRatio)
      guard deaths >= 0, deaths <= 1 else {
        throw DesignProblem("share of deaths", found: "\(deaths)", expected: "0 to 1")
      }
      self.hazard = hazard
      self.hazardRatio = hazardRatio
      self.deaths = deaths
      self.afterProgression = afterProgression
      self.dropout = dropout
    }
  }

  /// How progression is seen.
  public struct Scans: Sendable, Hashable {
    /// From scan to scan; continuous where progression is seen at once.
    public let schedule: ImagingSchedule
    /// A scan is done up to so long before or after its time, evenly.
    public let window: Months
    /// The share of scans that are missed.
    public let missed: Double

    /// A schedule.
    public init(
      _ schedule: ImagingSchedule = .continuous, window: Months = Months(0), missed: Double = 0
    ) throws(DesignProblem) {
      guard window.value >= 0, window.value <= (schedule.interval?.value ?? 0) / 2 else {
        throw DesignProblem(
          "window of scans", found: window.words,
          expected: "0 to half the time from scan to scan\(schedule.interval.map { " (\($0.words))" } ?? "")")
      }
      guard missed >= 0, missed <= 0.9, missed == 0 || schedule.interval != nil else {
        throw DesignProblem("share of missed scans", found: "\(missed)", expected: "0 to 0.9, of scans that there are")
      }
      self.schedule = schedule
      self.window = window
      self.missed = missed
    }
  }

  /// What is tested, and when.
  public enum Question: Sendable, Hashable {
    /// One arm: how many are free of a seen event at a landmark, by a design of two stages. Who drops out before is not free.
    case landmark(Months, TwoStageDesign)
    /// One arm against a historical curve, by the one-sample log-rank test, so long after the last registration.
    case oneSample(HistoricalCurve, alpha: Probability, followUp: Months)
    /// Two arms, so many treated and so many controls in each block of four or so; bounds are of z, as of ``TwoArmSimulation``.
    case logRank(treated: Int, controls: Int, looks: TwoArmSimulation.Looks, upper: [Double], lower: [Double?])
  }

  /// How patients come.
  public let intake: Intake
  /// What truly happens.
  public let truth: Truth
  /// How progression is seen, in all arms.
  public let scans: Scans
  /// Doses of those on treatment; nil leaves them out.
  public let dosing: DoseRules?
  /// What is tested.
  public let question: Question

  /// A trial.
  public init(
    _ intake: Intake, _ truth: Truth, scans: Scans, dosing: DoseRules? = nil, question: Question
  ) throws(DesignProblem) {
    switch question {
    case .landmark(let time, let design):
      try scans.schedule.check(landmark: time, deaths: truth.deaths, window: scans.window)
      guard design.size == intake.registered else {
        throw DesignProblem("patients", found: "\(intake.registered)", expected: "\(design.size), as the design has")
      }
    case .oneSample(let curve, _, let followUp):
      if let end = curve.end {
        throw DesignProblem("curve", found: "known up to \(end.value) months", expected: "a curve that goes on")
      }
      guard followUp.value >= 0, followUp.value.isFinite else {
        throw DesignProblem("follow-up", found: "\(followUp.value) months", expected: "0 or more")
      }
    case .logRank(let treated, let controls, let looks, let upper, let lower):
      guard (1...10).contains(treated), (1...10).contains(controls) else {
        throw DesignProblem("allocation", found: "\(treated):\(controls)", expected: "1 to 10 of each")
      }
      guard upper.count == looks.count, lower.count == looks.count, looks.isRising else {
        throw DesignProblem(
          "looks", found: "\(looks), bounds \(upper.count) and \(lower.count)", expected: "rising, with a bound each")
      }
    }
    self.intake = intake
    self.truth = truth
    self.scans = scans
    self.dosing = dosing
    self.question = question
  }

  /// The same trial with another truth and another intake.
  func with(_ truth: Truth, _ intake: Intake? = nil) throws(DesignProblem) -> MaintenanceTrial {
    try MaintenanceTrial(intake ?? self.intake, truth, scans: scans, dosing: dosing, question: question)
  }

  /// Whether there is a control arm.
  public var hasControl: Bool { if case .logRank = question { true } else { false } }
}
