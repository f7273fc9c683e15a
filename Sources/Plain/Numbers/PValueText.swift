// SPDX-License-Identifier: Apache-2.0

/// A p-value in print: four decimals, and never 0.
package enum PValueText {
  /// Below this it is printed as a bound.
  package static let least = 1e-4

  /// `0.0123`, `< 0.0001`.
  package static func text(_ p: Double) -> String { p < least ? "< 0.0001" : Numbers.text(p, decimals: 4) }

  /// `0.0935–0.61`, `< 0.0001–0.0003`, `< 0.0001`.
  package static func text(_ low: Double, _ high: Double) -> String {
    let (from, to) = (text(low), text(high))
    return from == to ? from : "\(from)–\(to)"
  }
}
