// SPDX-License-Identifier: Apache-2.0

import Statistics

/// What would have been forecast of a patient's own past, one cycle ahead, beside what came: of each cycle only what was known on its day 1.
public struct PastForecasts: Sendable, Hashable {
  /// A count beside its forecast.
  public struct Check: Sendable, Hashable {
    /// The cycle, from 1.
    public let cycle: Int
    /// When, from the first dose.
    public let time: Hours
    /// The count, 10⁹/L.
    public let count: Double
    /// 5, 25, 50, 75 and 95 % of what a single count would be: with its scatter.
    public let band: CountForecast.Band
    /// Whether it lies in the middle nine tenths.
    public var isInside: Bool { band.ninety.contains(count) }
  }

  /// A cycle of which nothing would have been said.
  public struct Refused: Sendable, Hashable {
    /// The cycle, from 1.
    public let cycle: Int
    /// Why.
    public let why: ForecastRefusal
  }

  /// Every count that could be held against a forecast.
  public let checks: [Check]
  /// Cycles of which nothing would have been said.
  public let refused: [Refused]

  /// Counts outside of their bands of 90 %.
  public var outside: Int { checks.count { !$0.isInside } }
  /// The probability of so many or more outside, were the bands right and counts independent given them.
  public var p: Double {
    outside == 0 ? 1 : Beta.cumulative(0.1, alpha: Double(outside), beta: Double(checks.count - outside + 1))
  }
  /// Below it nothing is forecast; no source: one in a hundred.
  public static let least = 0.01

  /// Whether forecasts of this patient's past were too often wrong to make another.
  public var isRefuted: Bool { p < Self.least }

  /// Holds each cycle after the first that has counts against what those before it say.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - past: doses and counts with the begins of cycles.
  ///   - priorWeight: weight of the population.
  ///   - draws: of each forecast.
  ///   - seed: of the draws.
  public init(
    _ model: MarrowModel, _ past: RecordedPast, priorWeight: Double = 1, draws: Int = 500, seed: UInt64 = 1
  ) async throws(MarrowProblem) {
    let prior = try MarrowPrior(model)
    var checks: [Check] = []
    var refused: [Refused] = []
    let infusions = past.counts.infusions
    for (index, cycle) in past.cycles.enumerated().dropFirst() {
      let (number, start) = (cycle.number, cycle.start)
      let end = index + 1 < past.cycles.count ? past.cycles[index + 1].start : past.next
      let known = past.counts.observations.filter { $0.latest <= start }
      let come = past.counts.observations.filter {
        $0.time > start && $0.latest <= end && $0.latest == $0.time && !$0.isBelow
      }
      guard !come.isEmpty, let last = come.map(\.time).max() else { continue }
      guard !known.isEmpty else {
        refused.append(Refused(cycle: number, why: .noCounts))
        continue
      }
      let before = PatientCounts(infusions.filter { $0.start < start }, known)
      let fit = try IndividualFit(prior, before, priorWeight: priorWeight)
      if let why = PatientForecast.refusal(fit) {
        refused.append(Refused(cycle: number, why: why))
        continue
      }
      let posterior = try await MarrowPosterior(fit, draws: draws, seed: seed)
      guard posterior.isBelievable else {
        refused.append(
          Refused(cycle: number, why: .uneven(effective: posterior.effectiveSize, draws: posterior.draws.count)))
        continue
      }
      let question = try CountForecast.Question(
        after: before, from: start, to: last + Hours(1), at: come.map(\.time), scatter: prior.residual)
      let given = infusions.filter { $0.start >= start && $0.start < end }
      let forecast = try await CountForecast.all(posterior, question, [.init("as given", given)])[0]
      for (observation, point) in zip(come, forecast.points) {
        checks.append(Check(cycle: number, time: observation.time, count: observation.count, band: point.band))
      }
    }
    self.checks = checks
    self.refused = refused
  }
}
