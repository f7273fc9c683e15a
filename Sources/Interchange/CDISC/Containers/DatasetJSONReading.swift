// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads Dataset-JSON 1.1: one object with `columns` and `rows`, or a line with the head and one for each row behind it (NDJSON).
enum DatasetJSONReading {
  private static let limits = JSONTape.Limits(
    depth: 8, values: Dataset.Limits.values + 100_000, text: Dataset.Limits.text)
  private static let expected = "a dataset of Dataset-JSON 1.1"

  /// The dataset of a file; values that are none of their column are told where they are read.
  static func read(_ file: String, _ bytes: [UInt8], _ outcome: inout TableOutcome) throws(DatasetFault) -> Dataset {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw DatasetFault("the file is UTF-16", expected: "UTF-8")
    }
    var tape = JSONTape()
    let end = try take(&tape, bytes, 0..<bytes.count, isOpen: true)
    guard tape.nodes.first?.kind == .object else { throw DatasetFault("no object", expected: expected) }
    if tape.member("clinicalData", of: 0, in: bytes) ?? tape.member("referenceData", of: 0, in: bytes) != nil {
      throw DatasetFault("Dataset-JSON 1.0 (`clinicalData`)", expected: "version 1.1, one dataset a file")
    }
    var dataset = try head(tape, bytes, file, &outcome)
    let stated = tape.member("records", of: 0, in: bytes).flatMap { tape.text($0, in: bytes) }.flatMap { Int($0) }
    if let rows = tape.member("rows", of: 0, in: bytes) {
      guard tape.nodes[rows].kind == .array else { throw DatasetFault("`rows` that is no list", expected: expected) }
      for row in tape.children(of: rows) { take(tape, row, bytes, &dataset, &outcome) }
      guard bytes[end...].allSatisfy({ $0 <= 0x20 }) else {
        throw DatasetFault(
          "something behind the end of the dataset", expected: "one dataset, or a row a line without `rows`")
      }
    } else {
      try readLines(&tape, bytes, end, &dataset, &outcome)
    }
    if let stated, stated != dataset.rows.count {
      outcome.misfits.append(
        Misfit(
          CellPlace(file: file, record: dataset.name), "\(dataset.rows.count) records, and `records` says \(stated)",
          expected: "as many; was the file cut off?"))
    }
    return dataset
  }

  /// Rows behind the head, one a line.
  private static func readLines(
    _ tape: inout JSONTape, _ bytes: [UInt8], _ end: Int, _ dataset: inout Dataset, _ outcome: inout TableOutcome
  ) throws(DatasetFault) {
    var start = end
    var isHead = true
    while start < bytes.count {
      let stop = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      defer {
        start = stop + 1
        isHead = false
      }
      guard bytes[start..<stop].contains(where: { $0 > 0x20 }) else { continue }
      if isHead { throw DatasetFault("something behind the head on its line", expected: "a row a line") }
      _ = try take(&tape, bytes, start..<stop, isOpen: false)
      take(tape, 0, bytes, &dataset, &outcome)
      guard dataset.rows.count * max(1, dataset.columns.count) <= Dataset.Limits.values else {
        throw DatasetFault("more than \(Dataset.Limits.values) values", expected: "no more")
      }
    }
  }

  /// Takes one value apart.
  private static func take(_ tape: inout JSONTape, _ bytes: [UInt8], _ range: Range<Int>, isOpen: Bool)
    throws(DatasetFault) -> Int
  {
    do throws(JSONTape.Fault) { return try tape.read(bytes, range, limits: limits, isOpen: isOpen) } catch {
      let line = 1 + bytes[..<min(error.offset, bytes.count)].count { $0 == 0x0A }
      throw DatasetFault(error.found, expected: error.expected, place: "line \(line)")
    }
  }

  // MARK: the head

  private static let required: [StaticString] = [
    "datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "label",
  ]

  private static func head(_ tape: JSONTape, _ bytes: [UInt8], _ file: String, _ outcome: inout TableOutcome)
    throws(DatasetFault) -> Dataset
  {
    func text(_ key: StaticString, _ node: Int) -> String? {
      tape.member(key, of: node, in: bytes).flatMap { tape.nodes[$0].kind == .string ? tape.text($0, in: bytes) : nil }
    }
    guard let name = text("name", 0)?.trimmed, !name.isEmpty else {
      throw DatasetFault("no `name` of a dataset", expected: expected)
    }
    guard let list = tape.member("columns", of: 0, in: bytes), tape.nodes[list].kind == .array else {
      throw DatasetFault("no `columns`", expected: expected)
    }
    let whole = CellPlace(file: file, record: name)
    for key in required where tape.member(key, of: 0, in: bytes) == nil {
      outcome.warnings.append(Misfit(whole, "no `\(key)`: the file is not valid, and is read"))
    }
    if let version = text("datasetJSONVersion", 0), version.wholeMatch(of: #/1\.1(\.[0-9]+)?/#) == nil {
      throw DatasetFault("Dataset-JSON \(ProblemLog.quoted(version))", expected: "version 1.1")
    }
    var columns: [Dataset.Column] = []
    var names: Set<String> = []
    for node in tape.children(of: list) {
      guard tape.nodes[node].kind == .object, let name = text("name", node)?.trimmed, !name.isEmpty else {
        throw DatasetFault("a column without `name`", expected: expected)
      }
      guard let type = text("dataType", node).flatMap({ Dataset.DataType(rawValue: $0) }) else {
        throw DatasetFault(
          "the column \(ProblemLog.quoted(name)) without a `dataType` that is one",
          expected: Wording.list(Dataset.DataType.allCases.map(\.rawValue)))
      }
      guard names.insert(name).inserted else {
        throw DatasetFault("the column \(ProblemLog.quoted(name)) twice", expected: "names that differ")
      }
      var column = Dataset.Column(name: name, label: text("label", node) ?? "", type: type)
      column.isStoredAsNumber = type.isTime && text("targetDataType", node) == "integer"
      column.format = text("displayFormat", node)
      column.length = tape.member("length", of: node, in: bytes).flatMap { tape.text($0, in: bytes) }.flatMap {
        Int($0)
      }
      column.key = tape.member("keySequence", of: node, in: bytes).flatMap { tape.text($0, in: bytes) }.flatMap {
        Int($0)
      }
      columns.append(column)
      guard columns.count <= Dataset.Limits.columns else {
        throw DatasetFault("more than \(Dataset.Limits.columns) columns", expected: "no more")
      }
    }
    guard !columns.isEmpty else { throw DatasetFault("no columns", expected: expected) }
    return Dataset(name: name, label: text("label", 0) ?? "", columns: columns, rows: [], file: file)
  }

  // MARK: rows

  /// A row; one of another number of values is told and not read: nobody knows which value is of which column.
  private static func take(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ dataset: inout Dataset, _ outcome: inout TableOutcome
  ) {
    let place = dataset.place(dataset.rows.count)
    let cells = tape.nodes[node].kind == .array ? tape.children(of: node) : []
    guard tape.nodes[node].kind == .array, cells.count == dataset.columns.count else {
      let count = tape.count(of: node, in: bytes)
      outcome.misfits.append(
        Misfit(
          place, tape.nodes[node].kind == .array ? "\(cells.count) values in this row" : "a row that is no list",
          expected: "\(dataset.columns.count), as there are columns"))
      outcome.losses.add(
        .unplaced, file: dataset.file, column: "", meaning: "a row of another number of values", count: count)
      dataset.rows.append([Dataset.Value](repeating: .none, count: dataset.columns.count))
      return
    }
    dataset.rows.append(
      cells.enumerated().map { index, cell in
        value(tape, cell, bytes, dataset.columns[index], file: dataset.file, &outcome)
      })
  }

  private static func value(
    _ tape: JSONTape, _ node: Int, _ bytes: [UInt8], _ column: Dataset.Column, file: String,
    _ outcome: inout TableOutcome
  ) -> Dataset.Value {
    switch tape.nodes[node].kind {
    case .null: return .none
    case .object, .array, .key:
      // What stands in it is counted with the one that is told.
      let more = tape.count(of: node, in: bytes) - 1
      if more > 0 {
        outcome.losses.add(.unplaced, file: file, column: column.name, meaning: "values in a value", count: more)
      }
      return more < 0 ? .none : .unread("a list or an object")
    case .yes, .no:
      let text = tape.text(node, in: bytes) ?? ""
      return column.type == .boolean ? .text(text) : .unread(text)
    case .number:
      let text = tape.text(node, in: bytes) ?? ""
      // A number as text is its digits; of a flag or a time it is nothing.
      guard column.type.isNumber else { return column.type == .string ? .text(text) : .unread(text) }
      return number(text)
    case .string:
      guard !tape.isBlank(node, in: bytes), let whole = tape.text(node, in: bytes) else { return .none }
      let text = whole.trimmed
      // The standard has decimals as texts, so that no digit is lost.
      if column.type == .decimal, text.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) != nil { return number(text) }
      return column.type.isNumber || column.type == .boolean
        ? .unread(text) : text.isEmpty ? .unread(whole) : .text(text)
    }
  }

  /// A number; a whole one of more digits than a Double holds stays as it stands, and is told.
  private static func number(_ text: String) -> Dataset.Value {
    guard let number = Double(text), number.isFinite else { return .unread(text) }
    let isWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
    return !isWhole || number.magnitude <= 9_007_199_254_740_992 ? .number(number) : .unread(text)
  }
}
