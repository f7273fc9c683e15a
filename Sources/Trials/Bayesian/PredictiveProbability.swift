// SPDX-License-Identifier: Apache-2.0

/// Monitoring by the predictive probability: how likely the trial, run to its end, will be a success. Lee and Liu, Clin Trials 2008;5:93.
public struct PredictiveProbability: Sendable, Hashable {
  /// Prior of the rate.
  public let prior: BetaPrior
  /// The rate to beat.
  public let null: Probability
  /// The trial is a success if P(rate > p0) at its end is at least this.
  public let success: Probability
  /// Patients at its end.
  public let size: Int
  /// The least number of responses at the end that is a success; nil where none is.
  public let leastResponses: Int?

  /// A trial to its end.
  public init(prior: BetaPrior, null: Probability, success: Probability, size: Int) throws(DesignProblem) {
    guard (1...10_000).contains(size) else {
      throw DesignProblem("patients", found: "\(size)", expected: "1 to 10000")
    }
    self.prior = prior
    self.null = null
    self.success = success
    self.size = size
    leastResponses = (0...size).first { prior.above(null.value, after: $0, of: size) >= success.value }
  }

  /// The probability of success after so many of so many.
  public func value(responses: Int, of patients: Int) throws(DesignProblem) -> Double {
    guard (0...size).contains(patients), (0...patients).contains(responses) else {
      throw DesignProblem(
        "responses", found: "\(responses) of \(patients)", expected: "at most as many as patients, of up to \(size)")
    }
    return chance(responses, patients)
  }

  private func chance(_ responses: Int, _ patients: Int) -> Double {
    guard let leastResponses else { return 0 }
    let next = size - patients
    let least = max(0, leastResponses - responses)
    guard least <= next else { return 0 }
    if least == 0 { return 1 }
    return (least...next).reversed().reduce(0.0) { sum, more in
      sum + prior.ahead(more, of: next, after: responses, of: patients)
    }
  }

  /// After each number of patients: stop for futility with so many or fewer (predictive probability below `futility`), call it a success with so many or more (above
  /// `superiority`); nil where no number does.
  public func bounds(futility: Double, superiority: Double) -> (futility: [Int?], superiority: [Int?]) {
    var lower: [Int?] = []
    var upper: [Int?] = []
    for patients in 1...size {
      // The probability rises with the responses.
      var low = (lower.last ?? nil) ?? -1
      while low + 1 <= patients, chance(low + 1, patients) < futility { low += 1 }
      while low >= 0, chance(low, patients) >= futility { low -= 1 }
      lower.append(low < 0 ? nil : low)
      var high = (upper.last ?? nil) ?? 0
      while high <= patients, chance(high, patients) <= superiority { high += 1 }
      while high > 0, high <= patients, chance(high - 1, patients) > superiority { high -= 1 }
      upper.append(high > patients ? nil : high)
    }
    return (lower, upper)
  }

  /// The exact rule with looks for futility alone; at the end it is a success with at least `leastResponses`.
  public func rule(looks: [Int], futility: Double) throws(DesignProblem) -> SequentialRule {
    guard looks.last == size else {
      throw DesignProblem("looks", found: "\(looks)", expected: "the last at \(size) patients")
    }
    let bounds = bounds(futility: futility, superiority: 1).futility
    return try SequentialRule(
      looks: looks, stopAtMost: looks.dropLast().map { (1...size).contains($0) ? bounds[$0 - 1] : nil } + [nil],
      stopAbove: [Int?](repeating: nil, count: looks.count - 1) + [leastResponses.map { $0 - 1 }])
  }
}
