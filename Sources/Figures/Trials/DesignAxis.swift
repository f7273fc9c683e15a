// SPDX-License-Identifier: Apache-2.0

import Drawing
import Foundation
import Plain

/// An axis with its range, in points.
struct DesignAxis {
  let axis: DesignPlot.Axis
  /// Of the numbers beside it.
  let language: Language
  let domain: ClosedRange<Double>
  private let scale: LinearScale

  /// The range is what the axis states, and where it states none that of the values.
  init(
    _ axis: DesignPlot.Axis, _ values: [Double], from start: Double, to end: Double, in language: Language = .english
  ) {
    self.axis = axis
    self.language = language
    let isLogarithmic = axis.scale == .logarithmic
    let shown = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    var low = axis.from ?? min(shown.min() ?? 0, isLogarithmic ? .infinity : 0)
    var high = axis.to ?? shown.max() ?? 1
    if isLogarithmic {
      low = low > 0 && low.isFinite ? low : 0.001
      if axis.from == nil { low = pow(10, (log10(low) + 1e-9).rounded(.down)) }
      if axis.to == nil { high = pow(10, (log10(max(high, low)) - 1e-9).rounded(.up)) }
      if !(high > low) { high = low * 10 }
    } else {
      if !(high > low) { high = low + 1 }
      if axis.to == nil { high += (high - low) * 0.06 }
      if axis.from == nil, low < 0 { low -= (high - low) * 0.06 }
    }
    domain = low...high
    scale = LinearScale(Self.map(low, axis)...Self.map(high, axis), from: start, to: end)
  }

  private static func map(_ value: Double, _ axis: DesignPlot.Axis) -> Double {
    axis.scale == .logarithmic ? log10(max(value, 1e-300)) : value
  }

  /// The place of a value in points, held within the axis.
  func position(of value: Double) -> Double {
    scale.position(of: Self.map(min(max(value, domain.lowerBound), domain.upperBound), axis))
  }

  /// Whether a value lies on the axis.
  func holds(_ value: Double) -> Bool {
    value.isFinite && value >= domain.lowerBound - 1e-9 * abs(domain.lowerBound)
      && value <= domain.upperBound + 1e-9 * abs(domain.upperBound) && (axis.scale != .logarithmic || value > 0)
  }

  /// Round values whose words keep `room` points apart, along the axis.
  func ticks(_ style: TextStyle, isLying: Bool) -> [Double] {
    for count in [10, 8, 6, 5, 4, 3, 2, 1] {
      let ticks = candidates(count)
      var edge = -Double.infinity
      let keepApart = ticks.allSatisfy { tick in
        let half = isLying ? TextMeasure.width(of: label(tick), style: style) / 2 : style.size * 0.55
        let place = isLying ? position(of: tick) : -position(of: tick)
        defer { edge = place + half }
        return place - half >= edge + style.size * 0.8
      }
      if keepApart, !ticks.isEmpty { return ticks }
    }
    return []
  }

  private func candidates(_ count: Int) -> [Double] {
    if axis.scale == .logarithmic {
      let (first, last) = (
        Int((log10(domain.lowerBound) - 1e-9).rounded(.up)), Int((log10(domain.upperBound) + 1e-9).rounded(.down))
      )
      guard first <= last else { return [] }
      let step = max(1, (last - first + count - 1) / count)
      return stride(from: last, through: first, by: -step).map { pow(10, Double($0)) }.reversed()
    }
    let ticks = LinearScale(domain, from: 0, to: 1).ticks(about: count)
    return axis.scale == .counts ? ticks.filter { $0 == $0.rounded() } : ticks
  }

  /// The words of a number.
  func label(_ value: Double) -> String {
    switch axis.scale {
    case .linear: return Numbers.text(value, decimals: 4, in: language)
    case .counts: return Numbers.text(value, decimals: 0, in: language)
    case .percent: return Numbers.text(value * 100, decimals: 3, in: language)
    case .logarithmic:
      let power = Int(log10(value).rounded())
      guard abs(power) > 3 else { return Numbers.text(value, decimals: 3, in: language) }
      let digits = "\(abs(power))".map { Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0.wholeNumberValue ?? 0] }
      return "10" + (power < 0 ? "⁻" : "") + String(digits)
    }
  }
}
