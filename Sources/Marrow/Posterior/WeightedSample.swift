// SPDX-License-Identifier: Apache-2.0

/// Numbers with weights: their quantiles and shares.
struct WeightedSample {
  /// In ascending order.
  private let values: [Double]
  /// The weight up to and with each value.
  private let upTo: [Double]

  init(_ values: [Double], _ weights: [Double]) {
    let order = zip(values, weights).sorted { $0.0 < $1.0 }
    self.values = order.map(\.0)
    var sum = 0.0
    upTo = order.map { pair in
      sum += pair.1
      return sum
    }
  }

  /// The value up to which a share of the weight lies; between two values in proportion to the middles of their weights. Nil without values.
  func quantile(_ probability: Double) -> Double? {
    guard let total = upTo.last, total > 0, let first = values.first, let last = values.last else { return nil }
    let wanted = probability * total
    var (low, high) = (0, values.count)
    func middle(_ index: Int) -> Double { (upTo[index] + (index > 0 ? upTo[index - 1] : 0)) / 2 }
    if wanted <= middle(0) { return first }
    if wanted >= middle(values.count - 1) { return last }
    while high - low > 1 {
      let centre = (low + high) / 2
      if middle(centre) <= wanted { low = centre } else { high = centre }
    }
    let (from, to) = (middle(low), middle(low + 1))
    guard to > from else { return values[low + 1] }
    return values[low] + (wanted - from) / (to - from) * (values[low + 1] - values[low])
  }
}
