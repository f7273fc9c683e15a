// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

extension Conflict {
  /// Going round the statements: each step adds its bound, and the sum is below zero.
  func arithmetic(in timeline: PatientTimeline) -> Phrase {
    let names = timeline.network.events
    let name = { (event: EventID) in Phrase.event(names.indices.contains(event.index) ? names[event.index] : "?") }
    let steps = cycle.map { step in
      // Event 0 is the calendar: a step from or to it is a date.
      if step.from.index == 0 {
        let day = Day(Int(step.bound.days.rounded(.down)))
        return Phrase("\(name(step.to)) is on \(day) at the latest", "\(name(step.to)) spätestens am \(day)")
      }
      if step.to.index == 0 {
        let day = Day(Int((-step.bound.days).rounded(.up)))
        return Phrase("\(name(step.from)) is on \(day) at the earliest", "\(name(step.from)) frühestens am \(day)")
      }
      if step.bound == .zero {
        return Phrase(
          "\(name(step.to)) is not after \(name(step.from))", "\(name(step.to)) nicht nach \(name(step.from))")
      }
      return step.bound < .zero
        ? Phrase(
          "\(name(step.to)) is at least \(Phrase.days(-step.bound.days)) before \(name(step.from))",
          "\(name(step.to)) mindestens \(Phrase.days(-step.bound.days)) vor \(name(step.from))")
        : Phrase(
          "\(name(step.to)) is at most \(Phrase.days(step.bound.days)) after \(name(step.from))",
          "\(name(step.to)) höchstens \(Phrase.days(step.bound.days)) nach \(name(step.from))")
    }
    let short = Phrase.days(excess.days.magnitude)
    return Conflict.listed(steps, "; ") + Phrase(": short by \(short)", ": zusammen \(short) zu wenig")
  }

  /// A list of steps or statements: of a long chain the first and the last few, as nobody reads a thousand.
  static func listed(_ items: [Phrase], _ separator: String) -> Phrase {
    let (most, few) = (30, 5)
    guard items.count > most else { return items.joined(separator: separator) }
    let left = items.count - 2 * few
    return (items.prefix(few) + [Phrase("… \(left) more …", "… \(left) weitere …")] + items.suffix(few))
      .joined(separator: separator)
  }
}
