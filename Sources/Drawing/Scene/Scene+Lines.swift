// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// A straight line.
  public struct Line: Hashable, Sendable {
    /// Where it starts, in points.
    public var start: Point
    /// Where it ends, in points.
    public var end: Point
    /// How it is drawn.
    public var stroke: Stroke
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// A line between two places in points.
    public init(from start: Point, to end: Point, stroke: Stroke, cssClass: String? = nil) {
      self.start = start
      self.end = end
      self.stroke = stroke
      self.cssClass = cssClass
    }
  }

  /// A line through several points, not closed and not filled.
  public struct Polyline: Hashable, Sendable {
    /// The points in order.
    public var points: [Point]
    /// How it is drawn.
    public var stroke: Stroke
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// A line through places in points.
    public init(_ points: [Point], stroke: Stroke, cssClass: String? = nil) {
      self.points = points
      self.stroke = stroke
      self.cssClass = cssClass
    }
  }
}
