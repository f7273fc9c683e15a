// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Drawing
@testable import Figures

@Suite struct PaletteTests {
  @Test(arguments: [Palette.okabeIto, .tolMuted])
  func neighboursDifferInEveryVision(_ palette: Palette) {
    // ΔE*ab of 20 is about nine just noticeable differences.
    let confusable = palette.confusableNeighbours(below: 20).map { "\($0.0.name) – \($0.1.name)" }
    #expect(confusable.isEmpty)
  }

  @Test func neighboursDifferInPatternOrGrey() {
    for palette in [Palette.okabeIto, .tolMuted] {
      for index in palette.swatches.indices {
        #expect(palette[index].fill(.greyscale) != palette[index + 1].fill(.greyscale))
      }
    }
  }

  @Test func redAndGreenCollapseWithoutGreenCones() {
    let red = Ink(0xC04000)
    let green = Ink(0x408000)
    #expect(red.difference(from: green) > 60)
    #expect(red.simulated(.deuteranopia).difference(from: green.simulated(.deuteranopia)) < 30)
    for deficiency in Ink.Deficiency.allCases {
      #expect(Ink.white.simulated(deficiency) == .white)
      #expect(Ink.black.simulated(deficiency) == .black)
    }
  }

  /// L*a*b* of the sRGB primaries under D65 as tabulated by B. Lindbloom: red 53.24 80.09 67.20, blue 32.30 79.19
  /// −107.86. Contrast of #767676 on white is 4.54 in WCAG 2.2.
  @Test func colorimetryMatchesTheBooks() {
    let expected = [(Ink(0xFF0000), [53.24, 80.09, 67.20]), (Ink(0x0000FF), [32.30, 79.19, -107.86])]
    for (ink, lab) in expected {
      for (value, known) in zip(ink.lab, lab) { #expect(abs(value - known) < 0.05) }
    }
    #expect(abs(Ink(0x767676).contrast(with: .white) - 4.54) < 0.005)
    #expect(Ink(0xF0E442).legibleInk == .text)
    #expect(Ink(0x0072B2).legibleInk == .white)
    #expect(Ink(0x00A0F2).hex == "#00a0f2")
  }

  @Test func responseMarksDifferInEveryVision() {
    let inks = Response.allCases.map { Mark.response($0).ink }
    for (index, ink) in inks.enumerated() {
      for other in inks[(index + 1)...] { #expect(ink.leastDifference(from: other) > 20) }
    }
  }
}
