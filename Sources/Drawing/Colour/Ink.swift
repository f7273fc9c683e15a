// SPDX-License-Identifier: Apache-2.0

/// A colour in sRGB with eight bits a channel.
public struct Ink: Hashable, Sendable {
  /// Red, 0 to 255.
  public let red: UInt8
  /// Green, 0 to 255.
  public let green: UInt8
  /// Blue, 0 to 255.
  public let blue: UInt8

  /// A colour by its channels, each 0 to 255.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour as it is written in hexadecimal: `Ink(0xE69F00)`. Bits above the lower 24 are ignored.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  /// The colour as `#rrggbb`.
  public var hex: String {
    "#"
      + [red, green, blue].map { channel in
        let digits = String(channel, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// Paper white.
  public static let white = Ink(0xFFFFFF)
  /// Black.
  public static let black = Ink(0x000000)
  /// The near-black of text.
  public static let text = Ink(0x1A1A1A)
  /// The grey of axes and secondary text; 5.7 : 1 on white.
  public static let axis = Ink(0x666666)
  /// The light grey of grid lines.
  public static let grid = Ink(0xDDDDDD)
}
