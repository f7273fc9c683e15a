// SPDX-License-Identifier: Apache-2.0

/// How patients come in: at rates that are constant between times, up to the end of accrual.
public struct Accrual: Sendable, Hashable {
  /// Where a stretch begins, and where the last ends, in months from the first patient.
  let times: [Double]
  /// The share of all patients that come in a month of each stretch.
  let density: [Double]

  /// Uniform over a duration.
  public init(uniform duration: Months) throws(DesignProblem) {
    times = [0, try duration.positive("accrual")]
    density = [1 / duration.value]
  }

  /// Rates that stand to each other as `weights`, each up to the next of `ends`.
  public init(weights: [Double], ends: [Months]) throws(DesignProblem) {
    guard !weights.isEmpty, weights.count == ends.count else {
      throw DesignProblem(
        "accrual", found: "\(weights.count) rates and \(ends.count) ends", expected: "as many ends as rates")
    }
    let times = [0] + ends.map(\.value)
    guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }), times.allSatisfy(\.isFinite) else {
      throw DesignProblem("accrual", found: "ends at \(ends.map(\.value)) months", expected: "rising times above 0")
    }
    let total = weights.indices.reduce(0.0) { $0 + weights[$1] * (times[$1 + 1] - times[$1]) }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), total > 0 else {
      throw DesignProblem("accrual", found: "rates \(weights)", expected: "numbers of 0 or more, not all 0")
    }
    self.times = times
    density = weights.map { $0 / total }
  }

  /// How long patients come in.
  public var duration: Months { Months(end) }
  var end: Double { times[times.count - 1] }

  /// The share of all patients that have come in by a time.
  func share(by time: Double) -> Double {
    density.indices.reduce(0.0) { sum, index in
      sum + density[index] * max(0, min(time, times[index + 1]) - times[index])
    }
  }

  /// When a share of all patients has come in.
  func time(of share: Double) -> Double {
    var left = share
    for index in density.indices {
      let all = density[index] * (times[index + 1] - times[index])
      if left <= all, density[index] > 0 { return times[index] + left / density[index] }
      left -= all
    }
    return end
  }

  /// The share of all patients, also of those yet to come, with an observed event by a time of the calendar.
  func events(_ observed: ObservedEvents, by time: Double) -> Double {
    density.indices.reduce(0.0) { sum, index in
      sum + density[index]
        * (observed.integral(to: time - times[index]) - observed.integral(to: time - times[index + 1]))
    }
  }
}
