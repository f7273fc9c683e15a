// SPDX-License-Identifier: Apache-2.0

extension TwoArmSimulation {
  /// Operating characteristics, each with its Monte-Carlo error.
  public struct Characteristics: Sendable, Hashable {
    /// Replicates.
    public let replicates: Int
    /// Share that rejects.
    public let rejection: MonteCarlo
    /// Share that rejects at each look.
    public let rejectionAtLook: [MonteCarlo]
    /// Share that stops as futile before the last look.
    public let futility: MonteCarlo
    /// Time of each look, of the replicates that came to it, in months; of a look to which fewer than two came the error is infinite.
    public let times: [MonteCarlo]
    /// Events at the end.
    public let events: MonteCarlo
    /// Patients who had come in by the end.
    public let accrued: MonteCarlo
    /// Time of the end.
    public let duration: MonteCarlo
  }

  /// Sums of a part of the replicates.
  private struct Sums: ReplicateSums {
    var (rejection, futility, events) = (MonteCarlo.Sum(), MonteCarlo.Sum(), MonteCarlo.Sum())
    var (accrued, duration) = (MonteCarlo.Sum(), MonteCarlo.Sum())
    var atLook: [MonteCarlo.Sum]
    var times: [MonteCarlo.Sum]

    init(looks: Int) {
      atLook = [MonteCarlo.Sum](repeating: .init(), count: looks)
      times = atLook
    }

    mutating func add(_ outcome: Outcome) {
      rejection.add(outcome.rejects ? 1 : 0)
      futility.add(outcome.isFutile ? 1 : 0)
      for look in atLook.indices { atLook[look].add(outcome.rejects && outcome.look == look ? 1 : 0) }
      for (look, time) in outcome.times.enumerated() { times[look].add(time) }
      events.add(Double(outcome.events))
      accrued.add(Double(outcome.accrued))
      duration.add(outcome.times.last ?? 0)
    }

    mutating func add(_ other: Sums) {
      rejection.add(other.rejection)
      futility.add(other.futility)
      events.add(other.events)
      accrued.add(other.accrued)
      duration.add(other.duration)
      for look in atLook.indices { atLook[look].add(other.atLook[look]) }
      for look in times.indices { times[look].add(other.times[look]) }
    }
  }

  private func run(_ replicates: Int, _ seed: UInt64) throws(DesignProblem) -> ReplicateRun<Sums> {
    try ReplicateRun(replicates, none: Sums(looks: upper.count)) { replicate, sums in
      sums.add(outcome(seed: seed, replicate: replicate))
    }
  }

  private func characteristics(_ replicates: Int, _ all: Sums) -> Characteristics {
    Characteristics(
      replicates: replicates, rejection: all.rejection.value, rejectionAtLook: all.atLook.map(\.value),
      futility: all.futility.value, times: all.times.map(\.value), events: all.events.value,
      accrued: all.accrued.value, duration: all.duration.value)
  }

  /// Simulates replicates 0… of a seed, one after the other.
  public func characteristics(replicates: Int, seed: UInt64) throws(DesignProblem) -> Characteristics {
    characteristics(replicates, try run(replicates, seed).sums())
  }

  /// The same on several cores, to the last bit however many there are.
  ///
  /// - Parameters:
  ///   - replicates: trials.
  ///   - seed: of their streams.
  ///   - cores: how many run at once; nil takes all.
  ///   - progress: told how many are done, now and then.
  /// - Throws: ``DesignProblem``, or `CancellationError` where the task is cancelled.
  public func characteristics(
    replicates: Int, seed: UInt64, cores: Int?, progress: (Int) -> Void = { _ in }
  ) async throws -> Characteristics {
    characteristics(replicates, try await run(replicates, seed).sums(cores: cores, progress: progress))
  }
}
