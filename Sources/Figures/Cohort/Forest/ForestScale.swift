// SPDX-License-Identifier: Apache-2.0

import Drawing
import Plain
import Course
import Foundation

/// The axis of a forest plot: linear, or linear in the logarithm.
struct ForestScale: Sendable {
  let kind: ForestPlot.Scale
  let domain: ClosedRange<Double>
  private let scale: LinearScale

  init(_ plot: ForestPlot, from start: Double, to end: Double) {
    kind = plot.scale
    let values =
      (plot.rows.filter { $0.unavailable == nil }.flatMap { [$0.estimate, $0.lower, $0.upper].compactMap(\.self) }
      + plot.references.map(\.value)).filter { $0.isFinite && (plot.scale != .logarithmic || $0 > 0) }
    var lower = values.min() ?? (plot.scale == .logarithmic ? 0.5 : 0)
    var upper = values.max() ?? (plot.scale == .logarithmic ? 2 : 1)
    if let domain = plot.domain, domain.upperBound > domain.lowerBound,
      plot.scale != .logarithmic || domain.lowerBound > 0
    {
      (lower, upper) = (domain.lowerBound, domain.upperBound)
    } else {
      switch plot.scale {
      case .percent:
        lower = 0
        upper = min(100, Self.roundUp(max(upper, 5)))
      case .linear:
        if lower >= 0, lower < upper * 0.5 { lower = 0 }
        let room = max(upper - lower, 1e-6) * 0.05
        (lower, upper) = (lower == 0 ? 0 : lower - room, upper + room)
      case .logarithmic:
        // Ratios far from the rest would press it together: four powers of two to each side are shown, arrows tell the rest.
        lower = max(min(lower / 1.1, 0.8), 1.0 / 16)
        upper = min(max(upper * 1.1, 1.25), 16)
      }
    }
    domain = lower...upper
    scale = LinearScale(Self.map(lower, kind)...Self.map(upper, kind), from: start, to: end)
  }

  private static func map(_ value: Double, _ kind: ForestPlot.Scale) -> Double {
    kind == .logarithmic ? log(max(value, 1e-9)) : value
  }

  private static func roundUp(_ value: Double) -> Double {
    [5, 10, 20, 25, 30, 40, 50, 60, 80, 100].first { $0 >= value } ?? 100
  }

  /// The place of a value within the axis, in points.
  func position(of value: Double) -> Double {
    scale.position(of: Self.map(min(max(value, domain.lowerBound), domain.upperBound), kind))
  }

  /// Round values that do not crowd.
  func ticks(_ style: TextStyle) -> [Double] {
    for count in [6, 5, 4, 3, 2] {
      let ticks = kind == .logarithmic ? ratios(count) : LinearScale(domain, from: 0, to: 1).ticks(about: count)
      var edge = -Double.infinity
      let keepApart = ticks.allSatisfy { tick in
        let half = TextMeasure.width(of: label(tick), style: style) / 2
        defer { edge = position(of: tick) + half }
        return position(of: tick) - half >= edge + style.size * 0.8
      }
      if keepApart { return ticks }
    }
    return []
  }

  private func ratios(_ count: Int) -> [Double] {
    let fine = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 4, 5, 10, 20]
    let halves = [1.0 / 16, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16]
    let coarse = [0.1, 0.5, 1, 2, 10]
    return [fine.filter { $0 != 0.25 && $0 != 4 }, halves, coarse, [0.1, 1, 10]].map { $0.filter(domain.contains) }
      .first { $0.count <= count } ?? [1]
  }

  func label(_ value: Double) -> String { Numbers.text(value, decimals: 3) }
}
