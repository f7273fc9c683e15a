// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `initial dose range` over the series, lowest and highest.
struct InitialDoseRangeClaim: ClaimKind {
  let lowest: Dose
  let highest: Dose
  let on: TherapySelector

  var words: String { "initial doses on \(on.words) from \(lowest.words) to \(highest.words)" }
  var topics: [String] { DoseClaim.topics }

  func judge(_ claim: Claim, _ record: ClaimRecord) -> Judgement {
    var outside: [Phrase] = []
    var first: [Double] = []
    var evidence: [Evidence] = []
    var unknown: [String] = []
    for outcome in record.outcomes.patients {
      for therapy in outcome.therapies(on, record.outcomes.library) {
        // What was given counts before what a phase says.
        let row = outcome.counted(therapy).administrations.filter { !$0.isOmission }.min { $0.date < $1.date }
        let phase = therapy.therapy.phases.first
        guard let dose = row?.dose ?? phase?.dose.value, dose.unit == lowest.unit else {
          unknown.append(outcome.patient.id)
          continue
        }
        first.append(dose.amount)
        if let row {
          evidence.append(Evidence(row, of: therapy.entry, outcome.patient))
        } else if let phase {
          evidence.append(
            Evidence(phase, Phrase.patient(outcome.patient.id) + Phrase(same: ", \(phase.id): ") + dose.phrase)
              .of(outcome.patient.id))
        }
        if dose.amount < lowest.amount || dose.amount > highest.amount {
          outside.append(
            Phrase(
              "patient \(outcome.patient.id) began with \(dose.phrase)",
              "Patient \(outcome.patient.id) begann mit \(dose.phrase)"))
        }
      }
    }
    guard let least = first.min(), let most = first.max() else {
      return Judgement(.notDecidable, Phrase("No first dose is recorded.", "Keine erste Dosis ist dokumentiert."))
    }
    let words = Phrase(
      "\(Phrase.number(least)) to \(Phrase.number(most)) \(lowest.unit.printed)",
      "\(Phrase.number(least)) bis \(Phrase.number(most)) \(lowest.unit.printed)")
    // Who began with a dose that is not recorded, or in another unit, may lie outside; or at an end that no other has.
    let fits = outside.isEmpty && least >= lowest.amount && most <= highest.amount
    if fits, !unknown.isEmpty {
      return Judgement(
        .notDecidable,
        Phrase(
          "First doses are \(words); of patient \(unknown.joined(separator: ", ")) none is recorded in \(lowest.unit.printed).",
          "Die ersten Dosen sind \(words); bei Patient \(unknown.joined(separator: ", ")) ist keine in \(lowest.unit.printed) dokumentiert."
        ),
        evidence: evidence,
        settledBy: Phrase("The first infusion record of each patient.", "Das erste Infusionsprotokoll jedes Patienten.")
      )
    }
    guard !outside.isEmpty || least != lowest.amount || most != highest.amount else {
      return Judgement(
        .supported, Phrase("First doses are \(words).", "Die ersten Dosen sind \(words)."), evidence: evidence)
    }
    if outside.isEmpty {
      outside.append(Phrase("the first doses recorded are \(words)", "die dokumentierten ersten Dosen sind \(words)"))
    }
    return Judgement(
      .contradicted, Words.sentence(outside),
      arithmetic: Phrase("first doses recorded: \(words)", "dokumentierte erste Dosen: \(words)"), evidence: evidence,
      settledBy: Phrase("The first infusion record of each patient.", "Das erste Infusionsprotokoll jedes Patienten."))
  }
}
