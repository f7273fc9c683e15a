// SPDX-License-Identifier: Apache-2.0

import Plain
import Dosing
import Chronology
import Course

extension OutcomeDerivation {
  func phaseOutcome(_ phase: DosePhase, of entry: Entry, _ therapy: Therapy) -> PhaseOutcome {
    let plan = therapy.planned.first { $0.drug == phase.drug } ?? therapy.phases.first { $0.drug == phase.drug }
    let perWeek = perWeek(phase, entry)
    let duration = phaseDuration(phase, of: entry)
    return PhaseOutcome(
      phase: phase, duration: duration, perAdministration: phase.dose.value, perCycle: DoseIntensity.perCycle(phase),
      perWeek: perWeek, relative: relative(phase, perWeek, to: plan), planName: plan?.id,
      cumulative: cumulative(phase, duration, isLast: therapy.phases.last?.id == phase.id, entry))
  }

  func phaseDuration(_ phase: DosePhase, of entry: Entry) -> Derived<LengthBounds>? {
    guard let start = timeline.start(of: phase.id), let end = timeline.end(of: phase.id) else { return nil }
    // Dates that contradict each other give no time, least of all a negative one.
    let statements = timeline.support(from: start, to: end)
    let conflict = conflict(on: phase) ?? afterDeath(phase, end, of: entry)
    let inOrder = timeline.length(of: phase.id)
    let length = conflict == nil ? inOrder : nil
    let (first, last) = (timeline.bounds(of: start).phrase, timeline.bounds(of: end).phrase)
    let value =
      length?.phrase()
      ?? conflict.flatMap { inOrder == nil ? nil : TimeToEvent(length: .unbounded, end: .contradicted($0)).phrase() }
      ?? Phrase(
        "not determined (contradicted: the end, \(last), lies before the beginning, \(first))",
        "nicht bestimmt (widersprüchlich: das Ende, \(last), liegt vor dem Beginn, \(first))")
    return Derived(
      length ?? .unbounded,
      Trace(
        id: "\(patient.id)/\(phase.id)/in-force",
        title: Phrase("Time in force, \(phase.id)", "Dauer in Kraft, \(phase.id)"),
        value: value, definition: .timeInForce,
        inputs: [dateInput("begins", start), dateInput("ends", end)],
        statements: statements))
  }

  /// What contradicts the time or the cycles of a phase, death and the data cut-off too: how much was given of it is not known then.
  private func conflict(on phase: DosePhase) -> TimeToEvent.Contradiction? {
    guard !timeline.conflicts.isEmpty, let start = timeline.start(of: phase.id), let end = timeline.end(of: phase.id)
    else { return nil }
    let own = timeline.statements(on: phase.id)
    return disputed(timeline.support(from: start, to: end) + own) ?? disputed(own, counts: .observation)
  }

  /// The end of a phase, or of the therapy whose last it is, that lies so long after death that one of the two is wrong.
  private func afterDeath(_ phase: DosePhase, _ end: EventID, of entry: Entry) -> TimeToEvent.Contradiction? {
    let isLast = next(phase, in: entry) == nil
    return treatedAfterDeath(until: end)
      ?? (isLast ? timeline.end(of: entry.id).flatMap { treatedAfterDeath(until: $0) } : nil)
  }

  private func phaseInput(_ phase: DosePhase) -> Trace.Input {
    let dose =
      phase.dose.value.map { Phrase.number($0.amount, decimals: 3) + Phrase(same: " \($0.unit.printed)") }
      ?? Phrase("dose not stated", "Dosis nicht angegeben")
    let days = CyclePattern.text(phase.days)
    let length =
      phase.cycleLength.value.map { length in
        let days = length.days.map(String.init).joined(separator: Phrase.or)
        return Phrase("\(days) d", "\(days) Tage")
      } ?? Phrase("not stated", "nicht angegeben")
    let often =
      phase.timesADay > 1 ? Phrase(" \(phase.timesADay)× a day", " \(phase.timesADay)× täglich") : .none
    return .init(
      Phrase(same: phase.id),
      Phrase("\(dose)\(often) \(days), cycle \(length)", "\(dose)\(often) \(days), Zyklus \(length)"),
      sources: phase.sources,
      record: .phase(phase.id, of: patient.id))
  }

