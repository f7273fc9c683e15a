// SPDX-License-Identifier: Apache-2.0

/// The size of a pixel in the plane of the picture, in mm: of a projection it is that at the detector.
public struct ImageSpacing: Sendable, Hashable {
  /// From the middle of a pixel to that of its right neighbour, in mm.
  public var across: Double
  /// From the middle of a pixel to that of the one below, in mm.
  public var down: Double

  /// What a pixel can measure, in mm.
  public static let possible = 0.001...50.0

  /// A spacing; nil where a pixel cannot be so large or so small.
  public init?(across: Double, down: Double) {
    guard Self.possible.contains(across), Self.possible.contains(down) else { return nil }
    // As it is written: six decimals.
    self.across = (across * 1e6).rounded() / 1e6
    self.down = (down * 1e6).rounded() / 1e6
  }

  /// Reads `0.742 mm`, or `0.742 x 0.9 mm` where pixels are wider or higher: across, then down.
  public init(parsing text: String) throws(ValueSyntaxError) {
    let expected = "the size of a pixel: `0.742 mm`, or `0.742 x 0.9 mm` (across x down)"
    var words = ImageWords(text)
    guard let across = words.number() else { throw ValueSyntaxError(text, expected: expected) }
    var down = across
    if words.take("x") || words.take("×") {
      guard let second = words.number() else { throw ValueSyntaxError(text, expected: expected) }
      down = second
    }
    guard words.take("mm"), words.isAtEnd else { throw ValueSyntaxError(text, expected: expected) }
    guard let spacing = ImageSpacing(across: across, down: down) else {
      throw ValueSyntaxError(text, .impossible, expected: "0.001 to 50 mm")
    }
    self = spacing
  }

  /// Whether pixels are square, to a thousandth.
  public var isSquare: Bool { abs(across - down) <= 0.001 * max(across, down) }

  /// As it is read back.
  public var text: String {
    across == down
      ? "\(ImageWords.text(across)) mm" : "\(ImageWords.text(across)) x \(ImageWords.text(down)) mm"
  }
}
