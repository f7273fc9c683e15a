// SPDX-License-Identifier: Apache-2.0

/// A figure as a value: what is drawn where, in points (1/72 inch), with what a screen reader says.
///
///     var scene = Scene(width: 200, height: 40, title: "One bar")
///     scene.nodes.append(.rect(Scene.Rectangle(Box(x: 10, y: 10, width: 90, height: 12), fill: .solid(.axis))))
///     let svg = SVGRenderer(idPrefix: "figure1").render(scene)
public struct Scene: Hashable, Sendable {
  /// The width of the canvas in points.
  public var width: Double
  /// The height of the canvas in points.
  public var height: Double
  /// The short name of the figure, read first by a screen reader.
  public var title: String
  /// What the figure shows, in words; empty if the title says it all.
  public var summary: String
  /// The colour of the canvas; nothing leaves it clear.
  public var background: Ink?
  /// What is drawn, from back to front.
  public var nodes: [Node]

  /// A canvas of a size in points.
  public init(
    width: Double, height: Double, title: String, summary: String = "", background: Ink? = .white, nodes: [Node] = []
  ) {
    self.width = width
    self.height = height
    self.title = title
    self.summary = summary
    self.background = background
    self.nodes = nodes
  }

  /// The canvas as a rectangle.
  public var canvas: Box { Box(x: 0, y: 0, width: width, height: height) }

  /// An element of a scene.
  public indirect enum Node: Hashable, Sendable {
    /// Elements that belong together.
    case group(Group)
    /// A rectangle.
    case rect(Rectangle)
    /// A straight line.
    case line(Line)
    /// A line through several points.
    case polyline(Polyline)
    /// An outline of lines and curves.
    case path(Path)
    /// A text on one line.
    case text(Text)
    /// A picture of pixels.
    case picture(Picture)
  }
}
