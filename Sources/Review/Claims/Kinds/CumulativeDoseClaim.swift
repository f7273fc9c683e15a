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
    let settledBy = "The infusion record of \(of)."
    guard !phases.isEmpty else {
      return Judgement(.notDecidable, "No dose of \(of) is recorded.", settledBy: settledBy)
    }
    let evidence = phases.map { Evidence($0.phase) }
    guard Set(phases.map(\.phase.drug)).count == 1 else {
      return Judgement(.notDecidable, "\(of) has several drugs.", evidence: evidence, settledBy: "Of which drug.")
    }
    if let account = account(outcome, record, phases.first?.phase.drug ?? "") {
      let missing = outcome.therapies.first { $0.entry.id == account.0.id }.map {
        outcome.missingRows(of: phases[0].phase.drug, in: $0, record.outcomes.library)
      }
      return judge(account, missing ?? [], outcome, settledBy)
    }
    var (least, most): (Double, Double?) = (0, 0)
    var steps: [String] = []
    for phase in phases {
      guard phase.phase.dose.value?.unit == dose.unit, let sum = phase.cumulative?.value else {
        return Judgement(
          .notDecidable, "Dose, days or number of cycles of \(phase.phase.id) are not recorded.", evidence: evidence,
          settledBy: settledBy)
      }
      least += sum.lower ?? 0
      most = most.flatMap { most in sum.upper.map { most + $0 } }
      steps.append("\(phase.phase.id) \(sum.text(decimals: 0))")
    }
    let slack = dose.amount * Self.tolerance.value / 100
    let derived = NumberBounds(lower: least, upper: most)
    let arithmetic = steps.joined(separator: " + ") + " = \(derived.text(decimals: 0)) \(dose.unit.printed)"
    let words = "The doses recorded sum up to \(derived.text(decimals: 0)) \(dose.unit.printed)."
    // What is ongoing is summed until the cut-off; the cycles that are stated of it may be all that were given.
    if let counted = byCycles(outcome, phases), abs(counted - dose.amount) <= slack,
      dose.amount + slack < least || most.map({ dose.amount - slack > $0 }) ?? false
    {
      return Judgement(
        .dependsOnReading,
        "By the cycles that are stated \(Numbers.text(counted)) \(dose.unit.printed) were given, by the time until the cut-off \(derived.text(decimals: 0)).",
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
      isSettled && !derived.isExact ? words.dropLast() + ", without and with the last day." : words,
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
    _ account: (entry: Entry, rows: [Administration]), _ missing: [String], _ outcome: PatientOutcomes,
    _ settledBy: String
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
        .notDecidable, "Not every administration has a dose in \(dose.unit.printed).", evidence: evidence,
        settledBy: settledBy)
    }
    let sum = amounts.compactMap(\.self).reduce(0, +)
    let words = "\(given.count) administrations recorded sum up to \(Numbers.text(sum)) \(dose.unit.printed)."
    let slack = dose.amount * Self.tolerance.value / 100
    if sum < dose.amount - slack, !missing.isEmpty {
      return Judgement(
        .notDecidable, "\(words) Rows are missing: \(missing.joined(separator: ", ")).", evidence: evidence,
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
