// SPDX-License-Identifier: Apache-2.0

import Course

/// Consent to publication, of patients who had died.
struct ConsentOfTheDead: Rule {
  let id = "consent-of-the-dead"
  let severity = Severity.note
  let summary = "Consent of the patients to publication, in a retrospective series of which some have died"
  let explanation =
    "A patient who died before the data cut-off cannot have agreed to a paper that was planned later, unless consent was given in advance; then a relative is asked, and the paper says so."
  let needs = "`consent` and `design` of the study, and a `death`"
  let source = "CARE 2013, item 13; ICMJE Recommendations, section II.E.1: privacy and informed consent"

  let fires = RuleExample(
    "retrospective, written consent, one death", course: "- death: true",
    files: [Self.study("consent: written, informed consent to publishing")])
  let passes = RuleExample(
    "consent of relatives is named", course: "- death: true",
    files: [Self.study("consent: written consent of the patients or their relatives")])
  private static func study(_ consent: String) -> RuleExample.File {
    .init("study.yaml", "guideline: none\ndesign: retrospective analysis\n\(consent)")
  }

  func find(in context: ReviewContext) -> [Found] {
    guard let consent = context.study.consent.value, let design = context.study.design.value,
      Words.plain(design).contains("retrospective")
    else { return [] }
    let words = Words.plain(consent)
    let isGiven = ["informed", "written", "obtained", "given", "signed"].contains(where: words.contains)
    let others = [
      "relative", "kin", "family", "waive", "representative", "guardian", "decease", "before death", "not required",
      "broad",
    ]
    guard isGiven, !others.contains(where: words.contains) else { return [] }
    let dead = context.study.patients.compactMap { patient in patient.death.map { (patient: patient.id, entry: $0) } }
    guard !dead.isEmpty else { return [] }
    let names = dead.map(\.patient).joined(separator: ", ")
    return [
      Found(
        patient: nil, about: "consent",
        "“\(consent)” is stated of a retrospective series, and \(dead.count == 1 ? "patient \(names)" : "patients \(names)") had died: who consented for them, and when, is not stated.",
        evidence: [Evidence("consent: \(consent)", sources: context.study.sources["consent"] ?? [], record: .study)]
          + dead.prefix(5).map { Evidence($0.entry, "death").of($0.patient) },
        settledBy: "The consent forms, with their dates.")
    ]
  }
}
