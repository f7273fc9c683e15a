// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A second tumour of a patient.
struct SecondDiagnosis: Rule {
  let id = "second-diagnosis"
  let severity = Severity.note
  let summary = Phrase(
    "A second diagnosis",
    "Eine zweite Diagnose")
  let explanation =
    "Times run from the first diagnosis that is listed. Another is another tumour: no progression of the first, and what is recorded after it (metastases, "
    + "progression) may belong to either."
  let needs = "two `diagnosis` entries"
  let source =
    "RECIST 1.1, Eur J Cancer 2009;45:228-247, section 4.3.5 (new lesions must be of the disease under study)"

  let fires = RuleExample(
    "two diagnoses",
    course: "- diagnosis: leiomyosarcoma\n  when: 2019-12\n- diagnosis: breast cancer\n  id: second\n  when: 2021-03")
  let passes = RuleExample("one", course: "- diagnosis: leiomyosarcoma\n  when: 2019-12")

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let diagnoses = patient.entries.compactMap { entry -> (Entry, Diagnosis)? in
        if case .diagnosis(let diagnosis) = entry.content { (entry, diagnosis) } else { nil }
      }
      return diagnoses.dropFirst().map { entry, diagnosis in
        Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(diagnosis.histology) (\(entry.id)) is a second diagnosis beside \(diagnoses[0].1.histology): it counts as another tumour, not as progression.",
            "\(diagnosis.histology) (\(entry.id)) ist eine zweite Diagnose neben \(diagnoses[0].1.histology): sie zählt als anderer Tumor, nicht als Progress."
          ),
          evidence: [Evidence(entry, same: diagnosis.histology)],
          settledBy: Phrase(
            "Whether it is a second primary, or the same tumour named anew.",
            "Ob es ein Zweittumor ist, oder derselbe Tumor neu benannt."))
      }
    }
  }
}
