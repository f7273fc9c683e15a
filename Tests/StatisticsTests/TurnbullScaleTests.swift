// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import VerlaufTesting

@Suite("Turnbull's estimate of many distinct intervals")
struct TurnbullScaleTests {
  /// How patients were seen.
  enum Kind: String, CaseIterable {
    /// At two times each.
    case twoVisits
    /// Once each: had it, or not yet.
    case currentStatus
    /// Half of them exactly, the others between two times or not to the end.
    case mixed
  }

  static func rows(_ kind: Kind, _ count: Int, seed: UInt64) -> [IntervalSample.Observation] {
    var generator = SeededGenerator(seed: seed)
    func unit() -> Double { Double.random(in: 0..<1, using: &generator) }
    return (0..<count).map { _ in
      let time = -log(1 - unit()) * 10
      switch kind {
      case .twoVisits:
        let first = unit() * 12
        let second = first + unit() * 15
        return time <= first ? .between(0, first) : time <= second ? .between(first, second) : .after(second)
      case .currentStatus:
        let visit = unit() * 25
        return time <= visit ? .between(0, visit) : .after(visit)
      case .mixed:
        let lost = unit() * 30
        if unit() < 0.5 { return time < lost ? .exactly(time) : .after(lost) }
        return time < lost ? .init(left: time * unit(), right: time + unit() * 3, includesLeft: true) : .after(lost)
      }
    }
  }

  /// What no distribution can exceed, from the definition and the printed cells alone: of all points, the one at which a unit mass would most raise
  /// the likelihood along a straight line, less the number of rows. The sum of count / P over the rows that hold a point changes at their ends only.
  static func bound(_ rows: [IntervalSample.Observation], _ cells: [Turnbull.Cell]) -> (
    bound: Double, likelihood: Double
  ) {
    let lefts = cells.map(\.left)
    let rights = cells.map(\.right)
    var sums = [0.0]
    for cell in cells { sums.append(sums[sums.count - 1] + cell.mass) }
    func count(_ values: [Double], _ isBelow: (Double) -> Bool) -> Int {
      var (low, high) = (0, values.count)
      while low < high {
        let middle = (low + high) / 2
        if isBelow(values[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    // A point just after a time has half a step more than the time itself.
    var changes: [(place: Double, half: Int, change: Double)] = []
    var likelihood = 0.0
    for row in rows {
      // Cells that lie within the row: all that end by its end, less those that start before its start.
      let upper = count(rights) { $0 <= row.right }
      let lower = count(lefts) { $0 < row.left }
      var first = lower
      while first < cells.count, cells[first].left == row.left, cells[first].includesLeft, !row.includesLeft {
        first += 1
      }
      let chance = sums[upper] - sums[first]
      likelihood += log(chance)
      changes.append((row.left, row.includesLeft ? 0 : 1, 1 / chance))
      changes.append((row.right, 2, -1 / chance))
    }
    changes.sort { ($0.place, $0.half) < ($1.place, $1.half) }
    var running = 0.0
    var most = 0.0
    for change in changes {
      running += change.change
      most = max(most, running)
    }
    return (most - Double(rows.count), likelihood)
  }

  @Test(arguments: Kind.allCases, [300, 10_000]) func certificateHolds(_ kind: Kind, _ count: Int) throws {
    let rows = Self.rows(kind, count, seed: UInt64(count) + 7)
    #expect(Set(rows).count == count)
    let start = Date()
    let found = Turnbull(try IntervalSample(rows))
    let (bound, likelihood) = Self.bound(rows, found.cells)
    if ProcessInfo.processInfo.environment["VERLAUF_TURNBULL"] != nil {
      print(kind, count, found.cells.count, found.iterations, found.certificate, bound, Date().timeIntervalSince(start))
    }
    #expect(close(likelihood, found.logLikelihood, relative: 1e-10))
    #expect(close(found.cells.reduce(0) { $0 + $1.mass }, 1, relative: 1e-12))
    // The bound that the test finds is the one that the estimate gives, and says that nothing is left to win.
    #expect(abs(bound - found.certificate) < 1e-7 * Double(count) / 300)
    #expect(bound < 1e-6)
  }

  /// Against self-consistency carried on for long, by the definition, on samples small enough for it.
  @Test func smallSamplesAgreeWithSelfConsistency() throws {
    for seed in UInt64(1)...12 {
      let rows = Self.rows(Kind.allCases[Int(seed) % 3], 12, seed: seed)
      let found = Turnbull(try IntervalSample(rows))
      // Any point between two neighbouring ends stands for the rest of them; ends stand for themselves.
      let ends = Array(Set(rows.flatMap { [$0.left, $0.right] }.filter(\.isFinite))).sorted()
      let points = ends + zip(ends, ends.dropFirst()).map { ($0 + $1) / 2 } + [(ends.last ?? 0) + 1]
      let holds = rows.map { row in
        points.map { ($0 > row.left || ($0 == row.left && row.includesLeft)) && $0 <= row.right }
      }
      var masses = [Double](repeating: 1 / Double(points.count), count: points.count)
      var likelihood = -Double.infinity
      for _ in 0..<4000 {
        var next = [Double](repeating: 0, count: points.count)
        likelihood = 0
        for row in holds {
          let chance = zip(row, masses).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
          likelihood += log(chance)
          for index in points.indices where row[index] { next[index] += masses[index] / chance / 12 }
        }
        masses = next
      }
      #expect(found.logLikelihood >= likelihood - 1e-9, "seed \(seed)")
      #expect(found.logLikelihood < likelihood + 1e-3, "seed \(seed)")
    }
  }

  /// No limit lies inside the range of what it limits.
  @Test func limitsAreOutsideOfTheEstimate() throws {
    for seed in UInt64(1)...10 {
      let found = Turnbull(try IntervalSample(Self.rows(Kind.allCases[Int(seed) % 3], 40, seed: seed)))
      for time in stride(from: 0.0, through: 30, by: 0.5) {
        for scale in SurvivalScale.allCases {
          let range = found.survival(at: time)
          let limits = found.limits(at: time, containing: range, scale: scale)
          #expect(limits.lower ?? 0 <= range.lowerBound && limits.upper ?? 1 >= range.upperBound)
        }
      }
      for probability in stride(from: 0.1, through: 0.9, by: 0.1) {
        guard let range = found.quantile(probability) else { continue }
        let limits = found.quantileLimits(probability)
        #expect(limits.lower ?? 0 <= range.earliest && limits.upper ?? .infinity >= range.latest)
      }
    }
  }
}
