// SPDX-License-Identifier: Apache-2.0

import Plain
import Dosing
import Chronology
import Course

extension OutcomeDerivation {
  func phaseOutcome(_ phase: DosePhase, of entry: Entry, _ therapy: Therapy) -> PhaseOutcome {
    let plan = therapy.planned.first { $0.drug == phase.drug } ?? therapy.phases.first { $0.drug == phase.drug }
    let perWeek = perWeek(phase, entry)
    let duration = phaseDuration(phase)
    return PhaseOutcome(
      phase: phase, duration: duration, perAdministration: phase.dose.value, perCycle: DoseIntensity.perCycle(phase),
      perWeek: perWeek, relative: relative(phase, perWeek, to: plan), planName: plan?.id,
      cumulative: cumulative(phase, duration, isLast: therapy.phases.last?.id == phase.id, entry))
  }

  func phaseDuration(_ phase: DosePhase) -> Derived<LengthBounds>? {
    guard let start = timeline.start(of: phase.id), let end = timeline.end(of: phase.id) else { return nil }
    // Dates that contradict each other give no time, least of all a negative one.
    let length = timeline.length(of: phase.id)
    let value =
      length?.text()
      ?? "not determined (contradicted: the end, \(timeline.bounds(of: end).text), lies before the beginning, \(timeline.bounds(of: start).text))"
    return Derived(
      length ?? .unbounded,
      Trace(
        id: "\(patient.id)/\(phase.id)/in-force", title: "Time in force, \(phase.id)", value: value,
        definition: Definition(
          name: "Time in force", text: "From the first day of the dose phase to the first day of the next, or the end.",
          source: "Simple temporal network: Dechter R, Meiri I, Pearl J. Artif Intell 1991;49:61-95"),
        inputs: [dateInput("begins", start), dateInput("ends", end)],
        statements: timeline.support(from: start, to: end)))
  }

  private func phaseInput(_ phase: DosePhase) -> Trace.Input {
    let dose =
      phase.dose.value.map { "\(Numbers.text($0.amount, decimals: 3)) \($0.unit.printed)" } ?? "dose not stated"
    let days = CyclePattern.text(phase.days)
    let length = phase.cycleLength.value.map { $0.days.map(String.init).joined(separator: " or ") + " d" }
    return .init(
      phase.id,
      "\(dose)\(phase.timesADay > 1 ? " \(phase.timesADay)× a day" : "") \(days), cycle \(length ?? "not stated")",
      sources: phase.sources,
      record: .phase(phase.id, of: patient.id))
  }

  private func unit(_ phase: DosePhase) -> String { phase.dose.value?.unit.printed ?? "" }

