// SPDX-License-Identifier: Apache-2.0

/// The part of a picture that is printed, in pixels of the file.
public struct ImageCrop: Sendable, Hashable {
  /// Its upper left corner.
  public var corner: ImagePoint
  /// Its width in pixels, at least 1.
  public var width: Int
  /// Its height in pixels, at least 1.
  public var height: Int

  /// A part; nil for one without an area.
  public init?(corner: ImagePoint, width: Int, height: Int) {
    guard corner.x >= 0, corner.y >= 0, width > 0, height > 0 else { return nil }
    self.corner = corner
    self.width = width
    self.height = height
  }

  /// Reads `300x280 at 100,80`.
  public init(parsing text: String) throws(ValueSyntaxError) {
    var words = ImageWords(text)
    guard let width = words.pixels(), words.take("x") || words.take("×"), let height = words.pixels(), words.take("at"),
      let corner = words.point(), words.isAtEnd, let crop = ImageCrop(corner: corner, width: width, height: height)
    else {
      throw ValueSyntaxError(
        text, expected: "width x height at the upper left corner, in pixels: `300x280 at 100,80`")
    }
    self = crop
  }

  /// What of it lies within a picture; nil where nothing does.
  public func within(width: Int, height: Int) -> ImageCrop? {
    ImageCrop(
      corner: corner, width: min(self.width, width - corner.x), height: min(self.height, height - corner.y))
  }

  /// As it is read back.
  public var text: String { "\(width)x\(height) at \(corner)" }
}
