// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing

/// What words of a record tell of the marrow, in English and German. Short lists: what they do not know is not told.
enum MarrowWords {
  /// How words begin that name bone with active marrow of an adult, as targets of radiation.
  private static let bones = [
    "pelvi", "becken", "spine", "spinal", "wirbel", "vertebr", "lws", "bws", "hws", "sacr", "sakr", "iliac", "iliak",
    "lumb", "femur", "femor", "humer", "sternum", "rib", "rippe", "bone", "knochen", "skelet", "craniospin",
    "kraniospin", "ganzkörper",
  ]
  private static let wholeBody = ["whole body", "total body", "wirbel"]
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
    let words = text.split { !$0.isLetter }
    return words.contains { word in bones.contains { word.hasPrefix($0) } } || wholeBody.contains(where: text.contains)
  }

  /// Whether the words of a biopsy tell of tumour in the marrow, and do not deny it.
  static func tellsInvolvement(_ words: String) -> Bool {
    let text = words.lowercased()
    guard ["marrow", "knochenmark", "iliac", "beckenkamm"].contains(where: text.contains) else { return false }
    return parts(text).contains { part in involved.contains(where: part.contains) && !ChartDoubt.holdsDenial(part) }
  }

  /// Whether a diagnosis is one of the marrow itself, or often in it.
  static func isDiseaseOfMarrow(_ diagnosis: String) -> Bool {
    diseases.contains(where: diagnosis.lowercased().contains)
  }

  /// Whether words name a growth factor, by its kind or as a drug, and do not deny it: `no fever, G-CSF given` does.
  static func namesGrowthFactor(_ words: String, _ library: RegimenLibrary) -> Bool {
    parts(words.lowercased()).contains { part in
      let isNamed =
        growthFactors.contains(where: part.contains)
        || part.split { !$0.isLetter && $0 != "-" }.contains {
          library.drug(named: String($0))?.kind == .growthFactor
        }
      return isNamed && !ChartDoubt.holdsDenial(part)
    }
  }

  /// Stretches between marks: what denies one says nothing of another.
  private static func parts(_ text: String) -> [String] {
    text.split { ".,;:\n".contains($0) }.map(String.init)
  }
}
