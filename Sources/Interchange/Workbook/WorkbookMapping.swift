// SPDX-License-Identifier: Apache-2.0

import Plain

/// The mapping that a workbook of ours carries with it: a hidden sheet with a line of `mapping.yaml` in each row, beside how far it is indented, since cells lose white space.
enum WorkbookMapping {
  /// The sheet of the mapping, and that which explains the others.
  static let (sheet, guide, words) = ("Mapping", "Read me", "Words")
  /// The header by which the sheet is known.
  static let header = ["indented by", "line of mapping.yaml"]

  /// The mapping of a workbook, as a file; nil for a file without one.
  static func file(in file: InputFile) -> InputFile? {
    guard Workbook.isOne(file), let workbook = try? Workbook(file), let rows = rows(of: workbook) else { return nil }
    let lines = rows.dropFirst().map { row -> String in
      let indent = row.cells.first.flatMap { Int($0.text) } ?? 0
      return String(repeating: " ", count: min(max(0, indent), 40)) + (row.cells.count > 1 ? row.cells[1].text : "")
    }
    return InputFile(name: "\(file.name), sheet \(sheet)", text: lines.joined(separator: "\n") + "\n")
  }

  /// The sheets that are no records, in a workbook that has its mapping in it.
  static func sheets(beside workbook: Workbook) -> Set<String> {
    rows(of: workbook) == nil ? [] : [sheet, guide, words]
  }

  private static func rows(of workbook: Workbook) -> [FileRow]? {
    guard let entry = workbook.sheets.first(where: { $0.name == sheet }), let own = try? workbook.rows(entry),
      own.rows.first?.cells.map(\.text) == header
    else { return nil }
    return own.rows
  }
}
