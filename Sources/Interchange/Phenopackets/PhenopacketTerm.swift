// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation
import Plain

/// A class of an ontology: an identifier with a prefix (`NCIT:C7541`) and its words.
struct PhenopacketTerm {
  typealias Leaf = SourceValue

  var id: Leaf?
  var label: Leaf?

  /// The prefix of words that no ontology has: those of a record, as they are.
  static let own = "VERLAUF"
  static let snomed: Set = ["snomed", "snomedct", "sctid", "sct"]
  static let loinc: Set = ["loinc", "lnc"]
  static let ucum: Set = ["ucum"]
  static let atc: Set = ["atc"]
  static let icdO: Set = ["icdo", "icdo3", "icd-o", "icd-o-3", "icdo-3"]
  static let icd10: Set = ["icd10", "icd-10", "icd10gm", "icd-10-gm", "icd10who", "icd10cm", "icd-10-cm"]

  /// What stands before the colon, in small letters, and behind it.
  static func parts(_ id: String) -> (prefix: String, code: String) {
    guard let place = id.firstIndex(of: ":") else { return ("", id) }
    return (id[..<place].lowercased(), String(id[id.index(after: place)...]))
  }

  var prefix: String { Self.parts(id?.raw ?? "").prefix }
  var code: String { Self.parts(id?.raw ?? "").code }

  /// All values, its words first.
  var leaves: [Leaf] { [label, id].compactMap { $0 } }

  /// The words, else the identifier.
  var words: String? { label?.raw ?? id?.raw }

  /// The words with the identifier behind them: `Enucleation (NCIT:C48601)`; words of a record alone.
  var wordsAndCode: String? {
    guard let label else { return id?.raw }
    guard let id, prefix != Self.own.lowercased() else { return label.raw }
    return "\(label.raw) (\(id.raw))"
  }

  /// The code, where its prefix is one of these.
  func code(of prefixes: Set<String>) -> String? { prefixes.contains(prefix) ? code : nil }

  /// The entry of a table that it is.
  func entry(_ system: CodeSystem, _ prefixes: Set<String>) -> CodeTable.Entry? {
    code(of: prefixes).flatMap { CodeTables.table(system)[$0] }
  }
}

extension FHIRElement {
  /// What it says as a class of an ontology, all of which is then read.
  func term(in record: CellPlace) -> PhenopacketTerm {
    PhenopacketTerm(id: leaf("id", in: record), label: leaf("label", in: record))
  }

  /// What it says as a class, which stays unread.
  var peekTerm: PhenopacketTerm {
    let place = CellPlace(file: "")
    return PhenopacketTerm(
      id: peek("id").map { SourceValue(raw: $0, place: place) },
      label: peek("label").map { SourceValue(raw: $0, place: place) })
  }
}
