// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Outcomes

extension Rule {
  /// Statements on time that cannot all be true.
  static let contradictionInTime = Rule(
    id: "contradiction-in-time", summary: "Statements on time that cannot all be true",
    explanation:
      "All statements of a patient form one simple temporal network (Dechter, Meiri & Pearl 1991). A negative cycle "
      + "in it is a contradiction; the finding lists a minimal set of statements: leave out any one and the rest agree.",
    check: { context in
      context.outcomes.patients.flatMap { outcome in
        outcome.timeline.conflicts.enumerated().map { index, conflict in
          let statements = conflict.statements.compactMap { outcome.timeline.statement($0) }
          return Finding(
            "contradiction-in-time", .error, patient: outcome.patient.id, about: "\(index + 1)",
            "\(statements.count == 1 ? "This statement contradicts itself" : "These \(statements.count) statements cannot all be true"): "
              + statements.map { "“\($0.text)”" }.joined(separator: ", ") + ".",
            arithmetic: arithmetic(conflict, outcome.timeline), evidence: statements.map(Evidence.init),
            settledBy: "The dates of the events named, from the chart.")
        }
      }
    })

  /// Going round the statements: each step adds its bound, and the sum is below zero.
  private static func arithmetic(_ conflict: Conflict, _ timeline: PatientTimeline) -> String {
    let names = timeline.network.events
    let name = { (event: EventID) in names.indices.contains(event.index) ? names[event.index] : "?" }
    let steps = conflict.cycle.map { step in
      // Event 0 is the calendar: a step from or to it is a date.
      if step.from.index == 0 { return "\(name(step.to)) not after \(Day(Int(step.bound.days.rounded(.down))))" }
      if step.to.index == 0 { return "\(name(step.from)) not before \(Day(Int((-step.bound.days).rounded(.up))))" }
      return step.bound <= .zero
        ? "\(name(step.to)) at least \(Numbers.text(-step.bound.days)) d before \(name(step.from))"
        : "\(name(step.to)) at most \(Numbers.text(step.bound.days)) d after \(name(step.from))"
    }
    return steps.joined(separator: "; ") + "; together they miss by \(Numbers.text(conflict.excess.days.magnitude)) d"
  }

  /// Agrees only because stated numbers are rounded.
  static let onlyByRounding = Rule(
    id: "only-by-rounding", summary: "Statements that agree only because numbers are rounded",
    explanation:
      "Read to the letter (6 mo is 182.6 days) the statements contradict each other; within half a unit of the last "
      + "stated digit they agree. Nothing is wrong; a reader who takes the numbers at face value will stumble.",
    check: { context in
      context.outcomes.patients.flatMap { outcome -> [Finding] in
        guard outcome.timeline.conflicts.isEmpty else { return [] }
        let literal = PatientTimeline(outcome.patient, in: context.study, tolerance: .exact)
        return literal.conflicts.enumerated().map { index, conflict in
          let statements = conflict.statements.compactMap { literal.statement($0) }
          return Finding(
            "only-by-rounding", .note, patient: outcome.patient.id, about: "\(index + 1)",
            "Read to the letter these statements miss each other by \(Numbers.text(conflict.excess.days.magnitude)) d: "
              + statements.map { "“\($0.text)”" }.joined(separator: ", ") + ".",
            arithmetic: arithmetic(conflict, literal), evidence: statements.map(Evidence.init),
            settledBy: "The dates of the events named.")
        }
      }
    })

  /// Stated segments against a stated total.
  static let segmentsAgainstTotal = Rule(
    id: "segments-against-total", summary: "Stated segments leave little of a stated total for the rest",
    explanation:
      "Numbers read to the letter. From diagnosis to death (or last contact) at most so long is stated; the segments "
      + "with a stated length fill a part; what remains has to hold every therapy without a stated length. Less than a "
      + "month each is a warning.",
    check: { context in
      context.outcomes.patients.compactMap { outcome in segments(outcome, in: context.study) }
    })

