// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

extension Conflict {
  /// Going round the statements: each step adds its bound, and the sum is below zero.
  func arithmetic(in timeline: PatientTimeline) -> String {
    let names = timeline.network.events
    let name = { (event: EventID) in names.indices.contains(event.index) ? names[event.index] : "?" }
    let steps = cycle.map { step in
      // Event 0 is the calendar: a step from or to it is a date.
      if step.from.index == 0 {
        return "\(name(step.to)) is on \(Day(Int(step.bound.days.rounded(.down)))) at the latest"
      }
      if step.to.index == 0 {
        return "\(name(step.from)) is on \(Day(Int((-step.bound.days).rounded(.up)))) at the earliest"
      }
      if step.bound == .zero { return "\(name(step.to)) is not after \(name(step.from))" }
      return step.bound < .zero
        ? "\(name(step.to)) is at least \(Numbers.text(-step.bound.days)) d before \(name(step.from))"
        : "\(name(step.to)) is at most \(Numbers.text(step.bound.days)) d after \(name(step.from))"
    }
    return Conflict.listed(steps, "; ") + ": short by \(Numbers.text(excess.days.magnitude)) d"
  }

  /// A list of steps or statements: of a long chain the first and the last few, as nobody reads a thousand.
  static func listed(_ items: [String], _ separator: String) -> String {
    let (most, few) = (30, 5)
    guard items.count > most else { return items.joined(separator: separator) }
    return (items.prefix(few) + ["… \(items.count - 2 * few) more …"] + items.suffix(few)).joined(separator: separator)
  }
}
