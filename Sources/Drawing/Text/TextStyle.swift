// SPDX-License-Identifier: Apache-2.0

/// How a text is set: size, weight, slant and colour.
public struct TextStyle: Hashable, Sendable {
  /// The weight of a face.
  public enum Weight: Hashable, Sendable {
    /// The weight of running text.
    case regular
    /// The weight of headings and of letters in marks.
    case bold
  }

  /// The size of the em in points.
  public var size: Double
  /// The weight of the face.
  public var weight: Weight
  /// Whether the face is slanted; DejaVu Sans Oblique is as wide as the upright face.
  public var italic: Bool
  /// The colour of the text.
  public var ink: Ink

  /// A style; the size is in points.
  public init(size: Double = 8, weight: Weight = .regular, italic: Bool = false, ink: Ink = .text) {
    self.size = size
    self.weight = weight
    self.italic = italic
    self.ink = ink
  }

  /// The families a viewer tries in this order.
  ///
  /// Widths are measured in DejaVu Sans, the widest of the three: where it is missing, Helvetica and Arial set the same
  /// text 8 to 22 % narrower, so that nothing measured can overlap. Verdana is left out because its bold is wider.
  public static let families = ["DejaVu Sans", "Helvetica", "Arial", "sans-serif"]

  /// How far ascenders reach above the baseline in points.
  public var ascent: Double { 0.76 * size }

  /// How far descenders reach below the baseline in points.
  public var descent: Double { 0.24 * size }

  /// The height of a capital letter in points (1493 of 2048 font units).
  public var capHeight: Double { 0.729 * size }

  /// The distance between two baselines in points.
  public var lineHeight: Double { 1.25 * size }

  /// The same style with another ink.
  public func with(ink: Ink) -> TextStyle {
    var style = self
    style.ink = ink
    return style
  }
}
