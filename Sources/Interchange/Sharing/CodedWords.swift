// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange

/// Codes of the words of a study, for those who join it with data of others. A word that no table has, has none; several codes of a word stay several.
enum CodedWords {
  /// The code of a unit; nil where it is not known.
  static func unit(_ unit: String) -> String? {
    let entries = CodeTables.table(.ucum).entries(for: LaboratoryUnit.folded(unit))
    return (entries.isEmpty ? CodeTables.table(.ucum).entries(for: unit) : entries).first?.code.text
  }

  /// The codes of what stands in the columns of a table, by their names.
  static func columns(of kind: String, _ study: Study) -> [String: [String]] {
    let entries = study.patients.flatMap(\.entries)
    switch kind {
    case "lab":
      let values = entries.compactMap { if case .laboratory(let value) = $0.content { value } else { nil } }
      return [
        "lab": lines(Set(values.map(\.analyte)).map { name in (name, analyte(name, values)) }),
        "value": lines(Set(values.map(\.unit)).map { name in (name, unit(name).map { "UCUM \($0)" }) }),
      ]
    case "therapy":
      return ["therapy": lines(Set(entries.flatMap(\.drugs)).map { ($0, drug($0)) })]
    case "diagnosis":
      let words = entries.compactMap { if case .diagnosis(let value) = $0.content { value.histology } else { nil } }
      return ["diagnosis": lines(Set(words).map { ($0, codes(of: $0, .morphology)) })]
    default: return [:]
    }
  }

  /// The codes of a drug, under whatever name.
  static func drug(_ name: String) -> String? { codes(of: BuiltInLibrary.generic(name) ?? name, .atc) }

  /// The codes of an analyte, of the properties that its units have in the study: grams and moles have other codes.
  private static func analyte(_ name: String, _ values: [Laboratory]) -> String? {
    guard let analyte = Analyte(named: name) else { return nil }
    let units = Set(values.filter { $0.analyte == name }.compactMap { unit($0.unit) })
    let properties = Set(units.compactMap { CodeTables.table(.ucum)[$0]?.property })
    let entries = CodeTables.table(.loinc).entries(for: analyte.rawValue).filter { entry in
      entry.kind == .analyte && entry.property.map(properties.contains) ?? false
    }
    return entries.isEmpty ? nil : "LOINC " + entries.map(\.code.text).joined(separator: ", ")
  }

  private static func codes(of word: String, _ system: CodeSystem) -> String? {
    let codes = CodeTables.table(system).entries(for: word).map(\.code.text)
    return codes.isEmpty ? nil : "\(system.rawValue) \(codes.joined(separator: ", "))"
  }

  private static func lines(_ words: [(word: String, codes: String?)]) -> [String] {
    words.compactMap { word, codes in codes.map { "\(word): \($0)" } }.sorted()
  }
}

extension Entry {
  /// The drugs of a therapy.
  fileprivate var drugs: [String] { if case .therapy(let therapy) = content { therapy.drugs } else { [] } }
}
