// SPDX-License-Identifier: Apache-2.0

extension ImageMark {
  /// The length of a measured line in mm; nil for another mark, or where the size of a pixel is not known.
  public func millimetres(_ spacing: ImageSpacing?) -> Double? {
    guard case .line(let from, let to) = self, let spacing else { return nil }
    let (x, y) = (Double(to.x - from.x) * spacing.across, Double(to.y - from.y) * spacing.down)
    return (x * x + y * y).squareRoot()
  }
}
