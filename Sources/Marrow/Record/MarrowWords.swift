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

  /// How words begin that end, pause or change a treatment.
  private static let stops = [
    "stop", "discontinu", "cease", "terminat", "withdraw", "abandon", "paus", "suspend", "interrupt", "switch",
    "abgesetz", "absetz", "abbruch", "abgebroch", "abbrech", "beend", "gestopp", "eingestellt", "ausgesetz",
    "unterbr", "umgestell", "umstell",
  ]
  /// How words begin that mean a treatment, whatever it is of.
  private static let treatments = [
    "therap", "treatment", "chemo", "cytotoxic", "zytostat", "behandlung", "regimen", "drug", "medication", "cycles",
    "zyklen",
  ]
  /// What may follow a stop without a drug, and says why or when.
  private static let reasons: Set = [
    "for", "due", "because", "after", "on", "now", "wegen", "aufgrund", "bei", "nach", "aus", "sofort", "permanently",
    "dauerhaft",
  ]
  private static let further = ["further", "more", "weiter", "mehr"]

  /// Whether words say that a drug, or the treatment, was stopped, paused or changed, and do not deny it. What is only considered counts too: then nobody knows whether it goes on.
  ///
  /// - Parameters:
  ///   - words: of an entry.
  ///   - drug: the drug.
  ///   - isDecision: whether they are a decision, which may name neither drug nor treatment: `stop for progression`.
  ///   - library: drugs by their names.
  static func tellsStop(_ words: String, of drug: MarrowDrug, isDecision: Bool, _ library: RegimenLibrary) -> Bool {
    parts(words.lowercased()).contains { part in
      let all = self.words(part)
      func begins(_ lists: [String]) -> Bool { all.contains { word in lists.contains { word.hasPrefix($0) } } }
      let isDenied = ChartDoubt.holdsDenial(part)
      // `no further gemcitabine` denies the drug, and not the stop.
      guard isDenied ? begins(further) && !begins(stops) : begins(stops) else { return false }
      let drugs = all.filter { library.drug(named: $0) != nil || DrugNames.generic($0) != nil }
      if !drugs.isEmpty { return drugs.contains { library.isSame($0, drug.rawValue) } }
      if begins(treatments) { return true }
      guard isDecision, !isDenied, let first = all.first, stops.contains(where: first.hasPrefix) else { return false }
      return all.count == 1 || reasons.contains(all[1])
    }
  }

  private static func words(_ part: String) -> [String] {
    part.split { !$0.isLetter && $0 != "-" }.map(String.init)
  }

  /// Stretches between marks: what denies one says nothing of another.
  private static func parts(_ text: String) -> [String] {
    text.split { ".,;:\n".contains($0) }.map(String.init)
  }
}
