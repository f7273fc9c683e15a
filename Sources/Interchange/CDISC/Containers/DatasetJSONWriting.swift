// SPDX-License-Identifier: Apache-2.0

import Plain

/// Writes a dataset as Dataset-JSON 1.1, as one object or a line for each row (NDJSON).
enum DatasetJSONWriting {
  /// - Parameters:
  ///   - time: when it was made, as a time of ISO 8601.
  ///   - study: the identifier of the study.
  ///   - isLines: a line for each row.
  static func text(_ dataset: Dataset, time: String, study: String, isLines: Bool) -> String {
    var head: [(String, String)] = [
      ("datasetJSONCreationDateTime", quoted(time)), ("datasetJSONVersion", quoted("1.1.0")),
      ("fileOID", quoted("verlauf.\(study).\(dataset.name)")), ("originator", quoted("Verlauf")),
      ("sourceSystem", "{\"name\": \"Verlauf\", \"version\": \"1\"}"), ("studyOID", quoted(study)),
      ("metaDataRef", quoted("define.json")), ("itemGroupOID", quoted("IG.\(dataset.name)")),
      ("records", "\(dataset.rows.count)"), ("name", quoted(dataset.name)), ("label", quoted(dataset.label)),
    ]
    let columns = dataset.columns.map { column(dataset.name, $0) }
    let rows = dataset.rows.map { row in
      "[" + zip(row, dataset.columns).map { value($0, $1) }.joined(separator: ", ") + "]"
    }
    func members() -> [String] { head.map { "\"\($0.0)\": \($0.1)" } }
    if isLines {
      head.append(("columns", "[" + columns.joined(separator: ", ") + "]"))
      return "{" + members().joined(separator: ", ") + "}\n" + rows.map { $0 + "\n" }.joined()
    }
    head.append(("columns", "[\n    " + columns.joined(separator: ",\n    ") + "\n  ]"))
    head.append(("rows", rows.isEmpty ? "[]" : "[\n    " + rows.joined(separator: ",\n    ") + "\n  ]"))
    return "{\n  " + members().joined(separator: ",\n  ") + "\n}\n"
  }

  private static func column(_ dataset: String, _ own: Dataset.Column) -> String {
    var members = [
      ("itemOID", quoted("IT.\(dataset).\(own.name)")), ("name", quoted(own.name)), ("label", quoted(own.label)),
      ("dataType", quoted(own.type.rawValue)),
    ]
    if own.isStoredAsNumber { members.append(("targetDataType", "\"integer\"")) }
    if let length = own.length { members.append(("length", "\(length)")) }
    if let format = own.format { members.append(("displayFormat", quoted(format))) }
    if let key = own.key { members.append(("keySequence", "\(key)")) }
    return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  private static func value(_ value: Dataset.Value, _ column: Dataset.Column) -> String {
    switch value {
    // Why there is no value is said by SAS alone.
    case .missing: column.type.isNumber || column.type == .boolean ? "null" : "\"\""
    case .number(let number):
      column.type == .decimal ? quoted(Quantity.digits(number)) : JSON.number(number).text()
    case .text(let text): column.type == .boolean ? text : quoted(text)
    case .unread(let text): quoted(text)
    }
  }

  private static func quoted(_ text: String) -> String { JSON.string(text).text() }
}