  private func perWeek(_ phase: DosePhase, _ entry: Entry) -> Derived<NumberBounds>? {
    guard let value = DoseIntensity.perWeek(phase), let perCycle = DoseIntensity.perCycle(phase),
      let dose = phase.dose.value, let length = phase.cycleLength.value
    else { return nil }
    let weeks = length.days.map { Numbers.text(Double($0) / 7, decimals: 2) }.joined(separator: " or ")
    let text = "\(value.text()) \(unit(phase))/wk"
    var remarks: [String] = []
    if length.days.count > 1 {
      remarks.append(
        "The cycle length is left open (\(length.days.map(String.init).joined(separator: " or ")) d)"
          + (length.basis.map { ": \($0)" } ?? "") + ".")
    }
    if let delay = phase.delay.value { remarks.append("The stated delay of \(delay.text) counts as time.") }
    if phase.doseIsImplied { remarks.append("The dose is carried over from the phase before, not restated.") }
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/intensity", title: "Dose intensity, \(phase.id)", value: text,
        definition: .doseIntensity, inputs: [phaseInput(phase)],
        arithmetic:
          "\(Numbers.text(dose.amount, decimals: 3)) × \(phase.days.count)\(phase.timesADay > 1 ? " × \(phase.timesADay)" : "") = \(Numbers.text(perCycle, decimals: 3)) "
          + "\(unit(phase)) a cycle; ÷ \(weeks) wk\(phase.delay.value.map { " and the delay of \($0.text)" } ?? "") = \(text)",
        remarks: remarks))
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
        id: "\(patient.id)/\(phase.id)/relative-intensity", title: "Relative dose intensity, \(phase.id)",
        value: "\(percent.text()) % of \(plan.id)", definition: .relativeDoseIntensity,
        inputs: [phaseInput(phase), phaseInput(plan)],
        arithmetic: "(\(perWeek.value.text())) ÷ (\(planned.text())) = \(percent.text()) %"))
  }

  private func cumulative(_ phase: DosePhase, _ duration: Derived<LengthBounds>?, isLast: Bool, _ entry: Entry)
    -> Derived<NumberBounds>?
  {
    guard let dose = phase.dose.value, !phase.days.isEmpty else { return nil }
    let perCycle = dose.amount * Double(phase.days.count) * Double(phase.timesADay)
    var value: NumberBounds
    var arithmetic: String
    var remarks: [String] = []
    if let first = phase.firstCycle, let last = phase.lastCycle, !brokenOff(phase, in: entry) {
      let count = last - first + 1
      value = NumberBounds(perCycle * Double(count))
      arithmetic =
        "\(count) cycles × \(phase.days.count) × \(phase.timesADay > 1 ? "\(phase.timesADay) × " : "")\(Numbers.text(dose.amount, decimals: 3)) = \(value.text()) \(unit(phase))"
    } else if let length = phase.cycleLength.value?.bounds, let bounds = duration?.value {
      if phase.isTakenDaily { return daily(phase, dose, length, duration, isFollowed: next(phase, in: entry) != nil) }
      // Whole cycles that surely fit at least, and a started one more at most.
      let fewest = bounds.lower.map { ($0.days / Double(length.upperBound)).rounded(.down) }
      let byTime = bounds.upper.map { ($0.days / Double(length.lowerBound)).rounded(.down) + 1 }
      // A therapy that goes on has not given more cycles of a phase than are stated.
      let stated = phase.firstCycle.flatMap { first in phase.lastCycle.map { Double($0 - first + 1) } }
      let most = [byTime, stated].compactMap(\.self).min()
      value = NumberBounds(
        lower: max(fewest ?? 0, 0) * perCycle, upper: most.map { $0 * perCycle })
      arithmetic =
        "\(NumberBounds(lower: fewest, upper: most).text(decimals: 0)) cycles × \(Numbers.text(perCycle, decimals: 3)) = "
        + "\(value.text()) \(unit(phase))"
      remarks.append(
        stated == nil
          ? "The number of cycles is not stated; it follows from the time in force and the cycle length."
          : "Whether all cycles that are stated were given is not; how many follows from the time in force and the cycle length."
      )
    } else {
      return nil
    }
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/cumulative", title: "Cumulative dose, \(phase.id)",
        value: "\(value.text()) \(unit(phase))", definition: .cumulativeDose, inputs: [phaseInput(phase)],
        arithmetic: arithmetic, statements: duration?.trace.statements ?? [], remarks: remarks))
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
    let value = NumberBounds(lower: Double(fewest ?? 0) * aDay, upper: most.map { Double($0) * aDay })
    return Derived(
      value,
      Trace(
        id: "\(patient.id)/\(phase.id)/cumulative", title: "Cumulative dose, \(phase.id)",
        value: "\(value.text()) \(unit(phase))", definition: .cumulativeDose, inputs: [phaseInput(phase)],
        arithmetic:
          "\(days.text(decimals: 0)) days × \(phase.timesADay > 1 ? "\(phase.timesADay) × " : "")\(Numbers.text(dose.amount, decimals: 3)) = \(value.text()) \(unit(phase))",
        statements: duration?.trace.statements ?? [],
        remarks: [
          "The days on which it was taken follow from the time in force"
            + (phase.days.count < length.upperBound ? " and its pauses" : "")
            + (isFollowed ? "." : "; whether the last day was one is not stated.")
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
