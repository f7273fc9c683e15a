// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// Arrows, circles and measured lines on a picture: white within black, so that they are seen on every grey, in print too.
enum ImageMarkDrawing {
  /// A mark; none where nothing of it lies in what is printed.
  static func nodes(_ mark: ImageMark, of item: ImageChoice.Item, in box: Box) -> [Scene.Node] {
    guard let seen = item.seen(mark) else { return [] }
    let place = Places(item.picture, box).place
    switch seen.shape {
    case .arrow(let from, let to): return arrow(from: place(from), to: place(to))
    case .circle(let centre, let radius):
      let outline = Shape.circle.outline(
        centre: place(centre), size: 2 * radius * box.width / Double(max(1, item.picture.width)))
      return strokes { .path(Scene.Path(outline, stroke: $0, cssClass: "image-mark")) }
    case .arcs(let arcs):
      let segments = arcs.flatMap { arc in
        arc.enumerated().map { index, point -> Scene.Path.Segment in
          index == 0 ? .move(place(point)) : .line(place(point))
        }
      }
      return strokes { .path(Scene.Path(segments, stroke: $0, cssClass: "image-mark")) }
    case .line(let from, let to, let startIsSeen, let endIsSeen):
      return line(from: place(from), to: place(to), startIsSeen, endIsSeen)
    }
  }

  /// A measured line, with a tick at each of its ends that is seen.
  private static func line(from start: Point, to end: Point, _ startIsSeen: Bool, _ endIsSeen: Bool) -> [Scene.Node] {
    let length = max(
      0.001, ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).squareRoot())
    let (x, y) = (-(end.y - start.y) / length * 2, (end.x - start.x) / length * 2)
    func tick(_ point: Point) -> (Point, Point) { (Point(point.x - x, point.y - y), Point(point.x + x, point.y + y)) }
    let lines = [(start, end)] + (startIsSeen ? [tick(start)] : []) + (endIsSeen ? [tick(end)] : [])
    return strokes { stroke in
      .group(
        Scene.Group(
          nodes: lines.map { .line(Scene.Line(from: $0.0, to: $0.1, stroke: stroke, cssClass: "image-mark")) }))
    }
  }

  /// Where places of a file lie on the page.
  struct Places {
    private let corner: Point
    private let box: Box
    private let across: Double
    private let down: Double

    /// The places of a picture that is drawn in a box.
    init(_ picture: CoursePicture, _ box: Box) {
      corner = Point(Double(picture.corner.x), Double(picture.corner.y))
      self.box = box
      across = box.width / Double(max(1, picture.width))
      down = box.height / Double(max(1, picture.height))
    }

    func place(_ place: SeenMark.Place) -> Point {
      Point(box.x + (place.x - corner.x) * across, box.y + (place.y - corner.y) * down)
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
}
