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

  /// - Parameters:
  ///   - columns: the columns that are used.
  ///   - event: the one of them whose values the options name: a word such as `unknown` may be one of these, so that empty cells alone leave a row out.
  init(_ file: SeparatedFile, used columns: [String], event: String? = nil) {
    self.file = file
    let places = columns.compactMap { name in file.head.firstIndex { $0.text == name }.map { (name, $0) } }
    for (row, cells) in file.rows.enumerated() {
      if let empty = places.first(where: { name, place in
        name == event ? Self.isEmpty(cells[place].text) : Self.isMissing(cells[place].text)
      }) {
        leftOut.append(
          "line \(cells[empty.1].location.line) (`\(empty.0)` is \(cells[empty.1].text.isEmpty ? "empty" : cells[empty.1].text))"
        )
      } else {
        rows.append(row)
      }
    }
  }

  /// How statistics programs leave a cell empty.
  private static func isEmpty(_ text: String) -> Bool { ["", "NA", "NaN", "."].contains(text) }

  /// Whether nothing is known, in any spelling. What is a number is one.
  private static func isMissing(_ text: String) -> Bool { number(text) == nil && Silence.isMissing(text) }

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
      if Self.isEmpty(cell.text) || ["inf", "+inf", "infinity"].contains(cell.text.lowercased()) { return .infinity }
      guard let number = Self.number(cell.text) else {
        problem(
          cell, of: name, "`\(cell.text)` is no number", expected: "a number, or nothing where the event was not seen")
        return .infinity
      }
      return number
    }
  }

  /// The values of a column that tell groups apart, in natural order, and each row's place among them. Capitals, blanks and
  /// zeros behind a number (`1.0`) tell no groups apart: a group has the spelling that most of its rows have.
  func groups(_ name: String) -> (names: [String], numbers: [Int]) {
    let texts = cells(name).map(\.text)
    let spellings = texts.commonSpellings(by: Self.groupKey)
    let names = Array(Set(spellings.values)).sorted(by: NaturalOrder.precedes)
    return (names, texts.map { text in spellings[Self.groupKey(text)].flatMap { names.firstIndex(of: $0) } ?? 0 })
  }

  /// What tells a group apart: its number, or its name.
  static func groupKey(_ text: String) -> String { number(text).map { "\($0)" } ?? text.nameKey }

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
