// SPDX-License-Identifier: Apache-2.0

/// The window through which values of a scan became greys: in Hounsfield units for CT, in units of the series else.
public struct ImageWindow: Sendable, Hashable {
  /// The value of middle grey.
  public var level: Double
  /// From black to white; at least 1.
  public var width: Double

  /// A window; nil for one that is none.
  public init?(level: Double, width: Double) {
    guard abs(level) < 1e6, width >= 1, width < 1e6 else { return nil }
    self.level = (level * 1e6).rounded() / 1e6
    self.width = (width * 1e6).rounded() / 1e6
  }

  /// Reads `40/400`: level, then width.
  public init(parsing text: String) throws(ValueSyntaxError) {
    var words = ImageWords(text)
    guard let level = words.number(signed: true), words.take("/"), let width = words.number(), words.isAtEnd else {
      throw ValueSyntaxError(text, expected: "level and width: `40/400` (soft tissue), `-600/1500` (lung)")
    }
    guard let window = ImageWindow(level: level, width: width) else {
      throw ValueSyntaxError(text, .impossible, expected: "a width of at least 1")
    }
    self = window
  }

  /// As it is read back.
  public var text: String { "\(ImageWords.text(level))/\(ImageWords.text(width))" }
}
