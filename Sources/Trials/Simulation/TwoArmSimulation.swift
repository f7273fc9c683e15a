// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A randomised trial patient by patient: accrual, true times, dropout, scans, looks.
///
/// Patients come in at even steps and are allocated in turn, so that what differs between replicates is chance alone. A replicate is that of the stream (seed, number): any of them, and any
/// patient in it, can be had again.
public struct TwoArmSimulation: Sendable, Hashable {
  /// When the trial is looked at.
  public enum Looks: Sendable, Hashable {
    /// When so many events have been seen.
    case events([Int])
    /// At times since the first patient.
    case calendar([Months])

    var count: Int {
      switch self {
      case .events(let events): events.count
      case .calendar(let times): times.count
      }
    }
  }

  /// How progression is seen in an arm.
  public struct Watching: Sendable, Hashable {
    /// The schedule of scans.
    public let schedule: ImagingSchedule
    /// The share of events that are deaths, seen on their day.
    public let deaths: Double
    /// The share of scans that are missed.
    public let missed: Double

    /// How an arm is watched; by default everything is seen at once.
    public init(
      _ schedule: ImagingSchedule = .continuous, deaths: Double = 0, missed: Double = 0
    ) throws(DesignProblem) {
      guard deaths >= 0, deaths <= 1 else {
        throw DesignProblem("share of deaths", found: "\(deaths)", expected: "0 to 1")
      }
      guard missed >= 0, missed <= 0.9 else {
        throw DesignProblem("share of missed scans", found: "\(missed)", expected: "0 to 0.9")
      }
      self.schedule = schedule
      self.deaths = deaths
      self.missed = missed
    }
  }

  /// The trial.
  public let trial: TwoArmTrial
  /// Patients.
  public let patients: Int
  /// The looks.
  public let looks: Looks
  /// H0 is rejected at or above these z; positive is benefit of treatment.
  public let upper: [Double]
  /// The trial stops as futile below these z; nil where a look has none.
  public let lower: [Double?]
  /// How the control arm is watched.
  public let controlWatching: Watching
  /// How the treatment arm is watched.
  public let treatmentWatching: Watching
  /// When each patient comes in, and to which arm: the same in every replicate.
  private let places: [Place]

  private struct Place: Sendable, Hashable {
    var entry: Double
    var isTreated: Bool
  }

  /// A simulation.
  public init(
    _ trial: TwoArmTrial, patients: Int, looks: Looks, upper: [Double], lower: [Double?]? = nil,
    control: Watching? = nil, treatment: Watching? = nil
  ) throws(DesignProblem) {
    guard (2...100_000).contains(patients) else {
      throw DesignProblem("patients", found: "\(patients)", expected: "2 to 100000")
    }
    let count = looks.count
    let lower = lower ?? [Double?](repeating: nil, count: count)
    guard count > 0, upper.count == count, lower.count == count else {
      throw DesignProblem(
        "bounds", found: "\(upper.count) and \(lower.count) of \(count) looks", expected: "one for each look")
    }
    let isRising: Bool =
      switch looks {
      case .events(let events): events[0] > 0 && zip(events, events.dropFirst()).allSatisfy { $0 < $1 }
      case .calendar(let times): times[0].value > 0 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
      }
    guard isRising else { throw DesignProblem("looks", found: "\(looks)", expected: "rising, above 0") }
    self.trial = trial
    self.patients = patients
    self.looks = looks
    self.upper = upper
    self.lower = lower
    let atOnce = try Watching()
    controlWatching = control ?? atOnce
    treatmentWatching = treatment ?? atOnce
    // So many treated of the patients so far, in the ratio of allocation.
    let share = trial.allocation / (1 + trial.allocation)
    places = (0..<patients).map { number in
      Place(
        entry: trial.accrual.time(of: Double(number + 1) / Double(patients)),
        isTreated: (Double(number + 1) * share).rounded() > (Double(number) * share).rounded())
    }
  }

