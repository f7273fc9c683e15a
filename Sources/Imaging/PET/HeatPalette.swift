// SPDX-License-Identifier: Apache-2.0

/// Colours of uptake over greys: black, red, yellow, white. Their luminance only grows with uptake, so that greys of them keep its order.
enum HeatPalette {
  /// Red, green and blue, 0 to 1, of a share of uptake from 0 to 1.
  static func colour(_ share: Double) -> (red: Double, green: Double, blue: Double) {
    func part(_ start: Double) -> Double { min(1, max(0, 3 * share - start)) }
    return (part(0), part(1), part(2))
  }

  /// How much of the colour covers what lies below: none of no uptake, most from half of it on.
  static func cover(_ share: Double) -> Double { min(1, 2 * max(0, share)) * most }

  /// The anatomy below stays seen.
  static let most = 0.75
}
