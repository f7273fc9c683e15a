// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Imaging
import Outcomes
import Plain

/// An assessment of the response without a picture, where others have one.
struct AssessmentWithoutImage: Rule {
  let id = "assessment-without-image"
  let severity = Severity.note
  let summary = Phrase(
    "An assessment of the response without a picture, where others have one",
    "Eine Beurteilung des Ansprechens ohne Bild, wo andere eines haben")
  let explanation =
    "A figure that shows some scans and not the one on which the response changed shows a course that nobody can check. It is asked of assessments with a response, by imaging, of patients of whom another has a picture."
  let needs = "images of another assessment of the patient; a `response`"
  let source = "custom of case reports: baseline, best response and progression are shown"
  private static func course(_ more: String) -> String {
    "- assessment: CT\n  id: ct\n  response: PR\n  images:\n    - {file: a.png, cleared: looked at}\n"
      + "- assessment: CT\n  id: ct-2\n  response: PD\(more)"
  }

  let fires = RuleExample("progression without its scan", course: Self.course(""))
  let passes = RuleExample(
    "with it", course: Self.course("\n  images:\n    - {file: b.png, cleared: looked at}"))

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let assessments = patient.assessments
      guard assessments.contains(where: { !$0.assessment.images.isEmpty }) else { return [] }
      return assessments.compactMap { entry, assessment in
        guard assessment.images.isEmpty, !assessment.isClinical, let response = assessment.statedResponse.value else {
          return nil
        }
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.id) (\(response.word)) has no picture, and others of this patient have.",
            "\(entry.id) (\(response.word)) hat kein Bild, andere dieses Patienten haben eines."),
          evidence: [Evidence(entry, same: "\(entry.id): \(response.word)")],
          settledBy: Phrase(
            "A picture by `verlauf images add`; or leave it, where none is to be had.",
            "Ein Bild durch `verlauf images add`; oder so lassen, wo keines zu haben ist."))
      }
    }
  }
}
