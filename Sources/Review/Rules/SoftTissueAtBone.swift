// SPDX-License-Identifier: Apache-2.0

import Plain
import Course

/// A soft tissue sarcoma whose site is a bone.
struct SoftTissueAtBone: Rule {
  let id = "soft-tissue-at-bone"
  let severity = Severity.warning
  let summary = Phrase(
    "A soft tissue sarcoma whose site is named by a bone",
    "Ein Weichteilsarkom, dessen Ort ein Knochen ist")
  let explanation =
    "In a series of soft tissue sarcomas a site such as “right femur” can mean the bone or the soft tissue of the thigh. These are two diseases (C40-C41 and C49 of ICD-O-3), with other treatment and other trials; whether the patient belongs into the series depends on it. "
    + "It is asked where the title of the study says soft tissue, unless the words say so, or a code."
  let needs = "the title of the study, and `site` of the diagnosis without `topography`"
  let source =
    "ICD-O-3, topography C40, C41 and C49; WHO Classification of Soft Tissue and Bone Tumours, 5th edition (2020)"

  let fires = RuleExample(
    "pleomorphic sarcoma of the right femur", course: Self.course("right femur"), files: [Self.study])
  let passes = RuleExample("of the right thigh", course: Self.course("right thigh"), files: [Self.study])
  private static let study = RuleExample.File(
    "study.yaml", "guideline: none\ndesign: three patients with soft tissue sarcoma")
  private static func course(_ site: String) -> String {
    "- diagnosis: undifferentiated pleomorphic sarcoma\n  site: \(site)"
  }

  private static let bones: Set = [
    "femur", "tibia", "fibula", "humerus", "radius", "ulna", "scapula", "clavicle", "pelvis bone", "ilium",
    "iliac bone",
    "ischium", "sacrum", "rib", "ribs", "sternum", "mandible", "maxilla", "skull", "vertebra", "vertebrae", "patella",
  ]
  private static let soft: Set = [
    "soft", "tissue", "muscle", "muscles", "periosteal", "parosteal", "paraosseous", "region", "next",
  ]

  func find(in context: ReviewContext) -> [Found] {
    let about = Words.plain([context.study.title, context.study.design.value ?? ""].joined(separator: " "))
    guard about.contains("soft tissue") else { return [] }
    return context.study.patients.compactMap { patient in
      guard let (entry, diagnosis) = patient.diagnosis, let site = diagnosis.site.value,
        diagnosis.topographyICDO3.value == nil
      else { return nil }
      let words = Set(Words.plain(site).split(separator: " ").map(String.init))
      let histology = Words.plain(diagnosis.histology)
      guard !words.isDisjoint(with: Self.bones), words.isDisjoint(with: Self.soft),
        !["osteosarcoma", "chondrosarcoma", "ewing", "extraskeletal", "soft tissue"].contains(where: histology.contains)
      else { return nil }
      return Found(
        patient: patient.id, about: entry.id,
        Phrase(
          "The series is of soft tissue sarcomas, and the \(diagnosis.histology) of patient \(patient.id) is “of the \(site)”, which is a bone: whether it arose in bone or in the soft tissue beside it is not stated.",
          "Die Serie ist eine von Weichteilsarkomen, bei Patient \(patient.id) (\(diagnosis.histology)) ist der Ort aber „\(site)“, ein Knochen: ob der Tumor im Knochen oder im Weichteil daneben entstand, ist nicht angegeben."
        ),
        evidence: [Evidence(entry, same: "\(diagnosis.histology), \(site)")],
        settledBy: Phrase(
          "The imaging and pathology reports: C40 or C49.", "Bildgebung und pathologischer Befund: C40 oder C49."))
    }
  }
}
