// SPDX-License-Identifier: Apache-2.0

import Course
import Outcomes

/// Lesions that grow but were never found.
struct FirstDetection: Rule {
  let id = "first-detection"
  let severity = Severity.warning
  let summary = "Metastases that are said to grow but were never said to be found"
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
                "Metastases of the \(site) are recorded as known and growing, but nothing states when they were found.",
                evidence: [Evidence(entry, "known metastases: \(metastases.sites.joined(separator: ", "))")],
                settledBy: "The examination that first showed them."))
          }
        }
        known.formUnion(sites)
      }
      return found
    }
  }
}