  private static func segments(_ outcome: PatientOutcomes, in study: Study) -> Finding? {
    let timeline = PatientTimeline(outcome.patient, in: study, tolerance: .exact)
    guard let diagnosis = outcome.patient.diagnosis?.entry, let start = timeline.start(of: diagnosis.id),
      let last = outcome.patient.death ?? outcome.patient.entries.last, let end = timeline.start(of: last.id)
    else { return nil }
    let total = timeline.length(from: start, to: end)
    guard let most = total.upper, let least = total.lower, least > .zero, least < most else { return nil }
    let unstated = outcome.patient.entries.filter { entry in
      guard entry.content.lasts, !entry.isOngoing, let length = timeline.length(of: entry.id) else { return false }
      if case .followUp = entry.content { return false }
      return (length.lower ?? .zero) == .zero
    }
    guard !unstated.isEmpty else { return nil }
    let rest = most - least
    let names = unstated.map(\.id).joined(separator: ", ")
    let isTight = rest < .months(Double(unstated.count))
    return Finding(
      "segments-against-total", isTight ? .warning : .note, patient: outcome.patient.id, about: last.id,
      "Of at most \(LengthBounds(exactly: most).text()) from diagnosis to \(last.id), stated segments fill "
        + "\(LengthBounds(exactly: least).text()); at most \(LengthBounds(exactly: rest).text()) remain for "
        + "\(unstated.count) without a stated length (\(names)) and every pause.",
      arithmetic:
        "\(LengthBounds(exactly: most).text()) − \(LengthBounds(exactly: least).text()) = \(LengthBounds(exactly: rest).text())",
      evidence: timeline.support(from: start, to: end).filter { $0.kind == .stated }.map(Evidence.init),
      settledBy: "Start and end of \(names).")
  }

  /// Cycle counts against stated time.
  static let cyclesAgainstTime = Rule(
    id: "cycles-against-time", summary: "A number of cycles that does not fill the stated time",
    explanation:
      "So many cycles of the stated length, or of at most 28 days where none is stated, take so long; the time "
      + "to the next stated event of the same line is longer by more than two weeks, the delay that protocols commonly allow. Either the cycles were longer, or there was a pause that is "
      + "not reported. A count that needs more time than is stated is a contradiction in time.",
    check: { context in
      context.outcomes.patients.flatMap { outcome in
        outcome.therapies.compactMap { cycles($0, outcome) }
      }
    })

  private static func cycles(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Finding? {
    guard let count = therapy.therapy.cycles.value, count > 0, !therapy.entry.isOngoing,
      let start = outcome.timeline.start(of: therapy.entry.id)
    else { return nil }
    // The next thing of this line with a stated time: its continuation, or an assessment "after so long of therapy".
    let candidates = outcome.patient.entries.filter { entry in
      switch entry.content {
      case .therapy(let next): next.continues == therapy.entry.id
      case .assessment(let assessment): assessment.of == therapy.entry.id
      default: false
      }
    }
    let longest = therapy.therapy.cycleLength.value?.bounds?.upperBound ?? 28
    let filled = TimeLength.days(count * longest)
    for entry in candidates {
      guard let event = outcome.timeline.start(of: entry.id) else { continue }
      let length = outcome.timeline.length(from: start, to: event)
      guard let least = length.lower, least > filled + .weeks(2) else { continue }
      let stated =
        therapy.therapy.cycleLength.value == nil
        ? " (cycle length not stated; 28 d assumed as the longest customary)" : ""
      let implied = Numbers.text(least.days / Double(count), decimals: 0)
      return Finding(
        "cycles-against-time", .warning, patient: outcome.patient.id, about: therapy.entry.id,
        "\(count) cycles of \(therapy.therapy.name) take at most \(Numbers.text(filled.days)) d\(stated), but \(entry.id) is "
          + "\(length.text()) after the first: at least \(Numbers.text((least - filled).days, decimals: 0)) d are unexplained.",
        arithmetic:
          "\(count) × \(longest) d = \(Numbers.text(filled.days)) d; \(length.text(in: .days, decimals: 0)) stated; "
          + "cycles would have to be at least \(implied) d long",
        evidence: [Evidence(therapy.entry, "\(therapy.therapy.name): \(count) cycles")]
          + outcome.timeline.support(from: start, to: event).map(Evidence.init),
        settledBy: "Cycle length and dates of \(therapy.entry.id); the reason for the pause.")
    }
    return nil
  }
}

extension Evidence {
  init(_ statement: Statement) {
    self.init(statement.text, sources: statement.sources, location: statement.location)
  }
}
