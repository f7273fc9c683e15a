// SPDX-License-Identifier: Apache-2.0

import Course

/// Shapes like letters: small patches of the greatest or least grey that stand in a row.
///
/// A makeshift where there is no text recogniser. It finds text as consoles burn it in, of one grey and one height; what it finds none of may still bear a name.
enum GlyphShapes {
  /// The heights in pixels that letters have.
  static let heights = 5...48
  /// So many in a row are a text.
  static let least = 4

  /// The rows of shapes, each with what it covers.
  static func rows(_ image: PixelImage) -> [ImageCrop] {
    let grey = image.inGreys
    return [true, false].flatMap { isBright in rows(of: patches(grey, isBright: isBright), grey) }
  }

  private struct Patch {
    var left: Int
    var right: Int
    var top: Int
    var bottom: Int
    var count: Int
    var height: Int { bottom - top + 1 }
    var width: Int { right - left + 1 }
  }

  /// Connected patches of the size of letters.
  private static func patches(_ image: PixelImage, isBright: Bool) -> [Patch] {
    let (width, height) = (image.width, image.height)
    // Black is the ground of a scan; letters on a bright ground are what it can tell.
    let isMostlyBright = image.mean > 150
    guard isBright || isMostlyBright else { return [] }
    var state = image.values.map { isBright ? $0 >= 245 : $0 <= 40 }
    guard !isBright || !isMostlyBright else { return [] }
    var patches: [Patch] = []
    var stack: [Int] = []
    for start in state.indices where state[start] {
      state[start] = false
      stack = [start]
      var patch = Patch(left: start % width, right: start % width, top: start / width, bottom: start / width, count: 0)
      while let place = stack.popLast() {
        let (x, y) = (place % width, place / width)
        patch.count += 1
        (patch.left, patch.right) = (min(patch.left, x), max(patch.right, x))
        (patch.top, patch.bottom) = (min(patch.top, y), max(patch.bottom, y))
        for row in max(0, y - 1)...min(height - 1, y + 1) {
          for column in max(0, x - 1)...min(width - 1, x + 1) where state[row * width + column] {
            state[row * width + column] = false
            stack.append(row * width + column)
          }
        }
      }
      let area = patch.width * patch.height
      if heights.contains(patch.height), patch.width <= patch.height * 2, patch.count * 8 >= area, patch.count >= 5 {
        patches.append(patch)
      }
      // Noise of which everything is a patch is no text.
      if patches.count > 20_000 { return [] }
    }
    return patches
  }

  private static func rows(of patches: [Patch], _ image: PixelImage) -> [ImageCrop] {
    var found: [ImageCrop] = []
    var left = patches.sorted { ($0.left, $0.top) < ($1.left, $1.top) }
    while let first = left.first {
      var row = [first]
      left.removeFirst()
      for patch in left {
        guard let last = row.last else { break }
        let gap = patch.left - last.right
        if gap > 2 * max(first.height, last.height) { if patch.left > last.right + 100 { break } else { continue } }
        let isSameLine = abs(patch.bottom - last.bottom) <= max(2, last.height / 4)
        let isSameHeight = patch.height * 2 >= first.height && patch.height <= first.height * 2
        if gap >= -1, isSameLine, isSameHeight { row.append(patch) }
      }
      guard row.count >= least else { continue }
      left.removeAll { patch in row.contains { $0.left == patch.left && $0.top == patch.top } }
      let (edge, top) = (row.map(\.left).min() ?? 0, row.map(\.top).min() ?? 0)
      let (right, bottom) = (row.map(\.right).max() ?? 0, row.map(\.bottom).max() ?? 0)
      if let crop = ImageCrop(
        corner: ImagePoint(x: edge, y: top), width: right - edge + 1, height: bottom - top + 1)
      {
        found.append(crop)
      }
    }
    return found
  }
}
