// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// Lesions that grow but were never found.
struct FirstDetection: Rule {
  let id = "first-detection"
  let severity = Severity.warning
  let summary = Phrase(
    "Metastases that are said to grow but were never said to be found",
    "Metastasen, die wachsen sollen, deren Fund aber nirgends steht")
  let explanation =
    "“Increasing” metastases were known before. Without their first finding, time from metastasis and stage at earlier lines are not known."
  let needs = "`metastases` with `already known: true`"
  let source = "CARE 2013, item 7 (timeline)"

  let fires = RuleExample(
    "known liver metastases, and no earlier entry that finds them",
    course: """
      - diagnosis: leiomyosarcoma
      - metastases: [liver]
        already known: true
      """)
  let passes = RuleExample(
    "an earlier entry finds them",
    course: """
      - diagnosis: leiomyosarcoma
      - metastases: [liver]
      - metastases: [liver]
        already known: true
      """)

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      var known = Set<String>()
      var found: [Found] = []
      let entries = patient.entries.filter { if case .metastases = $0.content { true } else { false } }
      for entry in outcome.timeline.sorted(entries) {
        guard case .metastases(let metastases) = entry.content else { continue }
        let sites = metastases.bodySites.map(\.organ)
        if metastases.alreadyKnown {
          for site in sites where !known.contains(site) {
            found.append(
              Found(
                patient: patient.id, about: site,
                Phrase(
                  "Metastases of the \(site) are recorded as known and growing, but nothing states when they were found.",
                  "Metastasen (\(Phrase.organ(site))) sind als bekannt und wachsend dokumentiert, wann sie gefunden wurden, steht aber nirgends."
                ),
                evidence: [
                  Evidence(
                    entry,
                    Phrase(
                      "known metastases: \(metastases.sites.joined(separator: ", "))",
                      "bekannte Metastasen: \(metastases.sites.map(Phrase.organ).joined(separator: ", "))"))
                ],
                settledBy: Phrase("The examination that first showed them.", "Die Untersuchung, die sie zuerst zeigte.")
              ))
          }
        }
        known.formUnion(sites)
      }
      return found
    }
  }
}
