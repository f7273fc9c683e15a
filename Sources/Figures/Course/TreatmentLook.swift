// SPDX-License-Identifier: Apache-2.0

public import Drawing

/// How a treatment looks: an ink and a hatch.
///
/// The ink is one of ten that carry dark letters; the hatch is one of six patterns in one of three weaves, in a darker shade of the ink.
/// The first treatment is plain. No two of the first 19 share a hatch, so that a reader who does not see colours and a printer without them
/// tell as many apart; in greys a darker ground makes that 37. Ink and hatch together repeat from the 92nd on.
public struct TreatmentLook: Hashable, Sendable {
  /// The place among the treatments of a study, from 0.
  public let index: Int

  /// How many treatments the hatch alone tells apart.
  public static let hatches = 1 + patterns.count * weaves.count

  private static let inks: [Ink] = [
    0x8CC5E8, 0xF2B24C, 0x66C2A4, 0xDDA0C6, 0xDFD26E, 0xA7A6DB, 0xC9B38C, 0x7FCDD4, 0xF0A58F, 0xB5CC6B,
  ].map { Ink($0) }
  // Rising lines are left to what is not known.
  private static let patterns: [Hatch.Pattern] = [.falling, .dots, .vertical, .horizontal, .crossed, .grid]
  private static let weaves: [(spacing: Double, width: Double)] = [(3.4, 0.6), (5.6, 1.2), (2.1, 0.45)]

  /// The look of the n-th treatment, from 0.
  public init(index: Int) { self.index = max(0, index) }

  /// The ink of the area.
  public func ground(_ print: Palette.Print) -> Ink {
    guard print == .greyscale else { return Self.inks[index % Self.inks.count] }
    return index == 0 ? Ink(0xBEBEBE) : (index - 1) / (Self.hatches - 1) % 2 == 0 ? .white : Ink(0xCCCCCC)
  }

  /// The ink of a line on paper: the same hue, dark enough to stand out (3 : 1 of WCAG 2.2).
  public func line(_ print: Palette.Print) -> Ink {
    guard print == .colour else { return .text }
    var ink = ground(.colour)
    while ink.contrast(with: .white) < 3.2 { ink = ink.darkened(by: 0.06) }
    return ink
  }

  /// The area. Where it is small, `scale` below 1 brings the lines closer.
  public func fill(_ print: Palette.Print, scale: Double = 1) -> Fill {
    let ground = ground(print)
    guard index > 0 else { return .solid(ground) }
    let pattern = Self.patterns[(index - 1) % Self.patterns.count]
    let weave = Self.weaves[(index - 1) / Self.patterns.count % Self.weaves.count]
    let ink = print == .colour ? ground.darkened(by: 0.42) : Ink(0x333333)
    let isDots = pattern == .dots
    return .hatch(
      Hatch(
        pattern, ink: ink, ground: ground, spacing: weave.spacing * scale,
        lineWidth: weave.width * scale * (isDots ? 0.75 : 1)))
  }
}

extension Ink {
  /// The colour mixed with white; 1 is white.
  func lightened(by share: Double) -> Ink {
    func mix(_ channel: UInt8) -> UInt8 { UInt8((Double(channel) + (255 - Double(channel)) * share).rounded()) }
    return Ink(red: mix(red), green: mix(green), blue: mix(blue))
  }

  /// The colour mixed with black; 1 is black.
  func darkened(by share: Double) -> Ink {
    func mix(_ channel: UInt8) -> UInt8 { UInt8((Double(channel) * (1 - share)).rounded(.down)) }
    return Ink(red: mix(red), green: mix(green), blue: mix(blue))
  }
}
