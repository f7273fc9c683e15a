// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// Arrows, circles and measured lines on a picture: white within black, so that they are seen on every grey, in print too.
enum ImageMarkDrawing {
  /// A mark; none where it lies outside of what is printed.
  static func nodes(_ mark: ImageMark, _ picture: CoursePicture, in box: Box) -> [Scene.Node] {
    let across = box.width / Double(max(1, picture.width))
    let down = box.height / Double(max(1, picture.height))
    func place(_ point: ImagePoint) -> Point {
      Point(
        box.x + (Double(point.x - picture.corner.x) + 0.5) * across,
        box.y + (Double(point.y - picture.corner.y) + 0.5) * down)
    }
    func isInside(_ point: Point) -> Bool {
      point.x >= box.x && point.x <= box.right && point.y >= box.y && point.y <= box.bottom
    }
    switch mark {
    case .arrow(let from, let to):
      let (tail, tip) = (place(from), place(to))
      guard isInside(tip), isInside(tail) else { return [] }
      return arrow(from: tail, to: tip)
    case .circle(let centre, let radius):
      let middle = place(centre)
      let size = Double(radius) * across
      guard middle.x - size >= box.x, middle.x + size <= box.right, middle.y - size >= box.y,
        middle.y + size <= box.bottom
      else { return [] }
      let outline = Shape.circle.outline(centre: middle, size: 2 * size)
      return strokes { .path(Scene.Path(outline, stroke: $0, cssClass: "image-mark")) }
    case .line(let from, let to):
      let (start, end) = (place(from), place(to))
      guard isInside(start), isInside(end) else { return [] }
      let length = max(
        0.001, ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).squareRoot())
      let (x, y) = (-(end.y - start.y) / length * 2, (end.x - start.x) / length * 2)
      let lines = [
        (start, end), (Point(start.x - x, start.y - y), Point(start.x + x, start.y + y)),
        (Point(end.x - x, end.y - y), Point(end.x + x, end.y + y)),
      ]
      return strokes { stroke in
        .group(
          Scene.Group(
            nodes: lines.map { .line(Scene.Line(from: $0.0, to: $0.1, stroke: stroke, cssClass: "image-mark")) }))
      }
    }
  }

  private static func strokes(_ draw: (Stroke) -> Scene.Node) -> [Scene.Node] {
    [draw(Stroke(.black, width: 1.8)), draw(Stroke(.white, width: 0.9))]
  }

  private static func arrow(from tail: Point, to tip: Point) -> [Scene.Node] {
    let (dx, dy) = (tip.x - tail.x, tip.y - tail.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.1 else { return [] }
    let (ux, uy) = (dx / length, dy / length)
    let head = min(5.5, length * 0.7)
    let neck = Point(tip.x - ux * head, tip.y - uy * head)
    let half = head * 0.42
    let triangle = [tip, Point(neck.x - uy * half, neck.y + ux * half), Point(neck.x + uy * half, neck.y - ux * half)]
    return [
      .line(Scene.Line(from: tail, to: neck, stroke: Stroke(.black, width: 2.4), cssClass: "image-mark")),
      .path(
        Scene.Path(polygon: triangle, fill: .solid(.white), stroke: Stroke(.black, width: 0.7), cssClass: "image-mark")),
      .line(Scene.Line(from: tail, to: neck, stroke: Stroke(.white, width: 1.2), cssClass: "image-mark")),
    ]
  }

  /// The length of a measured line in mm; nil for another mark, or where the size of a pixel is not known.
  static func millimetres(_ mark: ImageMark, _ spacing: ImageSpacing?) -> Double? {
    guard case .line(let from, let to) = mark, let spacing else { return nil }
    let (x, y) = (Double(to.x - from.x) * spacing.across, Double(to.y - from.y) * spacing.down)
    return (x * x + y * y).squareRoot()
  }
}
