// SPDX-License-Identifier: Apache-2.0

/// Finds places for labels near what they name: clear of other labels, and of lines as far as can be.
package struct LabelPlacing: Sendable {
  /// Where labels may lie.
  package let range: Box
  /// Lines that labels should not cover.
  package var lines: [(from: Point, to: Point)] = []
  /// Lines that no label may cover, such as leaders.
  package var barriers: [(from: Point, to: Point)] = []
  /// Places that are taken.
  package var taken: [Box] = []
  /// The distance kept from lines and labels in points.
  package var clearance = 1.2

  package init(within range: Box) { self.range = range }

  /// Adds the parts of a line through several points.
  package mutating func add(_ points: [Point]) {
    for (one, other) in zip(points, points.dropFirst()) { lines.append((one, other)) }
  }

  /// Takes the best of several places, the preferred first; nothing if each is taken or meets more than `most` lines.
  package mutating func take(_ candidates: [Box], crossing most: Int = 0) -> Box? {
    var best: (box: Box, crossings: Int)?
    for box in candidates where range.contains(box, tolerance: 0.01) {
      let wide = Box(
        x: box.x - clearance, y: box.y - clearance, width: box.width + 2 * clearance, height: box.height + 2 * clearance
      )
      guard !taken.contains(where: { $0.overlaps(wide) }),
        !barriers.contains(where: { Self.meets($0.from, $0.to, wide) })
      else { continue }
      let limit = best?.crossings ?? most + 1
      var crossings = 0
      for line in lines where Self.meets(line.from, line.to, wide) {
        crossings += 1
        if crossings >= limit { break }
      }
      if crossings < limit { best = (box, crossings) }
      if crossings == 0 { break }
    }
    if let best { taken.append(best.box) }
    return best?.box
  }

  /// Whether a straight line meets a rectangle (Liang & Barsky, 1984).
  package static func meets(_ from: Point, _ to: Point, _ box: Box) -> Bool {
    var (first, last) = (0.0, 1.0)
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    for (p, q) in [
      (-dx, from.x - box.x), (dx, box.right - from.x), (-dy, from.y - box.y), (dy, box.bottom - from.y),
    ] {
      if p == 0 {
        if q < 0 { return false }
      } else if p < 0 {
        first = max(first, q / p)
      } else {
        last = min(last, q / p)
      }
      if first > last { return false }
    }
    return true
  }
}
