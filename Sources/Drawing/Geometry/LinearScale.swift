// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A linear scale from values to points on the canvas.
public struct LinearScale: Hashable, Sendable {
  /// The values shown.
  public let domain: ClosedRange<Double>
  /// Where the lower end of the domain lies, in points.
  public let start: Double
  /// Where the upper end of the domain lies, in points; it may lie below `start`, as on a vertical axis.
  public let end: Double

  /// A scale from a domain to points. A domain without width maps to `start`.
  public init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a value in points; values outside the domain go on beyond the ends.
  public func position(of value: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    return span > 0 ? start + (value - domain.lowerBound) / span * (end - start) : start
  }

  /// The value at a place in points.
  public func value(at position: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    return end == start ? domain.lowerBound : domain.lowerBound + (position - start) / (end - start) * span
  }

  /// About `count` round values (steps of 1, 2 or 5 times a power of ten) within the domain.
  public func ticks(about count: Int = 5) -> [Double] {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return [domain.lowerBound] }
    let rough = span / Double(count)
    let power = pow(10, floor(log10(rough)))
    let step = power * ([1.0, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10)
    return multiples(of: step)
  }

  /// The multiples of a step within the domain.
  package func multiples(of step: Double) -> [Double] {
    guard step > 0, step.isFinite else { return [] }
    let first = (domain.lowerBound / step - 1e-9).rounded(.up)
    let last = (domain.upperBound / step + 1e-9).rounded(.down)
    guard first <= last, last - first < 10_000 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }
}
