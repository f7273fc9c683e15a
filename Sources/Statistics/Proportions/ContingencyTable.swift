// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A table of counts of several groups by several outcomes.
public struct ContingencyTable: Sendable, Hashable {
  /// The counts, row by row, without rows and columns that are empty: they say nothing.
  public let counts: [[Int]]
  private let rowSums: [Int]
  private let columnSums: [Int]

  /// A table of rows of one length.
  ///
  /// Throws `counts` for one below 0, rows of several lengths, a sum beyond what can be counted (2⁵³), or fewer than two rows or columns with any.
  public init(_ counts: [[Int]]) throws(SampleProblem) {
    let width = counts.first?.count ?? 0
    var total = 0
    for row in counts {
      guard row.count == width else { throw .counts }
      for count in row {
        guard count >= 0, count <= 1 << 53 else { throw .counts }
        total += count
        guard total <= 1 << 53 else { throw .counts }
      }
    }
    let columns = (0..<width).filter { column in counts.contains { $0[column] > 0 } }
    let kept = counts.filter { $0.contains { $0 > 0 } }.map { row in columns.map { row[$0] } }
    guard kept.count > 1, columns.count > 1 else { throw .counts }
    self.counts = kept
    rowSums = kept.map { $0.reduce(0, +) }
    columnSums = columns.indices.map { column in kept.reduce(0) { $0 + $1[column] } }
  }

  /// What would be expected of each cell if rows and columns had nothing to do with each other.
  public var expected: [[Double]] {
    let total = Double(rowSums.reduce(0, +))
    return rowSums.map { row in columnSums.map { Double(row) / total * Double($0) } }
  }

  /// Pearson's chi-squared without correction, with (rows − 1) × (columns − 1) degrees of freedom.
  public var chiSquared: ChiSquaredTest {
    var statistic = 0.0
    for (row, expectations) in zip(counts, expected) {
      for (count, expectation) in zip(row, expectations) {
        statistic += (Double(count) - expectation) * (Double(count) - expectation) / expectation
      }
    }
    return ChiSquaredTest(statistic, degreesOfFreedom: (rowSums.count - 1) * (columnSums.count - 1))
  }

  /// Partial tables that the exact test goes through at most; beyond it throws `tooManyTables`.
  private static let mostPartialTables = 3_000_000

  /// Two-sided p of Fisher's exact test (Freeman and Halton, Biometrika 1951;38:141): the tables with these margins that are as probable as the one
  /// seen or less.
  ///
  /// Column by column; what has been filled counts only by what it leaves of the rows and by its own probability, so that many tables are gone
  /// through together, and those that are certainly counted, or certainly not, are not gone through at all (Mehta and Patel, J Am Stat Assoc
  /// 1983;78:427).
  public func fisher() throws(SampleProblem) -> Double {
    let isTall = rowSums.count > columnSums.count
    let rows = isTall ? columnSums : rowSums
    let columns = (isTall ? rowSums : columnSums).sorted(by: >)
    let total = rows.reduce(0, +)
    guard total <= 1_000_000 else { throw .tooManyTables }
    var factorials = [0.0]
    for number in 1...max(1, total) { factorials.append(factorials[number - 1] + log(Double(number))) }
    func sum(_ values: [Int]) -> Double { values.reduce(0) { $0 + factorials[$1] } }
    /// The log probability of a table is this less the sum of the log factorials of its cells.
    let margins = sum(rows) + sum(columns) - factorials[total]
    let seen = margins - counts.reduce(0) { $0 + sum($1) }
    let bound = seen + log(1 + 1e-7)
    var p = 0.0
    var work = 0
    /// What has been filled, by what it leaves of each row: log probability (its part), and how many times it occurs.
    typealias Pasts = [Int64: (value: Double, count: Double)]
    var nodes: [[Int]: Pasts] = [rows.sorted(): [0: (0, 1)]]
    for (index, column) in columns.enumerated() {
      let rest = Array(columns[(index + 1)...])
      if rest.isEmpty {
        for (left, pasts) in nodes {
          for past in pasts.values where margins + past.value - sum(left) <= bound {
            p += past.count * exp(margins + past.value - sum(left))
          }
        }
        break
      }
      var next: [[Int]: Pasts] = [:]
      for (left, pasts) in nodes {
        for filled in try Self.fillings(left, column) {
          work += pasts.count
          guard work <= Self.mostPartialTables else { throw .tooManyTables }
          let part = -sum(filled)
          let remains = zip(left, filled).map { $0 - $1 }.sorted()
          let remaining = remains.reduce(0, +)
          // All that is still to come lies between these, by convexity of the factorial.
          let width = Double(rest.count)
          let even = remains.reduce(0) { $0 - width * lgamma(Double($1) / width + 1) }
          let height = Double(remains.count)
          let evenColumns = rest.reduce(0) { $0 - height * lgamma(Double($1) / height + 1) }
          let most = min(even, evenColumns) + 1e-9
          let least = max(-sum(remains), -sum(rest))
          // Over all ways to fill the rest the products of 1/n! add up to this.
          let whole = factorials[remaining] - sum(remains) - sum(rest)
          for past in pasts.values {
            let value = past.value + part
            if margins + value + most <= bound {
              p += past.count * exp(margins + value + whole)
            } else if margins + value + least <= bound {
              let key = Int64((value * 1e8).rounded())
              next[remains, default: [:]][key, default: (value, 0)].count += past.count
            }
          }
        }
      }
      nodes = next
    }
    return min(1, p)
  }

  /// All ways to put a column's count into what is left of the rows.
  private static func fillings(_ left: [Int], _ count: Int) throws(SampleProblem) -> [[Int]] {
    var list: [[Int]] = []
    var current = [Int](repeating: 0, count: left.count)
    var room = [Int](repeating: 0, count: left.count + 1)
    for row in left.indices.reversed() { room[row] = room[row + 1] + left[row] }
    func fill(_ row: Int, _ rest: Int) throws(SampleProblem) {
      guard list.count < mostPartialTables / 20 else { throw .tooManyTables }
      if row == left.count - 1 {
        current[row] = rest
        list.append(current)
        return
      }
      for number in max(0, rest - room[row + 1])...min(left[row], rest) {
        current[row] = number
        try fill(row + 1, rest - number)
      }
    }
    try fill(0, count)
    return list
  }
}
