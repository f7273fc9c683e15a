// SPDX-License-Identifier: Apache-2.0

/// Agreement of two who judged the same things by the same categories, beyond what chance alone would give.
///
/// Cohen, Educ Psychol Meas 1960;20:37. The interval is κ ± z·SE with the large-sample error that does not suppose κ = 0 (Fleiss, Cohen, Everitt, Psychol Bull
/// 1969;72:323), cut at −1 and 1.
public struct Kappa: Sendable, Hashable {
  /// How many things both judged.
  public let count: Int
  /// The share on which they agree.
  public let agreement: Double
  /// The share on which chance alone would have them agree, by how often each uses each category.
  public let chance: Double
  /// Cohen's κ.
  public let value: Double
  /// Its large-sample standard error.
  public let standardError: Double
  /// The largest share of judgements, of both together, that are one category. Near 1 κ says little: it is low or even negative where they hardly ever differ
  /// (Feinstein and Cicchetti, J Clin Epidemiol 1990;43:543).
  public let prevalence: Double
  /// How many categories anybody used.
  public let categories: Int

  /// κ of pairs of judgements; nil without a pair, and where both always say the same one category, so that chance alone agrees always.
  public init?<Category: Hashable>(_ pairs: [(first: Category, second: Category)]) {
    guard !pairs.isEmpty else { return nil }
    let n = Double(pairs.count)
    var joint: [Pair<Category>: Double] = [:]
    var first: [Category: Double] = [:]
    var second: [Category: Double] = [:]
    for pair in pairs {
      joint[Pair(first: pair.first, second: pair.second), default: 0] += 1 / n
      first[pair.first, default: 0] += 1 / n
      second[pair.second, default: 0] += 1 / n
    }
    let same = pairs.count { $0.first == $0.second }
    let chance = first.reduce(0) { $0 + $1.value * (second[$1.key] ?? 0) }
    // Whether there is one category is a matter of counts, not of sums of shares.
    guard Set(pairs.map(\.first)).union(pairs.map(\.second)).count > 1 else { return nil }
    count = pairs.count
    agreement = Double(same) / n
    self.chance = chance
    value = (agreement - chance) / (1 - chance)
    let kappa = value
    var alike = 0.0, unlike = 0.0
    for (pair, share) in joint {
      if pair.first == pair.second {
        let margins = (first[pair.first] ?? 0) + (second[pair.first] ?? 0)
        let term = 1 - margins * (1 - kappa)
        alike += share * term * term
      } else {
        let margins = (second[pair.first] ?? 0) + (first[pair.second] ?? 0)
        unlike += share * margins * margins
      }
    }
    let rest = kappa - chance * (1 - kappa)
    let inner = alike + (1 - kappa) * (1 - kappa) * unlike - rest * rest
    standardError = max(0, inner).squareRoot() / ((1 - chance) * n.squareRoot())
    categories = Set(first.keys).union(second.keys).count
    prevalence = Set(first.keys).union(second.keys).reduce(0) { most, category in
      max(most, ((first[category] ?? 0) + (second[category] ?? 0)) / 2)
    }
  }

  private struct Pair<Category: Hashable>: Hashable {
    var first: Category
    var second: Category
  }

  /// The interval; nil where the error is none, and of fewer than 20 pairs or twice the square of the categories: it is one of large samples, and would claim a
  /// certainty that few pairs do not give.
  public func interval(level: Double = 0.95) -> ConfidenceInterval? {
    guard standardError > 0, count >= max(20, 2 * categories * categories), level > 0, level < 1 else { return nil }
    let half = Normal.critical(level: level) * standardError
    return ConfidenceInterval(lower: max(-1, value - half), upper: min(1, value + half), level: level)
  }
}
