// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// An outline of lines and curves.
  public struct Path: Hashable, Sendable {
    /// A step of an outline; all places are in points.
    public enum Segment: Hashable, Sendable {
      /// Starts a new outline.
      case move(Point)
      /// A straight line from the last place.
      case line(Point)
      /// A cubic Bézier curve from the last place over two control points.
      case curve(Point, Point, to: Point)
      /// A straight line back to the start of the outline.
      case close
    }

    /// The steps in order.
    public var segments: [Segment]
    /// What covers the area.
    public var fill: Fill
    /// The outline.
    public var stroke: Stroke?
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// An outline by its steps.
    public init(_ segments: [Segment], fill: Fill = .none, stroke: Stroke? = nil, cssClass: String? = nil) {
      self.segments = segments
      self.fill = fill
      self.stroke = stroke
      self.cssClass = cssClass
    }

    /// A closed shape around a centre; its size in points is the diameter of the circle of about the same weight.
    public init(
      _ shape: Shape, centre: Point, size: Double, fill: Fill = .none, stroke: Stroke? = nil, cssClass: String? = nil
    ) {
      self.init(shape.outline(centre: centre, size: size), fill: fill, stroke: stroke, cssClass: cssClass)
    }

    /// A polygon closed through places in points.
    public init(polygon points: [Point], fill: Fill, stroke: Stroke? = nil, cssClass: String? = nil) {
      self.init(Shape.closed(points), fill: fill, stroke: stroke, cssClass: cssClass)
    }
  }
}
