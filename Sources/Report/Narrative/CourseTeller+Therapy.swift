// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// The sentences of a therapy: what was given and why, at which doses, for how long.
extension CourseTeller {
  mutating func therapy(_ entry: Entry, _ therapy: Therapy, _ time: String?) -> String {
    var text = timed(time.map(Self.begin), "\(verb("received")) \(what(therapy))\(purpose(entry, therapy))")
    text += length(entry, therapy) + stop(entry, therapy) + "."
    if let doses = doses(therapy) { text += " \(doses)" }
    if let given = outcome.givenInAll(entry, library) { text += " \(given[.english])" }
    if let effect = therapy.effect { text += " Its effect is described as “\(effect)”." }
    treatment = entry.id
    return text
  }

  /// A date from which something is given: `from 8 January 2024`.
  private static func begin(_ time: String) -> String {
    guard !time.contains(" or about "), let word = ["on ", "in "].first(where: { time.hasPrefix($0) }) else {
      return time
    }
    return "from \(time.dropFirst(word.count))"
  }

  /// `; it was stopped for progression`; nothing where the effect in the source's words says it.
  private func stop(_ entry: Entry, _ therapy: Therapy) -> String {
    guard let reason = therapy.stopReason.value, !entry.isOngoing, !(therapy.effect?.contains(reason) ?? false) else {
      return ""
    }
    switch reason {
    case "progression": return "; it was stopped for progression"
    case "planned end", "end as planned", "completed": return "; it ended as planned"
    default: return "; it was stopped (\(reason))"
    }
  }

  /// `two cycles of gemcitabine + docetaxel`, `gemcitabine maintenance`
  private func what(_ therapy: Therapy) -> String {
    let name =
      switch therapy.intent {
      case .neoadjuvant?, .adjuvant?: "\(therapy.intent?.rawValue ?? "") \(therapy.name)"
      case .maintenance?: "\(therapy.name) maintenance"
      default: therapy.name
      }
    guard let cycles = therapy.cycles.value else { return name }
    return "\(Wording.count(cycles, "cycle")) of \(name)"
  }

  /// ` as salvage treatment (line 4; line 3 for advanced disease)`
  private func purpose(_ entry: Entry, _ therapy: Therapy) -> String {
    let intent =
      switch therapy.intent {
      case .neoadjuvant, .adjuvant, .maintenance, nil: ""
      case .curative: " with curative intent"
      case .consolidation: " as consolidation"
      case .firstLine, .secondLine, .thirdLine, .salvage, .palliative: " as \(therapy.intent?.rawValue ?? "") treatment"
      }
    guard therapy.intent != .maintenance, let line = outcome.therapy(entry.id)?.line?.trace.value else { return intent }
    let numbers = ["first-line": "line 1", "second-line": "line 2", "third-line": "line 3"]
    let words = line.replacing(" (perioperative)", with: "").replacing(" (", with: "; ").replacing(")", with: "")
      .replacing(", continued", with: "")
    let isSaid = words == numbers[therapy.intent?.rawValue ?? ""] || line.hasSuffix("(perioperative)")
    return intent + (isSaid ? "" : " (\(words))")
  }

  // MARK: how long

  private mutating func length(_ entry: Entry, _ therapy: Therapy) -> String {
    guard let length = outcome.therapy(entry.id)?.duration.value.length else { return "" }
    let stated = entry.lasts.first.map { Wording.span($0.text) }
    if timeline.isOngoing(entry) {
      guard stated != nil || (length.lower ?? .zero) > .zero else { return ", which went on at the data cut-off" }
      return ", which had gone on for \(stated ?? Narrative.words(length)) at the data cut-off"
    }
    if let stated { return " for \(stated)" }
    if (length.lower ?? .zero) > .zero, !Numbers.isZero(length.lower?.months ?? 0) {
      return " for \(Narrative.words(length))"
    }
    guard length.upper != nil else { return "" }
    lengths.append("\(therapy.intent == .maintenance ? "maintenance" : therapy.name) (\(Narrative.words(length)))")
    return ""
  }

  // MARK: doses

