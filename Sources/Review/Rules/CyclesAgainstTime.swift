// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// Cycle counts against stated time.
struct CyclesAgainstTime: Rule {
  let id = "cycles-against-time"
  let severity = Severity.warning
  let summary = Phrase(
    "A number of cycles that does not fill the stated time",
    "Eine Zahl von Zyklen, die die angegebene Zeit nicht füllt")
  let explanation =
    "A cycle length is a plan: so many cycles of the stated length, or of the longest customary one where none is stated, take so long, and longer where they are "
    + "delayed. Held against it are the time that they took, the start of a named cycle, and the time to the next stated event of the same line. More than an ordinary delay is "
    + "told with its size, unless `delay` says by how much they were delayed in all; `delayed for` makes it a note. A count that needs more time than is stated is a contradiction in time."
  let needs =
    "`cycles` of a therapy or phase with its end, a named cycle, or `cycles` of a therapy that has ended with the time of its continuation or of an assessment `of` it"
  let source =
    "custom of protocols: treatment that is delayed by more than two to three weeks ends; low dose intensity: Lyman, Dale & Crawford, J Clin Oncol 2003;21:4524-4531"

  static let delay = Threshold(
    "delay in all", 14, "d", why: "protocols commonly allow a delay of two weeks; more must be reported")
  static let intensity = Threshold(
    "of the planned intensity, by the delay alone", 85, "%",
    why: "below it a course counts as one of low dose intensity; many cycles may each be late by a week")
  static let longestCycle = Threshold(
    "cycle where none is stated", 28, "d", why: "the longest customary cycle of systemic therapy: finds least")
  let thresholds = [Self.delay, Self.intensity, Self.longestCycle]

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
    context.outcomes.patients.flatMap { outcome in
      outcome.therapies.compactMap { counted($0, outcome) ?? next($0, outcome) }
    }
  }

  /// Of the cycles that are counted between two events the one with the greatest delay.
  private func counted(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Found? {
    let late = outcome.timeline.countedCycles.filter {
      $0.therapy == therapy.entry.id && $0.count > 0 && $0.delay == nil
    }
    .compactMap { cycles in
      lateness(of: cycles.count, cycles.length, outcome.timeline.length(from: cycles.start, to: cycles.end))
        .map { (cycles, $0) }
    }
    guard let (cycles, late) = late.max(by: { $0.1.excess < $1.1.excess }) else { return nil }
    let isEnd = cycles.end == outcome.timeline.end(of: therapy.entry.id)
    let names = outcome.timeline.network.events
    let end =
      isEnd || !names.indices.contains(cycles.end.index)
      ? Phrase("the end", "das Ende") : Phrase.event(names[cycles.end.index])
    return found(
      late, therapy, outcome,
      end: Phrase(
        "\(end) is \(late.time.phrase()) after the start of \(cycles.id)",
        "\(end) liegt \(late.time.phrase()) nach Beginn von \(cycles.id)"), from: cycles.start,
      to: cycles.end)
  }

  /// The next thing of this line with a stated time: its continuation, or an assessment "after so long of therapy".
  private func next(_ therapy: TherapyOutcome, _ outcome: PatientOutcomes) -> Found? {
    let record = therapy.therapy
    // Of a therapy whose end is stated the cycles are held against it; what comes after is an interval free of treatment.
    let isEnded =
      therapy.entry.ends.contains(where: \.isTold) || !therapy.entry.lasts.isEmpty || !record.administrations.isEmpty
    guard !isEnded, let count = record.cycles.value, count > 0, !therapy.entry.isOngoing,
      let start = outcome.timeline.start(of: therapy.entry.id)
    else { return nil }
    for entry in outcome.patient.entries {
      switch entry.content {
      case .therapy(let next) where next.continues == therapy.entry.id: break
      case .assessment(let assessment) where assessment.of == therapy.entry.id: break
      default: continue
      }
      guard let event = outcome.timeline.start(of: entry.id),
        let late = lateness(
          of: count, record.cycleLength.value, delay: record.delay.value?.bounds().upper,
          outcome.timeline.length(from: start, to: event))
      else { continue }
      return found(
        late, therapy, outcome,
        end: Phrase(
          "\(entry.id) is \(late.time.phrase()) after the first",
          "\(entry.id) liegt \(late.time.phrase()) nach dem ersten"), from: start, to: event)
    }
    return nil
  }

  /// Cycles that took unusually long.
  private struct Lateness {
    var count: Int
    var length: CycleLength?
    /// Days of a cycle, at most.
    var days: Int
    var planned: TimeLength
    var time: LengthBounds
    var excess: TimeLength
  }

  private func lateness(of count: Int, _ length: CycleLength?, delay: TimeLength? = nil, _ time: LengthBounds)
    -> Lateness?
  {
    let days = length?.bounds?.upperBound ?? Int(Self.longestCycle.value)
    let planned = TimeLength.days(count * days) + (delay ?? .zero)
    guard let least = time.lower, least > planned + TimeLength(days: Self.delay.value),
      planned.days < least.days * Self.intensity.value / 100
    else { return nil }
    return Lateness(
      count: count, length: length, days: days, planned: planned, time: time, excess: least - planned)
  }

  private func found(
    _ late: Lateness, _ therapy: TherapyOutcome, _ outcome: PatientOutcomes, end: Phrase, from: EventID, to: EventID
  ) -> Found {
    let record = therapy.therapy
    let assumed =
      late.length == nil
      ? Phrase(
        " (cycle length not stated; \(late.days) d assumed as the longest customary)",
        " (Zykluslänge nicht angegeben; \(Phrase.days(late.days)) als längste übliche angenommen)") : .none
    let cycles = Phrase(
      "\(late.count) \(late.count == 1 ? "cycle" : "cycles")", "\(late.count) \(late.count == 1 ? "Zyklus" : "Zyklen")")
    let delay = late.planned - .days(late.count * late.days)
    let stated = delay > .zero ? Phrase(" with the stated delay", " mit der angegebenen Verzögerung") : .none
    let reason = record.delayReason.value ?? record.phases.lazy.compactMap(\.delayReason.value).first
    let why =
      reason.map {
        Phrase(
          " Delayed for “\($0)”; by how much is not stated.",
          " Verzögert wegen „\($0)“; um wie viel, ist nicht angegeben.")
      } ?? .none
    let implied = Phrase.days((late.time.lower ?? .zero).days / Double(late.count), decimals: 0)
    return Found(
      patient: outcome.patient.id, about: therapy.entry.id, severity: reason == nil ? nil : .note,
      Phrase(
        "\(cycles) of \(record.name) take \(Phrase.days(late.planned.days)) by their plan\(stated)\(assumed), but \(end): a delay of at least \(Phrase.days(late.excess.days, decimals: 0)) in all is unexplained.\(why)",
        "\(record.name): \(cycles) dauern nach Plan \(Phrase.days(late.planned.days))\(stated)\(assumed), aber \(end): eine Verzögerung von insgesamt mindestens \(Phrase.ofDays(late.excess.days, decimals: 0)) ist nicht erklärt.\(why)"
      ),
      arithmetic: Phrase(
        "\(late.count) × \(late.days) d\(delay > .zero ? " + \(Numbers.text(delay.days)) d" : "") = \(Phrase.days(late.planned.days)); \(late.time.phrase(in: .days, decimals: 0)) stated; cycles would have to be at least \(implied) long",
        "\(late.count) × \(Phrase.days(late.days))\(delay > .zero ? Phrase("", " + \(Phrase.days(delay.days))") : .none) = \(Phrase.days(late.planned.days)); \(late.time.phrase(in: .days, decimals: 0)) angegeben; die Zyklen müssten mindestens \(implied) lang sein"
      ),
      evidence: [Evidence(therapy.entry, Phrase(same: "\(record.name): ") + cycles)]
        + outcome.timeline.support(from: from, to: to).map(Evidence.init),
      settledBy: Phrase(
        "Cycle length and dates of \(therapy.entry.id); the delay or pause, and its reason.",
        "Zykluslänge und Daten von \(therapy.entry.id); die Verzögerung oder Pause und ihr Grund."))
  }
}
