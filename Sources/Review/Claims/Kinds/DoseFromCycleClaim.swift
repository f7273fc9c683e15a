// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
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
    guard let phase = therapy.phases.first(where: { $0.phase.dose.value == dose })?.phase else {
      return Judgement(.notFound, "\(dose.words) is recorded of no part of \(of).")
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
      .contradicted, "\(dose.words) is recorded from cycle \(first) on\(Self.before(phase, in: therapy)).",
      arithmetic: "claimed from cycle \(cycle), recorded from cycle \(first)", evidence: evidence,
      settledBy: "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).")
  }

  /// `, before it 1,000 mg/m²`
  private static func before(_ phase: DosePhase, in therapy: TherapyOutcome) -> String {
    let earlier = therapy.phases.prefix { $0.phase.id != phase.id }.last { $0.phase.drug == phase.drug }
    return earlier?.phase.dose.value.map { ", before it \($0.words)" } ?? ""
  }
}
