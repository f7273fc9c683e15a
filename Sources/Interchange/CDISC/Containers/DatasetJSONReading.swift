// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Reads Dataset-JSON 1.1: one object with `columns` and `rows`, or a line with the head and one for each row behind it (NDJSON).
enum DatasetJSONReading {
  static let limits = JSONTape.Limits(
    depth: 8, values: Dataset.Limits.values + 100_000, text: Dataset.Limits.text)
  private static let expected = "a dataset of Dataset-JSON 1.1"

  /// The dataset of a file; rows that are none of it are told.
  ///
  /// A file with the head on its first line is read line by line; another one is in memory while its rows are looked for.
  static func open(_ file: String, _ parts: InputParts, _ outcome: inout TableOutcome) throws(DatasetFault)
    -> StoredDataset
  {
    let mark = try DatasetFault.reading { () throws(FileRefusal) in try parts.bytes(0..<min(3, parts.count)) }
    if mark.starts(with: [0xFE, 0xFF]) || mark.starts(with: [0xFF, 0xFE]) {
      throw DatasetFault("the file is UTF-16", expected: "UTF-8")
    }
    let start = mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
    var tape = JSONTape()
    var lines = InputLines(parts, from: start, limit: Dataset.Limits.file)
    let first = try DatasetFault.reading { () throws(FileRefusal) in try lines.line() }
    if case .whole(let range)? = first, (try? tape.read(lines.bytes, range, limits: limits)) != nil,
      tape.nodes.first?.kind == .object, tape.member("rows", of: 0, in: lines.bytes) == nil
    {
      let head = try head(tape, lines.bytes, file, &outcome)
      var rows = DatasetJSONRows(head, tape, lines.bytes)
      try readLines(&tape, &lines, &rows, &outcome)
      return rows.stored(in: parts, &outcome)
    }
    return try openWhole(file, parts, from: start, &outcome)
  }

  /// A file that is one value, or has its head on several lines.
  private static func openWhole(
    _ file: String, _ parts: InputParts, from start: Int, _ outcome: inout TableOutcome
  ) throws(DatasetFault) -> StoredDataset {
    let bytes = try DatasetFault.reading { () throws(FileRefusal) in try parts.bytes(start..<parts.count) }
    var tape = JSONTape()
    let end = try take(&tape, bytes, 0..<bytes.count, isOpen: true)
    guard tape.nodes.first?.kind == .object else { throw DatasetFault("no object", expected: expected) }
    let head = try head(tape, bytes, file, &outcome)
    var own = DatasetJSONRows(head, tape, bytes)
    if let rows = tape.member("rows", of: 0, in: bytes) {
      guard tape.nodes[rows].kind == .array else { throw DatasetFault("`rows` that is no list", expected: expected) }
      for row in tape.children(of: rows) { own.add(tape, row, bytes, shift: start, &outcome) }
      guard bytes[end...].allSatisfy({ $0 <= 0x20 }) else {
        throw DatasetFault(
          "something behind the end of the dataset", expected: "one dataset, or a row a line without `rows`")
      }
    } else {
      let line = bytes[end...].prefix { $0 != 0x0A }
      guard line.allSatisfy({ $0 <= 0x20 }) else {
        throw DatasetFault("something behind the head on its line", expected: "a row a line")
      }
      var lines = InputLines(
        parts, from: min(parts.count, start + line.endIndex + 1), limit: Dataset.Limits.file,
        before: bytes[..<line.endIndex].count { $0 == 0x0A } + 1)
      try readLines(&tape, &lines, &own, &outcome)
    }
    return own.stored(in: parts, &outcome)
  }

  /// Rows behind the head, one a line.
  private static func readLines(
    _ tape: inout JSONTape, _ lines: inout InputLines, _ rows: inout DatasetJSONRows, _ outcome: inout TableOutcome
  ) throws(DatasetFault) {
    while let line = try next(&lines) {
      // No line can be longer than a file.
      guard case .whole(let range) = line, lines.bytes[range].contains(where: { $0 > 0x20 }) else { continue }
      do throws(JSONTape.Fault) { try tape.read(lines.bytes, range, limits: limits) } catch {
        let column = error.offset - range.lowerBound + 1
        throw DatasetFault(error.found(atColumn: column), expected: error.expected, place: "line \(lines.number)")
      }
      rows.add(tape, 0, lines.bytes, shift: lines.shift, &outcome)
      guard rows.places.count * max(1, rows.head.columns.count) <= Dataset.Limits.values else {
        throw DatasetFault("more than \(Dataset.Limits.values) values", expected: "no more")
      }
    }
  }

  private static func next(_ lines: inout InputLines) throws(DatasetFault) -> InputLines.Line? {
    do throws(FileRefusal) { return try lines.line() } catch {
      throw DatasetFault("the file cannot be read: \(error)")
    }
  }

  /// Takes one value apart.
  private static func take(_ tape: inout JSONTape, _ bytes: [UInt8], _ range: Range<Int>, isOpen: Bool)
    throws(DatasetFault) -> Int
  {
    do throws(JSONTape.Fault) { return try tape.read(bytes, range, limits: limits, isOpen: isOpen) } catch {
      let (line, column) = error.place(in: bytes)
      throw DatasetFault(error.found(atColumn: column), expected: error.expected, place: "line \(line)")
    }
  }

  // MARK: the head

  private static let required: [StaticString] = [
    "datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "label",
  ]

  /// What a dataset says of itself.
  private static func head(_ tape: JSONTape, _ bytes: [UInt8], _ file: String, _ outcome: inout TableOutcome)
    throws(DatasetFault) -> Dataset
  {
    func text(_ key: StaticString, _ node: Int) -> String? {
      tape.member(key, of: node, in: bytes).flatMap { tape.nodes[$0].kind == .string ? tape.text($0, in: bytes) : nil }
    }
    if tape.member("clinicalData", of: 0, in: bytes) ?? tape.member("referenceData", of: 0, in: bytes) != nil {
      throw DatasetFault("Dataset-JSON 1.0 (`clinicalData`)", expected: "version 1.1, one dataset a file")
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
}
