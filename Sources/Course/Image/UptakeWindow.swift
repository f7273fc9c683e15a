// SPDX-License-Identifier: Apache-2.0

/// Between which standardised uptake values (by body weight, in g/ml) a picture of PET goes from one end of its greys or colours to the other.
///
/// They stand in place of a window: a level in Bq/ml says nothing without dose and weight, which are not kept.
public struct UptakeWindow: Sendable, Hashable {
  /// The value of the lower end, in g/ml: black, or no colour over a CT.
  public var low: Double
  /// The value of the upper end, in g/ml: white, or the hottest colour.
  public var high: Double
  /// Whether the lower end is white and the upper one black, as PET is mostly shown in greys.
  public var isInverted: Bool

  /// What ends can be, in g/ml.
  public static let possible = 0.0...1000.0
  /// From one end to the other, at least, in g/ml.
  public static let leastWidth = 0.01

  /// A window; nil for one that is none.
  public init?(low: Double, high: Double, isInverted: Bool = false) {
    guard Self.possible.contains(low), Self.possible.contains(high), high - low >= Self.leastWidth else { return nil }
    self.low = (low * 1e6).rounded() / 1e6
    self.high = (high * 1e6).rounded() / 1e6
    self.isInverted = isInverted
  }

  /// Reads `SUVbw 0-7`, or `SUVbw 0-7 dark on white`.
  public init(parsing text: String) throws(ValueSyntaxError) {
    var words = ImageWords(text)
    guard words.take("SUVbw"), let low = words.number(), words.take("-") || words.take("–"), let high = words.number()
    else { throw ValueSyntaxError(text, expected: Self.expected) }
    let isInverted = words.take("dark on white")
    guard words.isAtEnd else { throw ValueSyntaxError(text, expected: Self.expected) }
    guard let window = UptakeWindow(low: low, high: high, isInverted: isInverted) else {
      throw ValueSyntaxError(text, .impossible, expected: Self.expectedEnds)
    }
    self = window
  }

  /// Reads the ends alone, `0/7`.
  public init(ends text: String, isInverted: Bool = false) throws(ValueSyntaxError) {
    var words = ImageWords(text)
    guard let low = words.number(), words.take("/"), let high = words.number(), words.isAtEnd else {
      throw ValueSyntaxError(text, expected: "the lower and the upper SUV by body weight: `0/7`")
    }
    guard let window = UptakeWindow(low: low, high: high, isInverted: isInverted) else {
      throw ValueSyntaxError(text, .impossible, expected: Self.expectedEnds)
    }
    self = window
  }

  private static let expected = "standardised uptake by body weight from one end to the other: `SUVbw 0-7`"
  private static let expectedEnds = "0 to 1000 g/ml, the lower first, at least 0.01 apart"

  /// Where a value lies between the ends, 0 to 1.
  public func share(of value: Double) -> Double {
    guard value.isFinite else { return value > 0 ? 1 : 0 }
    return min(1, max(0, (value - low) / (high - low)))
  }

  /// `0–7`, for people.
  public var range: String { "\(ImageWords.text(low))–\(ImageWords.text(high))" }

  /// As it is read back.
  public var text: String {
    "SUVbw \(ImageWords.text(low))-\(ImageWords.text(high))\(isInverted ? " dark on white" : "")"
  }
}
