// SPDX-License-Identifier: Apache-2.0

package import Chronology
import Course

/// How two times stand to each other, each as its own entry bounds it.
package enum Closeness: Sendable, Hashable {
  /// The same bounds.
  case same
  /// Both can be true: the bounds overlap.
  case compatible(Bounds)
  /// Both cannot be true.
  case apart(Bounds)
  /// Nothing bounds one of them.
  case unknown

  /// What was held against each other.
  package enum Bounds: Sendable, Hashable {
    /// Days of the calendar.
    case days(DayBounds, DayBounds)
    /// Lengths: from the diagnosis to the event, or from start to end.
    case lengths(LengthBounds, LengthBounds)

    /// By how many days two that exclude each other miss each other; 0 where they do not.
    var gapDays: Double {
      let gap: Double?
      switch self {
      case .days(let one, let other):
        gap = [(one.latest, other.earliest), (other.latest, one.earliest)].compactMap { last, first in
          last.flatMap { last in first.map { Double($0.number - last.number) } }
        }.max()
      case .lengths(let one, let other):
        gap = [(one.upper, other.lower), (other.upper, one.lower)].compactMap { most, least in
          most.flatMap { most in least.map { $0.days - most.days } }
        }.max()
      }
      return max(0, gap ?? 0)
    }
  }

  /// Days where both know some; else how long after the diagnosis.
  init(_ first: EnteredPatient.Resolved, _ second: EnteredPatient.Resolved) {
    let byDays = Self.ofDays(first.days, second.days)
    let byLengths = Closeness(first.fromDiagnosis, second.fromDiagnosis)
    // Days say more, unless one of the two knows none.
    if case .unknown = byDays { self = byLengths } else { self = byDays }
  }

  init(_ first: LengthBounds, _ second: LengthBounds) {
    guard first != .unbounded, second != .unbounded else {
      self = .unknown
      return
    }
    if first == second {
      self = .same
    } else if first.intersection(second) != nil {
      self = .compatible(.lengths(first, second))
    } else {
      self = .apart(.lengths(first, second))
    }
  }

  private static func ofDays(_ first: DayBounds, _ second: DayBounds) -> Closeness {
    guard first != .unbounded, second != .unbounded else { return .unknown }
    if first == second { return .same }
    let earliest = [first.earliest, second.earliest].compactMap(\.self).max()
    let latest = [first.latest, second.latest].compactMap(\.self).min()
    if let earliest, let latest, earliest > latest { return .apart(.days(first, second)) }
    return .compatible(.days(first, second))
  }
}
