// SPDX-License-Identifier: Apache-2.0

import Foundation

extension MaintenanceTrial {
  /// What a replicate came to.
  public struct Outcome: Sendable, Hashable {
    /// Whether H0 was rejected for benefit.
    public var rejects: Bool
    /// Whether the trial stopped as futile before its last look.
    public var isFutile: Bool
    /// When each look was, up to the end, in months from the first induction.
    public var times: [Double]
    /// Patients registered by the end.
    public var registered: Int
    /// Patients who had begun induction by the end.
    public var started: Int
    /// Patients of the stages that were judged, of a landmark; else those registered.
    public var judged: Int
    /// Events seen by the end.
    public var events: Int
    /// Deaths by the end, seen or not of who has dropped out.
    public var deaths: Int
    /// Whether the look at which it ended had fewer events than it waited for, since no more came: it is looked at when all are there.
    public var isShort: Bool
    /// Patients free of a seen event at the landmark, or z of the last look; positive is benefit.
    public var statistic: Double
    /// Dose given over the full dose of all cycles begun by the end, of who was treated; nil without cycles.
    public var intensity: Double?
    /// Share of the treated whose dose was reduced or omitted.
    public var reduced: Double?
    /// Share of the treated who ended treatment for toxicity.
    public var stopped: Double?
  }

  /// One replicate.
  public func outcome(seed: UInt64, replicate: Int) -> Outcome {
    outcome(of: patients(seed: seed, replicate: replicate))
  }

  /// What these patients come to.
  func outcome(of all: [Patient]) -> Outcome {
    let registered = all.filter { $0.registered != nil }
    var outcome: Outcome
    switch question {
    case .landmark(let time, let design): outcome = landmark(registered, time.value, design)
    case .oneSample(let curve, let alpha, let followUp):
      outcome = oneSample(registered, curve, Sides.one.critical(alpha), followUp.value)
    case .logRank(_, _, let looks, let upper, let lower): outcome = logRank(registered, looks, upper, lower)
    }
    let end = outcome.times.last ?? 0
    let inTrial = registered.filter { ($0.registered ?? 0) <= end + 1e-12 }
    outcome.registered = inTrial.count
    outcome.started = all.count { $0.start <= end + 1e-12 }
    outcome.deaths = inTrial.count { ($0.registered ?? 0) + $0.death <= end }
    if outcome.judged == 0 { outcome.judged = inTrial.count }
    if dosing != nil { doses(inTrial, at: end, &outcome) }
    return outcome
  }

  private func empty(_ times: [Double]) -> Outcome {
    Outcome(
      rejects: false, isFutile: false, times: times, registered: 0, started: 0, judged: 0, events: 0, deaths: 0,
      isShort: false, statistic: 0)
  }

  /// Events seen by a time of the calendar, each before dropout.
  private func isSeen(_ patient: Patient, by when: Double) -> Bool {
    patient.seen <= min(when - (patient.registered ?? 0), patient.dropout) + 1e-12
  }

  // MARK: Questions

  private func landmark(_ patients: [Patient], _ time: Double, _ design: TwoStageDesign) -> Outcome {
    // Who is judged at the landmark has reached it; a stage is judged when its last patient has.
    func isFree(_ patient: Patient) -> Bool { patient.seen > time + 1e-12 && patient.dropout > time }
    func end(_ count: Int) -> Double { (patients[min(count, patients.count) - 1].registered ?? 0) + time }
    guard !patients.isEmpty else { return empty([0]) }
    let first = patients.prefix(design.firstStage).count(where: isFree)
    var outcome = empty([end(design.firstStage)])
    outcome.judged = min(design.firstStage, patients.count)
    if first <= design.stopAtMost {
      outcome.isFutile = true
      outcome.statistic = Double(first)
    } else {
      let all = patients.prefix(design.size).count(where: isFree)
      outcome.judged = min(design.size, patients.count)
      outcome.times.append(end(design.size))
      outcome.statistic = Double(all)
      outcome.rejects = all > design.critical
    }
    let when = outcome.times.last ?? 0
    outcome.events = patients.count { isSeen($0, by: when) }
    return outcome
  }

  private func oneSample(_ patients: [Patient], _ curve: HistoricalCurve, _ critical: Double, _ followUp: Double)
    -> Outcome
  {
    let end = (patients.last?.registered ?? 0) + followUp
    var outcome = empty([end])
    var expected = 0.0
    for patient in patients {
      let followed = min(end - (patient.registered ?? 0), patient.dropout)
      if isSeen(patient, by: end) { outcome.events += 1 }
      expected += curve.cumulative(min(patient.seen, followed))
    }
    outcome.statistic = expected > 0 ? (expected - Double(outcome.events)) / expected.squareRoot() : 0
    outcome.rejects = outcome.statistic > critical
    return outcome
  }

  private func logRank(
    _ patients: [Patient], _ looks: TwoArmSimulation.Looks, _ upper: [Double], _ lower: [Double?]
  ) -> Outcome {
    let list = patients.map { patient in
      TwoArmSimulation.Patient(
        entry: patient.registered ?? 0, isTreated: patient.isTreated, event: patient.event, seen: patient.seen,
        dropout: patient.dropout)
    }
    let whens = TwoArmSimulation.times(of: looks, list, accrualEnd: list.last?.entry ?? 0)
    let found = TwoArmSimulation.outcome(list, at: whens, upper: upper, lower: lower)
    var outcome = empty(found.times)
    outcome.rejects = found.rejects
    outcome.isFutile = found.isFutile
    outcome.events = found.events
    outcome.statistic = found.z
    if case .events(let counts) = looks { outcome.isShort = found.events < counts[found.look] }
    return outcome
  }

  private func doses(_ patients: [Patient], at end: Double, _ outcome: inout Outcome) {
    guard let cycle = dosing?.cycle.value, let full = dosing?.full else { return }
    var (given, cycles, treated, reduced, stopped) = (0.0, 0, 0, 0, 0)
    for patient in patients where patient.isTreated {
      treated += 1
      // Cycles that had begun by then.
      let begun = min(patient.doses.count, max(0, Int(((end - (patient.registered ?? 0)) / cycle).rounded(.down)) + 1))
      let own = patient.doses.prefix(begun)
      given += own.reduce(0, +)
      cycles += own.count
      if own.contains(where: { $0 < full }) { reduced += 1 }
      if patient.isStoppedForToxicity, begun == patient.doses.count { stopped += 1 }
    }
    guard treated > 0 else { return }
    outcome.intensity = cycles > 0 ? given / Double(cycles) : nil
    outcome.reduced = Double(reduced) / Double(treated)
    outcome.stopped = Double(stopped) / Double(treated)
  }
}

extension TwoArmSimulation.Looks {
  var isRising: Bool {
    switch self {
    case .events(let events):
      !events.isEmpty && events[0] > 0 && zip(events, events.dropFirst()).allSatisfy { $0 < $1 }
    case .calendar(let times):
      !times.isEmpty && times[0].value > 0 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }
    }
  }
}
