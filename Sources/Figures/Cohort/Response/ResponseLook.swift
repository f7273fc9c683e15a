// SPDX-License-Identifier: Apache-2.0

import Course
import Drawing
import Plain

/// How a response looks as an area and as a line: in the colours of its mark, with a pattern for those who do not see them.
struct ResponseLook: Sendable {
  let response: Response
  let print: Palette.Print

  init(_ response: Response, _ print: Palette.Print) {
    self.response = response
    self.print = print
  }

  private var ink: Ink { Mark.response(response).ink }

  /// An area with a pattern.
  var patterned: Fill {
    let lines = print == .greyscale ? Ink(0x333333) : Ink.white
    let ground = print == .greyscale ? Ink.white : ink
    switch response {
    case .complete: return .solid(print == .greyscale ? Ink(0x333333) : ink)
    case .partial: return .hatch(Hatch(.rising, ink: lines, ground: ground, spacing: 3, lineWidth: 0.8))
    case .stable:
      return print == .greyscale
        ? .solid(Ink(0xCFCFCF)) : .hatch(Hatch(.dots, ink: Ink(0x7A7300), ground: ground, spacing: 3, lineWidth: 0.3))
    case .nonCompleteNonProgressive:
      return .hatch(Hatch(.rising, ink: Ink(0x333333), ground: ground, spacing: 5, lineWidth: 0.4))
    case .progressive:
      return .hatch(
        Hatch(print == .greyscale ? .crossed : .falling, ink: lines, ground: ground, spacing: 3, lineWidth: 0.8))
    case .notEvaluable: return .solid(.white)
    }
  }

  /// An area plain enough for letters on it, and the colour of the letters.
  var plain: (fill: Ink, letters: Ink) {
    guard print == .greyscale else { return (ink, ink.legibleInk) }
    // From dark to light in the order of the responses; progression stands out as the second darkest.
    let grey: Ink
    switch response {
    case .complete: grey = Ink(0x9A9A9A)
    case .partial: grey = Ink(0xBDBDBD)
    case .stable: grey = Ink(0xE2E2E2)
    case .nonCompleteNonProgressive: grey = Ink(0xD2D2D2)
    case .progressive: grey = Ink(0x4D4D4D)
    case .notEvaluable: grey = .white
    }
    return (grey, grey.legibleInk)
  }

  /// A colour that stands out from paper as a line (3 : 1).
  var line: Ink {
    guard print == .colour else { return .text }
    guard response != .notEvaluable else { return .axis }
    var ink = ink
    while ink.contrast(with: .white) < 3 {
      ink = Ink(
        red: UInt8(Double(ink.red) * 0.94), green: UInt8(Double(ink.green) * 0.94), blue: UInt8(Double(ink.blue) * 0.94)
      )
    }
    return ink
  }

  /// The shape of the mark.
  var shape: Shape {
    switch response {
    case .complete: .star
    case .partial: .triangleUp
    case .stable: .square
    case .nonCompleteNonProgressive: .hexagon
    case .progressive: .triangleDown
    case .notEvaluable: .circle
    }
  }

  /// What a legend calls it.
  var phrase: Phrase { Mark.response(response).phrase }
}

extension Response {
  /// From the best to the worst; what could not be evaluated comes last.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
