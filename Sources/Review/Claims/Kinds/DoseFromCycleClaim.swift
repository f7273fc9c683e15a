// SPDX-License-Identifier: Apache-2.0

import Plain
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
    guard let therapy = outcome.therapy(of) else {
      return Judgement(.notDecidable, Phrase("No therapy \(of) is recorded.", "Keine Therapie \(of) ist dokumentiert."))
    }
    if let judged = asGiven(therapy, outcome, record) { return judged }
    guard let phase = therapy.phases.first(where: { $0.phase.dose.value == dose })?.phase else {
      return Judgement(
        .notFound,
        Phrase(
          "\(dose.phrase) is recorded of no part of \(of).",
          "\(dose.phrase) ist für keinen Teil von \(of) dokumentiert."))
    }
    let stated = phase.when.lazy.compactMap { time in
      if case .cycle(let number, _, _) = time.form { number } else { nil }
    }
    let evidence = [Evidence(phase)]
    guard let first = phase.firstCycle ?? stated.first else {
      return Judgement(
        .notDecidable,
        Phrase(
          "The first cycle of \(phase.id) is not recorded.", "Der erste Zyklus von \(phase.id) ist nicht dokumentiert."),
        evidence: evidence)
    }
    if first == cycle { return Judgement(.supported, .asRecorded, evidence: evidence) }
    return Judgement(
      .contradicted,
      Phrase(
        "\(dose.phrase) is recorded from cycle \(first) on\(Self.before(phase, in: therapy)).",
        "\(dose.phrase) ist ab Zyklus \(first) dokumentiert\(Self.before(phase, in: therapy))."),
      arithmetic: Phrase(
        "claimed from cycle \(cycle), recorded from cycle \(first)",
        "behauptet ab Zyklus \(cycle), dokumentiert ab Zyklus \(first)"), evidence: evidence,
      settledBy: Phrase(
        "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).",
        "Das Infusionsprotokoll der Zyklen \(min(cycle, first)) bis \(max(cycle, first))."))
  }

  /// `, before it 1,000 mg/m²`
  private static func before(_ phase: DosePhase, in therapy: TherapyOutcome) -> Phrase {
    let earlier = therapy.phases.prefix { $0.phase.id != phase.id }.last { $0.phase.drug == phase.drug }
    return earlier?.phase.dose.value.map { Phrase(", before it \($0.phrase)", ", davor \($0.phrase)") } ?? .none
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
      return Judgement(
        .notDecidable,
        Phrase(
          "No administration from cycle \(cycle) on is recorded.", "Keine Gabe ab Zyklus \(cycle) ist dokumentiert."),
        evidence: evidence)
    }
    if others.isEmpty, !before.contains(where: { $0.dose == dose }) {
      return Judgement(
        .supported,
        Phrase(
          "As recorded in each of \(from.count) administrations.", "Wie dokumentiert in jeder von \(from.count) Gaben."),
        evidence: evidence)
    }
    let first = own.first { $0.dose == dose }?.cycle ?? cycle
    let words = others.map(\.phrase).sorted { $0.english < $1.english }.joined(separator: ", ")
    return Judgement(
      .contradicted,
      Words.sentence(
        (first < cycle
          ? [
            Phrase(
              "single administrations have \(dose.phrase) in cycle \(first) already",
              "einzelne Gaben haben \(dose.phrase) schon in Zyklus \(first)")
          ] : [])
          + (others.isEmpty
            ? []
            : [
              Phrase("from cycle \(cycle) on \(words) was given too", "ab Zyklus \(cycle) wurde auch \(words) gegeben")
            ])),
      arithmetic: Phrase(
        "claimed from cycle \(cycle), first given in cycle \(first)",
        "behauptet ab Zyklus \(cycle), zuerst gegeben in Zyklus \(first)"), evidence: evidence,
      settledBy: Phrase(
        "The infusion record of cycles \(min(cycle, first)) to \(max(cycle, first)).",
        "Das Infusionsprotokoll der Zyklen \(min(cycle, first)) bis \(max(cycle, first))."))
  }
}
