// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes
import TumourResponse

/// A visit judged PR or SD after one judged CR.
struct DiseaseAfterComplete: Rule {
  let id = "disease-after-complete-response"
  let severity = Severity.warning
  let summary = Phrase(
    "A visit judged PR or SD after one judged CR",
    "Eine Kontrolle mit PR oder SD nach einer mit CR")
  let explanation =
    "Disease that is seen again after a complete response is progression, whatever its size; or it was there all the time, and the response was "
    + "not complete. Best response, duration of response and progression depend on it; until it is settled they stand as judged, and say so. "
    + "Of lesions that are measured, what is back is progression, save a non-target node of 10 mm and more, or without a length, that is not called "
    + "`progressed`: the EORTC counts it only then, and it is asked."
  let needs =
    "two assessments of a therapy with `response`, whose order is known; or `lesions.csv` with a non-target node"
  let source =
    "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), Table 3, footnote a; EORTC, questions and answers on RECIST 1.1"

  let fires = RuleExample("CR, then PR", course: Self.course("PR"))
  let passes = RuleExample("CR, then PD", course: Self.course("PD"))
  private static func course(_ second: String) -> String {
    """
    - therapy: gemcitabine
      id: gem
      when: 2021-01-08
    - assessment: CT
      id: ct-1
      of: gem
      response: CR
      when: 2021-03-05
    - assessment: CT
      id: ct-2
      of: gem
      response: \(second)
      when: 2021-05-05
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome in
      nodes(outcome)
        + outcome.lines.flatMap { line in
          outcome.judgedVisits(of: line.line.therapies).reappearances.prefix(1).map { found in
            Found(
              patient: outcome.patient.id, about: found.again.entry.id, found.words,
              evidence: [found.complete, found.again].map { visit in
                Evidence(visit.entry, same: "\(visit.response.rawValue) (\(visit.entry.id))")
              },
              settledBy: Phrase("The images of both days, read again.", "Die Bilder beider Tage, neu befundet."))
          }
        }
    }
  }

  /// Nodes that are seen again after a measured complete response, and count for nothing.
  private func nodes(_ outcome: PatientOutcomes) -> [Found] {
    outcome.lesionCourses.compactMap { lesions -> Found? in
      guard let point = lesions.points().first(where: { !$0.nodesSeenAgain.isEmpty && $0.overall != .progressive })
      else {
        return nil
      }
      let names = point.nodesSeenAgain.joined(separator: ", ")
      return Found(
        patient: outcome.patient.id,
        about: ([lesions.reader ?? "reader"] + lesions.therapies.prefix(1) + ["\(point.date)"]).joined(separator: "-"),
        Phrase(
          "\(point.date): after a complete response, measured, node \(names) is seen again and not called progressed: it counts as no progression, though any disease would be one.",
          "\(point.date): nach gemessener kompletter Remission ist der Lymphknoten \(names) wieder zu sehen und nicht progredient genannt: das zählt nicht als Progress, obwohl jede Erkrankung einer wäre."
        ),
        arithmetic: point.steps.joined(separator: "; "),
        settledBy: Phrase(
          "Whether the node is disease again: `progressed` where it is; the image read again.",
          "Ob der Lymphknoten wieder erkrankt ist: `progressed`, wo er es ist; das Bild, neu befundet."))
    }
  }
}
