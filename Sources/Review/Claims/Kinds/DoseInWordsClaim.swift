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
      return Judgement(
        .notDecidable, Phrase("The dose before is not recorded.", "Die Dosis davor ist nicht dokumentiert."),
        settledBy: Phrase("The dose that was planned.", "Die geplante Dosis."))
    }
    let evidence = [Evidence(before), Evidence(after)]
    let settledBy = Phrase(
      "Saying by how much, and of what: per administration, per cycle or per week.",
      "Zu sagen, um wie viel und wovon: je Gabe, je Zyklus oder je Woche.")
    let change = DoseIntensity.change(from: before, to: after)
    let bases = [
      (Phrase("per administration", "je Gabe"), change.perAdministration),
      (Phrase("per cycle", "je Zyklus"), change.perCycle),
    ]
    let readings = bases.compactMap { basis, value in value.map { (basis: basis, value: $0) } }
    guard !readings.isEmpty else {
      return Judgement(
        .notDecidable, Phrase("The doses are not recorded.", "Die Dosen sind nicht dokumentiert."), evidence: evidence,
        settledBy: settledBy)
    }
    let told = readings.map { Words.percent($0.value) + Phrase(same: " ") + $0.basis }.joined(separator: ", ")
    let words = Phrase(
      "From \(before.id) to \(after.id) the dose fell by \(told).",
      "Von \(before.id) zu \(after.id) sank die Dosis um \(told).")
    if let share = Self.share(in: degree) {
      let room = DoseChangeClaim.tolerance.value / 100 + 1e-9
      let fits = readings.map { abs($0.value - share) <= room }
      return Judgement(
        !fits.contains(false) ? .supported : fits.contains(true) ? .dependsOnReading : .contradicted, words,
        evidence: evidence, settledBy: settledBy)
    }
    guard let step = Degree.step(in: degree), step != 2 else {
      let isPlain = ["reduc", "lower", "decreas", "cut", "adapt"].contains { Words.plain(degree).contains($0) }
      if !isPlain, Degree.step(in: degree) == nil {
        return Judgement(
          .notDecidable,
          Phrase(
            "\(words) By how much “\(degree)” is, is not known.",
            "\(words) Um wie viel es bei „\(degree)“ geht, ist nicht bekannt."), evidence: evidence,
          settledBy: settledBy)
      }
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

  /// The share by which words say that a dose fell: `halved`, `reduced by a third`, `to 75 %`; nil where they name none.
  private static func share(in words: String) -> Double? {
    let text = words.lowercased()
    if text.contains("halved") || text.contains("by half") { return 0.5 }
    for (mark, isRest) in [(" by ", false), (" to ", true)] {
      guard let part = text.parts(by: mark).last, text.contains(mark),
        let share = try? StatedFraction(parsing: part.trimmed)
      else { continue }
      return isRest ? 1 - share.value : share.value
    }
    return nil
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
