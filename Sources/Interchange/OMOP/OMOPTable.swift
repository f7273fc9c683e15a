// SPDX-License-Identifier: Apache-2.0

import Exchange
import Plain

/// A table in its file: where the rows of each person stand. The cells of a row are made when they are asked for.
struct OMOPTable {
  /// The key of a row: nearly always a number as it is written.
  enum Key: Hashable {
    case number(Int)
    case text(String)

    init(_ text: String) {
      if let number = Int(text), "\(number)" == text { self = .number(number) } else { self = .text(text) }
    }

    /// As it is written.
    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .text(let text): text
      }
    }
  }

  private struct Row {
    var part: FilePart
    var line: Int32
    var key: Key?
  }

  private let header: [String]
  private let path: ElementPath
  private let columns: [ElementPath]
  private let window: InputWindow
  private let separator: UInt8
  /// The columns of the person and of the key.
  private let personColumn: Int?
  private let keyColumn: Int?
  private var rows: [Int: [Row]] = [:]

  init(_ table: String, _ header: [String], _ source: SeparatedBlocks, _ paths: ElementPaths) {
    self.header = header
    let path = paths.root(table)
    self.path = path
    columns = header.map { paths.column($0, of: path) }
    window = InputWindow(source.parts)
    separator = source.separator
    personColumn = header.firstIndex(of: "person_id")
    keyColumn = header.firstIndex(of: "\(table.lowercased())_id")
  }

  /// Whether its rows are of persons.
  var hasPersons: Bool { personColumn != nil }

  // MARK: cells

  /// Whether a cell says that it is nothing, as a database says it. What this program stated is as it stands.
  private static func isNull(_ cell: String, in column: String) -> Bool { cell == "NULL" && column != "stated" }

  func nulls(in cells: [String]) -> Int { zip(header, cells).count { Self.isNull($1, in: $0) } }

  /// The values of cells, with nothing where there is none.
  func values(of cells: [String]) -> [String] { zip(header, cells).map { Self.isNull($1, in: $0) ? "" : $1 } }

  func person(of cells: [String]) -> String {
    personColumn.flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? ""
  }

  /// A row as an element, of which nothing has been read.
  func element(_ values: [String], line: Int) -> FHIRElement {
    let element = FHIRElement(path, line: line, kind: .elements)
    for (column, value) in zip(columns, values) where !value.isEmpty {
      element.append(FHIRElement(column, line: line, kind: .text, text: value))
    }
    return element
  }

  // MARK: rows

  /// Notes where a row of a person stands.
  mutating func add(_ row: SeparatedBlocks.Row, _ values: [String], of person: Int) {
    let key = keyColumn.flatMap { values.indices.contains($0) && !values[$0].isEmpty ? Key(values[$0]) : nil }
    rows[person, default: []].append(
      Row(part: FilePart(row.range), line: Int32(clamping: row.number), key: key))
  }

  /// The rows of a person; nil where the file is another one now.
  func elements(of place: Int, _ person: String) -> [FHIRElement]? {
    var all: [FHIRElement] = []
    for row in rows[place] ?? [] {
      guard let bytes = try? window.bytes(row.part.range),
        let cells = SeparatedBlocks.cells(of: bytes, separator: separator)?.map(\.text.trimmed),
        self.person(of: cells) == person
      else { return nil }
      all.append(element(values(of: cells), line: Int(row.line)))
    }
    return all
  }

  /// Asks the keys of the rows of a person, with their lines.
  func forEachKey(of person: Int, _ body: (Key, Int) -> Void) {
    for row in rows[person] ?? [] { if let key = row.key { body(key, Int(row.line)) } }
  }
}
