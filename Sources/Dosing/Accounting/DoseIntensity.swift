// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Plain
public import Course

/// Dose intensity of a phase, by its three denominators.
public enum DoseIntensity {
  /// Dose of a whole cycle in the phase's unit: dose times number of days, and times a day; nil where either is not stated.
  public static func perCycle(_ phase: DosePhase) -> Double? {
    guard let dose = phase.dose.value, !phase.days.isEmpty else { return nil }
    return dose.amount * Double(phase.days.count) * Double(phase.timesADay)
  }

  /// Dose per week in the phase's unit, over every cycle length that the record leaves open, and over the delay that is stated.
  public static func perWeek(_ phase: DosePhase) -> NumberBounds? {
    guard let planned = plannedPerWeek(phase) else { return nil }
    let time = timeRatio(phase)
    return NumberBounds(
      lower: planned.lower.flatMap { lower in time.lower.map { lower * $0 } },
      upper: planned.upper.flatMap { upper in time.upper.map { upper * $0 } })
  }

  /// Dose per week in the phase's unit as it was planned: without any delay.
  public static func plannedPerWeek(_ phase: DosePhase) -> NumberBounds? {
    guard let perCycle = perCycle(phase), let length = phase.cycleLength.value?.bounds else { return nil }
    return NumberBounds(
      lower: perCycle * 7 / Double(length.upperBound), upper: perCycle * 7 / Double(length.lowerBound))
  }

  /// Planned over actual time of a phase whose delay is stated: so many cycles over so many and the delay; 1 without a delay. Where the number of cycles is
  /// not known one is the fewest, and many make the delay small.
  public static func timeRatio(_ phase: DosePhase) -> NumberBounds {
    guard let delay = phase.delay.value?.bounds(), let length = phase.cycleLength.value?.bounds else {
      return NumberBounds(1)
    }
    let counted = phase.firstCycle.flatMap { first in phase.lastCycle.map { Double($0 - first + 1) } }
    func ratio(_ cycles: Double, _ length: Int, _ delay: Double) -> Double {
      let planned = cycles * Double(length)
      return planned / (planned + delay)
    }
    let most = counted.map { ratio($0, length.upperBound, delay.lower?.days ?? 0) } ?? 1
    return NumberBounds(
      lower: delay.upper.map { ratio(counted ?? 1, length.lowerBound, $0.days) } ?? 0, upper: most)
  }

  /// One dose per week over another.
  ///
  /// Where both leave the cycle length open for the same reason this is wider than the truth; bounds are never narrower.
  public static func ratio(_ given: NumberBounds, to plan: NumberBounds) -> NumberBounds {
    NumberBounds(
      lower: given.lower.flatMap { lower in plan.upper.flatMap { $0 > 0 ? lower / $0 : nil } },
      upper: given.upper.flatMap { upper in plan.lower.flatMap { $0 > 0 ? upper / $0 : nil } })
  }

  /// The three readings of a change from one phase to another: 1 − to / from.
  public struct Change: Sendable, Hashable {
    /// Per administration; nil where a dose is not stated.
    public var perAdministration: Double?
    /// Per cycle.
    public var perCycle: Double?
    /// Per week.
    public var perWeek: NumberBounds?

    /// Nothing is known.
    public init() {}
  }

  /// The cut from one phase to another, as fractions of the first; negative for an increase. Doses in different units give nil.
  public static func change(from: DosePhase, to: DosePhase) -> Change {
    var change = Change()
    guard let before = from.dose.value, let after = to.dose.value, before.unit == after.unit, before.amount > 0 else {
      return change
    }
    change.perAdministration = 1 - after.amount / before.amount
    if let before = perCycle(from), let after = perCycle(to), before > 0 { change.perCycle = 1 - after / before }
    if let before = perWeek(from), let after = perWeek(to) {
      let ratio = ratio(after, to: before)
      change.perWeek = NumberBounds(lower: ratio.upper.map { 1 - $0 }, upper: ratio.lower.map { 1 - $0 })
    }
    return change
  }
}
