// SPDX-License-Identifier: Apache-2.0

import Codes
import Exchange
import Notation

extension FHIRElement {
  /// The first class in an element whose code is of another thing than its words: `ATC:L01DB01` with the label docetaxel.
  var twofoldTerm: (element: FHIRElement, found: String)? {
    guard kind == .elements else { return nil }
    if has("id"), has("label"), let found = peekTerm.contradiction { return (self, found) }
    return children.lazy.compactMap(\.twofoldTerm).first
  }
}

extension PhenopacketTerm {
  /// What code and words say differently, by the tables; nil where either is not known there, or one is the other less exactly.
  var contradiction: String? {
    guard let label = label?.raw else { return nil }
    if id?.raw == PhenopacketPatient.metastatic, !label.lowercased().contains("metasta") {
      return
        "the code `\(PhenopacketPatient.metastatic)` (Metastatic Neoplasm) beside the words \(ProblemLog.quoted(label))"
    }
    let found: (code: String, words: String)? =
      code(of: Self.atc) != nil
      ? twoDrugs(label) : code(of: Self.ucum) != nil ? twoUnits(label) : twoMeanings(label)
    return found.map {
      "the code `\(id?.raw ?? "")` (\($0.code)) beside the words \(ProblemLog.quoted(label)) (\($0.words))"
    }
  }

  private func twoDrugs(_ label: String) -> (code: String, words: String)? {
    guard let known = entry(.atc, Self.atc), known.kind == .drug else { return nil }
    let drug = BuiltInLibrary.generic(known.word) ?? known.word
    let named =
      BuiltInLibrary.generic(label) ?? DrugWords(label).drug
      ?? CodeTables.table(.atc).entries(for: label).first { $0.kind == .drug }?.word
    guard let named, !DrugWords.agree(drug, named) else { return nil }
    return (drug, named)
  }

  /// Units in words, as ontologies have them.
  private static let unitWords = [
    "milligram": "mg", "milligrams": "mg", "gram": "g", "grams": "g", "microgram": "ug", "micrograms": "ug",
    "kilogram": "kg", "kilograms": "kg", "milligram per square meter": "mg/m2", "milligram per square metre": "mg/m2",
    "milligrams per square meter": "mg/m2", "milligram per kilogram": "mg/kg", "milligrams per kilogram": "mg/kg",
    "centimeter": "cm", "centimetre": "cm", "millimeter": "mm", "millimetre": "mm", "gram per deciliter": "g/dL",
    "gram per liter": "g/L", "milligram per deciliter": "mg/dL", "milligram per liter": "mg/L", "gray": "Gy",
  ]
  /// The same units in another spelling of UCUM.
  private static let unitCodes = ["mg.m-2": "mg/m2", "mg.kg-1": "mg/kg"]

  private func twoUnits(_ label: String) -> (code: String, words: String)? {
    let table = CodeTables.table(.ucum)
    guard let known = table[Self.unitCodes[code] ?? code] else { return nil }
    let words = Self.unitWords[label.lowercased()] ?? label
    if UnitWords.contradict(words, code: known.code.text) { return (known.word, words) }
    let meant = table[Self.unitCodes[words] ?? words].map { [$0] } ?? table.entries(for: words)
    guard let other = meant.first, !meant.contains(where: { $0.word == known.word }) else { return nil }
    return (known.word, other.word)
  }

  /// Tables of which a word has one code, or several that are near.
  private func twoMeanings(_ label: String) -> (code: String, words: String)? {
    let systems: [(CodeSystem, Set<String>)] = [
      (.morphology, Self.icdO), (.topography, Self.icdO), (.loinc, Self.loinc), (.snomed, Self.snomed),
      (.icd10GM, Self.icd10),
    ]
    for (system, prefixes) in systems {
      let table = CodeTables.table(system)
      guard let text = code(of: prefixes), let known = table[text] else { continue }
      let own = [known.word] + known.names + [known.title].compactMap { $0 }
      let meant = Self.plain(label).lazy.map { table.entries(for: $0).filter { $0.kind == known.kind } }
        .first { !$0.isEmpty }
      guard let meant, let other = meant.first else { continue }
      let isSame = meant.contains { entry in
        entry.code == known.code || entry.word == known.word
          // `sarcoma` of a leiomyosarcoma, `C49` of `C49.2`: one is the other, less exactly.
          || own.contains { Self.isOf(entry.word, $0.lowercased()) || Self.isOf($0.lowercased(), entry.word) }
          || system == .topography && entry.code.text.prefix(3) == known.code.text.prefix(3)
          || system == .icd10GM && entry.code.text.prefix(3) == known.code.text.prefix(3)
      }
      if !isSame { return (known.word, other.word) }
    }
    return nil
  }

  /// Whether a word is a kind of another: `epithelioid leiomyosarcoma`, and every sarcoma of `sarcoma`. A lymphangiosarcoma is no angiosarcoma.
  private static func isOf(_ kind: String, _ word: String) -> Bool {
    word == kind || word.hasSuffix(" \(kind)") || word.hasSuffix("-\(kind)")
      || kind == "sarcoma" && word.hasSuffix(kind)
  }

  /// A label as it stands, and without what says that it is no closer kind: `Angiosarcoma, NOS`.
  private static func plain(_ label: String) -> [String] {
    let short = label.firstMatch(of: #/^(.+?),? (?:NOS|nos|o\.n\.A\.)$/#).map { String($0.1) }
    return [label] + [short].compactMap { $0 }
  }
}
