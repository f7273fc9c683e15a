// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// `quality of life`: statement during a therapy.
struct QualityOfLifeClaim: PatientClaimKind {
  let statement: String
  let on: TherapySelector

  var therapies: TherapySelector? { on }
  var words: String { "quality of life on \(on.words): \(statement)" }
  var topics: [String] { ["quality of life"] }
  var isOfFamily: Bool { true }

  func judge(of outcome: PatientOutcomes, _ record: ClaimRecord) -> Judgement {
    let ids = outcome.therapies(on, record.outcomes.library).map(\.entry.id)
    let settledBy = Phrase("A questionnaire, or the note that was read.", "Ein Fragebogen, oder die gelesene Notiz.")
    for entry in outcome.patient.entries {
      guard case .qualityOfLife(let quality) = entry.content, quality.of.map(ids.contains) ?? true else { continue }
      let evidence = [Evidence(entry, .quoted(quality.statement))]
      if Words.plain(quality.statement) == Words.plain(statement) {
        return Judgement(.supported, .asRecorded, evidence: evidence)
      }
      let (claimed, recorded) = (Degree(loss: statement), Degree(loss: quality.statement))
      if let claimed, let recorded {
        if recorded.entails(claimed) {
          return Judgement(
            .supported,
            Phrase(
              "Recorded as “\(quality.statement)”, which says as much.",
              "Dokumentiert ist „\(quality.statement)“, was ebenso viel sagt."), evidence: evidence)
        }
        if recorded.excludes(claimed) {
          return Judgement(
            .contradicted, Phrase("Recorded as “\(quality.statement)”.", "Dokumentiert ist „\(quality.statement)“."),
            evidence: evidence, settledBy: settledBy)
        }
        return Judgement(
          .dependsOnReading,
          Phrase(
            "Recorded as “\(quality.statement)”, which says less.",
            "Dokumentiert ist „\(quality.statement)“, was weniger sagt."), evidence: evidence,
          settledBy: settledBy)
      }
      return Judgement(
        .dependsOnReading,
        Phrase(
          "Recorded as “\(quality.statement)”, which is not the same.",
          "Dokumentiert ist „\(quality.statement)“, was nicht dasselbe ist."), evidence: evidence,
        settledBy: settledBy)
    }
    return Judgement(
      .notDecidable,
      Phrase("No statement on quality of life is recorded.", "Keine Angabe zur Lebensqualität ist dokumentiert."),
      settledBy: settledBy)
  }
}