  /// The doses: in one sentence where each drug has one, else a sentence a phase.
  private func doses(_ therapy: Therapy) -> String? {
    let phases = therapy.phases.filter { $0.dose.value != nil || !$0.days.isEmpty }
    guard let first = phases.first else { return nil }
    let isMany = therapy.drugs.count > 1
    let isPlain = phases.allSatisfy { $0.reason.value == nil && $0.support.isEmpty && cycles($0, of: therapy).isEmpty }
    if isPlain, phases.count > 1, Set(phases.map(\.drug)).count == phases.count,
      Set(phases.map(\.cycleLength.value?.text)).count == 1
    {
      return
        "The doses were \(Wording.list(phases.map { dose($0, named: isMany, every: false) }))\(phases.allSatisfy(\.isTakenOnEveryDay) ? "" : every(first))."
    }
    return phases.map { phase in
      "The dose\(isMany ? " of \(phase.drug)" : "")\(cycles(phase, of: therapy)) was \(dose(phase, named: false, every: true))\(reason(phase))\(support(phase))."
    }.joined(separator: " ")
  }

  /// `gemcitabine 900 mg/m² on days 1 and 8, every 21 days`
  private func dose(_ phase: DosePhase, named: Bool, every: Bool) -> String {
    let amount =
      phase.dose.value.map { Wording.dose($0) + (phase.doseIsImplied ? " (implied, not stated again)" : "") }
      ?? "of an amount not stated"
    let often = phase.timesADay > 1 ? " \(Wording.number(phase.timesADay)) times a day" : ""
    let drug = named ? "\(phase.drug) " : ""
    let omitted = phase.omittedDays.isEmpty ? "" : " (\(Wording.days(phase.omittedDays)) omitted)"
    if phase.isTakenOnEveryDay { return drug + amount + (phase.timesADay > 1 ? often : " daily") + omitted }
    return drug + amount + often + (phase.days.isEmpty ? "" : " on \(Wording.days(phase.days))") + omitted
      + (every ? self.every(phase) : "")
  }

  /// `, every 21 or 28 days`
  private func every(_ phase: DosePhase) -> String {
    guard let days = phase.cycleLength.value?.days else { return "" }
    return ", every \(days.map(String.init).joined(separator: " or ")) days"
  }

  /// ` in cycles 4 to 16`, ` from cycle 5 on`; nothing where the phase is the whole therapy.
  private func cycles(_ phase: DosePhase, of therapy: Therapy) -> String {
    if let first = phase.firstCycle {
      if first == 1, phase.lastCycle == therapy.cycles.value, phase.lastCycle != nil { return "" }
      guard let last = phase.lastCycle else { return first == 1 ? "" : " from cycle \(first) on" }
      return first == last ? " in cycle \(first)" : " in cycles \(first) \(last == first + 1 ? "and" : "to") \(last)"
    }
    let times = phase.when.compactMap { phaseTime($0) }
    if let time = times.first { return " \(time)" }
    // Of a dose among several that says neither, which came when is not for the reader to guess.
    return therapy.saysNothingOfTime(of: phase) ? " at a time not stated" : ""
  }

  /// When a phase began: `from cycle 16 on`, `from 8 April 2024 on`.
  private func phaseTime(_ time: StatedTime) -> String? {
    switch time.form {
    case .cycle(let number, _, let part): part == .end ? "after cycle \(number)" : "from cycle \(number) on"
    case .date(let date):
      date.precision == .day || date.precision == .month ? "\(Self.begin(Wording.date(date))) on" : Wording.date(date)
    default: self.time(time).map { "from \($0) on" }
    }
  }

  private func reason(_ phase: DosePhase) -> String { phase.reason.value.map { ", because of \($0.words)" } ?? "" }

  private func support(_ phase: DosePhase) -> String {
    let drugs = phase.support.map { drug in
      drug.drug + (drug.doseMilligrams.value.map { " \(Numbers.text($0, decimals: 4)) mg" } ?? "")
        + (drug.days.isEmpty ? "" : " on \(Wording.days(drug.days))")
    }
    return drugs.isEmpty ? "" : ", with \(Wording.list(drugs))"
  }
}

extension DosePhase {
  /// Whether a drug is taken every day, so that the block that counts the days is no cycle: days 1 to 28 of 28.
  var isTakenOnEveryDay: Bool {
    guard isTakenDaily, days.first == 1, let last = days.last else { return false }
    return cycleLength.value?.days == [last]
  }
}

extension Therapy {
  /// Whether a reader must be told that nothing says when a dose of several was given. The first begins with its therapy where the others say when they did.
  func saysNothingOfTime(of phase: DosePhase) -> Bool {
    let own = phases.filter { $0.drug == phase.drug }
    func isUntimed(_ phase: DosePhase) -> Bool { phase.firstCycle == nil && phase.when.isEmpty }
    guard own.count > 1, isUntimed(phase) else { return false }
    return own.count(where: isUntimed) > 1 || own.first?.id != phase.id
  }
}
