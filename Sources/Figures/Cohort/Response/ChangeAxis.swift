// SPDX-License-Identifier: Apache-2.0

import Drawing
import Plain
import Course
import Foundation

/// The vertical axis of a change in percent from baseline, with its thresholds.
struct ChangeAxis: Sendable {
  let page: Page
  let title: String
  let thresholds: [Double]
  let scale: LinearScale
  let ceiling: Double

  /// An axis for values in percent; what lies beyond the ceiling is drawn there.
  init(
    _ page: Page, title: String, values: [Double], thresholds: [Double], ceiling: Double, from bottom: Double,
    to top: Double
  ) {
    self.page = page
    self.title = title
    self.thresholds = thresholds.filter(\.isFinite)
    self.ceiling = ceiling.isFinite ? max(ceiling, 20) : 100
    let shown = values.filter(\.isFinite).map { [limit = self.ceiling] in min($0, limit) } + self.thresholds + [0]
    func outward(_ value: Double) -> Double { (value / 20 + (value < 0 ? -1e-9 : 1e-9)).rounded(.awayFromZero) * 20 }
    let lower = max(-100, outward((shown.min() ?? -40) - 0.5))
    let upper = min(self.ceiling, outward(shown.max() ?? 40))
    scale = LinearScale(lower...max(upper, lower + 20), from: bottom, to: top)
  }

  /// The same axis elsewhere.
  func position(of value: Double) -> Double { scale.position(of: min(max(value, scale.domain.lowerBound), ceiling)) }

  /// The labelled values: round ones, and the thresholds in their place where both would touch.
  private var labels: [(value: Double, isThreshold: Bool)] {
    let gap = page.label.size * 1.15
    let marked = thresholds.filter { scale.domain.contains($0) }
    let round = scale.ticks(about: 5).filter { value in
      !marked.contains { abs(scale.position(of: $0) - scale.position(of: value)) < gap }
    }
    return round.map { ($0, false) } + marked.map { ($0, true) }
  }

  private func text(_ value: Double) -> String { (value > 0 ? "+" : "") + page.number(value) }

  /// How much stands to the left of the axis, in points.
  var width: Double {
    let numbers = labels.map { TextMeasure.width(of: text($0.value), style: page.label) }.max() ?? 0
    return Page.margin + page.widthOfVerticalTitle(title, height: abs(scale.end - scale.start)) + 3 + numbers + 5
  }

  /// Grid and thresholds behind, numbers and title beside.
  func nodes(from left: Double, to right: Double) -> [Scene.Node] {
    var nodes: [Scene.Node] = []
    for label in labels {
      let y = scale.position(of: label.value)
      let stroke = label.isThreshold ? page.referenceStroke : page.gridStroke
      nodes.append(page.line(Point(left, y), Point(right, y), stroke, label.isThreshold ? "threshold" : "grid"))
      nodes.append(page.line(Point(left - 2.5, y), Point(left, y), page.axisStroke))
      let style = label.isThreshold ? page.body : page.label
      nodes.append(page.text(text(label.value), middle: Point(left - 4.5, y), style, .end))
    }
    nodes.append(page.line(Point(left, scale.start), Point(left, scale.end), page.axisStroke))
    return nodes
      + page.verticalTitle(
        title, x: Page.margin, from: min(scale.start, scale.end), to: max(scale.start, scale.end))
  }
}
