// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `cumulative dose` of a therapy or dose phase.
struct CumulativeDoseClaim: PatientClaimKind {
  let dose: Dose
  let of: String

  var words: String { "cumulative dose of \(of): \(dose.words)" }
  var topics: [String] { DoseClaim.topics }

  static let tolerance = Threshold(
    "claimed sum of doses", 1, "%", why: "doses are rounded to vials and tablets, and sums to whole numbers")

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let phases = outcome.therapies.flatMap { therapy in
      therapy.phases.filter { $0.phase.id == of || therapy.entry.id == of }
    }
    let settledBy = Phrase("The infusion record of \(of).", "Das Infusionsprotokoll von \(of).")
    guard !phases.isEmpty else {
      return Judgement(
        .notDecidable, Phrase("No dose of \(of) is recorded.", "Keine Dosis von \(of) ist dokumentiert."),
        settledBy: settledBy)
    }
    let evidence = phases.map { Evidence($0.phase) }
    guard Set(phases.map(\.phase.drug)).count == 1 else {
      return Judgement(
        .notDecidable, Phrase("\(of) has several drugs.", "\(of) hat mehrere Wirkstoffe."), evidence: evidence,
        settledBy: Phrase("Of which drug.", "Welcher Wirkstoff."))
    }
    if let account = account(outcome, record, phases.first?.phase.drug ?? "") {
      let missing = outcome.therapies.first { $0.entry.id == account.0.id }.map {
        outcome.missingRows(of: phases[0].phase.drug, in: $0, record.outcomes.library)
      }
      return judge(account, missing ?? [], outcome, settledBy)
    }
    var (least, most): (Double, Double?) = (0, 0)
    var steps: [Phrase] = []
    for phase in phases {
      guard phase.phase.dose.value?.unit == dose.unit, let sum = phase.cumulative?.value else {
        return Judgement(
          .notDecidable,
          Phrase(
            "Dose, days or number of cycles of \(phase.phase.id) are not recorded.",
            "Dosis, Tage oder Zahl der Zyklen von \(phase.phase.id) sind nicht dokumentiert."), evidence: evidence,
          settledBy: settledBy)
      }
      least += sum.lower ?? 0
      most = most.flatMap { most in sum.upper.map { most + $0 } }
      steps.append(Phrase(same: "\(phase.phase.id) ") + sum.phrase(decimals: 0))
    }
    let slack = dose.amount * Self.tolerance.value / 100
    let derived = NumberBounds(lower: least, upper: most)
    let total = derived.phrase(decimals: 0) + Phrase(same: " \(dose.unit.printed)")
    let arithmetic = steps.joined(separator: " + ") + Phrase(same: " = ") + total
    let sum = Phrase("The doses recorded sum up to \(total)", "Die dokumentierten Dosen ergeben zusammen \(total)")
    let words = sum + Phrase(same: ".")
    // What is ongoing is summed until the cut-off; the cycles that are stated of it may be all that were given.
    if let counted = byCycles(outcome, phases), abs(counted - dose.amount) <= slack,
      dose.amount + slack < least || most.map({ dose.amount - slack > $0 }) ?? false
    {
      return Judgement(
        .dependsOnReading,
        Phrase(
          "By the cycles that are stated \(Phrase.number(counted)) \(dose.unit.printed) were given, by the time until the cut-off \(derived.phrase(decimals: 0)).",
          "Nach den angegebenen Zyklen wurden \(Phrase.number(counted)) \(dose.unit.printed) gegeben, nach der Zeit bis zum Datenschnitt \(derived.phrase(decimals: 0))."
        ),
        arithmetic: arithmetic, evidence: evidence, settledBy: settledBy)
    }
    if dose.amount + slack < least || most.map({ dose.amount - slack > $0 }) ?? false {
      return Judgement(.contradicted, words, arithmetic: arithmetic, evidence: evidence, settledBy: settledBy)
    }
    // Of what is taken daily the last day may have been one of treatment or not: no source says which is meant, so either sum is supported.
    let lastDays = Dictionary(grouping: phases.filter(\.phase.isTakenDaily)) { $0.phase.drug }
      .compactMap { $0.value.last }.reduce(0) { $0 + $1.aDay }
    let isSettled = derived.isExact || most.map { lastDays > 0 && $0 - least <= lastDays * (1 + 1e-9) } ?? false
    return Judgement(
      isSettled ? .supported : .notDecidable,
      isSettled && !derived.isExact
        ? sum + Phrase(", without and with the last day.", ", ohne und mit dem letzten Tag.") : words,
      arithmetic: arithmetic, evidence: evidence,
      settledBy: settledBy)
  }

  /// The sum by the number of cycles that an ongoing therapy states, where one phase has them all.
  private func byCycles(_ outcome: PatientOutcomes, _ phases: [PhaseOutcome]) -> Double? {
    guard phases.count == 1, let each = phases[0].perCycle,
      let therapy = outcome.therapies.first(where: { $0.therapy.phases.contains { $0.id == phases[0].phase.id } }),
      outcome.timeline.isOngoing(therapy.entry), let cycles = therapy.therapy.cycles.value
    else { return nil }
    return each * Double(cycles)
  }

  /// Single administrations of the therapy, or of the phase: they count before what phases say. Nil where there are none.
  private func account(_ outcome: PatientOutcomes, _ record: ClaimRecord, _ drug: String) -> (Entry, [Administration])?
  {
    for therapy in outcome.therapies {
      if therapy.entry.id == of {
        let rows = outcome.counted(therapy).administrations.filter { record.outcomes.library.isSame($0.drug, drug) }
        return rows.isEmpty ? nil : (therapy.entry, rows)
      }
      if let phase = therapy.therapy.phases.first(where: { $0.id == of }) {
        return outcome.given(in: phase, record.outcomes.library).map { (therapy.entry, $0.rows) }
      }
    }
    return nil
  }

  private func judge(
    _ account: (entry: Entry, rows: [Administration]), _ missing: [Phrase], _ outcome: PatientOutcomes,
    _ settledBy: Phrase
  ) -> Judgement {
    let given = account.rows.filter { !$0.isOmission }
    let evidence = given.prefix(6).map { Evidence($0, of: account.entry, outcome.patient) }
    let amounts = given.map { row in
      dose.unit == .milligrams
        ? row.milligrams ?? (row.dose?.unit == .milligrams ? row.dose?.amount : nil)
        : row.dose?.unit == dose.unit ? row.dose?.amount : nil
    }
    guard !amounts.contains(where: { $0 == nil }) else {
      return Judgement(
        .notDecidable,
        Phrase(
          "Not every administration has a dose in \(dose.unit.printed).",
          "Nicht jede Gabe hat eine Dosis in \(dose.unit.printed)."), evidence: evidence,
        settledBy: settledBy)
    }
    let sum = amounts.compactMap(\.self).reduce(0, +)
    let words = Phrase(
      "\(given.count) administrations recorded sum up to \(Phrase.number(sum)) \(dose.unit.printed).",
      "\(given.count) dokumentierte Gaben ergeben zusammen \(Phrase.number(sum)) \(dose.unit.printed).")
    let slack = dose.amount * Self.tolerance.value / 100
    // With what the missing rows had it is more, so that only a sum above the claim contradicts.
    if sum <= dose.amount + slack, !missing.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase(
          "\(words) Rows are missing: \(missing.joined(separator: ", ")).",
          "\(words) Zeilen fehlen: \(missing.joined(separator: ", "))."), evidence: evidence,
        settledBy: settledBy)
    }
    return Judgement(
      abs(sum - dose.amount) <= slack ? .supported : .contradicted, words, evidence: evidence, settledBy: settledBy)
  }
}

extension PhaseOutcome {
  /// The dose of a day on which it is taken, in its unit.
  fileprivate var aDay: Double { (phase.dose.value?.amount ?? 0) * Double(phase.timesADay) }
}