  /// One patient.
  public struct Patient: Sendable, Hashable {
    /// When the patient came in.
    public var entry: Double
    /// Whether on treatment.
    public var isTreated: Bool
    /// True time of the event from entry, in months.
    public var event: Double
    /// When it is seen.
    public var seen: Double
    /// Dropout.
    public var dropout: Double
  }

  /// The patients of a replicate, in the order of their entry.
  public func patients(seed: UInt64, replicate: Int) -> [Patient] {
    var random = RandomStream(seed: seed, replicate: UInt64(replicate))
    let isFlat = trial.control.rates.count == 1
    let hazard = trial.control.rates[0]
    var list: [Patient] = []
    list.reserveCapacity(patients)
    let loss = trial.dropout.perMonth
    for place in places {
      let target = random.exponential() / (place.isTreated ? trial.hazardRatio : 1)
      let event = isFlat ? target / hazard : trial.control.time(ofCumulative: target)
      let dropout = loss > 0 ? random.exponential() / loss : .infinity
      let watching = place.isTreated ? treatmentWatching : controlWatching
      list.append(
        Patient(
          entry: place.entry, isTreated: place.isTreated, event: event, seen: seen(event, watching, &random),
          dropout: dropout))
    }
    return list
  }

  private func seen(_ event: Double, _ watching: Watching, _ random: inout RandomStream) -> Double {
    guard let interval = watching.schedule.interval?.value, event.isFinite else { return event }
    if watching.deaths > 0, random.unit() < watching.deaths { return event }
    var scan = watching.schedule.firstScan(from: event)
    if watching.missed > 0 {
      while random.unit() < watching.missed { scan += interval }
    }
    return scan
  }

  /// What a replicate came to.
  public struct Outcome: Sendable, Hashable {
    /// The look at which it ended, from 0.
    public var look: Int
    /// Whether H0 was rejected for benefit.
    public var rejects: Bool
    /// Whether it stopped as futile before the last look.
    public var isFutile: Bool
    /// When each look was, up to the end.
    public var times: [Double]
    /// Events at the end.
    public var events: Int
    /// Patients who had come in by then.
    public var accrued: Int
    /// The last z.
    public var z: Double
  }

  /// One replicate.
  public func outcome(seed: UInt64, replicate: Int) -> Outcome {
    let patients = patients(seed: seed, replicate: replicate)
    let whens = Self.times(of: looks, patients, accrualEnd: trial.accrual.end)
    return Self.outcome(patients, at: whens, upper: upper, lower: lower)
  }

  /// When a trial of these patients is looked at.
  static func times(of looks: Looks, _ patients: [Patient], accrualEnd: Double) -> [Double] {
    switch looks {
    case .calendar(let times): return times.map(\.value)
    case .events(let counts):
      // Positive numbers are in the order of their bits, which sort faster.
      var dates: [UInt64] = []
      dates.reserveCapacity(patients.count)
      for patient in patients where patient.seen <= patient.dropout && patient.seen.isFinite {
        dates.append((patient.entry + patient.seen).bitPattern)
      }
      dates.sort()
      // A trial that never has so many events is looked at when all it has are there.
      return counts.map { count in
        count <= dates.count
          ? Double(bitPattern: dates[count - 1])
          : max(dates.last.map { Double(bitPattern: $0) } ?? 0, accrualEnd)
      }
    }
  }

  /// What a trial of these patients comes to when it is looked at so.
  static func outcome(_ patients: [Patient], at whens: [Double], upper: [Double], lower: [Double?]) -> Outcome {
    var outcome = Outcome(look: 0, rejects: false, isFutile: false, times: [], events: 0, accrued: 0, z: 0)
    for (look, when) in whens.enumerated() {
      let test = LogRankScore(patients, at: when)
      outcome.look = look
      outcome.times.append(when)
      outcome.events = test.events
      outcome.accrued = test.accrued
      outcome.z = test.z
      if test.z >= upper[look] {
        outcome.rejects = true
        break
      }
      if look + 1 < whens.count, let bound = lower[look], test.z < bound {
        outcome.isFutile = true
        break
      }
    }
    return outcome
  }
}
