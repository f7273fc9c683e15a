// SPDX-License-Identifier: Apache-2.0

/// How a quantile of a sample is defined; numbers as in Hyndman and Fan, Am Stat 1996;50:361.
public enum QuantileType: Int, Sendable, Hashable, CaseIterable {
  /// Inverse of the empirical distribution, with averaging at steps (SAS's default).
  case two = 2
  /// Position p(n + 1): SPSS and Minitab.
  case six = 6
  /// Position 1 + p(n − 1): R's default, Excel's `QUARTILE.INC`.
  case seven = 7
}

/// Quantiles, means and spreads of plain numbers.
public enum Quantiles {
  /// The value below which a share `probability` lies; nil for an empty sample, one with a number that is not finite, or a
  /// probability outside 0 to 1.
  public static func value(_ sample: [Double], _ probability: Double, type: QuantileType = .seven) -> Double? {
    guard sample.allSatisfy(\.isFinite) else { return nil }
    let sorted = sample.sorted()
    guard let first = sorted.first, let last = sorted.last, (0...1).contains(probability) else { return nil }
    let n = Double(sorted.count)
    let position: Double
    switch type {
    case .two:
      let whole = n * probability
      let rounded = whole.rounded()
      if abs(whole - rounded) < 4e-15 * max(1, whole) {
        let index = Int(rounded)
        if index < 1 { return first }
        if index >= sorted.count { return last }
        return (sorted[index - 1] + sorted[index]) / 2
      }
      return sorted[min(sorted.count - 1, Int(whole.rounded(.up)) - 1)]
    case .six: position = probability * (n + 1)
    case .seven: position = 1 + probability * (n - 1)
    }
    if position <= 1 { return first }
    if position >= n { return last }
    let below = Int(position)
    let share = position - Double(below)
    return sorted[below - 1] + share * (sorted[below] - sorted[below - 1])
  }

  /// Arithmetic mean; nil for an empty sample or one with a number that is not finite.
  public static func mean(_ sample: [Double]) -> Double? {
    sample.isEmpty || !sample.allSatisfy(\.isFinite) ? nil : sample.reduce(0, +) / Double(sample.count)
  }

  /// Standard deviation with n − 1; nil below two values.
  public static func standardDeviation(_ sample: [Double]) -> Double? {
    guard sample.count > 1, let mean = mean(sample) else { return nil }
    return (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sample.count - 1)).squareRoot()
  }
}
