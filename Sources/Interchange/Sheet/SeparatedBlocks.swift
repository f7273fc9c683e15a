// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// The rows of a file of separated values, block by block: in memory are a block and the row that goes beyond it, whatever the size of the file.
struct SeparatedBlocks {
  /// A row that is not blank, and where it stands in the file.
  struct Row {
    var cells: [DelimitedCell]
    /// Its number as a spreadsheet counts rows, from 1.
    var number: Int
    var range: Range<Int>
  }

  let name: String
  /// What stands between two fields.
  let separator: UInt8
  let parts: InputParts
  private let block: Int
  private var cuts: RowCuts
  /// The bytes that were read and are not in ``rows`` yet.
  private var waiting: [UInt8] = []
  /// The offset behind them.
  private var behind: Int
  /// The rows that are in memory, the offset of their first byte, and the line ends and rows before it.
  private var rows: SeparatedRows?
  private var log: ProblemLog?
  private var start: (offset: Int, lines: Int, rows: Int)
  /// What was wrong with the rows before them.
  private var told: [Problem] = []

  /// Why a file is not read.
  struct Refusal: Error {
    var misfit: Misfit
  }

  /// Opens a file.
  ///
  /// - Parameter tabs: whether a first line with tabs and without commas has tabs between its fields.
  init(_ file: InputFile, tabs: Bool = false, block: Int? = nil) throws(Refusal) {
    name = file.name
    var isText: Bool
    do throws(FileRefusal) {
      parts = try file.parts(limit: SheetLimits.bytes)
      self.block = block ?? min(parts.block, 1_000_000)
      let mark = try parts.bytes(0..<min(3, parts.count))
      behind = mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
      isText = !mark.starts(with: [0xFF, 0xFE]) && !mark.starts(with: [0xFE, 0xFF])
      if isText { isText = try PlainTextCheck.passes(parts, from: behind, block: self.block) }
      separator = try Self.separator(parts, from: behind, tabs: tabs, block: self.block)
    } catch {
      throw Refusal(misfit: Misfit(CellPlace(file: file.name), "\(error)"))
    }
    cuts = RowCuts(separator: separator)
    start = (behind, 0, 0)
    // Where something is wrong with a file it is looked at whole, to say what and where.
    if !isText, case .failure(let refusal) = SheetText.read(file, .utf8, isMapped: false) {
      throw Refusal(misfit: refusal.misfit)
    }
  }

  /// What the first line shows: a comma, or a semicolon or a tab where it has one and no comma.
  private static func separator(
    _ parts: InputParts, from start: Int, tabs: Bool, block: Int
  ) throws(FileRefusal) -> UInt8 {
    var line: [UInt8] = []
    while start + line.count < parts.count, !line.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      let offset = start + line.count
      line += try parts.bytes(offset..<min(parts.count, offset + block))
    }
    let head = line.prefix { $0 != 0x0A && $0 != 0x0D }
    let comma = UInt8(ascii: ",")
    if head.contains(comma) { return comma }
    if tabs, head.contains(0x09) { return 0x09 }
    return head.contains(UInt8(ascii: ";")) ? UInt8(ascii: ";") : comma
  }

  /// The next row; nil at the end, or after a quote that is never closed.
  mutating func next() throws(FileRefusal) -> Row? {
    while true {
      let before = rows?.behind.offset ?? 0
      if let row = rows?.next(), let own = rows?.behind {
        return Row(
          cells: row.cells, number: start.rows + row.number,
          range: (start.offset + before)..<(start.offset + own.offset))
      }
      leave()
      guard try fill() else { return nil }
    }
  }

  /// What was wrong with the rows so far, with the lines of the file.
  var problems: [Problem] {
    var all = told
    for problem in log?.problems ?? [] where all.count <= ProblemLog.limit {
      var own = problem
      own.location.line += start.lines
      if all.count == ProblemLog.limit {
        own.message = "too many problems in this file; the rest is not told"
        (own.expected, own.suggestion) = (nil, nil)
      }
      all.append(own)
    }
    return all
  }

  /// Leaves the rows that are in memory.
  private mutating func leave() {
    told = problems
    if let own = rows?.behind {
      start = (start.offset + own.offset, start.lines + own.lines, start.rows + own.rows)
    }
    (rows, log) = (nil, nil)
  }

  /// Reads up to the last place where the text can be cut; false at the end of the file.
  private mutating func fill() throws(FileRefusal) -> Bool {
    while behind < parts.count {
      let part = try parts.bytes(behind..<min(parts.count, behind + block))
      behind += part.count
      guard let cut = cuts.last(in: part[...]) else {
        waiting += part
        continue
      }
      take(waiting + part[..<cut])
      waiting = Array(part[cut...])
      return true
    }
    guard !waiting.isEmpty else { return false }
    take(waiting)
    waiting = []
    return true
  }

  private mutating func take(_ bytes: [UInt8]) {
    let own = ProblemLog(text: SourceText(file: name, text: String(decoding: bytes, as: UTF8.self)))
    log = own
    rows = SeparatedRows(own, separator: separator)
  }

  /// The cells of a row, of the bytes that it was read from.
  static func cells(of bytes: ArraySlice<UInt8>, separator: UInt8) -> [DelimitedCell]? {
    let log = ProblemLog(text: SourceText(file: "", text: String(decoding: bytes, as: UTF8.self)))
    var rows = SeparatedRows(log, separator: separator)
    return rows.next()?.cells
  }
}
