// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A closed outline for marks. All shapes of one size look about equally heavy.
public enum Shape: CaseIterable, Hashable, Sendable {
  /// A disc.
  case circle
  /// An upright square.
  case square
  /// A square on its corner.
  case diamond
  /// A triangle with its point up.
  case triangleUp
  /// A triangle with its point down.
  case triangleDown
  /// A diagonal cross (×) with arms of a quarter of its size.
  case cross
  /// An arrow head that points to the right.
  case arrowHead
  /// A star with five rays.
  case star
  /// A hexagon with a point up.
  case hexagon
  /// An upright bar.
  case tick

  /// The outline around a centre; `size` in points is the diameter of a circle of the same visual weight.
  public func outline(centre: Point, size: Double) -> [Scene.Path.Segment] {
    let r = size / 2
    func at(_ x: Double, _ y: Double) -> Point { Point(centre.x + x * r, centre.y + y * r) }
    switch self {
    case .circle:
      let k = 0.5523  // the control distance at which four cubic curves come closest to a circle
      return [
        .move(at(1, 0)), .curve(at(1, k), at(k, 1), to: at(0, 1)), .curve(at(-k, 1), at(-1, k), to: at(-1, 0)),
        .curve(at(-1, -k), at(-k, -1), to: at(0, -1)), .curve(at(k, -1), at(1, -k), to: at(1, 0)), .close,
      ]
    case .square: return Shape.closed([at(-0.89, -0.89), at(0.89, -0.89), at(0.89, 0.89), at(-0.89, 0.89)])
    case .diamond: return Shape.closed([at(0, -1.2), at(1.2, 0), at(0, 1.2), at(-1.2, 0)])
    case .triangleUp: return Shape.closed([at(0, -1.15), at(1.2, 0.92), at(-1.2, 0.92)])
    case .triangleDown: return Shape.closed([at(0, 1.15), at(1.2, -0.92), at(-1.2, -0.92)])
    case .cross:
      let arm = 0.26
      let tip = 0.92
      return Shape.closed([
        at(-tip, -tip + arm), at(-tip + arm, -tip), at(0, -arm), at(tip - arm, -tip), at(tip, -tip + arm), at(arm, 0),
        at(tip, tip - arm), at(tip - arm, tip), at(0, arm), at(-tip + arm, tip), at(-tip, tip - arm), at(-arm, 0),
      ])
    case .arrowHead: return Shape.closed([at(-0.9, -1), at(1.1, 0), at(-0.9, 1)])
    case .tick: return Shape.closed([at(-0.2, -1), at(0.2, -1), at(0.2, 1), at(-0.2, 1)])
    case .hexagon:
      return Shape.closed(
        (0..<6).map { index in
          let angle = Double(index) * .pi / 3
          return at(1.08 * sin(angle), -1.08 * cos(angle))
        })
    case .star:
      return Shape.closed(
        (0..<10).map { index in
          let radius = index.isMultiple(of: 2) ? 1.3 : 0.55
          let angle = Double(index) * .pi / 5
          return at(radius * sin(angle), -radius * cos(angle))
        })
    }
  }

  static func closed(_ points: [Point]) -> [Scene.Path.Segment] {
    guard let first = points.first else { return [] }
    return [.move(first)] + points.dropFirst().map { .line($0) } + [.close]
  }
}
