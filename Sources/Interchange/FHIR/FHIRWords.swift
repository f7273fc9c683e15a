// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Codes of profiles that are in no table, with what they mean in words of the record.
enum FHIRWords {
  /// Secondary tumours by SNOMED CT: their organ; nil where the code names none.
  static let secondary: [String: String?] = ["94225005": "brain", "128462008": nil]

  /// The version of a code of ICD-10, as reports to registries write it where they can: `10 2021 GM`.
  static func icdVersion(_ coding: FHIRConcept.Coding) -> String {
    let name =
      FHIRSystems.icd10GM.contains(coding.system) ? "GM" : FHIRSystems.icd10CM.contains(coding.system) ? "CM" : "WHO"
    let year = coding.version?.raw.firstMatch(of: #/20[0-9]{2}/#).map { String($0.0) }
    return year.map { "10 \($0) \(name)" } ?? (coding.version.map { "10 \(name) \($0.raw)" } ?? "10 \(name)")
  }

  /// Performance states by the answers of LOINC (https://loinc.org/89247-1).
  static let ecogAnswers: [String: String] = [
    "LA9622-7": "ECOG 0", "LA9623-5": "ECOG 1", "LA9624-3": "ECOG 2", "LA9625-0": "ECOG 3", "LA9626-8": "ECOG 4",
  ]

  /// Ends of treatments of the table, in the words by which the record knows them.
  static let ends: [String: String] = [
    "treatment completed": "completed", "not tolerated": "toxicity", "dead": "death",
  ]

  /// Height, as the profile of vital signs of FHIR has it.
  static let height = "8302-2"
}
