// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The likelihood behind `Turnbull`: rows reduced to ranges of cells with counts, and its maximisation.
struct TurnbullProblem {
  struct Cell {
    var left: Double
    var right: Double
    var includesLeft: Bool
  }

  /// Rows that span the same cells.
  struct Span: Hashable {
    var first: Int32
    var last: Int32
  }

  let cells: [Cell]
  let spans: [Span]
  let weights: [Double]
  let total: Double
  private(set) var masses: [Double]
  private(set) var logLikelihood = -Double.infinity
  private(set) var certificate = Double.infinity
  private(set) var iterations = 0

  init(_ sample: IntervalSample) {
    // Rows with the same interval count together before anything is sorted: visits repeat.
    var counts: [IntervalSample.Observation: Double] = [:]
    for item in sample.observations { counts[item, default: 0] += 1 }
    let distinct = counts.map { (item: $0.key, count: $0.value) }
    // Ends at the same time: a left end that includes it, then right ends, then left ends that exclude it.
    var ends: [(value: Double, kind: UInt8)] = []
    ends.reserveCapacity(2 * distinct.count)
    for entry in distinct {
      ends.append((entry.item.left, entry.item.includesLeft ? 0 : 2))
      ends.append((entry.item.right, 1))
    }
    ends.sort { $0.value == $1.value ? $0.kind < $1.kind : $0.value < $1.value }
    var cells: [Cell] = []
    var left: (value: Double, kind: UInt8)?
    for end in ends {
      if end.kind == 1 {
        if let start = left { cells.append(Cell(left: start.value, right: end.value, includesLeft: start.kind == 0)) }
        left = nil
      } else {
        left = end
      }
    }
    var grouped: [Span: Double] = [:]
    for entry in distinct {
      let item = entry.item
      let first = cells.partitioningIndex {
        $0.left > item.left || ($0.left == item.left && (item.includesLeft || !$0.includesLeft))
      }
      let last = cells.partitioningIndex { $0.right > item.right } - 1
      grouped[Span(first: Int32(first), last: Int32(last)), default: 0] += entry.count
    }
    let ordered = grouped.sorted { ($0.key.first, $0.key.last) < ($1.key.first, $1.key.last) }
    self.cells = cells
    spans = ordered.map { $0.key }
    weights = ordered.map { $0.value }
    total = Double(sample.observations.count)
    masses = [Double](repeating: 1 / Double(cells.count), count: cells.count)
  }

  /// Log likelihood and, for each cell, the sum over rows that span it of weight / P(row).
  private func gradient(_ masses: [Double]) -> (logLikelihood: Double, gradient: [Double], chances: [Double]) {
    var prefix = [Double](repeating: 0, count: masses.count + 1)
    for index in masses.indices { prefix[index + 1] = prefix[index] + masses[index] }
    var change = [Double](repeating: 0, count: masses.count + 1)
    var chances = [Double](repeating: 0, count: spans.count)
    var value = 0.0
    for (row, span) in spans.enumerated() {
      let chance = prefix[Int(span.last) + 1] - prefix[Int(span.first)]
      chances[row] = chance
      value += weights[row] * log(chance)
      let part = weights[row] / chance
      change[Int(span.first)] += part
      change[Int(span.last) + 1] -= part
    }
    var running = 0.0
    var gradient = [Double](repeating: 0, count: masses.count)
    for index in masses.indices {
      running += change[index]
      gradient[index] = running
    }
    return (value, gradient, chances)
  }

  private func step(_ rounds: Int, _ masses: inout [Double]) {
    for _ in 0..<rounds {
      let slope = gradient(masses).gradient
      for index in masses.indices { masses[index] *= slope[index] / total }
    }
  }

  /// Cells up to which Newton's dense system is solved; above it EM is carried on.
  private static let denseLimit = 700

  mutating func maximise() {
    step(20, &masses)
    var now = gradient(masses)
    certificate = distance(now.gradient)
    // Rounding keeps the last steps from being judged by the likelihood: the best certificate seen decides when to stop.
    var stalled = 0
    while iterations < 400, certificate > 1e-14, stalled < 4 || certificate > 1e-9 {
      iterations += 1
      let support = masses.indices.filter { masses[$0] > 0 }
      var next = masses
      // Where Newton's steps go back and forth between cells, the slow steps that never fall back get through.
      if support.count <= Self.denseLimit, stalled % 8 < 4, let moved = newton(support, now) {
        next = moved
      } else {
        step(100, &next)
      }
      revive(&next)
      now = gradient(next)
      let before = masses
      masses = next
      let reached = distance(now.gradient)
      if reached < certificate {
        certificate = reached
        stalled = 0
      } else {
        stalled += 1
        if certificate < 1e-9 {
          masses = before
          now = gradient(before)
        }
      }
    }
    certificate = distance(now.gradient)
    logLikelihood = now.logLikelihood
    // Mass that is nothing but rounding would show cells that the data do not support.
    for index in masses.indices where masses[index] < 1e-12 { masses[index] = 0 }
  }

