// SPDX-License-Identifier: Apache-2.0

/// Reads the short texts of a picture, `300x280 at 100,80`, piece by piece.
struct ImageWords {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " } }

  /// Takes a word or sign; false where something else stands.
  mutating func take(_ word: String) -> Bool {
    skipBlanks()
    guard rest.hasPrefix(word) else { return false }
    rest = rest.dropFirst(word.count)
    return true
  }

  /// Takes a whole number of pixels.
  mutating func pixels() -> Int? {
    skipBlanks()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...6).contains(digits.count), let number = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }

  /// Takes a number with at most six digits before the point and six behind it.
  mutating func number(signed: Bool = false) -> Double? {
    skipBlanks()
    let start = rest
    let isNegative = signed && (take("-") || take("−"))
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    var text = String(digits)
    rest = rest.dropFirst(digits.count)
    if rest.hasPrefix(".") {
      let decimals = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if (1...6).contains(decimals.count) {
        text += "." + decimals
        rest = rest.dropFirst(1 + decimals.count)
      }
    }
    guard (1...6).contains(digits.count), let number = Double(text) else {
      rest = start
      return nil
    }
    return isNegative ? -number : number
  }

  /// Takes a place: `120,200`.
  mutating func point() -> ImagePoint? {
    guard let x = pixels(), take(","), let y = pixels() else { return nil }
    return ImagePoint(x: x, y: y)
  }

  /// A number without more digits than it has, rounded to six decimals.
  static func text(_ number: Double) -> String {
    let rounded = (number * 1e6).rounded() / 1e6
    guard rounded.isFinite, abs(rounded) < 1e6 else { return "0" }
    if rounded == rounded.rounded() { return String(Int(rounded)) }
    var digits = String(Int((abs(rounded) * 1e6).rounded()))
    digits = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    var text = digits.dropLast(6) + "." + digits.suffix(6)
    while text.last == "0" { text.removeLast() }
    return (rounded < 0 ? "-" : "") + text
  }
}

/// A place in a picture, in whole pixels from its upper left corner.
public struct ImagePoint: Sendable, Hashable, CustomStringConvertible {
  /// Pixels from the left edge.
  public var x: Int
  /// Pixels from the upper edge.
  public var y: Int

  /// A place.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// `120,200`
  public var description: String { "\(x),\(y)" }
}
