// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing

/// What words of a record tell of the marrow, in English and German. Short lists: what they do not know is not told.
enum MarrowWords {
  /// Bones that hold active marrow of an adult, as targets of radiation.
  private static let bones = [
    "pelvi", "becken", "spin", "wirbel", "vertebr", "sacr", "sakr", "iliac", "iliak", "lumbar", "thoracic vert",
    "femur", "femor",
    "bone", "knochen", "whole body", "ganzkörper", "total body", "craniospinal", "kraniospinal", "sternum", "rib",
    "rippe", "humer",
  ]
  private static let denials = [
    "no ", "not ", "without", "kein", "ohne", "free of", "frei von", "nicht", "negative", "negativ",
  ]
  private static let involved = [
    "infiltr", "involv", "metasta", "carcinoma", "karzinom", "sarcoma", "sarkom", "befall", "tumour cells",
    "tumor cells", "tumorzell",
  ]
  private static let diseases = ["leuk", "myelodys", "myelom", "myelofibr", "lymphom"]
  private static let growthFactors = [
    "g-csf", "gcsf", "gm-csf", "growth factor", "wachstumsfaktor", "colony-stimulating", "colony stimulating",
  ]

  /// Whether a target of radiation is bone that holds marrow.
  static func isOfMarrow(_ target: String) -> Bool {
    let text = target.lowercased()
    return bones.contains(where: text.contains)
  }

  /// Whether the words of a biopsy tell of tumour in the marrow.
  static func tellsInvolvement(_ words: String) -> Bool {
    let text = words.lowercased()
    guard
      text.contains("marrow") || text.contains("knochenmark") || text.contains("iliac") || text.contains("beckenkamm")
    else { return false }
    return involved.contains(where: text.contains) && !denials.contains(where: text.contains)
  }

  /// Whether a diagnosis is one of the marrow itself, or often in it.
  static func isDiseaseOfMarrow(_ diagnosis: String) -> Bool {
    let text = diagnosis.lowercased()
    return diseases.contains(where: text.contains)
  }

  /// Whether words name a growth factor, by its kind or as a drug, and do not deny it.
  static func namesGrowthFactor(_ words: String, _ library: RegimenLibrary) -> Bool {
    let text = words.lowercased()
    guard !denials.contains(where: text.contains) else { return false }
    if growthFactors.contains(where: text.contains) { return true }
    return text.split { !$0.isLetter && $0 != "-" }.contains { library.drug(named: String($0))?.kind == .growthFactor }
  }
}
