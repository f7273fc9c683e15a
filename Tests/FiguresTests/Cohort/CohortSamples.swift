// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Drawing
@testable import Figures
import VerlaufTesting

/// Invented cohorts of a size, the same on every run.
struct CohortSample {
  var random: SeededGenerator
  let count: Int

  init(_ count: Int, seed: UInt64 = 7) {
    self.count = count
    random = SeededGenerator(seed: seed)
  }

  /// A number from 0 up to 1.
  mutating func share() -> Double { Double(random.below(1_000_000)) / 1_000_000 }

  static let widths = [85.0, 180]
  static let counts = [3, 40]
  static let prints = [Palette.Print.colour, .greyscale]

  /// Every width with every print.
  static let options = widths.flatMap { width in
    prints.map { FigureOptions(widthMillimetres: width, print: $0) }
  }
}
