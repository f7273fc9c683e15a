// SPDX-License-Identifier: Apache-2.0

import Codes
import Course
import Exchange
import Notation
import Plain

/// What every column of the tables and every key of the record means, with its unit and its values.
enum Codebook {
  /// A column of a table that is written.
  struct Column {
    var name: String
    var meaning: String
    var stands: String
    var unit: String?
    var words: [String]
    var isList: Bool
    /// Codes of the words that stand there in this study.
    var codes: [String] = []
  }

  /// The tables by their files, in the order of the record, with their columns as their heads have them.
  static func tables(_ study: Study, _ files: [String: String]) -> [(file: String, kind: String, columns: [Column])] {
    let forms = RecordForm.all(study.fields)
    return forms.compactMap { form in
      let file = form.kind == RecordForm.patient ? "patients.csv" : Identifier.slug(form.kind) + ".csv"
      guard let text = files[file], let head = text.split(separator: "\n").first else { return nil }
      let known = Dictionary(form.columns.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      let names = CSV.rows(String(head)).first ?? []
      let coded = CodedWords.columns(of: form.kind, study)
      let columns = names.map { name -> Column in
        guard let own = known[name] else {
          return Column(
            name: name, meaning: name == "patient" ? "The patient." : "", stands: "text", unit: nil, words: [],
            isList: false)
        }
        let field = study.fields.first { $0.name == own.own }
        return Column(
          name: name, meaning: own.meaning, stands: own.stands, unit: field?.unit ?? unit(name, own.stands),
          words: field?.choices ?? own.words, isList: own.isList, codes: field == nil ? coded[name] ?? [] : [])
      }
      return (file, form.kind, columns)
    }
  }

  /// The unit of a number, by its name or by the example of what may stand there.
  private static func unit(_ name: String, _ stands: String) -> String? {
    if let unit = ["mg": "mg", "slice mm": "mm", "density HU": "HU"][name] { return unit }
    let parts = stands.split(separator: ",")[0].split(separator: " ")
    guard parts.count == 2, Double(parts[0]) != nil else { return nil }
    return ["d", "wk", "mo", "y", "cm", "kg", "Gy", "mg", "%"].contains(parts[1]) ? String(parts[1]) : nil
  }

  /// The codebook as CSV.
  static func text(of study: Study, _ files: [String: String]) -> String {
    var rows: [[CSVField]] = [
      ["file", "table", "column", "meaning", "what stands there", "unit", "UCUM", "values", "codes"]
    ]
    for (file, kind, columns) in tables(study, files) {
      for column in columns {
        rows.append([
          .text("tables/\(file)"), .text(kind), .column(column.name), .text(column.meaning),
          .text(column.stands + (column.isList ? "; several with | between them" : "")), .text(column.unit ?? ""),
          .text(column.unit.flatMap(CodedWords.unit) ?? ""), .text(column.words.joined(separator: "; ")),
          .text(column.codes.joined(separator: "; ")),
        ])
      }
    }
    for table in StudyTables.whole {
      for key in table.keys {
        rows.append([
          "record.json", .text(table.name), .text(key.name), .text(key.summary.replacing("`", with: "")),
          .text(key.schema.words().replacing("`", with: "")), "", "", "", "",
        ])
      }
    }
    return CSV.text(rows)
  }
}
