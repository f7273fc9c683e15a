// SPDX-License-Identifier: Apache-2.0

/// The names of the columns of a file.
struct SheetHeader {
  /// The name of each column; a second one of a name is `Name #2`, a column without a name has none.
  var names: [String]
  /// The cells of the rows that it was made from: such a row further down repeats it.
  var rows: [[String]]
  /// What heads each column: the words of its group, and its own.
  private(set) var parts: [(group: String, own: String)]

  /// How many columns there are up to the last that has a name.
  var width: Int { (names.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// The header of one row, or of several, of which the upper ones head groups of columns: merged cells, whose text stands in the first of them.
  init(_ rows: [[String]]) {
    self.rows = rows
    let width = rows.map(\.count).max() ?? 0
    let padded = rows.map { $0 + [String](repeating: "", count: width - $0.count) }
    var names = [String](repeating: "", count: width)
    var parts = [(group: String, own: String)](repeating: ("", ""), count: width)
    for (level, row) in padded.enumerated() {
      let below = padded[(level + 1)...]
      var group = ""
      for column in 0..<width {
        let hasBelow = below.contains { !$0[column].isEmpty }
        if !row[column].isEmpty {
          // What stands above nothing is a column of its own, and heads no others.
          group = hasBelow ? row[column] : ""
          names[column] = Self.joined(names[column], row[column])
          if hasBelow { parts[column].group = Self.joined(parts[column].group, row[column]) }
          parts[column].own = row[column]
        } else if hasBelow, !group.isEmpty {
          names[column] = Self.joined(names[column], group)
          parts[column].group = Self.joined(parts[column].group, group)
        }
      }
    }
    self.parts = parts
    var counts: [String: Int] = [:]
    self.names = names.map { name in
      guard !name.isEmpty else { return "" }
      counts[name, default: 0] += 1
      return counts[name] == 1 ? name : "\(name) #\(counts[name] ?? 0)"
    }
  }

  private static func joined(_ above: String, _ below: String) -> String { above.isEmpty ? below : "\(above) \(below)" }

  /// Whether a row is one of the header again.
  func isRepeated(_ cells: [String]) -> Bool {
    let cells = cells.map(Self.oneLine)
    return rows.contains { row in
      row.contains { !$0.isEmpty } && row + [String](repeating: "", count: max(0, cells.count - row.count)) == cells
    }
  }

  /// A name of two lines is one name.
  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
