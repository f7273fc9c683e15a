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

  /// Simulates replicates 0… of a seed.
  public func characteristics(replicates: Int, seed: UInt64) throws(DesignProblem) -> Characteristics {
    guard (2...10_000_000).contains(replicates) else {
      throw DesignProblem("replicates", found: "\(replicates)", expected: "2 to 10000000")
    }
    var rejection = MonteCarlo.Sum()
    var atLook = [MonteCarlo.Sum](repeating: .init(), count: upper.count)
    var times = atLook
    var (futility, events, accrued, duration) = (rejection, rejection, rejection, rejection)
    for replicate in 0..<replicates {
      let outcome = outcome(seed: seed, replicate: replicate)
      rejection.add(outcome.rejects ? 1 : 0)
      futility.add(outcome.isFutile ? 1 : 0)
      for look in upper.indices { atLook[look].add(outcome.rejects && outcome.look == look ? 1 : 0) }
      for (look, time) in outcome.times.enumerated() { times[look].add(time) }
      events.add(Double(outcome.events))
      accrued.add(Double(outcome.accrued))
      duration.add(outcome.times.last ?? 0)
    }
    return Characteristics(
      replicates: replicates, rejection: rejection.value, rejectionAtLook: atLook.map(\.value),
      futility: futility.value, times: times.map(\.value), events: events.value, accrued: accrued.value,
      duration: duration.value)
  }
}
