// SPDX-License-Identifier: Apache-2.0

/// Restricted mean survival time: the area under S up to a horizon.
public struct RestrictedMean: Sendable, Hashable {
  /// The horizon τ, in the unit of the times.
  public var horizon: Double
  /// The area.
  public var estimate: Double
  /// Its standard error (Greenwood's, with the area that remains after each event); nil if it is not defined.
  public var standardError: Double?
  /// Whether the follow-up ends before τ with S above 0, so that the last value was carried on.
  public var isExtrapolated: Bool

  /// The limits estimate ± z·se, cut to 0 and τ.
  public func interval(level: Double = 0.95) -> ConfidenceInterval {
    let half = standardError.map { $0 * Normal.critical(level: level) }
    return ConfidenceInterval(
      lower: half.map { max(0, estimate - $0) }, upper: half.map { min(horizon, estimate + $0) }, level: level)
  }
}

extension KaplanMeier {
  /// The mean time up to `horizon`; throws `landmark` for what is not a time.
  public func restrictedMean(to horizon: Double) throws(SampleProblem) -> RestrictedMean {
    try SampleProblem.check(landmark: horizon)
    var area = 0.0
    var last = 0.0
    var survival = 1.0
    // Areas between steps with events, so that the tail beyond each event can be summed from the end.
    var pieces: [(area: Double, atRisk: Double, events: Double)] = []
    for step in steps where step.time < horizon {
      let piece = survival * (step.time - last)
      area += piece
      pieces.append((piece, Double(step.atRisk), Double(step.events)))
      last = step.time
      survival = step.survival
    }
    let final = survival * (horizon - last)
    area += final
    var tail = final
    var variance = 0.0
    for piece in pieces.reversed() {
      if piece.events > 0, piece.atRisk > piece.events {
        variance += tail * tail * piece.events / (piece.atRisk * (piece.atRisk - piece.events))
      }
      tail += piece.area
    }
    let end = steps.last?.time ?? 0
    return RestrictedMean(
      horizon: horizon, estimate: area, standardError: variance.squareRoot(),
      isExtrapolated: end < horizon && survival > 0)
  }
}
