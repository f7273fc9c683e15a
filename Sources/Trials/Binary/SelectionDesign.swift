// SPDX-License-Identifier: Apache-2.0

/// Picking the winner of several arms of one size by their responses: an arm is selected if it has at least `margin` responses more than every other.
/// Simon, Wittes and Ellenberg, Cancer Treat Rep 1985;69:1375. It ranks; it does not test.
public struct SelectionDesign: Sendable, Hashable {
  /// Patients of each arm.
  public let size: Int
  /// Responses by which the best arm must lead, 1 or more.
  public let margin: Int

  /// A design.
  public init(size: Int, margin: Int = 1) throws(DesignProblem) {
    guard (1...10_000).contains(size) else {
      throw DesignProblem("patients of an arm", found: "\(size)", expected: "1 to 10000")
    }
    guard (1...size).contains(margin) else {
      throw DesignProblem("margin", found: "\(margin)", expected: "1 to \(size) responses")
    }
    self.size = size
    self.margin = margin
  }

  /// The probability of each arm to be selected, exactly; what is missing to 1 is that none leads.
  public func selection(of rates: [Probability]) -> [Double] {
    let laws = rates.map { BinomialLaw(trials: size, probability: $0.value) }
    return laws.indices.map { arm in
      (margin...size).reduce(0.0) { sum, x in
        sum
          + laws.indices.reduce(laws[arm].mass[x]) { product, other in
            other == arm ? product : product * laws[other].atMost(x - margin)
          }
      }
    }
  }

  /// Fewest patients of an arm with which the best of `arms`, better by `lead` than all others at `base`, is selected with a probability.
  public static func size(
    arms: Int, base: Probability, lead: Double, chance: Probability, margin: Int = 1, limit: Int = 1000
  ) throws(DesignProblem) -> (design: SelectionDesign, chance: Double) {
    guard (2...20).contains(arms) else { throw DesignProblem("arms", found: "\(arms)", expected: "2 to 20") }
    let best = try Probability(base.value + lead, "rate of the best arm")
    guard lead > 0 else { throw DesignProblem("lead", found: "\(lead)", expected: "above 0") }
    let rates = [best] + [Probability](repeating: base, count: arms - 1)
    for size in max(1, margin)...max(limit, margin) {
      let design = try SelectionDesign(size: size, margin: margin)
      let found = design.selection(of: rates)[0]
      if found >= chance.value { return (design, found) }
    }
    throw DesignProblem(
      "patients of an arm", found: "none of up to \(limit)", expected: "a larger lead or a smaller chance")
  }
}
