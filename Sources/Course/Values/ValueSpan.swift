// SPDX-License-Identifier: Apache-2.0

import Plain

/// How a laboratory reports what it could not measure: `< 0.5`, `> 30`.
public enum ValueRelation: String, Sendable, Hashable, CaseIterable {
  /// Below the number.
  case less = "<"
  /// At most the number.
  case atMost = "<="
  /// Above the number.
  case more = ">"
  /// At least the number.
  case atLeast = ">="

  /// For print: `≤`.
  public var printed: String {
    switch self {
    case .less, .more: rawValue
    case .atMost: "≤"
    case .atLeast: "≥"
    }
  }

  /// The relation at the start of a text, and what follows it; nil where there is none.
  public static func prefix(of text: some StringProtocol) -> (relation: ValueRelation, rest: String)? {
    let spellings: [(String, ValueRelation)] = [
      ("<=", .atMost), ("=<", .atMost), ("≤", .atMost), (">=", .atLeast), ("=>", .atLeast), ("≥", .atLeast),
      ("<", .less), (">", .more),
    ]
    for (spelling, relation) in spellings where text.hasPrefix(spelling) {
      return (relation, String(text.dropFirst(spelling.count)).trimmed)
    }
    return nil
  }
}

/// What is known of a laboratory value: the number itself, or bounds. Laboratory values are never negative.
public struct ValueSpan: Sendable, Hashable {
  /// Lower bound, 0 where none is known.
  public private(set) var lower: Double
  /// Upper bound, infinite where none is known.
  public private(set) var upper: Double
  /// Whether the value may be the lower bound itself.
  public private(set) var includesLower: Bool
  /// Whether the value may be the upper bound itself.
  public private(set) var includesUpper: Bool

  /// A measured number.
  public init(_ number: Double) { self.init(nil, number) }

  /// A measured number, or the bound that a relation makes of it.
  public init(_ relation: ValueRelation?, _ number: Double) {
    lower = relation == .less || relation == .atMost ? 0 : number
    upper = relation == .more || relation == .atLeast ? .infinity : number
    includesLower = relation != .more
    includesUpper = relation != .less
  }

  /// A value from a lower bound to below an upper one.
  public init(from lower: Double, below upper: Double) {
    self.init(from: lower, to: upper)
    includesUpper = false
  }

  /// A value above a lower bound, up to an upper one.
  public init(above lower: Double, to upper: Double) {
    self.init(from: lower, to: upper)
    includesLower = false
  }

  /// A value from a lower to an upper bound, both possible.
  public init(from lower: Double, to upper: Double) {
    self.lower = lower
    self.upper = upper
    includesLower = true
    includesUpper = true
  }

  /// The number, where it is known; nil for bounds.
  public var point: Double? { lower == upper ? lower : nil }

  /// All bounds times a factor above 0.
  public func scaled(by factor: Double) -> ValueSpan {
    var scaled = self
    scaled.lower = lower * factor
    scaled.upper = upper * factor
    return scaled
  }

  /// All bounds over a number above 0. Division gives the nearest number to a decimal quotient.
  public func over(_ divisor: Double) -> ValueSpan {
    var over = self
    over.lower = lower / divisor
    over.upper = upper / divisor
    return over
  }

  /// What is known of the lesser of two values.
  public static func least(_ one: ValueSpan, _ other: ValueSpan) -> ValueSpan {
    var least = one
    if other.lower < one.lower || (other.lower == one.lower && other.includesLower) {
      (least.lower, least.includesLower) = (other.lower, other.includesLower)
    }
    if other.upper < one.upper || (other.upper == one.upper && !other.includesUpper) {
      (least.upper, least.includesUpper) = (other.upper, other.includesUpper)
    }
    return least
  }

  /// What is known of the greater of two values.
  public static func greatest(_ one: ValueSpan, _ other: ValueSpan) -> ValueSpan {
    var greatest = one
    if other.lower > one.lower || (other.lower == one.lower && !other.includesLower) {
      (greatest.lower, greatest.includesLower) = (other.lower, other.includesLower)
    }
    if other.upper > one.upper || (other.upper == one.upper && other.includesUpper) {
      (greatest.upper, greatest.includesUpper) = (other.upper, other.includesUpper)
    }
    return greatest
  }

  /// For print: `0.9`, `< 0.5`, `≥ 1`, `0.5–1`.
  public var text: String {
    if let point { return Numbers.text(point, decimals: 3) }
    let low = Numbers.text(lower, decimals: 3)
    if upper == .infinity { return "\(includesLower ? "≥" : ">") \(low)" }
    let high = Numbers.text(upper, decimals: 3)
    return lower == 0 ? "\(includesUpper ? "≤" : "<") \(high)" : "\(low)–\(high)"
  }
}
