// SPDX-License-Identifier: Apache-2.0

/// Whether the partial likelihood rises for ever: along a direction in which nobody at risk is ahead of those who die.
extension PartialLikelihood {
  func reach(_ factor: Cholesky) -> Double {
    rows.withUnsafeBufferPointer { x in
      (0..<times.count).reduce(0) {
        max($0, factor.length(UnsafeBufferPointer(rebasing: x[($1 * size)..<(($1 + 1) * size)])))
      }
    }
  }

  func leastDifference(_ direction: [Double]) -> [Double]? {
    var worst: (product: Double, dead: Int, other: Int)?
    extremes(direction) { values, dead, risk in
      guard let dead = dead.first, let other = risk.last else { return }
      let product = values[dead] - values[other]
      if worst.map({ product < $0.product }) ?? true { worst = (product, dead, other) }
    }
    return worst.map { worst in (0..<size).map { rows[worst.dead * size + $0] - rows[worst.other * size + $0] } }
  }

  func hasDifference(_ direction: [Double], above bound: Double) -> Bool {
    var found = false
    extremes(direction) { values, dead, risk in
      if let dead = dead.last, let other = risk.first, values[dead] - values[other] > bound { found = true }
    }
    return found
  }

  /// At each event time: who of the dead, and of those they are held against, is least and most along a direction (the row itself counts for nothing).
  ///
  /// Held against all at risk; by the exact method, which counts who died and not in what order, against those at risk who did not die.
  private func extremes(_ direction: [Double], _ visit: (_ values: [Double], _ dead: [Int], _ risk: [Int]) -> Void) {
    let values = times.indices.map { row in (0..<size).reduce(0.0) { $0 + direction[$1] * rows[row * size + $1] } }
    /// Least and most of the rows so far.
    func widen(_ ends: inout [Int], _ row: Int) {
      guard let least = ends.first, let most = ends.last else {
        ends = [row, row]
        return
      }
      if values[row] < values[least] { ends[0] = row }
      if values[row] > values[most] { ends[1] = row }
    }
    for range in strata {
      var later: [Int] = []
      var index = range.lowerBound
      while index < range.upperBound {
        let first = index
        let time = times[index]
        while index < range.upperBound, times[index] == time { index += 1 }
        var dead: [Int] = []
        for row in first..<index where events[row] { widen(&dead, row) }
        for row in first..<index where !events[row] { widen(&later, row) }
        var risk = later
        if !entries.isEmpty {
          guard !dead.isEmpty else { continue }
          risk = []
          for row in range.lowerBound..<index where entries[row] < time && !(events[row] && times[row] == time) {
            widen(&risk, row)
          }
        }
        if ties != .exact { for row in dead { widen(&risk, row) } }
        if !dead.isEmpty { visit(values, dead, risk) }
        for row in dead { widen(&later, row) }
      }
    }
  }
}
