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
    "grastim", "gramostim", "granocyte", "neupogen", "lonquex", "zarzio", "nivestim", "accofil",
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

  /// A growth factor that words name.
  enum GrowthFactor: Sendable, Hashable {
    /// Pegfilgrastim, of which there is a model where its days are known.
    case modelled
    /// Another, or nobody knows which.
    case other
  }

  /// The growth factors that words name, by their kind or as a drug, and do not deny: `no fever, G-CSF given` does.
  static func growthFactors(in words: String, _ library: RegimenLibrary) -> Set<GrowthFactor> {
    var found: Set<GrowthFactor> = []
    for part in parts(words.lowercased()) where !ChartDoubt.holdsDenial(part) {
      let drugs = self.words(part).filter { library.drug(named: $0)?.kind == .growthFactor }
      let isModelled = drugs.map { library.isSame($0, MarrowDrug.pegfilgrastim.rawValue) }
      if isModelled.contains(true) { found.insert(.modelled) }
      if isModelled.contains(false) || drugs.isEmpty && growthFactors.contains(where: part.contains) {
        found.insert(.other)
      }
    }
    return found
  }

  /// Whether the words of an event tell of tumour in the marrow, in one stretch, and do not deny it.
  static func tellsInvolvementInEvent(_ words: String) -> Bool {
    parts(words.lowercased()).contains { part in
      ["marrow", "knochenmark", "beckenkamm", "iliac crest"].contains(where: part.contains)
        && eventsInvolved.contains(where: part.contains) && !ChartDoubt.holdsDenial(part)
    }
  }

  /// What an event says of a marrow that is involved: a tumour that is only named may be elsewhere.
  private static let eventsInvolved = [
    "infiltr", "involv", "metasta", "carcinos", "karzinos", "befall", "tumour cells", "tumor cells", "tumorzell",
  ]

  /// The stretch of an event that names a disease of the marrow and does not deny it; nil for none.
  static func diseaseOfMarrow(inEvent words: String) -> String? {
    parts(words.lowercased()).first { part in
      !ChartDoubt.holdsDenial(part)
        && self.words(part).contains { word in
          ["mds", "aml", "cml", "all-type"].contains(word)
            || ["leukaem", "leukem", "leukäm", "myelodys", "myelom", "myelofibr", "lymphom"].contains {
              word.hasPrefix($0)
            }
        }
    }.map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// A disease of the marrow or of its granulocytes among other diseases of a patient; nil for none.
  static func diseaseOfMarrow(comorbidity words: String) -> String? {
    diseaseOfMarrow(inEvent: words)
      ?? parts(words.lowercased()).first { part in
        !ChartDoubt.holdsDenial(part) && ["neutropen", "agranulo", "aplast"].contains(where: part.contains)
      }.map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// Whether words tell of marrow that is or was irradiated: `Beckenbestrahlung begonnen`.
  static func tellsRadiationOfMarrow(_ words: String) -> Bool {
    parts(words.lowercased()).contains { part in
      !ChartDoubt.holdsDenial(part) && ["bestrahl", "radiother", "irradiat", "radiatio"].contains(where: part.contains)
        && isOfMarrow(part)
    }
  }

  /// The drug against a tumour, other than those of a therapy, that words say was begun or added; nil for none, and where it has a condition or is denied.
  static func beginOfAnother(_ words: String, than drugs: [String], _ library: RegimenLibrary) -> String? {
    for part in parts(words.lowercased()) where !ChartDoubt.holdsDenial(part) {
      let all = self.words(part)
      let isBegin = all.contains { word in begins.contains { word.hasPrefix($0) } }
      guard isBegin, conditions.isDisjoint(with: all) else { continue }
      let other = all.first { name in
        guard !drugs.contains(where: { library.isSame(name, $0) }) else { return false }
        switch library.drug(named: name)?.kind {
        case .cytotoxic, .anthracycline, .kinaseInhibitor, .antibody: return true
        case .growthFactor, .supportive, .other, nil: return false
        }
      }
      if let other { return other }
    }
    return nil
  }

  private static let begins = [
    "start", "begin", "began", "begun", "begonn", "add", "dazu", "zusätz", "gegeben", "given", "receiv", "erhält",
    "erhielt", "ergänz", "initiat", "commenc",
  ]
  private static let conditions: Set = [
    "if", "falls", "wenn", "sofern", "should", "consider", "considered", "erwägen", "erwogen", "discuss", "discussed",
    "besprochen", "later", "später", "before", "previously", "vorher", "zuvor", "früher",
  ]

  /// Whether words tell of granulocytes that were transfused.
  static func tellsGranulocytes(_ words: String) -> Bool {
    parts(words.lowercased()).contains { part in
      part.contains("granulo") && ["transfus", "concentrate", "konzentrat"].contains(where: part.contains)
        && !ChartDoubt.holdsDenial(part)
    }
  }

  /// Whether words tell of a corticosteroid.
  static func tellsCorticosteroid(_ words: String) -> Bool {
    parts(words.lowercased()).contains { part in
      !ChartDoubt.holdsDenial(part)
        && self.words(part).contains { word in
          SupportiveDrugs.isCorticosteroid(word) && word != "dexa"
            || ["steroid", "corticoster", "kortikoster", "cortiso", "kortiso"].contains { word.hasPrefix($0) }
        }
    }
  }

  static func words(_ part: String) -> [String] {
    part.split { !$0.isLetter && $0 != "-" }.map(String.init)
  }

  /// Stretches between marks: what denies one says nothing of another.
  static func parts(_ text: String) -> [String] {
    text.split { ".,;:\n".contains($0) }.map(String.init)
  }
}
