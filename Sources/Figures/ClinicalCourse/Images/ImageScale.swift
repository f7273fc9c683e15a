// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing

/// The scale bar of a picture: how long it is, and where it covers least of what the picture shows.
struct ImageScale: Hashable {
  /// Its length in the patient.
  let millimetres: Int
  /// Its length on the page, in points.
  let bar: Double
  /// What it stands on.
  let ground: Box

  static let style = TextStyle(size: 5.6, weight: .bold, ink: .white)
  private static let height = 10.5
  /// From the edge of the picture, in points.
  private static let edge = 1.5

  /// The scale bar of a picture in its room; nil where the size of a pixel is not known, or none finds room.
  ///
  /// - Parameters:
  ///   - item: the picture.
  ///   - picture: where its pixels lie.
  ///   - room: the black ground on which they lie.
  init?(_ item: ImageChoice.Item, picture: Box, room: Box) {
    guard let spacing = item.image.spacing else { return nil }
    let size = Double(item.picture.width) * spacing.across
    let length: Int
    if let stated = item.image.scaleMillimetres {
      guard let longest = item.image.longestScaleMillimetres(inWidth: item.picture.width), Double(stated) <= longest
      else { return nil }
      length = stated
    } else {
      guard let chosen = [100, 50, 20, 10, 5, 2, 1].first(where: { Double($0) <= size * 0.4 }) else { return nil }
      length = chosen
    }
    let bar = Double(length) / size * picture.width
    let text = TextMeasure.width(of: Self.text(ofMillimetres: length), style: Self.style)
    guard let ground = Self.place(width: max(bar, text) + 3, item, picture, room) else { return nil }
    (millimetres, self.bar, self.ground) = (length, bar, ground)
  }

  /// `5 cm`, `5 mm`
  static func text(ofMillimetres length: Int) -> String {
    length >= 10 && length % 10 == 0 ? "\(length / 10) cm" : "\(length) mm"
  }

  /// Beside the picture where its room has a margin; else the corner that is farthest from what marks point at, and of those that are far enough the darkest.
  private static func place(width: Double, _ item: ImageChoice.Item, _ picture: Box, _ room: Box) -> Box? {
    func box(_ x: Double, _ y: Double) -> Box { Box(x: x, y: y, width: width, height: height) }
    if room.bottom - picture.bottom >= height + 2 * edge, width + 2 * edge <= room.width {
      return box(room.x + edge, room.bottom - edge - height)
    }
    if room.right - picture.right >= width + 2 * edge {
      return box(room.right - edge - width, room.bottom - edge - height)
    }
    guard picture.width >= width + 2 * edge, picture.height >= height + 2 * edge else { return nil }
    let (left, right) = (picture.x + edge, picture.right - edge - width)
    let (top, bottom) = (picture.y + edge, picture.bottom - edge - height)
    let corners = [box(left, bottom), box(right, bottom), box(left, top), box(right, top)]
    let spots = spots(item, picture)
    let distances = corners.map { corner in spots.map { distance(corner, $0) }.min() ?? .infinity }
    let far = min(distances.max() ?? 0, 0.25 * min(picture.width, picture.height))
    let tones = corners.map { corner in
      item.picture.tone(
        in: Box(
          x: (corner.x - picture.x) / picture.width, y: (corner.y - picture.y) / picture.height,
          width: corner.width / picture.width, height: corner.height / picture.height))
    }
    let chosen = corners.indices.filter { distances[$0] >= far }.min { (tones[$0], $0) < (tones[$1], $1) }
    return chosen.map { corners[$0] }
  }

  /// What marks point at and cover, as discs.
  private static func spots(_ item: ImageChoice.Item, _ picture: Box) -> [(centre: Point, radius: Double)] {
    let place = ImageMarkDrawing.Places(item.picture, picture).place
    return item.image.marks.compactMap(item.seen).flatMap { seen -> [(centre: Point, radius: Double)] in
      switch seen.shape {
      case .arrow(let from, let to), .line(let from, let to, _, _):
        let (start, end) = (place(from), place(to))
        return (0...4).map { step in
          let share = Double(step) / 4
          return (Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)), 0)
        }
      case .circle(let centre, let radius):
        return [(place(centre), radius * picture.width / Double(max(1, item.picture.width)))]
      case .arcs(let arcs): return arcs.flatMap { $0.map { (place($0), 0) } }
      }
    }
  }

  /// From a box to a disc, 0 where they touch.
  private static func distance(_ box: Box, _ disc: (centre: Point, radius: Double)) -> Double {
    let x = max(box.x - disc.centre.x, disc.centre.x - box.right, 0)
    let y = max(box.y - disc.centre.y, disc.centre.y - box.bottom, 0)
    return max(0, (x * x + y * y).squareRoot() - disc.radius)
  }

  /// The bar with its length in words.
  var nodes: [Scene.Node] {
    let y = ground.bottom - 2
    return [
      .rect(Scene.Rectangle(ground, fill: .solid(.black, opacity: 0.6), cssClass: "scale-ground")),
      .rect(
        Scene.Rectangle(
          Box(x: ground.x + 1.5, y: y - 1, width: bar, height: 1.2), fill: .solid(.white), cssClass: "scale-bar")),
      .text(
        Scene.Text(
          Self.text(ofMillimetres: millimetres), middle: Point(ground.x + 1.5, ground.y + 4), anchor: .start,
          style: Self.style, cssClass: "scale-text")),
    ]
  }
}
