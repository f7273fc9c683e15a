// SPDX-License-Identifier: Apache-2.0

/// A single-arm trial with looks at a yes-or-no endpoint, each with a bound below and a bound above; what happens at a true rate is an exact finite sum.
public struct SequentialRule: Sendable, Hashable {
  /// Patients at each look, rising.
  public let looks: [Int]
  /// At each look: the trial stops below with so many or fewer; nil where it cannot.
  public let stopAtMost: [Int?]
  /// At each look: the trial stops above with more than this; nil where it cannot.
  public let stopAbove: [Int?]

  /// A rule; there are as many bounds as looks.
  public init(looks: [Int], stopAtMost: [Int?], stopAbove: [Int?]) throws(DesignProblem) {
    guard let first = looks.first, first > 0, zip(looks, looks.dropFirst()).allSatisfy({ $0 < $1 }),
      let last = looks.last, last <= 10_000
    else {
      throw DesignProblem(
        "looks", found: looks.map(String.init).joined(separator: ", "),
        expected: "rising numbers of patients, 1 to 10000")
    }
    guard stopAtMost.count == looks.count, stopAbove.count == looks.count else {
      throw DesignProblem(
        "bounds", found: "\(stopAtMost.count) and \(stopAbove.count)", expected: "\(looks.count) each")
    }
    self.looks = looks
    self.stopAtMost = stopAtMost
    self.stopAbove = stopAbove
  }

  /// What happens at a true rate.
  public struct Course: Sendable, Hashable {
    /// Probability to stop below at each look.
    public let below: [Double]
    /// Probability to stop above at each look.
    public let above: [Double]
    /// Probability of each number of events at the last look, of a trial that crossed no bound.
    public let open: [Double]
    /// Expected number of patients.
    public let expectedSize: Double

    /// Probability to stop below before the last look.
    public var earlyBelow: Double { below.dropLast().reduce(0, +) }
    /// Probability to cross the upper bound at any look.
    public var crossing: Double { above.reduce(0, +) }
  }

  /// The course at a true rate: the distribution of events goes from look to look, without what stopped.
  public func course(at rate: Double) -> Course {
    var now = [1.0]
    var (below, above) = ([Double](), [Double]())
    var expected = 0.0
    var before = 0
    for (index, look) in looks.enumerated() {
      let step = BinomialLaw(trials: look - before, probability: rate)
      var next = [Double](repeating: 0, count: look + 1)
      for (x, chance) in now.enumerated() where chance > 0 {
        for (more, mass) in step.mass.enumerated() { next[x + more] += chance * mass }
      }
      var (low, high) = (0.0, 0.0)
      if let bound = stopAtMost[index] {
        for x in 0..<max(0, min(bound, look) + 1) {
          low += next[x]
          next[x] = 0
        }
      }
      if let bound = stopAbove[index] {
        for x in stride(from: look, to: max(-1, bound), by: -1) {
          high += next[x]
          next[x] = 0
        }
      }
      below.append(low)
      above.append(high)
      let isLast = index == looks.count - 1
      expected += Double(look) * (low + high + (isLast ? next.reduce(0, +) : 0))
      before = look
      now = next
    }
    return Course(below: below, above: above, open: now, expectedSize: expected)
  }
}
