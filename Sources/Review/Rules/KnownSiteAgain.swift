// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// Metastases that are recorded a second time at a site that was known.
struct KnownSiteAgain: Rule {
  let id = "metastases-at-known-site"
  let severity = Severity.note
  let summary = Phrase(
    "Metastases recorded again at a site that was known before",
    "Metastasen, die an einem zuvor bekannten Ort erneut dokumentiert sind")
  let explanation =
    "Metastases at a site where none were recorded before count as progression. At a known site an entry may be a new lesion, growth, or the same finding told again: it counts as no progression "
    + "unless something says that it is one. `already known: true` says that it is not."
  let needs = "two `metastases` entries of one organ at different times"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), section 4.3.5"

  let fires = RuleExample("lung metastases, and again", course: Self.course(""))
  let passes = RuleExample("said to be known", course: Self.course("\n  already known: true"))
  private static func course(_ known: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2019-12-01
    - metastases: [lung]
      when: 2020-01-05
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
    - metastases: [lung]
      id: again
      number: multiple
      when: 2020-05-10
    """ + known
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let (patient, timeline) = (outcome.patient, outcome.timeline)
      let all = patient.entries.compactMap { entry -> (entry: Entry, metastases: Metastases)? in
        if case .metastases(let own) = entry.content, own.presence == .found { (entry, own) } else { nil }
      }
      guard all.count > 1 else { return [] }
      let counted = Set(outcome.newDisease.map(\.entry.id))
      let progressions = patient.assessments.filter { $0.assessment.response.value == .progressive }.map(\.entry.id)
      return all.compactMap { entry, metastases -> Found? in
        guard !metastases.alreadyKnown, !counted.contains(entry.id) else { return nil }
        let earlier = all.filter {
          $0.entry.id != entry.id && [.before, .notAfter].contains(timeline.order(of: $0.entry.id, to: entry.id))
        }
        let isSomewhere = metastases.sites.isEmpty || earlier.contains { $0.metastases.sites.isEmpty }
        guard let first = earlier.first,
          isSomewhere || metastases.bodySites.allSatisfy({ $0.isKnown(from: earlier.flatMap(\.metastases.bodySites)) }),
          !progressions.contains(where: { timeline.order(of: $0, to: entry.id) == .same })
        else { return nil }
        let number = metastases.number.value.map { ", \($0)" } ?? ""
        let words = Phrase(
          "metastases (\(metastases.siteWords)\(number))", "Metastasen (\(metastases.siteWords)\(number))")
        return Found(
          patient: patient.id, about: entry.id,
          isSomewhere
            ? Phrase(
              "\(entry.id) records \(words) after \(first.entry.id) (\(first.metastases.siteWords)): whether they are new is open, so that they are not taken as progression.",
              "\(entry.id) dokumentiert \(words) nach \(first.entry.id) (\(first.metastases.siteWords)): ob sie neu sind, ist offen, sie gelten darum nicht als Progress."
            )
            : Phrase(
              "\(entry.id) records \(words) at a site that \(first.entry.id) had recorded before: it is not taken as progression.",
              "\(entry.id) dokumentiert \(words) an einem Ort, den schon \(first.entry.id) dokumentiert: das gilt nicht als Progress."
            ),
          evidence: [Evidence(first.entry, first.metastases.siteWords), Evidence(entry, words)],
          settledBy:
            Phrase(
              "An assessment with `response: PD` where they are new or grew; `already known: true` where they did not.",
              "Eine Verlaufskontrolle mit `response: PD`, wo sie neu sind oder gewachsen; `already known: true`, wo nicht."
            ))
      }
    }
  }
}
