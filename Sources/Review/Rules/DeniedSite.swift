// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// Metastases at a site that the record says was free of them.
struct DeniedSite: Rule {
  let id = "denied-site"
  let severity = Severity.warning
  let summary = Phrase(
    "Metastases at a site that is said to be free of them",
    "Metastasen an einem Ort, der frei davon sein soll")
  let explanation =
    "`none in:` and `metastases: none` say what was free at a time. Metastases of the same time at such a site contradict it; so do earlier ones, unless they were removed, treated or gone: then an "
    + "assessment with a complete response, surgery, radiotherapy or ablation lies in between, and nothing is asked."
  let needs = "`metastases` with `none in`, or `none`, and metastases of that site at the time or before"
  let source = "the record itself"

  let fires = RuleExample("no brain metastases, and brain metastases before", course: Self.course("2020-01-05"))
  let passes = RuleExample("brain metastases later", course: Self.course("2020-06-05"))
  private static func course(_ when: String) -> String {
    """
    - diagnosis: melanoma
      when: 2019-12-01
    - metastases: unknown
      id: scan
      none in: [brain]
      when: 2020-03-01
    - metastases: [brain]
      id: found
      when: \(when)
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let (patient, timeline) = (outcome.patient, outcome.timeline)
      let all = patient.entries.compactMap { entry -> (entry: Entry, metastases: Metastases)? in
        if case .metastases(let own) = entry.content { (entry, own) } else { nil }
      }
      return all.flatMap { entry, denial -> [Found] in
        let free = denial.freeSites.flatMap(BodySite.all)
        guard denial.presence == .absent || !free.isEmpty else { return [] }
        return all.compactMap { other, found -> Found? in
          guard other.id != entry.id, found.presence == .found else { return nil }
          let both = denial.presence == .absent ? found.bodySites : found.bodySites.filter { $0.isKnown(from: free) }
          guard denial.presence == .absent || !both.isEmpty else { return nil }
          switch timeline.order(of: other.id, to: entry.id) {
          case .same: break
          case .before where !isCleared(from: other, to: entry, outcome): break
          default: return nil
          }
          let site = both.isEmpty ? found.siteWords : both.map(\.organ).map(Phrase.organ).joined(separator: ", ")
          let words =
            denial.presence == .absent
            ? Phrase("no metastases", "keine Metastasen")
            : Phrase(
              "none in \(denial.freeSites.joined(separator: ", "))",
              "keine in \(denial.freeSites.map(Phrase.organ).joined(separator: ", "))")
          return Found(
            patient: patient.id, about: "\(entry.id)-\(other.id)",
            Phrase(
              "\(entry.id) states \(words), but \(other.id) records metastases (\(site)) \(timeline.order(of: other.id, to: entry.id) == .same ? "of the same time" : "before it").",
              "\(entry.id) nennt \(words), \(other.id) dokumentiert aber Metastasen (\(site)) \(timeline.order(of: other.id, to: entry.id) == .same ? "derselben Zeit" : "davor")."
            ),
            evidence: [Evidence(entry, words), Evidence(other, found.siteWords)],
            settledBy: Phrase(
              "The images of both times; what removed them, if they were gone.",
              "Die Bilder beider Zeitpunkte; was sie entfernt hat, falls sie weg waren."))
        }
      }
    }
  }

  /// Whether something between two entries can have removed what was there.
  private func isCleared(from first: Entry, to second: Entry, _ outcome: PatientOutcomes) -> Bool {
    let timeline = outcome.timeline
    return outcome.patient.entries.contains { entry in
      switch entry.content {
      case .surgery, .radiotherapy, .ablation: break
      case .assessment(let assessment):
        guard assessment.response.value == .complete || assessment.statedResponse.value?.word == "NED" else {
          return false
        }
      default: return false
      }
      return timeline.order(of: entry.id, to: second.id) != .after
        && timeline.order(of: entry.id, to: first.id) != .before
    }
  }
}
