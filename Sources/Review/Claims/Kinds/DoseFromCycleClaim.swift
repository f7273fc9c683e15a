// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Outcomes

/// `dose change from cycle`: a dose was given from the cycle named on.
struct DoseFromCycleClaim: PatientClaimKind {
  let cycle: Int
  let dose: Dose
  let of: Entry.ID

  var words: String { "\(of) at \(dose.words) from cycle \(cycle)" }
  var topics: [String] { DoseClaim.topics }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let therapy = outcome.therapy(of) else { return Judgement(.notDecidable, "No therapy \(of) is recorded.") }
    if let judged = asGiven(therapy, outcome, record) { return judged }
    guard let phase = therapy.phases.first(where: { $0.phase.dose.value == dose })?.phase else {
      return Judgement(.contradicted, "\(dose.words) is not recorded in \(of).")
    }
    let stated = phase.when.lazy.compactMap { time in
      if case .cycle(let number, _, _) = time.form { number } else { nil }
    }
    let evidence = [Evidence(phase)]
    guard let first = phase.firstCycle ?? stated.first else {
      return Judgement(.notDecidable, "The first cycle of \(phase.id) is not recorded.", evidence: evidence)
    }
    if first == cycle { return Judgement(.supported, "As recorded.", evidence: evidence) }
    return Judgement(
      .contradicted, "\(dose.words) is recorded from cycle \(first); until then the dose was higher.",
      arithmetic: "claimed from cycle \(cycle), recorded from cycle \(first)", evidence: evidence,
      settledBy: "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).")
  }

  /// By single administrations: the first cycle from which on no other dose was given. Nil where there are none of that unit.
  private func asGiven(
    _ therapy: TherapyOutcome, _ outcome: PatientOutcomes, _ record: ClaimRecord
  ) -> Judgement? {
    let rows = outcome.counted(therapy).administrations.filter { $0.dose?.unit == dose.unit }.sorted {
      $0.date < $1.date
    }
    let drugs = Set(rows.filter { $0.dose == dose }.map(\.drug))
    guard !rows.isEmpty, drugs.count == 1, let drug = drugs.first else { return nil }
    let own = rows.filter { $0.drug == drug }
    let evidence = own.first { $0.dose == dose }.map { [Evidence($0, of: therapy.entry, outcome.patient)] } ?? []
    let before = own.filter { $0.cycle < cycle }
    let from = own.filter { $0.cycle >= cycle }
    let others = Set(from.compactMap(\.dose).filter { $0 != dose })
    if from.isEmpty {
      return Judgement(.notDecidable, "No administration from cycle \(cycle) on is recorded.", evidence: evidence)
    }
    if others.isEmpty, !before.contains(where: { $0.dose == dose }) {
      return Judgement(.supported, "As recorded in each of \(from.count) administrations.", evidence: evidence)
    }
    let first = own.first { $0.dose == dose }?.cycle ?? cycle
    let words = others.map(\.words).sorted().joined(separator: ", ")
    return Judgement(
      .contradicted,
      Words.sentence(
        (first < cycle ? ["single administrations have \(dose.words) in cycle \(first) already"] : [])
          + (others.isEmpty ? [] : ["from cycle \(cycle) on \(words) was given too"])),
      arithmetic: "claimed from cycle \(cycle), first given in cycle \(first)", evidence: evidence,
      settledBy: "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).")
  }
}
