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
      if step.from.index == 0 { return "\(name(step.to)) not after \(Day(Int(step.bound.days.rounded(.down))))" }
      if step.to.index == 0 { return "\(name(step.from)) not before \(Day(Int((-step.bound.days).rounded(.up))))" }
      return step.bound <= .zero
        ? "\(name(step.to)) at least \(Numbers.text(-step.bound.days)) d before \(name(step.from))"
        : "\(name(step.to)) at most \(Numbers.text(step.bound.days)) d after \(name(step.from))"
    }
    return steps.joined(separator: "; ") + "; together they miss by \(Numbers.text(excess.days.magnitude)) d"
  }
}
