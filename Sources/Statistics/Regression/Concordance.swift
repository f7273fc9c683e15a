// SPDX-License-Identifier: Apache-2.0

/// Harrell's concordance: of all pairs whose order of events is known, the share in which the higher risk died first.
public struct Concordance: Sendable, Hashable {
  /// Pairs in which the person with the higher risk had the event first.
  public let concordant: Int
  /// Pairs in which the person with the lower risk had it first.
  public let discordant: Int
  /// Comparable pairs with the same risk; each counts half.
  public let tiedRisk: Int
  /// The share; 0.5 is chance.
  public let estimate: Double
  /// Standard error by the infinitesimal jackknife.
  public let standardError: Double

  /// Judges `risks` (higher means earlier) against `sample`; nil without a comparable pair. Delayed entry is not used. Throws for a risk that is not
  /// finite.
  ///
  /// A pair is comparable if the earlier time is an event; one censored at the time of an event outlives it; two events
  /// at the same time are not comparable. O(n log n).
  public init?(_ sample: SurvivalSample, risks: [Double]) throws(SampleProblem) {
    try SampleProblem.check(covariates: [risks], rows: sample.count)
    let levels = Array(Set(risks)).sorted()
    let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($0.element, $0.offset) })
    let order = sample.times.indices.sorted { sample.times[$0] < sample.times[$1] }
    var concordant = [Int](repeating: 0, count: sample.count)
    var discordant = concordant
    var tied = concordant
    // Back in time: each event meets those who outlive it.
    var survivors = FenwickCounts(size: levels.count)
    var upper = order.count
    while upper > 0 {
      var lower = upper
      while lower > 0, sample.times[order[lower - 1]] == sample.times[order[upper - 1]] { lower -= 1 }
      let same = order[lower..<upper]
      for row in same where !sample.events[row] { survivors.add(place[risks[row]] ?? 0) }
      for row in same where sample.events[row] {
        let level = place[risks[row]] ?? 0
        let below = survivors.count(below: level)
        let equal = survivors.count(below: level + 1) - below
        concordant[row] += below
        tied[row] += equal
        discordant[row] += survivors.total - below - equal
      }
      for row in same where sample.events[row] { survivors.add(place[risks[row]] ?? 0) }
      upper = lower
    }
    let pairs = (concordant.reduce(0, +), discordant.reduce(0, +), tied.reduce(0, +))
    // Forth in time: each survivor meets the events before it, so that every pair counts for both its members.
    var dead = FenwickCounts(size: levels.count)
    var lower = 0
    while lower < order.count {
      var upper = lower
      while upper < order.count, sample.times[order[upper]] == sample.times[order[lower]] { upper += 1 }
      let same = order[lower..<upper]
      func meet(_ row: Int) {
        let level = place[risks[row]] ?? 0
        let below = dead.count(below: level)
        let equal = dead.count(below: level + 1) - below
        discordant[row] += below
        tied[row] += equal
        concordant[row] += dead.total - below - equal
      }
      for row in same where sample.events[row] { meet(row) }
      for row in same where sample.events[row] { dead.add(place[risks[row]] ?? 0) }
      for row in same where !sample.events[row] { meet(row) }
      lower = upper
    }
    let total = Double(pairs.0 + pairs.1 + pairs.2)
    guard total > 0 else { return nil }
    let somers = Double(pairs.0 - pairs.1) / total
    var variance = 0.0
    for row in sample.times.indices {
      let own = Double(concordant[row] - discordant[row])
      let all = Double(concordant[row] + discordant[row] + tied[row])
      let influence = (own - somers * all) / total
      variance += influence * influence
    }
    self.concordant = pairs.0
    self.discordant = pairs.1
    self.tiedRisk = pairs.2
    estimate = (Double(pairs.0) + Double(pairs.2) / 2) / total
    standardError = variance.squareRoot() / 2
  }
}

/// Counts of ranks, with sums of prefixes in O(log n) (Fenwick, Softw Pract Exper 1994;24:327).
struct FenwickCounts {
  private var tree: [Int]
  private(set) var total = 0

  init(size: Int) { tree = [Int](repeating: 0, count: size + 1) }

  mutating func add(_ rank: Int) {
    total += 1
    var index = rank + 1
    while index < tree.count {
      tree[index] += 1
      index += index & -index
    }
  }

  func count(below rank: Int) -> Int {
    var sum = 0
    var index = rank
    while index > 0 {
      sum += tree[index]
      index -= index & -index
    }
    return sum
  }
}
