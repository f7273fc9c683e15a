// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A table of reference values.
struct Reference {
  let name: String
  let rows: [Row]

  struct Row: Sendable {
    let table: String
    let number: Int
    let cells: [String: String]

    var place: Comment { Comment(rawValue: "\(table), line \(number)") }

    subscript(_ column: String) -> String { cells[column] ?? "" }
    /// A number; nan where there is none.
    func value(_ column: String) -> Double { Double(self[column]) ?? .nan }
    func optional(_ column: String) -> Double? { Double(self[column]) }
    func whole(_ column: String) -> Int { Int(self[column]) ?? Int.min }
    /// Numbers between hyphens; blanks before them are left out.
    func list(_ column: String, _ mark: Character = "-") -> [Double] {
      self[column].split(separator: mark).compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    }
    func wholes(_ column: String, _ mark: Character = "-") -> [Int] { list(column, mark).map { Int($0) } }
    /// Whole numbers between semicolons, of which some are missing.
    func gaps(_ column: String) -> [Int?] {
      self[column].split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    }
  }

  init(_ name: String) throws {
    let folder = try #require(Bundle.module.resourceURL)
    let text = try String(contentsOf: folder.appendingPathComponent("Fixtures/\(name).csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    let columns = try #require(lines.first)
    self.name = name
    rows = lines.dropFirst().enumerated().map { index, cells in
      Row(
        table: name, number: index + 2,
        cells: Dictionary(uniqueKeysWithValues: zip(columns, cells.map { $0 == "NA" ? "" : $0 })))
    }
    #expect(!rows.isEmpty)
  }

  /// Rows with the same values in some columns, in the order of the file.
  func groups(_ columns: [String]) -> [[Row]] {
    var order: [[String]] = []
    var found: [[String]: [Row]] = [:]
    for row in rows {
      let key = columns.map { row[$0] }
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(row)
    }
    return order.compactMap { found[$0] }
  }
}

/// How far values are from a table: the largest difference of each column, relative above 1.
struct Agreement {
  let table: String
  private(set) var count = 0
  private(set) var worst: [String: Double] = [:]

  init(_ table: String) { self.table = table }

  mutating func add(
    _ column: String, _ found: Double?, _ expected: Double, within tolerance: Double, _ row: Reference.Row
  ) {
    count += 1
    let found = found ?? .nan
    let difference = found == expected ? 0 : abs(found - expected) / max(1, abs(expected))
    worst[column] = max(worst[column] ?? 0, difference.isNaN ? .infinity : difference)
    #expect(difference <= tolerance, "\(row.table), line \(row.number), \(column): \(found), expected \(expected)")
  }

  /// What the documentation says of the agreement comes from this line.
  func report() {
    let parts = worst.sorted { $0.key < $1.key }.map { "\($0.key) \(String(format: "%.1e", $0.value))" }
    print("agreement: \(table): \(count) values; \(parts.joined(separator: ", "))")
  }
}
