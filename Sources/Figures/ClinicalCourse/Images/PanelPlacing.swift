// SPDX-License-Identifier: Apache-2.0

/// Where panels of one width stand in a row so that none overlaps, each as near to its time as that leaves: least squares by pooling of neighbours.
enum PanelPlacing {
  /// The middles of panels, in the order of their times.
  ///
  /// - Parameters:
  ///   - targets: where each would like its middle, ascending.
  ///   - width: of a panel.
  ///   - gap: between two.
  ///   - range: from the left edge of the first to the right edge of the last.
  static func middles(_ targets: [Double], width: Double, gap: Double, within range: ClosedRange<Double>) -> [Double] {
    let step = width + gap
    var pools: [(sum: Double, count: Int)] = []
    for (index, target) in targets.enumerated() {
      pools.append((target - Double(index) * step, 1))
      while pools.count > 1, let last = pools.last, case let before = pools[pools.count - 2],
        before.sum / Double(before.count) > last.sum / Double(last.count)
      {
        pools.removeLast(2)
        pools.append((before.sum + last.sum, before.count + last.count))
      }
    }
    let first = range.lowerBound + width / 2
    let last = max(first, range.upperBound - width / 2 - Double(max(0, targets.count - 1)) * step)
    let starts = pools.flatMap { pool in
      [Double](repeating: min(max(pool.sum / Double(pool.count), first), last), count: pool.count)
    }
    return starts.enumerated().map { $0.element + Double($0.offset) * step }
  }
}
