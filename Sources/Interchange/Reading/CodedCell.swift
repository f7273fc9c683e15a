// SPDX-License-Identifier: Apache-2.0

import Codes
import Notation

/// What a cell is that has a code: the word of the record, while the code stays beside it as the words of the source.
enum CodedCell {
  /// The word of a code. What is no code, what no table has and what is a word of something else than the column is told.
  static func value(_ text: String, _ column: TableMapping.Column) -> CellConversion.Value {
    guard let system = column.codes else { return .texts([text]) }
    switch CodeTables.table(system).find(text) {
    case .malformed(let error):
      return .misfit(
        "\(ProblemLog.quoted(text)) for a code of \(system.rawValue): \(error.fault)", expected: system.form,
        suggestion: error.suggestion)
    case .unknown:
      if keepsCode(column) { return .texts([text]) }
      return .misfit(
        "\(ProblemLog.quoted(text)), a code of \(system.rawValue) that the table does not have",
        expected: "one that `verlauf codes \(system.argument)` lists, or what it means: `words: {\(text): …}`",
        suggestion: nil)
    case .known(let entry):
      if keepsCode(column) { return .texts([text]) }
      guard fits(entry.kind, column.key) else {
        return .misfit(
          "\(ProblemLog.quoted(text)), which is \(entry.kind.rawValue): \(entry.word)",
          expected: "a code of what the column is, or what it means here: `words: {\(text): …}`", suggestion: nil)
      }
      return .texts([entry.word])
    }
  }

  /// The codes of a cell that are read as their words.
  static func codes(_ raw: String, _ column: TableMapping.Column) -> [Code] {
    guard let system = column.codes else { return [] }
    let table = CodeTables.table(system)
    let pieces = column.split.map { raw.components(of: $0) } ?? [raw]
    return pieces.compactMap { piece in
      column.words.contains { $0.text == piece } ? try? Code(piece, of: system) : table[piece]?.code
    }
  }

  /// What a code of a cell does not tell apart: doxorubicin in any formulation, a code that an earlier edition had for something else.
  static func remark(_ code: Code) -> String? {
    guard [.atc, .morphology].contains(code.system), let entry = CodeTables.table(code.system)[code.text],
      let property = entry.property
    else { return nil }
    return "`\(code.text)` is read as \(entry.word): \(property)"
  }

  /// The key of an entry that holds a code itself, beside the key that has its word.
  static func keyOfCode(_ code: Code, _ kind: String, _ key: String) -> String? {
    switch (code.system, kind, key) {
    case (.morphology, "diagnosis", "diagnosis"): "morphology"
    case (.topography, "diagnosis", "site"): "topography"
    default: nil
    }
  }

  /// Whether a key holds codes and no words.
  private static func keepsCode(_ column: TableMapping.Column) -> Bool {
    column.codes == .morphology && column.key == "morphology"
      || column.codes == .topography && column.key == "topography"
  }

  /// Whether a word of a kind can be the value of a key. A key that is not listed takes any.
  static func fits(_ kind: CodeTable.Kind, _ key: String) -> Bool {
    if kind == .silence { return true }
    switch key {
    case "diagnosis": return [.histology, .diagnosis].contains(kind)
    case "site", "local relapse": return [.site, .metastases].contains(kind)
    // Lymph nodes of ICD-10 may be regional ones, which are no distant metastases.
    case "metastases", "none in": return [.site, .metastases].contains(kind)
    case "therapy", "drug": return kind == .drug
    case "response": return kind == .response
    case "intent": return kind == .intent
    case "performance status": return kind == .performanceStatus
    case "lab": return kind == .analyte
    case "surgery", "radiotherapy", "ablation", "biopsy": return kind == .procedure
    default: return true
    }
  }
}

extension CodeSystem {
  /// The name as an argument of a command.
  var argument: String { rawValue.contains(" ") ? "\"\(rawValue)\"" : rawValue }
}

extension CellConversion.Value {
  /// The same with each text changed.
  func mapped(_ change: (String) -> String) -> Self {
    if case .texts(let texts) = self { .texts(texts.map(change)) } else { self }
  }
}
