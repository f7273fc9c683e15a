// SPDX-License-Identifier: Apache-2.0

/// A number with the decimals with which it was printed: `12.10` says more than `12.1`.
public struct PrintedNumber: Sendable, Hashable {
  /// As printed, with a point and an ASCII minus: `-30`, `12.10`.
  public let text: String

  /// Reads `61`, `12.10`, `-30`, `−30`; nil for anything else, and for more than 15 digits.
  public init?(_ text: String) {
    var digits = text.replacing("−", with: "-")
    let sign = digits.hasPrefix("-") ? "-" : ""
    digits.removeFirst(sign.count)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), digits.utf8.count <= 16,
      parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    self.text = sign + digits
  }

  /// The number.
  public var value: Double { Double(text) ?? 0 }
  /// Half a unit of its last decimal: how far the number before rounding can be.
  public var halfUnit: Double {
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    return (0..<decimals).reduce(0.5) { unit, _ in unit / 10 }
  }
  /// What rounds to it.
  public var range: ClosedRange<Double> { (value - halfUnit)...(value + halfUnit) }
}