  /// How far the masses are from the condition of Kuhn and Tucker: what the mass that is carried, or the cell without mass
  /// that most asks for some, could still win, relative to the number of rows.
  private func distance(_ slope: [Double]) -> Double {
    var worst = 0.0
    for index in masses.indices {
      let excess = slope[index] / total - 1
      worst = max(worst, masses[index] > 0 ? abs(excess) * masses[index] : excess)
    }
    return worst
  }

  /// A cell that lost its mass and asks for it back gets a little to grow from.
  private func revive(_ masses: inout [Double]) {
    let slope = gradient(masses).gradient
    var revived = false
    for index in masses.indices where masses[index] == 0 && slope[index] > total * (1 + 1e-10) {
      masses[index] = 1e-3 / total
      revived = true
    }
    guard revived else { return }
    let sum = masses.reduce(0, +)
    for index in masses.indices { masses[index] /= sum }
    step(5, &masses)
  }

  /// A Newton step on the cells with mass, shortened until the likelihood rises; nil if none does.
  private func newton(
    _ support: [Int], _ now: (logLikelihood: Double, gradient: [Double], chances: [Double])
  ) -> [Double]? {
    guard let hessian = information(support, now.chances) else { return nil }
    // The likelihood less its total mass is largest where the masses sum to 1, so that no constraint is needed.
    let slope = support.map { now.gradient[$0] - total }
    var ridge = 0.0
    var direction: [Double]?
    for _ in 0..<8 {
      var system = hessian
      if ridge > 0 { for index in 0..<support.count { system[index, index] *= 1 + ridge } }
      direction = system.cholesky()?.solve(slope)
      if direction != nil { break }
      ridge = ridge == 0 ? 1e-12 : ridge * 100
    }
    guard let direction else { return nil }
    var share = 1.0
    for _ in 0..<25 {
      var trial = masses
      var sum = 0.0
      for (place, index) in support.enumerated() {
        trial[index] = max(0, masses[index] + share * direction[place])
        if trial[index] < 1e-14 { trial[index] = 0 }
        sum += trial[index]
      }
      if sum > 0 {
        for index in support { trial[index] /= sum }
        let value = gradient(trial).logLikelihood
        if value.isFinite, value >= now.logLikelihood - 1e-13 * abs(now.logLikelihood) { return trial }
      }
      share /= 2
    }
    return nil
  }

  /// Minus the second derivatives on `support`: each row adds weight / P² to the square of cells that it spans.
  private func information(_ support: [Int], _ chances: [Double]) -> Matrix? {
    let size = support.count
    guard size > 0 else { return nil }
    var place = [Int](repeating: 0, count: cells.count + 1)
    for index in 0...cells.count { place[index] = support.partitioningIndex { $0 >= index } }
    let width = size + 1
    var corners = [Double](repeating: 0, count: width * width)
    for (row, span) in spans.enumerated() {
      let from = place[Int(span.first)]
      let to = place[Int(span.last) + 1]
      guard to > from else { continue }
      let part = weights[row] / (chances[row] * chances[row])
      corners[from * width + from] += part
      corners[from * width + to] -= part
      corners[to * width + from] -= part
      corners[to * width + to] += part
    }
    var matrix = Matrix(size: size)
    var above = [Double](repeating: 0, count: width)
    for i in 0..<size {
      var running = 0.0
      for j in 0..<size {
        above[j] += corners[i * width + j]
        running += above[j]
        matrix[i, j] = running
      }
    }
    return matrix
  }

  /// Variance of log S just after each cell of `support`, with the masses constrained to sum to 1.
  func logVariances(_ support: [Int]) -> [Double?]? {
    guard support.count > 1, support.count <= Self.denseLimit else { return nil }
    let chances = gradient(masses).chances
    guard let full = information(support, chances) else { return nil }
    let size = support.count - 1
    // The last mass is one minus the others.
    var reduced = Matrix(size: size)
    for i in 0..<size {
      for j in 0..<size { reduced[i, j] = full[i, j] - full[i, size] - full[size, j] + full[size, size] }
    }
    guard let covariance = reduced.cholesky()?.inverse else { return nil }
    var list: [Double?] = []
    var survival = 1.0
    var variance = 0.0
    for i in 0..<size {
      // Var of the sum of the first masses, one row and column at a time.
      variance += covariance[i, i]
      for j in 0..<i { variance += 2 * covariance[i, j] }
      survival -= masses[support[i]]
      list.append(survival > 0 ? variance / (survival * survival) : nil)
    }
    return list + [nil]
  }
}