  private func unit(_ phase: DosePhase) -> String { phase.dose.value?.unit.printed ?? "" }

  private func perWeek(_ phase: DosePhase, _ entry: Entry) -> Derived<NumberBounds>? {
    guard let value = DoseIntensity.perWeek(phase), let perCycle = DoseIntensity.perCycle(phase),
      let dose = phase.dose.value, let length = phase.cycleLength.value
    else { return nil }
    let weeks = length.days.map { Phrase.number(Double($0) / 7, decimals: 2) }.joined(separator: Phrase.or)
    let text = Phrase("\(value.phrase()) \(unit(phase))/wk", "\(value.phrase()) \(unit(phase))/Wo.")
    var notes: [Phrase] = []
    if length.days.count > 1 {
      let days = length.days.map(String.init).joined(separator: Phrase.or)
      let basis = length.basis.map { Phrase(": \($0)", ": „\($0)“") } ?? Phrase.none
      notes.append(
        Phrase(
          "The cycle length is left open (\(days) d)\(basis).", "Die Zykluslänge ist offen (\(days) Tage)\(basis)."))
    }
    if let delay = phase.delay.value {
      notes.append(
        Phrase(
          "The stated delay of \(delay.text) counts as time.",
          "Die angegebene Verzögerung, \(Phrase.written(delay.text)), zählt als Zeit."))
    }
    if phase.doseIsImplied {
      notes.append(
        Phrase(
          "The dose is carried over from the phase before, not restated.",
          "Die Dosis ist aus der Phase davor übernommen, nicht erneut angegeben."))
    }
    let dayCount = "\(phase.days.count)\(phase.timesADay > 1 ? " × \(phase.timesADay)" : "")"
    let product = Phrase.number(perCycle, decimals: 3)
    let delayed =
      phase.delay.value.map {
        Phrase(" and the delay of \($0.text)", " und die Verzögerung, \(Phrase.written($0.text))")
      } ?? Phrase.none
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/intensity",
        title: Phrase("Dose intensity, \(phase.id)", "Dosisintensität, \(phase.id)"),
        value: text,
        definition: .doseIntensity, inputs: [phaseInput(phase)],
        arithmetic: Phrase(
          "\(Phrase.number(dose.amount, decimals: 3)) × \(dayCount) = \(product) \(unit(phase)) a cycle; ÷ \(weeks) wk\(delayed) = \(text)",
          "\(Phrase.number(dose.amount, decimals: 3)) × \(dayCount) = \(product) \(unit(phase)) pro Zyklus; ÷ \(weeks) Wo.\(delayed) = \(text)"
        ), notes: notes))
  }

  private func relative(_ phase: DosePhase, _ perWeek: Derived<NumberBounds>?, to plan: DosePhase?)
    -> Derived<NumberBounds>?
  {
    guard let perWeek, let plan, let planned = DoseIntensity.plannedPerWeek(plan),
      plan.dose.value?.unit == phase.dose.value?.unit
    else { return nil }
    // A phase against itself is 100 % whatever its cycle length was, less what a stated delay takes.
    let ratio =
      plan.id == phase.id ? DoseIntensity.timeRatio(phase) : DoseIntensity.ratio(perWeek.value, to: planned)
    let percent = NumberBounds(lower: ratio.lower.map { $0 * 100 }, upper: ratio.upper.map { $0 * 100 })
    return Derived(
      ratio,
      Trace(
        id: "\(patient.id)/\(phase.id)/relative-intensity",
        title: Phrase("Relative dose intensity, \(phase.id)", "Relative Dosisintensität, \(phase.id)"),
        value: Phrase("\(percent.phrase()) % of \(plan.id)", "\(percent.phrase()) % von \(plan.id)"),
        definition: .relativeDoseIntensity,
        inputs: [phaseInput(phase), phaseInput(plan)],
        arithmetic: Phrase(
          "(\(perWeek.value.phrase())) ÷ (\(planned.phrase())) = \(percent.phrase()) %",
          "(\(perWeek.value.phrase())) ÷ (\(planned.phrase())) = \(percent.phrase()) %")))
  }

  private func cumulative(_ phase: DosePhase, _ duration: Derived<LengthBounds>?, isLast: Bool, _ entry: Entry)
    -> Derived<NumberBounds>?
  {
    guard let dose = phase.dose.value, !phase.days.isEmpty else { return nil }
    if let conflict = conflict(on: phase) ?? timeline.end(of: phase.id).flatMap({ afterDeath(phase, $0, of: entry) }) {
      let words = TimeToEvent(length: .unbounded, end: .contradicted(conflict)).phrase()
      return Derived(
        NumberBounds(lower: nil, upper: nil),
        Trace(
          id: "\(patient.id)/\(phase.id)/cumulative",
          title: Phrase("Cumulative dose, \(phase.id)", "Kumulative Dosis, \(phase.id)"), value: words,
          definition: .cumulativeDose, inputs: [phaseInput(phase)]))
    }
    let perCycle = dose.amount * Double(phase.days.count) * Double(phase.timesADay)
    var value: NumberBounds
    var arithmetic: Phrase
    var notes: [Phrase] = []
    let amount = Phrase.number(dose.amount, decimals: 3)
    let often = phase.timesADay > 1 ? "\(phase.timesADay) × " : ""
    if let first = phase.firstCycle, let last = phase.lastCycle, !brokenOff(phase, in: entry) {
      let count = last - first + 1
      value = NumberBounds(perCycle * Double(count))
      arithmetic = Phrase(
        "\(count) cycles × \(phase.days.count) × \(often)\(amount) = \(value.phrase()) \(unit(phase))",
        "\(count) Zyklen × \(phase.days.count) × \(often)\(amount) = \(value.phrase()) \(unit(phase))")
    } else if let length = phase.cycleLength.value?.bounds, let bounds = duration?.value {
      if phase.isTakenDaily { return daily(phase, dose, length, duration, isFollowed: next(phase, in: entry) != nil) }
      // Whole cycles that surely fit at least, and a started one more at most.
      let fewest = bounds.lower.map { ($0.days / Double(length.upperBound)).rounded(.down) }
      let byTime = bounds.upper.map { ($0.days / Double(length.lowerBound)).rounded(.down) + 1 }
      // A therapy that goes on has not given more cycles of a phase than are stated.
      let stated = phase.firstCycle.flatMap { first in phase.lastCycle.map { Double($0 - first + 1) } }
      let most = [byTime, stated].compactMap(\.self).min()
      // Nor more than were stated, however long the therapy went on after them.
      let least = min(max(fewest ?? 0, 0), stated ?? .infinity)
      value = NumberBounds(lower: least * perCycle, upper: most.map { $0 * perCycle })
      let cycles = NumberBounds(lower: least, upper: most).phrase(decimals: 0)
      let each = Phrase.number(perCycle, decimals: 3)
      arithmetic = Phrase(
        "\(cycles) cycles × \(each) = \(value.phrase()) \(unit(phase))",
        "\(cycles) Zyklen × \(each) = \(value.phrase()) \(unit(phase))")
      notes.append(
        stated == nil
          ? Phrase(
            "The number of cycles is not stated; it follows from the time in force and the cycle length.",
            "Die Zahl der Zyklen ist nicht angegeben; sie folgt aus der Dauer in Kraft und der Zykluslänge.")
          : Phrase(
            "Whether all cycles that are stated were given is not; how many follows from the time in force and the cycle length.",
            "Ob alle angegebenen Zyklen gegeben wurden, ist nicht angegeben; wie viele, folgt aus der Dauer in Kraft und der Zykluslänge."
          ))
    } else {
      return nil
    }
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/cumulative",
        title: Phrase("Cumulative dose, \(phase.id)", "Kumulative Dosis, \(phase.id)"),
        value: value.phrase() + Phrase(same: " \(unit(phase))"), definition: .cumulativeDose,
        inputs: [phaseInput(phase)],
        arithmetic: arithmetic, statements: duration?.trace.statements ?? [], notes: notes))
  }

  /// What is taken day after day is counted by days, not by blocks that only count them: so many days of treatment as fit between the first day and the last,
  /// which may have been one itself unless another dose follows on it.
  private func daily(
    _ phase: DosePhase, _ dose: Dose, _ length: ClosedRange<Int>, _ duration: Derived<LengthBounds>?, isFollowed: Bool
  ) -> Derived<NumberBounds>? {
    guard let bounds = duration?.value else { return nil }
    let aDay = dose.amount * Double(phase.timesADay)
    let fewest = bounds.lower.map { phase.daysTaken(in: Int($0.days.rounded(.down)), everyDays: length.upperBound) }
    let most = bounds.upper.map {
      phase.daysTaken(in: Int($0.days.rounded(.down)) + (isFollowed ? 0 : 1), everyDays: length.lowerBound)
    }
    let days = NumberBounds(lower: Double(fewest ?? 0), upper: most.map(Double.init))
    let amount = Phrase.number(dose.amount, decimals: 3)
    let often = phase.timesADay > 1 ? "\(phase.timesADay) × " : ""
    let value = NumberBounds(lower: Double(fewest ?? 0) * aDay, upper: most.map { Double($0) * aDay })
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/cumulative",
        title: Phrase("Cumulative dose, \(phase.id)", "Kumulative Dosis, \(phase.id)"),
        value: value.phrase() + Phrase(same: " \(unit(phase))"), definition: .cumulativeDose,
        inputs: [phaseInput(phase)],
        arithmetic: Phrase(
          "\(days.phrase(decimals: 0)) days × \(often)\(amount) = \(value.phrase()) \(unit(phase))",
          "\(days.phrase(decimals: 0)) Tage × \(often)\(amount) = \(value.phrase()) \(unit(phase))"),
        statements: duration?.trace.statements ?? [],
        notes: [
          Phrase(
            "The days on which it was taken follow from the time in force",
            "Die Tage der Einnahme folgen aus der Dauer in Kraft")
            + (phase.days.count < length.upperBound ? Phrase(" and its pauses", " und ihren Pausen") : .none)
            + (isFollowed
              ? Phrase(same: ".")
              : Phrase(
                "; whether the last day was one is not stated.", "; ob der letzte Tag einer war, ist nicht angegeben."))
        ]))
  }

  /// Whether the last cycle of a phase was cut short: the next phase begins within it.
  private func brokenOff(_ phase: DosePhase, in entry: Entry) -> Bool {
    guard let next = next(phase, in: entry) else { return entry.isOngoing }
    return next.firstCycle != phase.lastCycle.map { $0 + 1 }
  }

  /// The phase of the same drug that follows.
  private func next(_ phase: DosePhase, in entry: Entry) -> DosePhase? {
    guard case .therapy(let therapy) = entry.content, case let phases = therapy.inFull.phases,
      let index = phases.firstIndex(where: { $0.id == phase.id })
    else { return nil }
    return phases[(index + 1)...].first { $0.drug == phase.drug }
  }
}

extension DosePhase {
  /// On how many of so many days from the first it is taken, in blocks of so many days.
  func daysTaken(in time: Int, everyDays length: Int) -> Int {
    guard time > 0, length > 0 else { return 0 }
    // Up to the first day of the next block a day of treatment is counted once, whatever the block is.
    return time / length * days.count + days.count { $0 <= time % length }
  }
}
