// SPDX-License-Identifier: Apache-2.0

/// How far a stated number may be from the truth.
public struct Tolerance: Hashable, Sendable {
  /// For a plain number (`6 mo`).
  public var plain: Rule
  /// For an approximate one (`~6 mo`, `2021-05~`), in units of its last stated digit each way.
  public var approximateUnits: Double

  /// Rules for plain numbers.
  public enum Rule: Hashable, Sendable {
    /// Half a unit of the last stated digit each way: `6 mo` is 5.5 to 6.5 months.
    case halfLastDigit
    /// As it reads.
    case exact
    /// A fraction of the number each way: 0.1 makes `6 mo` 5.4 to 6.6 months.
    case fraction(Double)
  }

  /// A tolerance.
  public init(plain: Rule, approximateUnits: Double = 1) {
    self.plain = plain
    self.approximateUnits = approximateUnits
  }

  /// Half a unit for plain numbers, a unit for approximate ones.
  public static let standard = Tolerance(plain: .halfLastDigit)
  /// Everything as it reads, approximate numbers too.
  public static let exact = Tolerance(plain: .exact, approximateUnits: 0)
}
