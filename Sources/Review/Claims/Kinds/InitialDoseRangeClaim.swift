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
    var outside: [String] = []
    var first: [Double] = []
    var evidence: [Evidence] = []
    for outcome in record.outcomes.patients {
      for therapy in outcome.therapies(on, record.outcomes.library) {
        // What was given counts before what a phase says.
        let row = outcome.counted(therapy).administrations.filter { !$0.isOmission }.min { $0.date < $1.date }
        let phase = therapy.therapy.phases.first
        guard let dose = row?.dose ?? phase?.dose.value, dose.unit == lowest.unit else { continue }
        first.append(dose.amount)
        if let row {
          evidence.append(Evidence(row, of: therapy.entry, outcome.patient))
        } else if let phase {
          evidence.append(
            Evidence(phase, "patient \(outcome.patient.id), \(phase.id): \(dose.words)").of(outcome.patient.id))
        }
        if dose.amount < lowest.amount || dose.amount > highest.amount {
          outside.append("patient \(outcome.patient.id) began with \(dose.words)")
        }
      }
    }
    guard let least = first.min(), let most = first.max() else {
      return Judgement(.notDecidable, "No first dose is recorded.")
    }
    let words = "\(Numbers.text(least)) to \(Numbers.text(most)) \(lowest.unit.printed)"
    guard !outside.isEmpty || least != lowest.amount || most != highest.amount else {
      return Judgement(.supported, "First doses are \(words).", evidence: evidence)
    }
    if outside.isEmpty { outside.append("the first doses recorded are \(words)") }
    return Judgement(
      .contradicted, Words.sentence(outside), arithmetic: "first doses recorded: \(words)", evidence: evidence,
      settledBy: "The first infusion record of each patient.")
  }
}
