// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// A response that was judged on a part of the known disease.
struct AssessedInPart: Rule {
  let id = "assessed-in-part"
  let severity = Severity.note
  let summary = Phrase(
    "CR, PR or SD judged from a region that leaves out an organ with known metastases",
    "CR, PR oder SD nach einer Region, in der ein Organ mit bekannten Metastasen fehlt")
  let explanation =
    "A response is of all the disease that is known: an image of the lung says nothing of the liver. Progression anywhere is progression, so that only a response and stable disease are asked about; organs that were removed, ablated or irradiated before are not. "
    + "One note for each therapy."
  let needs = "an assessment with `response` and `region`, and `metastases` found before it"
  let source = "RECIST 1.1 (Eisenhauer et al., Eur J Cancer 2009;45:228-47), sections 4.1 and 4.3.3"

  let fires = RuleExample("SD of the lung, with liver metastases", course: Self.course("lung"))
  let passes = RuleExample("of lung and liver", course: Self.course("lung and liver"))
  private static func course(_ region: String) -> String {
    """
    - diagnosis: leiomyosarcoma
      when: 2020-01-05
    - metastases: [lung, liver]
      when: 2020-01-10
    - therapy: gemcitabine
      id: gem
      when: 2020-01-15
    - assessment: CT
      id: ct
      region: \(region)
      response: SD
      of: gem
      when: 2020-04-10
    """
  }

  func find(in context: ReviewContext) -> [Found] {
    context.outcomes.patients.flatMap { outcome -> [Found] in
      let patient = outcome.patient
      var told: Set<String> = []
      return patient.assessments.compactMap { entry, assessment -> Found? in
        guard let response = assessment.response.value, [.complete, .partial, .stable].contains(response),
          let region = assessment.region.value, let seen = Self.organs(region)
        else { return nil }
        let covered = seen.union(assessment.sites.flatMap(BodySite.all).map(\.organ))
        let known = Self.known(before: entry, outcome)
        let missing = known.filter { !covered.contains($0.organ) }
        guard !missing.isEmpty, told.insert(assessment.of ?? entry.id).inserted else { return nil }
        let organs = missing.map(\.organ).sorted().map(Phrase.organ).joined(separator: Phrase.and)
        return Found(
          patient: patient.id, about: entry.id,
          Phrase(
            "\(response.rawValue) (\(entry.id)) was judged on the \(region), and metastases of the \(organs) were known: what became of them is not stated.",
            "\(response.rawValue) (\(entry.id)) wurde nach „\(region)“ beurteilt, und Metastasen waren auch anderswo bekannt (\(organs)): was aus ihnen wurde, ist nicht angegeben."
          ),
          evidence: [Evidence(entry, Phrase("\(response.rawValue), \(region)", "\(response.rawValue), „\(region)“"))]
            + missing.map { Evidence($0.entry, .organ($0.organ)) },
          settledBy: Phrase("The imaging of the \(organs) at that time.", "Die Bildgebung zu dieser Zeit (\(organs))."))
      }
    }
  }

  /// The organs of a region that names nothing but organs; nil for a region such as `whole body` or `abdomen`.
  private static func organs(_ region: String) -> Set<String>? {
    let sites = BodySite.all(in: region)
    let organs: Set = ["lung", "liver", "bone", "brain", "lymph node", "adrenal gland", "skin"]
    guard sites.allSatisfy({ organs.contains($0.organ) }) else { return nil }
    return Set(sites.map(\.organ))
  }

  /// Organs with metastases certainly found before, that nothing treated locally since.
  private static func known(before entry: Entry, _ outcome: PatientOutcomes) -> [(organ: String, entry: Entry)] {
    var known: [String: Entry] = [:]
    for other in outcome.patient.entries {
      guard case .metastases(let metastases) = other.content, metastases.presence == .found,
        [.before, .notAfter, .same].contains(outcome.timeline.order(of: other.id, to: entry.id))
      else { continue }
      for site in metastases.bodySites where known[site.organ] == nil { known[site.organ] = other }
    }
    for other in outcome.patient.entries {
      let treated: String? =
        switch other.content {
        case .surgery(let surgery): surgery.site.value
        case .ablation(let ablation): ablation.site.value
        case .radiotherapy(let radiation): radiation.target.value
        default: nil
        }
      for site in treated.map(BodySite.all) ?? [] {
        known[site.organ] = nil
        if ["ilium", "sacrum", "spine", "femur", "vertebra", "hip", "rib", "pelvis"].contains(
          where: site.organ.contains)
        {
          known["bone"] = nil
        }
      }
    }
    return known.map { (organ: $0.key, entry: $0.value) }.sorted { $0.organ < $1.organ }
  }
}
