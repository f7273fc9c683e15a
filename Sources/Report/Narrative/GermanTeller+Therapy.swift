// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// The sentences of a therapy: what was given and why, at which doses, for how long.
extension GermanTeller {
  mutating func therapy(_ entry: Entry, _ therapy: Therapy) -> String {
    var text = timed(entry, what(entry, therapy) + length(entry, therapy) + stop(entry, therapy))
    if let doses = doses(therapy) { text += " \(doses)" }
    if let given = outcome.givenInAll(entry, library) { text += " \(given[.german])" }
    if let effect = therapy.effect { text += " Wirkung laut Quelle: „\(effect)“." }
    treatment = entry.id
    return text
  }

  /// `Gemcitabin als Erhaltungstherapie, 12 Zyklen`, `Beginn pazopanib (Linie 3)`
  private func what(_ entry: Entry, _ therapy: Therapy) -> String {
    let cycles = therapy.cycles.value.map { ", \(GermanWording.count($0, "Zyklus", "Zyklen"))" } ?? ""
    var marks = [therapy.intent.map { GermanWording.intent($0) }].compactMap(\.self)
    if therapy.intent != .maintenance, let line = outcome.therapy(entry.id)?.line?.value {
      let isSaid = [Intent.firstLine: 1, .secondLine: 2, .thirdLine: 3][therapy.intent ?? .palliative] == line.number
      if !isSaid { marks.append("Linie \(line.number)") }
      if let advanced = line.numberInAdvancedDisease, advanced != line.number {
        marks.append("Linie \(advanced) der fortgeschrittenen Erkrankung")
      }
    }
    return
      "Beginn der Therapie mit \(therapy.name)\(marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))")\(cycles)"
  }

  private func stop(_ entry: Entry, _ therapy: Therapy) -> String {
    guard let reason = therapy.stopReason.value, !entry.isOngoing, !(therapy.effect?.contains(reason) ?? false) else {
      return ""
    }
    switch reason {
    case "progression": return "; beendet wegen Progress"
    case "toxicity": return "; beendet wegen Toxizität"
    case "planned end", "end as planned", "completed": return "; planmäßig beendet"
    default: return "; beendet wegen: \(reason)"
    }
  }

  private mutating func length(_ entry: Entry, _ therapy: Therapy) -> String {
    guard let length = outcome.therapy(entry.id)?.duration.value.length else { return "" }
    let stated = entry.lasts.first.map { GermanWording.span($0.text) }
    let isKnown = (length.lower ?? .zero) > .zero && !Numbers.isZero(length.lower?.months ?? 0)
    if timeline.isOngoing(entry) {
      guard stated != nil || isKnown else { return ", beim Datenschnitt andauernd" }
      return ", bis zum Datenschnitt \(stated ?? GermanWording.words(length)), andauernd"
    }
    if let stated { return ", Dauer \(stated)" }
    if isKnown { return ", Dauer \(GermanWording.words(length))" }
    guard length.upper != nil else { return "" }
    lengths.append("\(name(entry)) \(GermanWording.words(length))")
    return ""
  }

  // MARK: doses

  private func doses(_ therapy: Therapy) -> String? {
    let phases = therapy.phases.filter { $0.dose.value != nil || !$0.days.isEmpty }
    guard !phases.isEmpty else { return nil }
    let told = phases.map { phase in
      (therapy.drugs.count > 1 ? "\(phase.drug) " : "") + dose(phase) + limits(phase, of: therapy) + reason(phase)
        + support(phase)
    }
    return "\(told.count == 1 ? "Dosis" : "Dosen"): \(told.joined(separator: "; "))."
  }

  /// `900 mg/m² Tag 1 und 8, alle 21 Tage`
  private func dose(_ phase: DosePhase) -> String {
    let amount =
      phase.dose.value.map {
        GermanWording.dose($0) + (phase.doseIsImplied ? " (übernommen, nicht erneut angegeben)" : "")
      }
      ?? "Menge nicht angegeben"
    let often = phase.timesADay > 1 ? " \(phase.timesADay)-mal täglich" : ""
    let omitted = phase.omittedDays.isEmpty ? "" : " (\(GermanWording.days(phase.omittedDays)) ausgelassen)"
    if phase.isTakenOnEveryDay { return amount + (phase.timesADay > 1 ? often : " täglich") + omitted }
    let days = phase.days.isEmpty ? "" : " \(GermanWording.days(phase.days))"
    let every =
      phase.cycleLength.value.map { ", alle \(GermanWording.list($0.days.map(String.init), "oder")) Tage" } ?? ""
    return amount + often + days + omitted + every
  }

  /// ` (Zyklus 4 bis 16)`, ` (ab 8.4.2024)`; nothing where the phase is the whole therapy.
  private func limits(_ phase: DosePhase, of therapy: Therapy) -> String {
    if let first = phase.firstCycle {
      if first == 1, phase.lastCycle == therapy.cycles.value, phase.lastCycle != nil { return "" }
      guard let last = phase.lastCycle else { return first == 1 ? "" : " (ab Zyklus \(first))" }
      return first == last ? " (Zyklus \(first))" : " (Zyklus \(first) bis \(last))"
    }
    let time = phase.when.lazy.compactMap { time -> String? in
      if case .cycle(let number, _, let part) = time.form {
        return part == .end ? "nach Zyklus \(number)" : "ab Zyklus \(number)"
      }
      return self.time(time).map { "ab \($0)" }
    }.first
    if let time { return " (\(time))" }
    return therapy.saysNothingOfTime(of: phase) ? " (Zeitraum nicht angegeben)" : ""
  }

  private func reason(_ phase: DosePhase) -> String {
    guard let reason = phase.reason.value else { return "" }
    let code =
      switch reason.code {
      case .haematotoxicity: "Hämatotoxizität"
      case .toxicity: "Toxizität"
      case .bodySize: "Körpermaße"
      case .preference: "Wunsch des Patienten"
      case .other: ""
      }
    let words = reason.words == reason.code.rawValue || reason.words.isEmpty ? "" : "„\(reason.words)“"
    let told = [code, words].filter { !$0.isEmpty }.joined(separator: ": ")
    return told.isEmpty ? "" : ", Grund: \(told)"
  }

  private func support(_ phase: DosePhase) -> String {
    let drugs = phase.support.map { drug in
      drug.drug + (drug.doseMilligrams.value.map { " \(GermanWording.number($0, decimals: 4)) mg" } ?? "")
        + (drug.days.isEmpty ? "" : " \(GermanWording.days(drug.days))")
    }
    return drugs.isEmpty ? "" : ", dazu \(GermanWording.list(drugs))"
  }
}
