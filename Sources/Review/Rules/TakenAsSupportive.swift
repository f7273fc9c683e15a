// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A therapy that is taken for supportive care by its drugs.
struct TakenAsSupportive: Rule {
  let id = "taken-as-supportive"
  let severity = Severity.note
  let summary = Phrase(
    "A therapy that is taken as supportive by its drugs",
    "Eine Therapie, die nach ihren Wirkstoffen als supportiv gilt")
  let explanation =
    "Growth factors, drugs for the skeleton, antiemetics, antithrombotics, analgesics and the like, and placebo, open no line of therapy and end no time. Nor do corticosteroids alone, which are "
    + "mostly given against oedema, nausea or pain, nor octreotide. What an assessment judges the response `of:`, and what the record gives an `intent`, a `line`, a regimen or a therapy that it "
    + "continues, is a treatment; so is denosumab against a giant cell tumour, a corticosteroid alone against a lymphoid tumour, a histiocytosis, a thymoma or prostate cancer, and octreotide against a "
    + "neuroendocrine or related tumour, or one that no diagnosis names."
  let needs = "a `therapy` of drugs that the list of supportive drugs holds, or of corticosteroids or octreotide"
  let source =
    "ATC index of the WHO Collaborating Centre for Drug Statistics Methodology: L03AA, B03, M05B, A04A, V03AF, B01A, N02, A02B, C, H02A, H01CB02 and others"

  let fires = RuleExample(
    "a bisphosphonate beside doxorubicin",
    course: Self.course(
      "- therapy: Zoledronsäure\n  id: zol\n  when: 2020-01-10"))
  let passes = RuleExample(
    "denosumab against a giant cell tumour",
    course: "- diagnosis: giant cell tumour of bone\n- therapy: denosumab\n  id: den\n  when: 2020-01-10")
  private static func course(_ support: String) -> String {
    "- diagnosis: leiomyosarcoma\n- therapy: doxorubicin\n  id: dox\n  when: 2020-01-10\n\(support)"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.eachTherapy { patient, entry, therapy in
      guard patient.isSupportive(entry) else { return [] }
      return [
        Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(entry.id) (\(therapy.name)) is taken as supportive: it opens no line, ends no time and has none of its own.",
            "\(entry.id) (\(therapy.name)) gilt als supportiv: sie eröffnet keine Linie, beendet keine Zeit und hat keine eigene."
          ),
          evidence: [Evidence(entry, same: therapy.name)],
          settledBy: Phrase(
            "`intent:` or `line:`, where it treats the tumour.", "`intent:` oder `line:`, wo sie den Tumor behandelt."))
      ]
    }
  }
}
