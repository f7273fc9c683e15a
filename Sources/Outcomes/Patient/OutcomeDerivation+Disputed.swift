// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Times on which the record says two things.
extension OutcomeDerivation {
  /// Days by which statements may miss each other before a time that rests on one of them is not known: a week is what rounding and counting from another
  /// day make of a date. What misses by less is told by the review, and moves a time by about as much.
  static let disputedDays = 7.0

  /// Which contradictions are asked for.
  enum Counted {
    /// Those within the course.
    case course
    /// Those with the end of observation too.
    case observation
  }

  /// The contradiction that statements behind a time are part of; nil where none misses by more than ``disputedDays``.
  ///
  /// Which of the statements of a contradiction is wrong nobody knows, so that a time that rests on one of them is not known either.
  ///
  /// - Parameters:
  ///   - statements: the statements.
  ///   - counts: whether what lies after death, the last contact or the data cut-off counts too: it has a meaning of its own wherever a time ends, and none where doses are added up.
  func disputed(_ statements: [Statement], counts: Counted = .course) -> TimeToEvent.Contradiction? {
    guard !timeline.conflicts.isEmpty else { return nil }
    let behind = Set(statements.map(\.id))
    // What is open between readings is told as such, and is no contradiction of the record.
    let readings = Set(timeline.readingPoints.map(\.statement))
    let observation: Set =
      counts == .observation
      ? [] : [PatientTimeline.untilCutOff, PatientTimeline.untilDeath, PatientTimeline.untilLastContact]
    func isOfObservation(_ id: StatementID) -> Bool {
      if case .implied(let rule) = timeline.statement(id)?.kind { observation.contains(rule) } else { false }
    }
    return timeline.conflicts.first { conflict in
      !conflict.statements.contains(where: isOfObservation) && conflict.excess.days > Self.disputedDays
        && !readings.contains(conflict.rejected)
        && conflict.statements.contains(where: behind.contains)
    }.map(contradiction)
  }

  /// The contradiction that has set aside all that the record states of when one of these events was; nil where something stands of each. What is left of the time of
  /// such an event is what surrounds it.
  func setAside(_ events: [EventID]) -> TimeToEvent.Contradiction? {
    events.lazy.compactMap(timeline.setAside).first.map(contradiction)
  }

  /// The contradiction of a death and a treatment that began or went on later than a centre may hear of a death: one of the two is wrong, and with it every time that the death ends.
  ///
  /// - Parameter end: the end of the treatment that is asked for; nil for any.
  func treatedAfterDeath(until end: EventID? = nil) -> TimeToEvent.Contradiction? {
    guard !timeline.conflicts.isEmpty else { return nil }
    let treated =
      end.map { [$0] } ?? Set(patient.entries.filter(\.content.isTreatment).compactMap { timeline.end(of: $0.id) })
    return timeline.conflicts.first { conflict in
      conflict.excess > .days(Reckoning.noticeDays) && conflict.cycle.contains { treated.contains($0.from) }
        && conflict.statements.contains { timeline.statement($0)?.kind == .implied(PatientTimeline.untilDeath) }
    }.map(contradiction)
  }

  private func contradiction(_ conflict: Conflict) -> TimeToEvent.Contradiction {
    TimeToEvent.Contradiction(
      statements: conflict.statements.compactMap { timeline.statement($0)?.phrase }, days: conflict.excess.days)
  }

  /// How long a response held where the source states its end, beside what the record shows by a rule.
  ///
  /// Where progression is recorded both must agree, and where death is the response cannot end after it. Where nothing ends it in the record it held as long as is stated, unless the rule
  /// counts visits alone, and no longer than the patient was followed for it: to the next therapy, the last sign of life or the data cut-off.
  func statedLength(
    from start: EventID, to end: EventID, beside shown: Derived<TimeToEvent>, by rule: CensoringRule
  ) -> Derived<TimeToEvent> {
    // What was set aside, since it contradicts another time, bounds nothing: what is left of it is no end.
    guard shown.value.isDetermined, timeline.setAside(start) == nil, timeline.setAside(end) == nil else { return shown }
    let input = dateInput("end as stated", end)
    let stated = TimeToEvent(
      from: shown.trace.inputs.first ?? input, to: input, timeline.length(from: start, to: end), .statedEnd
    ).counted(by: study.definitions)
    let most = shown.value.length.upper
    let isBeyond = if let most, let least = stated.length.lower { least > most } else { false }
    var both = shown
    both.trace.inputs.append(input)
    for statement in timeline.support(from: start, to: end) where !both.trace.statements.contains(statement) {
      both.trace.statements.append(statement)
    }
    if !stated.isDetermined {
      both.value = stated
    } else if shown.value.end.isProgression, let agreed = shown.value.length.intersection(stated.length) {
      both.value.length = agreed
      both.trace.notes.append(
        Phrase(
          "The source states how long the response held, too.",
          "Auch die Quelle gibt an, wie lange das Ansprechen hielt."))
    } else if shown.value.isEvent, shown.value.end.isProgression || isBeyond {
      both.value = TimeToEvent(
        length: .unbounded,
        end: .contradicted(
          TimeToEvent.Contradiction(
            stated: stated.length.phrase(),
            shown: Phrase(
              "\(shown.value.end.phrase) at \(shown.value.length.phrase())",
              "\(shown.value.end.phrase) nach \(shown.value.length.phrase())"))))
    } else if !shown.value.isEvent, isBeyond || rule.end != .lastAlive {
      both.trace.notes.append(
        Phrase(
          "The source states that the response held \(stated.length.phrase()): not counted, since the time ends before that, or at visits alone.",
          "Die Quelle gibt an, dass das Ansprechen \(stated.length.phrase()) hielt: nicht gezählt, da die Zeit davor endet oder allein bei Kontrollen."
        ))
    } else {
      both.value = stated
      if let most { both.value.length.upper = min(stated.length.upper ?? most, most) }
      both.trace.notes.append(
        Phrase(
          "The source states how long the response held; what ended it is not stated.",
          "Die Quelle gibt an, wie lange das Ansprechen hielt; was es beendete, ist nicht angegeben."))
    }
    both.trace.phrase = both.value.phrase()
    return both
  }
}
