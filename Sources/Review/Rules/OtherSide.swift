// SPDX-License-Identifier: Apache-2.0

import Plain
import Course
import Outcomes

/// One place of the body on both of its sides.
struct OtherSide: Rule {
  let id = "other-side"
  let severity = Severity.warning
  let summary = Phrase(
    "The tumour on one side, and its treatment or relapse on the other",
    "Der Tumor auf der einen Seite, Behandlung oder Rezidiv auf der anderen")
  let explanation =
    "The diagnosis names the left thigh, an operation, irradiation, biopsy, ablation or local relapse the right one: one of the two is a slip, and of all slips it is the one that operations on the wrong side begin with. Compared are sites of the same organ with words for a side, in English and German, where one names left and another right. An organ in which metastases are recorded is left alone, since they lie on both sides."
  let needs = "sites with their side"
  let source = "Joint Commission, Universal Protocol: mark and verify the side; the record itself"

  let fires = RuleExample(
    "a tumour of the left thigh, an operation of the right one", course: Self.course("right thigh"))
  let passes = RuleExample("both left", course: Self.course("left thigh"))
  private static func course(_ site: String) -> String {
    "- diagnosis: liposarcoma\n  site: left thigh\n- surgery: resection\n  site: \(site)"
  }

  func find(in context: ReviewContext) -> [Found] {
    context.study.patients.flatMap { patient -> [Found] in
      let metastatic = Set(
        patient.entries.flatMap { entry -> [String] in
          guard case .metastases(let metastases) = entry.content else { return [] }
          return metastases.sites.flatMap { BodySite.all(in: $0).map(\.organ) }
        })
      var places: [String: [(entry: Entry, site: String, side: String)]] = [:]
      for entry in patient.entries {
        guard let text = Self.site(of: entry) else { continue }
        let site = BodySite(text)
        let side = Self.side(of: site, text)
        guard let side, !metastatic.contains(site.organ) else { continue }
        places[Self.place(site, text), default: []].append((entry, text, side))
      }
      return places.sorted { $0.key < $1.key }.compactMap { _, all -> Found? in
        guard let first = all.first, let other = all.first(where: { $0.side != first.side }) else { return nil }
        return Found(
          patient: patient.id, about: other.entry.id,
          Phrase(
            "\(first.entry.id) is of the \(first.site), \(other.entry.id) of the \(other.site).",
            "\(first.entry.id) steht mit „\(first.site)“ da, \(other.entry.id) mit „\(other.site)“."),
          evidence: all.map { Evidence($0.entry, .quoted($0.site)) },
          settledBy: Phrase(
            "The side in the reports of the operation and the images.",
            "Die Seite in Operationsbericht und Bildbefunden."))
      }
    }
  }

  /// The site of the tumour, of what treats it or of what was taken from it; none of a graft, or of tissue that was benign.
  static func site(of entry: Entry) -> String? {
    switch entry.content {
    case .diagnosis(let diagnosis): diagnosis.site.value
    case .surgery(let surgery):
      ["graft", "donor", "harvest", "transplantat", "entnahme"].contains { surgery.procedure.lowercased().contains($0) }
        ? nil : surgery.site.value
    case .radiotherapy(let radiotherapy): radiotherapy.target.value
    case .ablation(let ablation): ablation.site.value
    case .biopsy(let biopsy):
      ["benign", "gutartig", "no tumour", "no tumor", "no malignan", "fibroadenom", "kein"].contains {
        biopsy.result.value?.lowercased().contains($0) ?? false
      } ? nil : biopsy.site.value
    case .localRelapse(let relapse): relapse.site.value
    default: nil
    }
  }

  /// The one side that words name; nil for none and for both.
  static func side(of site: BodySite, _ text: String) -> String? {
    let named = site.details.isEmpty ? Set(site.organ.split(separator: " ").map(String.init)) : site.details
    let sides = named.intersection(["left", "right"])
    return sides.count == 1 ? sides.first : nil
  }

  /// The place without its side.
  private static func place(_ site: BodySite, _ text: String) -> String {
    let words = site.organ.split(separator: " ").map(String.init).filter { $0 != "left" && $0 != "right" }
    let details = site.details.subtracting(["left", "right"]).sorted()
    return (words + details).joined(separator: " ")
  }
}
