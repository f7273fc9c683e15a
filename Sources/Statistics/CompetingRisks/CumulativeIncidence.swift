// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Times to the first of several kinds of event, or to censoring.
public struct CompetingSample: Sendable, Hashable {
  /// Time of the first event or of censoring.
  public let times: [Double]
  /// 0 where censored, else the number of the kind of event, from 1.
  public let causes: [Int]

  /// A sample; throws for the first row that cannot be.
  public init(times: [Double], causes: [Int]) throws(SampleProblem) {
    guard times.count == causes.count else { throw .lengths("causes", causes.count, times.count) }
    guard !times.isEmpty else { throw .empty }
    for (row, time) in times.enumerated() where !(time >= 0 && time.isFinite) { throw .time(row: row, time) }
    for cause in causes where cause < 0 { throw .cause(cause) }
    self.times = times
    self.causes = causes
  }
}

/// How the variance of a cumulative incidence is estimated.
public enum IncidenceVariance: String, Sendable, Hashable, CaseIterable {
  /// Greenwood's for the Aalen-Johansen estimator, as R's `survfit` gives. The default.
  case aalenJohansen = "Aalen-Johansen"
  /// With the hypergeometric correction for ties, as R's `cmprsk` gives (Gray, Ann Stat 1988;16:1141).
  case gray = "Gray"
}

/// The probability that an event of one kind comes first, by the Aalen-Johansen estimator.
///
/// One minus Kaplan-Meier, with the other kinds censored, would be too high; see Gooley et al., Stat Med 1999;18:695.
public struct CumulativeIncidence: Sendable, Hashable {
  /// The estimate after one event time of any kind.
  public struct Step: Sendable, Hashable {
    /// The time.
    public var time: Double
    /// At risk just before it.
    public var atRisk: Int
    /// Probability of the event of interest by it.
    public var incidence: Double
    /// Variance of `incidence`.
    public var variance: Double
    /// Events of the kind of interest at it.
    public var events: Int

    /// Interval on the scale log(−log F), as R's `survfit` gives (Choudhury, Stat Med 2002;21:1129); none at 0 and 1.
    public func interval(level: Double = 0.95) -> ConfidenceInterval {
      let limits = KaplanMeier.limits(
        incidence, variance / (incidence * incidence), scale: .logLog, critical: Normal.critical(level: level))
      return ConfidenceInterval(lower: limits?.0, upper: limits?.1, level: level)
    }
  }

  /// Steps at the times at which an event of any kind happened.
  public let steps: [Step]

  /// The incidence of `cause` in `sample`; throws `cause` for a number below 1.
  public init(
    _ sample: CompetingSample, cause: Int, variance: IncidenceVariance = .aalenJohansen
  ) throws(SampleProblem) {
    guard cause > 0 else { throw .cause(cause) }
    let order = sample.times.indices.map { (time: sample.times[$0], cause: sample.causes[$0]) }.sorted {
      $0.time < $1.time
    }
    var steps: [Step] = []
    var survival = 1.0
    var incidence = 0.0
    // Sums over event times s of the variance of its increments, with factors that depend on F(t) only as 1, F and F².
    var plain = 0.0
    var linear = 0.0
    var square = 0.0
    var index = 0
    while index < order.count {
      let time = order[index].time
      let atRisk = order.count - index
      var own = 0
      var other = 0
      while index < order.count, order[index].time == time {
        if order[index].cause == cause { own += 1 } else if order[index].cause != 0 { other += 1 }
        index += 1
      }
      guard own + other > 0 else { continue }
      let n = Double(atRisk)
      let after = survival * (n - Double(own + other)) / n
      incidence += survival * Double(own) / n
      switch variance {
      case .gray:
        func add(_ deaths: Int, _ constant: Double, _ slope: Double) {
          guard deaths > 0 else { return }
          let ties = deaths > 1 ? 1 - Double(deaths - 1) / (n - 1) : 1
          let spread = survival * survival * ties * Double(deaths) / (n * n)
          plain += constant * constant * spread
          linear += constant * slope * spread
          square += slope * slope * spread
        }
        // An event at s moves F(t) by −(F(t) − F(s))/S(s) of what would have followed, and by 1 if it is of interest.
        let slope = after > 0 ? 1 / after : 0
        if after > 0 { add(other, incidence * slope, slope) }
        add(own, 1 + incidence * slope, slope)
      case .aalenJohansen:
        // Multinomial increments: d/n of each kind out of those at risk.
        let d = Double(own + other)
        if n > d {
          // Greenwood's term, which reaches F(t) by F(t) − F(s).
          let term = d / (n * (n - d))
          plain += term * incidence * incidence
          linear += term * incidence
          square += term
        }
        let share = Double(own) / n
        plain += survival * survival * share * (1 - share) / n
        // Covariance of an increment of interest with the loss of all at risk: the part that later F(t) loses.
        let cross = survival * Double(own) / (n * n)
        plain += 2 * cross * incidence
        linear += cross
      }
      let value = plain - 2 * linear * incidence + square * incidence * incidence
      steps.append(Step(time: time, atRisk: atRisk, incidence: incidence, variance: max(0, value), events: own))
      survival = after
    }
    self.steps = steps
  }

  /// The last step at or before `time`; nil before the first event, and for what is not a time.
  public func at(_ time: Double) -> Step? { time.isFinite ? steps.last { $0.time <= time } : nil }
}
