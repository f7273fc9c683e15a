// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Ink {
  /// A colour vision deficiency in which one kind of cone is missing.
  public enum Deficiency: CaseIterable, Hashable, Sendable {
    /// The long-wave (red) cones are missing.
    case protanopia
    /// The middle-wave (green) cones are missing.
    case deuteranopia
    /// The short-wave (blue) cones are missing; rare.
    case tritanopia
  }

  /// The colour as it looks under a deficiency, by the matrices of severity 1.0 in Machado, Oliveira & Fernandes,
  /// "A physiologically-based model for simulation of color vision deficiency", IEEE TVCG 2009;15:1291–1298, applied
  /// to linear sRGB.
  public func simulated(_ deficiency: Deficiency) -> Ink {
    let matrix: [[Double]]
    switch deficiency {
    case .protanopia:
      matrix = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      matrix = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritanopia:
      matrix = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
    let light = linear
    let seen = matrix.map { row in zip(row, light).reduce(0) { $0 + $1.0 * $1.1 } }
    return Ink(red: Ink.encoded(seen[0]), green: Ink.encoded(seen[1]), blue: Ink.encoded(seen[2]))
  }

  /// The grey of the same relative luminance: what a printer without colour makes of it.
  public var greyscale: Ink {
    let value = Ink.encoded(luminance)
    return Ink(red: value, green: value, blue: value)
  }

  /// The relative luminance Y of sRGB, 0 (black) to 1 (white).
  public var luminance: Double {
    let light = linear
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }

  /// The contrast ratio of WCAG 2.2, from 1 to 21.
  public func contrast(with other: Ink) -> Double {
    let lighter = max(luminance, other.luminance)
    let darker = min(luminance, other.luminance)
    return (lighter + 0.05) / (darker + 0.05)
  }

  /// Text colour or white, whichever reads better on this colour.
  public var legibleInk: Ink {
    contrast(with: .text) >= contrast(with: .white) ? .text : .white
  }

  /// The colour difference ΔE*ab of CIE 1976: the distance in L*a*b* (white point D65). About 2.3 is just noticeable.
  public func difference(from other: Ink) -> Double {
    zip(lab, other.lab).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  /// The smallest difference to another colour seen with normal vision, protanopia or deuteranopia.
  public func leastDifference(from other: Ink) -> Double {
    [Deficiency.protanopia, .deuteranopia].reduce(difference(from: other)) { least, deficiency in
      min(least, simulated(deficiency).difference(from: other.simulated(deficiency)))
    }
  }

  /// L*, a* and b*.
  var lab: [Double] {
    let light = linear
    func f(_ value: Double) -> Double {
      value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116
    }
    let x = f((0.4124564 * light[0] + 0.3575761 * light[1] + 0.1804375 * light[2]) / 0.95047)
    let y = f(0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2])
    let z = f((0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }

  /// The channels as linear light, by the transfer function of IEC 61966-2-1.
  private var linear: [Double] {
    [red, green, blue].map { channel in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  private static func encoded(_ light: Double) -> UInt8 {
    let bounded = min(max(light, 0), 1)
    let value = bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * pow(bounded, 1 / 2.4) - 0.055
    return UInt8((value * 255).rounded())
  }
}
