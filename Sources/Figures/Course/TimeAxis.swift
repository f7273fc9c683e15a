// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Drawing

/// A horizontal axis of days, labelled in days, months or years.
///
///     let axis = TimeAxis(days: 0...1200, unit: .months, from: 90, to: 460)
///     axis.position(ofDay: 365.25)
///     scene.nodes.append(axis.node(y: 200, title: "Months since first cycle", gridTop: 20))
public struct TimeAxis: Hashable, Sendable {
  /// What the labels count.
  public enum Unit: Hashable, Sendable {
    /// Days, in steps of 1, 2, 7, 14, 28 …
    case days
    /// Months of 30.4375 days, in steps of 1, 2, 3, 6, 12 …
    case months
    /// Years of 365.25 days, in steps of 1, 2, 5, 10 …
    case years
  }

  /// A labelled place.
  public struct Tick: Hashable, Sendable {
    /// The day on the axis.
    public let day: Double
    /// What is written there.
    public let label: String
  }

  /// The scale from days to points.
  public let scale: LinearScale
  /// What the labels count.
  public let unit: Unit
  /// How the labels are set.
  public let style: TextStyle
  /// The labelled places: the finest nice step whose labels keep apart.
  public let ticks: [Tick]

  /// An axis over days, from one x to another in points.
  public init(
    days: ClosedRange<Double>, unit: Unit, from start: Double, to end: Double,
    style: TextStyle = TextStyle(size: 7.5, ink: .axis)
  ) {
    let scale = LinearScale(days, from: start, to: end)
    self.scale = scale
    self.unit = unit
    self.style = style
    self.ticks = Self.candidates(unit, scale: scale).first { Self.keepApart($0, scale: scale, style: style) } ?? []
  }

  /// The x of a day in points.
  public func position(ofDay day: Double) -> Double { scale.position(of: day) }

  /// The height taken below the line in points: tick marks, labels and, if there is one, the title.
  public func height(title: Bool) -> Double {
    let labels = Self.tickLength + 1.5 + style.ascent + style.descent
    return title ? labels + style.lineHeight : labels
  }

  /// The axis with its line at a height `y`, and grid lines up to `gridTop`; both in points.
  public func node(y: Double, title: String? = nil, gridTop: Double? = nil) -> Scene.Node {
    var nodes: [Scene.Node] = []
    for tick in ticks {
      let x = position(ofDay: tick.day)
      if let gridTop {
        nodes.append(
          .line(
            Scene.Line(
              from: Point(x, gridTop), to: Point(x, y), stroke: Stroke(.grid, width: 0.5), cssClass: "grid")))
      }
      nodes.append(
        .line(Scene.Line(from: Point(x, y), to: Point(x, y + Self.tickLength), stroke: Stroke(.axis, width: 0.6))))
      nodes.append(
        .text(Scene.Text(tick.label, at: Point(x, labelBaseline(y)), anchor: .middle, style: style)))
    }
    nodes.append(
      .line(Scene.Line(from: Point(scale.start, y), to: Point(scale.end, y), stroke: Stroke(.axis, width: 0.6))))
    if let title {
      nodes.append(
        .text(
          Scene.Text(
            title, at: Point((scale.start + scale.end) / 2, labelBaseline(y) + style.lineHeight), anchor: .middle,
            style: style.with(ink: .text))))
    }
    return .group(Scene.Group(title: title, cssClass: "axis", nodes: nodes))
  }

  private static let tickLength = 3.0

  private func labelBaseline(_ y: Double) -> Double { y + Self.tickLength + 1.5 + style.ascent }

  private static func keepApart(_ ticks: [Tick], scale: LinearScale, style: TextStyle) -> Bool {
    var edge = -Double.infinity
    for tick in ticks {
      let half = TextMeasure.width(of: tick.label, style: style) / 2
      let x = min(scale.position(of: tick.day), .greatestFiniteMagnitude)
      if x - half < edge + style.size * 1.6 { return false }
      edge = x + half
    }
    return true
  }

  /// Possible ticks from fine to coarse.
  private static func candidates(_ unit: Unit, scale: LinearScale) -> [[Tick]] {
    switch unit {
    case .days: return uniform([1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1820], of: 1, scale: scale)
    case .months: return uniform([1, 2, 3, 6, 12, 24, 36, 60, 120, 240], of: TimeLength.daysPerMonth, scale: scale)
    case .years: return uniform([1, 2, 5, 10, 20, 50], of: TimeLength.daysPerYear, scale: scale)
    }
  }

  private static func uniform(_ steps: [Int], of length: Double, scale: LinearScale) -> [[Tick]] {
    steps.compactMap { step in
      let days = scale.multiples(of: Double(step) * length)
      guard !days.isEmpty else { return nil }
      return days.map { day in
        let count = Int((day / length).rounded())
        return Tick(day: day, label: count < 0 ? "−\(-count)" : "\(count)")
      }
    }
  }
}
