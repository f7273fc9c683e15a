// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Cycle counts against stated time.
struct CyclesAgainstTime: Rule {
  let id = "cycles-against-time"
  let severity = Severity.warning
  let summary = "A number of cycles that does not fill the stated time"
  let explanation =
    "So many cycles of the stated length, or of the longest customary one where none is stated, take so long; the time to the next stated event "
    + "of the same line is longer. Either the cycles were longer, or there was a pause that is not reported. A count that needs more time than is "
    + "stated is a contradiction in time."
  let needs = "`cycles` of a therapy that has ended; the time of its continuation, or of an assessment `of` it"
  let source = "custom of protocols: treatment that is delayed by more than two to three weeks ends"

  static let delay = Threshold(
    "time without explanation", 14, "d", why: "protocols commonly allow a delay of two weeks; more must be reported")
  static let longestCycle = Threshold(
    "cycle where none is stated", 28, "d", why: "the longest customary cycle of systemic therapy: finds least")
  let thresholds = [Self.delay, Self.longestCycle]

  let fires = RuleExample(
    "4 cycles of 21 d are 84 d; the next assessment comes after 99 d",
    course: """
      - therapy: doxorubicin
        id: dox
        when: 2021-01-04
        cycles: 4
        every: 21 d
      - assessment: CT
        of: dox
        when: 2021-04-13
      """)
  let passes = RuleExample(
    "it comes after 98 d: two weeks of delay",
    course: """
      - therapy: doxorubicin
        id: dox
        when: 2021-01-04
        cycles: 4
        every: 21 d
      - assessment: CT
        of: dox
        when: 2021-04-12
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in outcome.therapies.compactMap { find($0, outcome) } }
  }

  private func find(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Found? {
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
    let length = therapy.therapy.cycleLength.value
    let longest = length?.bounds?.upperBound ?? Int(Self.longestCycle.value)
    let filled = TimeLength.days(count * longest)
    for entry in candidates {
      guard let event = outcome.timeline.start(of: entry.id) else { continue }
      let time = outcome.timeline.length(from: start, to: event)
      guard let least = time.lower, least > filled + TimeLength(days: Self.delay.value) else { continue }
      let stated = length == nil ? " (cycle length not stated; \(longest) d assumed as the longest customary)" : ""
      let implied = Numbers.text(least.days / Double(count), decimals: 0)
      return Found(
        patient: outcome.patient.id, about: therapy.entry.id,
        "\(count) cycles of \(therapy.therapy.name) take at most \(Numbers.text(filled.days)) d\(stated), but \(entry.id) is "
          + "\(time.text()) after the first: at least \(Numbers.text((least - filled).days, decimals: 0)) d are unexplained.",
        arithmetic:
          "\(count) × \(longest) d = \(Numbers.text(filled.days)) d; \(time.text(in: .days, decimals: 0)) stated; "
          + "cycles would have to be at least \(implied) d long",
        evidence: [Evidence(therapy.entry, "\(therapy.therapy.name): \(count) cycles")]
          + outcome.timeline.support(from: start, to: event).map(Evidence.init),
        settledBy: "Cycle length and dates of \(therapy.entry.id); the reason for the pause.")
    }
    return nil
  }
}
