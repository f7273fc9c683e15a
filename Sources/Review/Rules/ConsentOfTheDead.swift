// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// Consent that the patients themselves are said to have given, of whom some had died.
struct ConsentOfTheDead: Rule {
  let id = "consent-of-the-dead"
  let severity = Severity.note
  let summary = Phrase(
    "Consent that the patients themselves are said to have given to a retrospective series, of which some have died",
    "Eine Einwilligung, die die Patienten selbst in eine retrospektive Serie gegeben haben sollen, von denen einige verstorben sind"
  )
  let explanation =
    "“The patients provided their consent to participate” cannot be said of those who died before a retrospective series was planned, unless they gave it in advance; else a relative is asked, and the paper says so. "
    + "Where it is only said that consent was obtained, nothing is found."
  let needs = "`consent` and `design` of the study, and a `death`"
  let source = "CARE 2013, item 13; ICMJE Recommendations, section II.E.1: privacy and informed consent"

  let fires = RuleExample(
    "“the patients provided their consent”, one death", course: "- death: true",
    files: [Self.study("consent: the patients provided their written consent to participate")])
  let passes = RuleExample(
    "they or their relatives did", course: "- death: true",
    files: [Self.study("consent: the patients or their relatives provided their written consent")])
  private static func study(_ consent: String) -> RuleExample.File {
    .init("study.yaml", "guideline: none\ndesign: retrospective analysis\n\(consent)")
  }

  func find(in context: ReviewContext) -> [Found] {
    guard let consent = context.study.consent.value, let design = context.study.design.value,
      Words.plain(design).contains("retrospective")
    else { return [] }
    let sources = context.study.sources["consent"] ?? []
    let texts = [consent] + sources.compactMap(\.quote)
    let words = Words.plain(texts.joined(separator: " "))
    let isThemselves = { (text: String) in
      let words = Words.plain(text)
      return ["patients", "participants"].contains(where: words.contains)
        && [" provided ", " gave ", " signed ", " consented "].contains(where: " \(words) ".contains)
    }
    let others = [
      "relative", "kin", "family", "waive", "representative", "guardian", "decease", "before death", "not required",
      "broad",
    ]
    guard let said = texts.first(where: isThemselves), !others.contains(where: words.contains) else { return [] }
    let dead = context.study.patients.compactMap { patient in patient.death.map { (patient: patient.id, entry: $0) } }
    guard !dead.isEmpty else { return [] }
    let names = dead.map(\.patient).joined(separator: ", ")
    return [
      Found(
        patient: nil, about: "consent",
        Phrase(
          "“\(said)” is stated of a retrospective series, and \(dead.count == 1 ? "patient \(names)" : "patients \(names)") had died: who consented for them, and when, is not stated.",
          "„\(said)“ heißt es von einer retrospektiven Serie, \(dead.count == 1 ? "Patient \(names) war" : "die Patienten \(names) waren") aber verstorben: wer für sie eingewilligt hat, und wann, ist nicht angegeben."
        ),
        evidence: [
          Evidence(Phrase("consent: \(consent)", "Einwilligung: „\(consent)“"), sources: sources, record: .study)
        ]
          + dead.prefix(5).map { Evidence($0.entry, Phrase("death", "Tod")).of($0.patient) },
        settledBy: Phrase("The consent forms, with their dates.", "Die Einwilligungen mit ihrem Datum."))
    ]
  }
}
