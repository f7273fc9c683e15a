// SPDX-License-Identifier: Apache-2.0

import Plain
import Chronology
import Course
import Dosing

/// What the rows of a drug surely do not have: a sum of them is a least one.
///
/// A cycle that is over and has no row of the drug, or fewer than days on which it was due, in the last cycle of those before treatment ended; rows that begin after the first cycle, or end before the
/// number of cycles that the therapy states; a row that says neither a dose nor that none was given. What was left out has a row that says so.
enum MissingRows {
  /// In words, one a kind: `no row of cycle 2`; none where nothing is known to be missing.
  static func words(
    of drug: String, in therapy: Therapy, _ library: RegimenLibrary, before day: Day? = nil, ended: Day? = nil,
    until: Day? = nil, openUntil: Day? = nil
  ) -> [Phrase] {
    let all = therapy.administrations.filter { row in day.map { row.date < $0 } ?? true }
    let own = all.filter { library.isSame($0.drug, drug) }
    guard let last = all.map(\.cycle).max() else { return [] }
    let due = days(of: drug, in: therapy, library)
    let isDaily = due.map(DailySchedule.isTaken(on:)) ?? false
    var words: [Phrase] = []
    func add(_ cycles: [Int], _ what: (Phrase) -> Phrase) {
      guard let first = cycles.first else { return }
      words.append(
        what(
          cycles.count == 1
            ? Phrase("cycle \(first)", "Zyklus \(first)") : Phrase("cycles \(list(cycles))", "Zyklen \(list(cycles))")))
    }
    let byCycle = Dictionary(grouping: own, by: \.cycle)
    let phases = therapy.phases.filter { library.isSame($0.drug, drug) }
    func isPlanned(_ cycle: Int) -> Bool {
      phases.isEmpty || phases.contains { cycle >= $0.firstCycle ?? 1 && cycle <= $0.lastCycle ?? .max }
    }
    let whole = Array(1..<max(last, 1)).filter(isPlanned)
    let unopened = byCycle[last] == nil && isPlanned(last) && due?.first == 1 ? [last] : []
    add(whole.filter { byCycle[$0] == nil } + unopened) { Phrase("no row of \($0)", "keine Zeile: \($0)") }
    if let due, due.count > 1 {
      let short = (isDaily ? whole + [last] : whole).filter { cycle in
        byCycle[cycle].map { Set($0.map(\.date)).count < due.count } ?? false
      }
      // Of the last cycle what was due before treatment ended, and before the day that is asked for.
      let open =
        isDaily
        ? nil
        : byCycle[last].flatMap { rows -> Int? in
          guard let start = TherapyAccount.cycles(rows).first?.startDay else { return nil }
          let there = Set(rows.map(\.day))
          return due.contains { planned in
            let date = start + planned - 1
            return !there.contains(planned) && (ended.map { date <= $0.number } ?? true)
              && (day.map { date < $0.number } ?? true)
          } ? last : nil
        }
      if isDaily {
        if !short.isEmpty {
          words.append(
            Phrase(
              "it is taken day after day, and not every day has a row",
              "Einnahme Tag für Tag, und nicht jeder Tag hat eine Zeile"))
        }
      } else {
        add(short + [open].compactMap(\.self)) {
          Phrase("fewer rows than due in \($0)", "weniger Zeilen als fällig: \($0)")
        }
      }
    }
    let start = TherapyAccount.cycles(all).last?.startDay
    if therapy.cycles.value == nil, let start, let pattern = TherapyAccount.pattern(drug, therapy, library) {
      let limit = [until, day].compactMap { $0?.number }.min()
      let more = DoseAccount.cyclesBegun(after: start, length: pattern.cycleDays, until: until == nil ? nil : limit)
      let due = more > 0 ? Array(last + 1...last + more).filter(isPlanned) : []
      add(due) {
        Phrase("no row of \($0), by the time that treatment went on", "keine Zeile: \($0), der Therapiedauer nach")
      }
      if DoseAccount.cyclesBegun(after: start, length: pattern.cycleDays, until: openUntil?.number) > 0 {
        words.append(
          Phrase(
            "no end is stated, and no row is after cycle \(last)",
            "kein Ende angegeben, keine Zeile nach Zyklus \(last)"))
      }
    }
    if day == nil, let stated = therapy.cycles.value, stated > last {
      words.append(
        Phrase("rows of \(last) of \(stated) cycles", "Zeilen von \(last) der \(stated) Zyklen"))
    }
    let unstated = own.count { !$0.isOmission && $0.dose == nil }
    if unstated > 0 {
      words.append(
        .count(
          unstated, Phrase("row without a dose", "Zeile ohne Dosis"), Phrase("rows without a dose", "Zeilen ohne Dosis")
        ))
    }
    return words
  }

  /// The days on which a drug is due; nil where phases differ, so that no one number is due.
  private static func days(of drug: String, in therapy: Therapy, _ library: RegimenLibrary) -> [Int]? {
    let phases = Set(therapy.phases.filter { library.isSame($0.drug, drug) && !$0.days.isEmpty }.map(\.days))
    if phases.count > 1 { return nil }
    return phases.first ?? TherapyAccount.pattern(drug, therapy, library)?.days
  }

  private static func list(_ numbers: [Int]) -> String {
    CyclePattern.text(numbers).replacing("d", with: "").replacing("-", with: "–")
  }
}
