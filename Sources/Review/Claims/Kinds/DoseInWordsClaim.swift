// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Outcomes
import Plain

/// `dose in words`: by how much a dose was cut, in words.
struct DoseInWordsClaim: PatientClaimKind {
  let degree: String
  let from: DosePhase.ID?
  let to: DosePhase.ID

  static let level = Threshold(
    "a slight reduction of a dose", 25, "%",
    why: "less than one step of the usual reductions, to 75 % and 50 %; what is called significant is at least one")

  var words: String { "dose \(degree)" + (from.map { " from \($0)" } ?? "") + " to \(to)" }
  var topics: [String] { DoseClaim.topics }
  var isOfFamily: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    guard let after = outcome.phase(to), let before = from.flatMap(outcome.phase) ?? plan(of: to, outcome) else {
      return Judgement(.notDecidable, "The dose before is not recorded.", settledBy: "The dose that was planned.")
    }
    let evidence = [Evidence(before), Evidence(after)]
    let settledBy = "Saying by how much, and of what: per administration, per cycle or per week."
    let change = DoseIntensity.change(from: before, to: after)
    let bases = [("per administration", change.perAdministration), ("per cycle", change.perCycle)]
    let readings = bases.compactMap { basis, value in value.map { (basis: basis, value: $0) } }
    guard !readings.isEmpty else {
      return Judgement(.notDecidable, "The doses are not recorded.", evidence: evidence, settledBy: settledBy)
    }
    let told = readings.map { "\(Words.percent($0.value)) \($0.basis)" }.joined(separator: ", ")
    let words = "From \(before.id) to \(after.id) the dose fell by \(told)."
    guard let step = Degree.step(in: degree), step != 2 else {
      let isFall = readings.allSatisfy { $0.value > 0 }
      return Judgement(
        isFall ? .supported : .dependsOnReading, words, evidence: evidence, settledBy: settledBy)
    }
    let limit = Self.level.value / 100
    let fits = readings.map { step == 1 ? $0.value > 0 && $0.value < limit : $0.value >= limit - 1e-9 }
    let verdict: Verdict =
      !fits.contains(false) ? .supported : !fits.contains(true) ? .contradicted : .dependsOnReading
    return Judgement(verdict, words, evidence: evidence, settledBy: settledBy)
  }

  /// The plan of the therapy that has a phase, for its drug.
  private func plan(of phase: DosePhase.ID, _ outcome: PatientOutcomes) -> DosePhase? {
    for (_, therapy) in outcome.patient.therapies {
      guard let own = therapy.phases.first(where: { $0.id == phase }) else { continue }
      return therapy.planned.first { $0.drug == own.drug }
    }
    return nil
  }
}
