// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics

/// The Bayesian optimal interval design. Liu and Yuan, J R Stat Soc C 2015;64:507.
///
/// The dose goes up where the share with a dose-limiting toxicity is at most λe, down where it is above λd. A dose with 3 patients or more of which P(rate > target) is above `elimination`
/// (uniform prior) is given up with all above it.
public struct BOIN: Sendable, Hashable {
  /// The target rate of dose-limiting toxicity.
  public let target: Double
  /// The highest rate that is too low.
  public let safe: Double
  /// The lowest rate that is too high.
  public let toxic: Double
  /// P(rate > target) above which a dose is given up.
  public let elimination: Double
  /// λe: escalate at this share or less.
  public let escalation: Double
  /// λd: de-escalate above this share.
  public let deescalation: Double

  /// A design; by default `safe` is 0.6 and `toxic` 1.4 times the target.
  public init(
    target: Probability, safe: Double? = nil, toxic: Double? = nil, elimination: Double = 0.95
  ) throws(DesignProblem) {
    let goal = target.value
    let low = try Probability(safe ?? 0.6 * goal, "rate that is too low").value
    let high = try Probability(toxic ?? 1.4 * goal, "rate that is too high").value
    guard low < goal, goal < high else {
      throw DesignProblem("rates", found: "\(low), \(goal), \(high)", expected: "too low < target < too high")
    }
    self.target = goal
    self.safe = low
    self.toxic = high
    self.elimination = try Probability(elimination, "elimination").value
    escalation = log((1 - low) / (1 - goal)) / log(goal * (1 - low) / (low * (1 - goal)))
    deescalation = log((1 - goal) / (1 - high)) / log(high * (1 - goal) / (goal * (1 - high)))
  }

  /// The decisions with so many patients at a dose.
  public struct Row: Sendable, Hashable {
    /// Patients at the dose.
    public let patients: Int
    /// Escalate with so many toxicities or fewer.
    public let escalate: Int
    /// De-escalate with so many or more; nil where no number does.
    public let deescalate: Int?
    /// Give the dose up with so many or more; nil where no number does.
    public let eliminate: Int?
  }

  /// The row of so many patients.
  public func row(_ patients: Int) -> Row {
    let n = Double(patients)
    let eliminated =
      patients < 3
      ? nil : (0...patients).first { isTooToxic($0, of: patients) }
    // A share that is the boundary but for its last bits is the boundary. On λe the dose goes up; on λd it stays, as in BOIN 2.7.2 and lrstat, where the paper has it go down (λd is
    // a half at 0.4 and 0.6).
    var escalate = Int((escalation * n + 1e-9).rounded(.down))
    var deescalate = Int((deescalation * n + 1e-9).rounded(.up))
    // What gives the dose up also takes it down.
    if let eliminated {
      deescalate = min(deescalate, eliminated)
      escalate = min(escalate, eliminated - 1)
    }
    return Row(
      patients: patients, escalate: escalate, deescalate: deescalate <= patients ? deescalate : nil,
      eliminate: eliminated)
  }

  /// Whether P(rate > target) is above the bound, from a uniform prior.
  func isTooToxic(_ toxicities: Int, of patients: Int) -> Bool {
    chanceAbove(toxicities, of: patients) > elimination
  }

  private func chanceAbove(_ toxicities: Int, of patients: Int) -> Double {
    Beta.cumulative(1 - target, alpha: Double(patients - toxicities + 1), beta: Double(toxicities + 1))
  }

  /// The decisions up to so many patients at a dose.
  public func table(upTo patients: Int) -> [Row] { patients < 1 ? [] : (1...patients).map(row) }

  /// The maximum tolerated dose by isotonic regression of the shares, weighted by their precision; nil where the lowest dose is given up or none was given. Doses count from 0.
  ///
  /// Each share is that of 0.05 toxicities and 0.05 without more than were seen. Of equally near estimates the highest dose below the target, or the lowest above it, is chosen.
  public func selected(patients: [Int], toxicities: [Int]) throws(DesignProblem) -> Int? {
    guard patients.count == toxicities.count, !patients.isEmpty,
      zip(patients, toxicities).allSatisfy({ $0 >= 0 && (0...$0).contains($1) })
    else {
      throw DesignProblem(
        "doses", found: "\(toxicities) toxicities of \(patients)",
        expected: "as many doses, and at most as many toxicities as patients")
    }
    return chosen(patients, toxicities)
  }

  /// What is estimated of a dose.
  public struct Estimate: Sendable, Hashable {
    /// The isotonic estimate of its rate: no lower dose has a higher one. nil where nobody had the dose, or it was given up.
    public let rate: Double?
    /// P(rate > target) of this dose alone, from a uniform prior: what gives a dose up of 3 patients or more.
    public let aboveTarget: Double
    /// Whether it is given up, with all above it.
    public let isEliminated: Bool
  }

  /// Isotonic estimates by which ``selected(patients:toxicities:)`` chooses.
  public func estimates(patients: [Int], toxicities: [Int]) throws(DesignProblem) -> [Estimate] {
    _ = try selected(patients: patients, toxicities: toxicities)
    let (tried, fitted, firstBad) = isotonic(patients, toxicities)
    return patients.indices.map { dose in
      Estimate(
        rate: tried.firstIndex(of: dose).map { fitted[$0] },
        aboveTarget: chanceAbove(toxicities[dose], of: patients[dose]),
        isEliminated: dose >= firstBad ?? patients.count)
    }
  }

  /// Doses that were given and not given up, their estimates, and the first that is given up.
  private func isotonic(_ patients: [Int], _ toxicities: [Int]) -> (tried: [Int], fitted: [Double], firstBad: Int?) {
    let firstBad = patients.indices.first { patients[$0] >= 3 && isTooToxic(toxicities[$0], of: patients[$0]) }
    let tried = patients.indices.filter { patients[$0] > 0 && $0 < firstBad ?? patients.count }
    let shares = tried.map { (Double(toxicities[$0]) + 0.05) / (Double(patients[$0]) + 0.1) }
    let weights = tried.map { dose in
      let n = Double(patients[dose]) + 0.1
      return n * n * (n + 1) / ((Double(toxicities[dose]) + 0.05) * (Double(patients[dose] - toxicities[dose]) + 0.05))
    }
    return (tried, Isotonic.rising(shares, weights: weights), firstBad)
  }

  func chosen(_ patients: [Int], _ toxicities: [Int]) -> Int? {
    let (tried, fitted, firstBad) = isotonic(patients, toxicities)
    guard firstBad != 0, !tried.isEmpty else { return nil }
    var best: (dose: Int, distance: Double)?
    for (place, dose) in tried.enumerated() {
      // Ties are broken by an estimate that rises by next to nothing from dose to dose.
      let distance = abs(fitted[place] + Double(place + 1) * 1e-10 - target)
      if distance < best?.distance ?? .infinity { best = (dose, distance) }
    }
    return best?.dose
  }
}

/// Isotonic regression.
enum Isotonic {
  /// The rising values nearest to given ones by weighted squares, by pooling neighbours (Barlow et al. 1972).
  static func rising(_ values: [Double], weights: [Double]) -> [Double] {
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for (value, weight) in zip(values, weights) {
      var block = (mean: value, weight: weight, count: 1)
      while let last = blocks.last, last.mean > block.mean {
        let total = last.weight + block.weight
        block = (
          (last.mean * last.weight + block.mean * block.weight) / total, total, last.count + block.count
        )
        blocks.removeLast()
      }
      blocks.append(block)
    }
    return blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
  }
}
