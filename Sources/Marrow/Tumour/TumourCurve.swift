// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A rate of growth or of shrinkage, per day.
public struct PerDay: Sendable, Hashable {
  /// Per day.
  public let value: Double
  /// A rate per day.
  public init(_ value: Double) { self.value = value }
}

/// A stretch of days in which the exposure to a drug is constant.
public struct ExposureStretch: Sendable, Hashable {
  /// Its first and last day, counted from the start of treatment at 0.
  public let days: ClosedRange<Double>
  /// The exposure, in the unit in which the effect is stated per exposure: 1 for the full dose, or an area under the curve.
  public let exposure: Double

  /// A stretch; its days and its exposure are 0 or more and finite.
  public init(_ days: ClosedRange<Double>, _ exposure: Double) throws(MarrowProblem) {
    guard days.lowerBound >= 0, days.upperBound.isFinite, days.upperBound > days.lowerBound, exposure.isFinite,
      exposure >= 0
    else {
      throw MarrowProblem(
        "exposure", found: "\(exposure) from day \(days.lowerBound) to \(days.upperBound)",
        expected: "0 or more over some days from the start on")
    }
    self.days = days
    self.exposure = exposure
  }
}

/// How a sum of diameters changes: a description of what was measured, with rates of growth and shrinkage. It is no advice on a dose.
public enum TumourCurve: Sendable, Hashable {
  /// y₀ (e^(−d t) + e^(g t) − 1) (Stein et al., Oncologist 2008;13:1046).
  case stein(start: Double, growth: PerDay, shrinkage: PerDay)
  /// dy/dt = K_L y − K_D e^(−λ t) E(t) y (Claret et al., J Clin Oncol 2009;27:4103): the effect of an exposure fades by resistance.
  case claret(start: Double, growth: PerDay, effect: Double, resistance: PerDay, [ExposureStretch])
  /// dy/dt = (K_G − Σ K_D · E) y with constant effects of exposures (Zecchin et al., Br J Clin Pharmacol 2016;82:717).
  case zecchin(start: Double, growth: PerDay, effects: [ExposureEffect])

  /// An effect per exposure and day, of one drug.
  public struct ExposureEffect: Sendable, Hashable {
    /// Per day and unit of exposure.
    public let effect: Double
    /// When there is which exposure; stretches may overlap, and add.
    public let stretches: [ExposureStretch]

    /// An effect.
    public init(_ effect: Double, _ stretches: [ExposureStretch]) {
      self.effect = effect
      self.stretches = stretches
    }
  }

  /// Millimetres, so many days after the start of treatment; nil where a parameter is no possible one, or the sum is not finite.
  public func millimetres(day: Double) -> Double? {
    guard day.isFinite, day >= 0, start > 0, start.isFinite else { return nil }
    let size: Double
    switch self {
    case .stein(let start, let growth, let shrinkage):
      guard growth.value >= 0, shrinkage.value >= 0 else { return nil }
      size = start * (exp(-shrinkage.value * day) + expm1(growth.value * day))
    case .claret(let start, let growth, let effect, let resistance, let stretches):
      guard effect >= 0, resistance.value >= 0 else { return nil }
      // ln y = ln y₀ + K_L t − K_D ∫ E e^(−λ s) ds, stretch by stretch in closed form.
      var killed = 0.0
      for stretch in stretches {
        let end = min(day, stretch.days.upperBound)
        guard end > stretch.days.lowerBound else { continue }
        killed += stretch.exposure * Self.faded(resistance.value, stretch.days.lowerBound, end)
      }
      size = start * exp(growth.value * day - effect * killed)
    case .zecchin(let start, let growth, let effects):
      var killed = 0.0
      for effect in effects {
        for stretch in effect.stretches {
          killed +=
            effect.effect * stretch.exposure * max(0, min(day, stretch.days.upperBound) - stretch.days.lowerBound)
        }
      }
      size = start * exp(growth.value * day - killed)
    }
    return size.isFinite ? size : nil
  }

  /// ∫ e^(−λ s) ds, also where λ is 0.
  private static func faded(_ rate: Double, _ from: Double, _ to: Double) -> Double {
    rate * (to - from) < 1e-12
      ? (to - from) * exp(-rate * from) : exp(-rate * from) * -expm1(-rate * (to - from)) / rate
  }

  /// Days in which a sum doubles by growth alone: ln 2 over a rate per day. Nil of a rate that is not above 0.
  public static func doublingDays(_ perDay: Double) -> Double? { perDay > 0 && perDay.isFinite ? log(2) / perDay : nil }

  /// The sum at the start, in millimetres.
  public var start: Double {
    switch self {
    case .stein(let start, _, _), .claret(let start, _, _, _, _), .zecchin(let start, _, _): start
    }
  }

  /// When the sum is least and how large it is then, of ``stein(start:growth:shrinkage:)``: ln(d/g)/(d + g), or the start where it only grows. Nil where it only shrinks, and of other forms, which turn where their exposures do.
  public var nadir: (day: Double, millimetres: Double)? {
    guard case .stein(let start, let growth, let shrinkage) = self, growth.value > 0 else { return nil }
    guard shrinkage.value > growth.value else { return (0, start) }
    let day = log(shrinkage.value / growth.value) / (shrinkage.value + growth.value)
    return millimetres(day: day).map { (day, $0) }
  }
}
