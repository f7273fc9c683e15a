// SPDX-License-Identifier: Apache-2.0

/// Columns of merged cells: an empty one has the value above it, as far down as the merged cell of the patient goes, where that is merged too.
struct MergedCells {
  /// A cell that the next patient leaves empty: what stands above it is not theirs.
  struct Gap: Equatable {
    var index: Int
    var text: String
    var patient: String
  }

  private let columns: [Int]
  private let patient: Int
  /// What stands above, with its row, by columns.
  private var above: [Int: (text: String, row: Int)] = [:]
  /// The columns that were filled in the last row.
  private var filled: Set<Int> = []

  init(_ columns: [Int], patient: Int) {
    self.columns = columns
    self.patient = patient
  }

  /// Fills the empty cells of a row; gives the cells that stay empty because another patient begins.
  mutating func fill(_ cells: inout [String], _ row: Int) -> [Gap] {
    filled = []
    var gaps: [Gap] = []
    if columns.contains(patient), let last = above[patient]?.text, !cells[patient].isEmpty, cells[patient] != last {
      gaps = columns.filter { cells[$0].isEmpty }.compactMap { index in
        above[index].map { Gap(index: index, text: $0.text, patient: last) }
      }
      above = [:]
    }
    for index in columns {
      if !cells[index].isEmpty {
        above[index] = (cells[index], row)
      } else if let value = above[index] {
        cells[index] = value.text
        filled.insert(index)
      }
    }
    return gaps
  }

  /// Passes a row that is no patient: a sum, a heading. Where it says something itself, nothing above it goes on below.
  mutating func skip(_ cells: [String]) {
    if columns.contains(patient) {
      above = [:]
    } else {
      for index in columns where !cells[index].isEmpty { above[index] = nil }
    }
  }

  /// The row in which the value of a column stands that the last row has.
  func row(of index: Int, in row: Int) -> Int { filled.contains(index) ? above[index]?.row ?? row : row }
}
