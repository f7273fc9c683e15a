// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Statistics

/// The columns of a table of times, read as what the options say that they are.
///
/// A cell that is no number where one is needed is an error with its place. A row with an empty cell in a column that is used is left out, and told.
struct SurvivalColumns {
  /// Rows that are used, as places in the file.
  private(set) var rows: [Int] = []
  /// Rows that are not, with why.
  private(set) var leftOut: [String] = []
  /// What is wrong: one problem a column and cause, at the first of its rows and with how many there are.
  var problems: [Problem] {
    found.map { problem, rows in
      var problem = problem
      if rows > 1 { problem.message += " (the first of \(rows) such rows)" }
      return problem
    }
  }
  private var found: [(problem: Problem, rows: Int)] = []
  /// Where each column and cause stands among these.
  private var causes: [[String]: Int] = [:]
  private let file: SeparatedFile

  init(_ file: SeparatedFile, used columns: [String]) {
    self.file = file
    let places = columns.compactMap { name in file.head.firstIndex { $0.text == name }.map { (name, $0) } }
    for (row, cells) in file.rows.enumerated() {
      if let empty = places.first(where: { Self.isMissing(cells[$0.1].text) }) {
        leftOut.append(
          "line \(cells[empty.1].location.line) (`\(empty.0)` is \(cells[empty.1].text.isEmpty ? "empty" : cells[empty.1].text))"
        )
      } else {
        rows.append(row)
      }
    }
  }

  /// How statistics programs write what is not known.
  private static func isMissing(_ text: String) -> Bool { ["", "NA", "NaN", "."].contains(text) }

  /// The cells of a column in the rows that are used.
  func cells(_ name: String) -> [SeparatedFile.Cell] {
    guard let place = file.head.firstIndex(where: { $0.text == name }) else { return [] }
    return rows.map { file.rows[$0][place] }
  }

  /// All cells of a column, those of rows that are not used too.
  private func all(_ name: String) -> [SeparatedFile.Cell] {
    guard let place = file.head.firstIndex(where: { $0.text == name }) else { return [] }
    return file.rows.map { $0[place] }
  }

  /// A number as such tables have it: with a point, perhaps with an exponent.
  static func number(_ text: String) -> Double? {
    guard text.utf8.first.map({ (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0) }) == true,
      !text.lowercased().contains("x"), !text.lowercased().contains("p")
    else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A column of numbers; what is none is noted.
  mutating func numbers(_ name: String, isTime: Bool = false) -> [Double] {
    cells(name).map { cell in
      guard let number = Self.number(cell.text) else {
        problem(cell, of: name, "`\(cell.text)` is no number", expected: "a number with a point, such as 12.5")
        return 0
      }
      if isTime, number < 0 {
        problem(cell, of: name, "the time \(cell.text) is below 0", expected: "a time of 0 or more")
      }
      return number
    }
  }

  /// A column of what happened, by the values that say so; one that says neither is noted.
  mutating func choices(_ name: String, _ values: [(words: Set<String>, number: Int)], expected: String) -> [Int] {
    cells(name).map { cell in
      if let found = values.first(where: { $0.words.contains(cell.text.lowercased()) }) { return found.number }
      problem(cell, of: name, "`\(cell.text)` does not say whether there was an event", expected: expected)
      return 0
    }
  }

  /// Ends of intervals: an empty one, `Inf` or `NA` on the right leaves the time open.
  mutating func rightEnds(_ name: String) -> [Double] {
    cells(name).map { cell in
      if Self.isMissing(cell.text) || ["inf", "+inf", "infinity"].contains(cell.text.lowercased()) { return .infinity }
      guard let number = Self.number(cell.text) else {
        problem(
          cell, of: name, "`\(cell.text)` is no number", expected: "a number, or nothing where the event was not seen")
        return .infinity
      }
      return number
    }
  }

  /// The values of a column that tell groups apart, in natural order, and each row's place among them.
  func groups(_ name: String) -> (names: [String], numbers: [Int]) {
    let texts = cells(name).map(\.text)
    let names = Array(Set(texts)).sorted(by: NaturalOrder.precedes)
    return (names, texts.map { text in names.firstIndex(of: text) ?? 0 })
  }

  /// Whether every value of a column is a number.
  func isNumeric(_ name: String) -> Bool { cells(name).allSatisfy { Self.number($0.text) != nil } }

  private mutating func problem(
    _ cell: SeparatedFile.Cell, of column: String, _ message: String, expected: String
  ) {
    if let known = causes[[column, expected]] {
      found[known].rows += 1
      return
    }
    causes[[column, expected]] = found.count
    found.append((Problem(.error, at: cell.location, message, expected: expected), 1))
  }
}
