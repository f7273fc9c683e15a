// SPDX-License-Identifier: Apache-2.0

/// All two-stage designs up to a size, and the best of them: minimax, optimal, and those between that are best for some weight of the two aims.
///
/// The search is complete. For a first stage the expected size falls as r1 rises, so that the largest r1 that leaves the power is a lower bound of the expected size; what
/// cannot beat the best design of fewer patients by it is not gone through. A size at which even the randomised most powerful single-stage test (Neyman and
/// Pearson) has too little power has no two-stage design.
public struct SimonSearch: Sendable, Hashable {
  /// A design with its exact numbers.
  public struct Candidate: Sendable, Hashable {
    /// The design.
    public let design: TwoStageDesign
    /// At p0: the level, the probability to stop, the expected size.
    public let underNull: TwoStageDesign.Characteristics
    /// At p1.
    public let underAlternative: TwoStageDesign.Characteristics
    /// Weights of the maximum size for which it is the best: minimises q·n + (1 − q)·EN (Jung et al., Stat Med 2004;23:561). Nil where there is none.
    public let weights: ClosedRange<Double>?
  }

  /// The rates.
  public let rates: RateHypotheses
  /// The errors.
  public let errors: ErrorRates
  /// The largest size that was searched.
  public let limit: Int
  /// Designs that no smaller one beats in expected size, by size; the first is minimax, the last optimal.
  public let designs: [Candidate]

  /// Fewest patients in all.
  public var minimax: Candidate { designs[0] }
  /// Fewest patients expected where the rate is p0.
  public var optimal: Candidate { designs[designs.count - 1] }
  /// Those that are best for some weight (Jung's admissible designs), minimax first.
  public var admissible: [Candidate] { designs.filter { $0.weights != nil } }

  /// Searches all designs of up to `limit` patients; throws where none has the errors.
  public init(_ rates: RateHypotheses, _ errors: ErrorRates, limit: Int) throws(DesignProblem) {
    guard (2...1000).contains(limit) else {
      throw DesignProblem("most patients", found: "\(limit)", expected: "2 to 1000")
    }
    let found = SimonTables(rates, errors, limit: limit).search()
    guard !found.isEmpty else {
      throw DesignProblem(
        "two-stage design", found: "none of up to \(limit) patients",
        expected: "more patients, rates further apart, or weaker errors")
    }
    var candidates: [(design: TwoStageDesign, null: TwoStageDesign.Characteristics)] = []
    for best in found {
      let design = try TwoStageDesign(stopAtMost: best.r1, of: best.n1, critical: best.r, of: best.n)
      candidates.append((design, design.characteristics(at: rates.null.value)))
    }
    let weights = Self.weights(candidates.map { (Double($0.design.size), $0.null.expectedSize) })
    self.rates = rates
    self.errors = errors
    self.limit = limit
    designs = zip(candidates, weights).map { candidate, weights in
      Candidate(
        design: candidate.design, underNull: candidate.null,
        underAlternative: candidate.design.characteristics(at: rates.alternative.value), weights: weights)
    }
  }

  /// For points of rising size and falling expected size: where each is the least of q·n + (1 − q)·EN, by the lower convex hull.
  static func weights(_ points: [(n: Double, expected: Double)]) -> [ClosedRange<Double>?] {
    var hull: [Int] = []
    /// The weight at which a later point of more patients is as good as an earlier one.
    func crossing(_ first: Int, _ second: Int) -> Double {
      let fall = points[first].expected - points[second].expected
      return fall / (fall + points[second].n - points[first].n)
    }
    for index in points.indices {
      while hull.count > 1,
        crossing(hull[hull.count - 1], index) >= crossing(hull[hull.count - 2], hull[hull.count - 1])
      {
        hull.removeLast()
      }
      hull.append(index)
    }
    var result = [ClosedRange<Double>?](repeating: nil, count: points.count)
    for (place, index) in hull.enumerated() {
      let high = place == 0 ? 1 : crossing(hull[place - 1], index)
      let low = place == hull.count - 1 ? 0 : crossing(index, hull[place + 1])
      result[index] = min(low, high)...high
    }
    return result
  }
}
