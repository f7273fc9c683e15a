// SPDX-License-Identifier: Apache-2.0

extension MaintenanceTrial {
  /// Operating characteristics, each with its Monte-Carlo error.
  public struct Characteristics: Sendable, Hashable {
    /// Replicates.
    public let replicates: Int
    /// Share that rejects.
    public let rejection: MonteCarlo
    /// Share that stops as futile before the last look.
    public let futility: MonteCarlo
    /// Time of each look, of the replicates that came to it, in months from the first induction.
    public let times: [MonteCarlo]
    /// Time of the end.
    public let duration: MonteCarlo
    /// Patients who began induction.
    public let started: MonteCarlo
    /// Patients registered by the end.
    public let registered: MonteCarlo
    /// Patients of the stages that were judged.
    public let judged: MonteCarlo
    /// Events seen by the end.
    public let events: MonteCarlo
    /// Deaths by the end.
    public let deaths: MonteCarlo
    /// Share that ended with fewer events than its look waited for.
    public let short: MonteCarlo
    /// Dose given over the full dose; nil without cycles.
    public let intensity: MonteCarlo?
    /// Share of the treated whose dose was reduced or omitted.
    public let reduced: MonteCarlo?
    /// Share of the treated who ended for toxicity.
    public let stopped: MonteCarlo?
  }

  /// Sums of a part of the replicates.
  private struct Sums: ReplicateSums {
    var rejection = MonteCarlo.Sum()
    var futility = MonteCarlo.Sum()
    var times: [MonteCarlo.Sum]
    var numbers = [MonteCarlo.Sum](repeating: .init(), count: 7)
    var doses = [MonteCarlo.Sum](repeating: .init(), count: 3)

    init(looks: Int) { times = [MonteCarlo.Sum](repeating: .init(), count: looks) }

    mutating func add(_ outcome: Outcome) {
      rejection.add(outcome.rejects ? 1 : 0)
      futility.add(outcome.isFutile ? 1 : 0)
      for (look, time) in outcome.times.enumerated() { times[look].add(time) }
      let values = [
        outcome.times.last ?? 0, Double(outcome.started), Double(outcome.registered), Double(outcome.judged),
        Double(outcome.events), Double(outcome.deaths), outcome.isShort ? 1 : 0,
      ]
      for (index, value) in values.enumerated() { numbers[index].add(value) }
      for (index, value) in [outcome.intensity, outcome.reduced, outcome.stopped].enumerated() {
        if let value { doses[index].add(value) }
      }
    }

    mutating func add(_ other: Sums) {
      rejection.add(other.rejection)
      futility.add(other.futility)
      for index in times.indices { times[index].add(other.times[index]) }
      for index in numbers.indices { numbers[index].add(other.numbers[index]) }
      for index in doses.indices { doses[index].add(other.doses[index]) }
    }
  }

  private var lookCount: Int {
    switch question {
    case .landmark: 2
    case .oneSample: 1
    case .logRank(_, _, let looks, _, _): looks.count
    }
  }

  /// Simulates replicates 0… of a seed on all cores. The numbers are the same however many there are.
  ///
  /// - Parameters:
  ///   - replicates: trials.
  ///   - seed: of their streams.
  ///   - cores: how many run at once; nil takes all.
  ///   - progress: told how many are done, now and then.
  /// - Throws: ``DesignProblem``, or `CancellationError` where the task is cancelled.
  public func characteristics(
    replicates: Int, seed: UInt64, cores: Int? = nil, progress: (Int) -> Void = { _ in }
  ) async throws -> Characteristics {
    let run = try ReplicateRun(replicates, none: Sums(looks: lookCount)) { replicate, sums in
      sums.add(outcome(seed: seed, replicate: replicate))
    }
    let all = try await run.sums(cores: cores, progress: progress)
    let hasDoses = dosing != nil
    return Characteristics(
      replicates: replicates, rejection: all.rejection.value, futility: all.futility.value,
      times: all.times.map(\.value), duration: all.numbers[0].value, started: all.numbers[1].value,
      registered: all.numbers[2].value, judged: all.numbers[3].value, events: all.numbers[4].value,
      deaths: all.numbers[5].value, short: all.numbers[6].value, intensity: hasDoses ? all.doses[0].value : nil,
      reduced: hasDoses ? all.doses[1].value : nil, stopped: hasDoses ? all.doses[2].value : nil)
  }

  /// What a trial does where the truth is another than it was planned for.
  public struct Scenario: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// What is other.
    public let words: String
    /// The trial.
    public let trial: MaintenanceTrial
  }

  /// The trial where nothing is changed by the treatment, as planned, with another hazard than the history's (both where nothing is changed, and as planned), and with slow accrual.
  ///
  /// - Parameters:
  ///   - drift: today's hazard over that of the history, whatever the treatment does.
  ///   - slow: accrual over that planned.
  public func scenarios(drift: Double, slow: Double) throws(DesignProblem) -> [Scenario] {
    guard drift > 0, drift.isFinite else {
      throw DesignProblem("drift", found: "\(drift)", expected: "a number above 0")
    }
    guard slow > 0, slow.isFinite else { throw DesignProblem("slow accrual", found: "\(slow)", expected: "above 0") }
    let planned = truth.hazardRatio
    let drifted = try truth.hazard.times(drift)
    func trial(_ hazard: PiecewiseHazard, _ ratio: Double, _ intake: Intake? = nil) throws(DesignProblem)
      -> MaintenanceTrial
    {
      try with(
        Truth(
          hazard: hazard, hazardRatio: ratio, deaths: truth.deaths, afterProgression: truth.afterProgression,
          dropout: truth.dropout), intake)
    }
    let slower = try Intake(
      perMonth: intake.perMonth * slow, isRandom: intake.isRandom, induction: intake.induction,
      eligible: intake.eligible, registered: intake.registered)
    return [
      Scenario(name: "null", words: "the treatment changes nothing", trial: try trial(truth.hazard, 1)),
      Scenario(name: "alternative", words: "as planned", trial: self),
      Scenario(
        name: "drift, null", words: "today's hazard is \(drift) of the history's, and the treatment changes nothing",
        trial: try trial(drifted, 1)),
      Scenario(
        name: "drift, alternative",
        words: "today's hazard is \(drift) of the history's, and the treatment's ratio as planned",
        trial: try trial(drifted, planned)),
      Scenario(
        name: "slow accrual", words: "\(slow) of the patients planned come in a month",
        trial: try trial(truth.hazard, planned, slower)),
    ]
  }
}
