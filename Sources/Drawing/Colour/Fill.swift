// SPDX-License-Identifier: Apache-2.0

/// What covers an area.
public enum Fill: Hashable, Sendable {
  /// Nothing: what lies below shows.
  case none
  /// One colour, with an opacity from 0 to 1.
  case solid(Ink, opacity: Double = 1)
  /// A pattern that stays legible in print without colour.
  case hatch(Hatch)
}

/// A pattern of lines or dots on an optional ground.
public struct Hatch: Hashable, Sendable {
  /// The kind of pattern.
  public enum Pattern: CaseIterable, Hashable, Sendable {
    /// Lines rising to the right.
    case rising
    /// Lines falling to the right.
    case falling
    /// Lines rising and falling.
    case crossed
    /// Lying lines.
    case horizontal
    /// Standing lines.
    case vertical
    /// Lying and standing lines.
    case grid
    /// Dots.
    case dots
  }

  /// The kind of pattern.
  public var pattern: Pattern
  /// The colour of the lines or dots.
  public var ink: Ink
  /// The colour below; nothing leaves it clear.
  public var ground: Ink?
  /// The distance between two lines or dots in points.
  public var spacing: Double
  /// The width of the lines in points; dots are three times as wide.
  public var lineWidth: Double

  /// A pattern; spacing and line width are in points.
  public init(_ pattern: Pattern, ink: Ink, ground: Ink? = .white, spacing: Double = 3, lineWidth: Double = 0.6) {
    self.pattern = pattern
    self.ink = ink
    self.ground = ground
    self.spacing = spacing
    self.lineWidth = lineWidth
  }
}

/// How a line is drawn.
public struct Stroke: Hashable, Sendable {
  /// The colour.
  public var ink: Ink
  /// The width in points.
  public var width: Double
  /// Lengths of dashes and gaps in points; empty for a full line.
  public var dashes: [Double]
  /// Whether ends and corners are round; otherwise ends are flat and corners mitred.
  public var round: Bool

  /// A line style; width and dashes are in points.
  public init(_ ink: Ink, width: Double = 0.75, dashes: [Double] = [], round: Bool = false) {
    self.ink = ink
    self.width = width
    self.dashes = dashes
    self.round = round
  }
}
