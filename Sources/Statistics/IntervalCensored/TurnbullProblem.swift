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

  /// Turnbull's steps of self-consistency: each cell's mass times what asks for it.
  private func selfConsistent(_ rounds: Int, _ masses: inout [Double]) {
    for _ in 0..<rounds {
      let slope = gradient(masses).gradient
      for index in masses.indices { masses[index] *= slope[index] / total }
    }
  }

  /// Cells with mass up to which Newton's system is solved densely, and limits are given.
  private static let denseLimit = 700

  /// Maximises the likelihood until the bound on what is left to win is rounding.
  ///
  /// Each round takes steps of self-consistency, a step of the iterative convex minorant (Groeneboom and Wellner 1992; Jongbloed, J Comput Graph
  /// Stat 1998;7:310), both of which cost as much as there are rows and cells, and a constrained Newton step on the cells that carry or ask for mass
  /// (Wang, J R Stat Soc B 2007;69:185), of which there are few however many rows there are.
  mutating func maximise() {
    selfConsistent(3, &masses)
    var best = masses
    var stalled = 0
    while iterations < 400 {
      let now = gradient(masses)
      let reached = (now.gradient.max() ?? total) - total
      if reached < certificate {
        // Rounding keeps the last steps from being judged by the likelihood: the best certificate seen decides.
        stalled = reached > 0.9 * certificate ? stalled + 1 : 0
        certificate = max(0, reached)
        best = masses
      } else {
        stalled += 1
      }
      if certificate <= 1e-13 * total || (stalled > 12 && certificate < 1e-6) || stalled > 60 { break }
      iterations += 1
      if iterations < 4 || stalled % 4 == 3 {
        selfConsistent(2, &masses)
        convexMinorant(&masses)
      }
      newton(&masses)
    }
    masses = best
    // Mass that is nothing but rounding would show cells that the data do not support.
    for index in masses.indices where masses[index] < 1e-10 / total { masses[index] = 0 }
    let sum = masses.reduce(0, +)
    for index in masses.indices { masses[index] /= sum }
    let now = gradient(masses)
    certificate = max(0, (now.gradient.max() ?? total) - total)
    logLikelihood = now.logLikelihood
  }

  /// A step of the iterative convex minorant: Newton's for each value of the distribution alone, made monotone by pooling, shortened until the
  /// likelihood rises.
  private func convexMinorant(_ masses: inout [Double]) {
    let count = masses.count
    guard count > 1 else { return }
    let now = gradient(masses)
    var curvature = [Double](repeating: 0, count: count + 1)
    for (row, span) in spans.enumerated() {
      let part = weights[row] / (now.chances[row] * now.chances[row])
      curvature[Int(span.first)] += part
      curvature[Int(span.last) + 1] += part
    }
    // Values after each cell but the last, which is 1.
    var value = [Double](repeating: 0, count: count - 1)
    var running = 0.0
    for index in value.indices {
      running += masses[index]
      value[index] = running
    }
    // Pools of neighbours with their weight and mean.
    var pools: [(weight: Double, mean: Double, size: Int)] = []
    for index in value.indices {
      let weight = max(curvature[index + 1], 1e-300)
      let slope = now.gradient[index] - now.gradient[index + 1]
      pools.append((weight, value[index] + slope / weight, 1))
      while pools.count > 1, pools[pools.count - 2].mean >= pools[pools.count - 1].mean {
        let last = pools.removeLast()
        let before = pools.removeLast()
        let weight = last.weight + before.weight
        pools.append(
          (weight, (last.weight * last.mean + before.weight * before.mean) / weight, last.size + before.size))
      }
    }
    var target: [Double] = []
    target.reserveCapacity(count)
    var before = 0.0
    for pool in pools {
      let mean = min(1, max(0, pool.mean))
      target.append(mean - before)
      for _ in 1..<max(1, pool.size) { target.append(0) }
      before = mean
    }
    target.append(1 - before)
    rise(&masses, to: target, from: now.logLikelihood)
  }

  /// Goes towards other masses as far as the likelihood rises; not at all if it does not.
  private func rise(_ masses: inout [Double], to target: [Double], from logLikelihood: Double) {
    var share = 1.0
    for _ in 0..<30 {
      var trial = masses
      var sum = 0.0
      for index in trial.indices {
        trial[index] = max(0, share == 1 ? target[index] : masses[index] + share * (target[index] - masses[index]))
        sum += trial[index]
      }
      for index in trial.indices { trial[index] /= sum }
      let value = gradient(trial).logLikelihood
      if value.isFinite, value >= logLikelihood - 1e-14 * abs(logLikelihood) {
        masses = trial
        return
      }
      share /= 2
    }
  }

  /// A constrained Newton step on the cells that carry mass and, of those between two of them, the one that most asks for it.
  private func newton(_ masses: inout [Double]) {
    let now = gradient(masses)
    // Mass that the gradient takes away and that is next to nothing goes at once.
    var chosen: [Int] = []
    var asking: Int?
    for index in masses.indices {
      if masses[index] > 1e-9 / total || (masses[index] > 0 && now.gradient[index] >= total) {
        if let found = asking { chosen.append(found) }
        asking = nil
        chosen.append(index)
      } else if now.gradient[index] > total * (1 + 1e-13),
        asking.map({ now.gradient[index] > now.gradient[$0] }) ?? true
      {
        asking = index
      }
    }
    if let found = asking { chosen.append(found) }
    guard let wanted = chosen.count <= Self.denseLimit ? dense(chosen, now) : conjugate(chosen, now, masses) else {
      selfConsistent(20, &masses)
      return
    }
    var target = [Double](repeating: 0, count: masses.count)
    for (place, index) in chosen.enumerated() { target[index] = wanted[place] }
    rise(&masses, to: target, from: now.logLikelihood)
  }

  /// The masses at which the quadratic model of the likelihood, less its total mass, is largest, none below 0; nil if its system is singular.
  ///
  /// The information times the masses is the gradient, so that the model asks for H·q = 2g − n; the total mass is then 1 by itself at the maximum.
  private func dense(_ chosen: [Int], _ now: (logLikelihood: Double, gradient: [Double], chances: [Double]))
    -> [Double]?
  {
    guard let hessian = information(chosen, now.chances) else { return nil }
    var kept = Array(chosen.indices)
    for _ in 0..<40 {
      let right = kept.map { 2 * now.gradient[chosen[$0]] - total }
      var part = hessian.part(kept)
      var factor = part.cholesky()
      var ridge = 1e-12
      while factor == nil, ridge < 1e-3 {
        part = hessian.part(kept)
        for index in kept.indices { part[index, index] *= 1 + ridge }
        factor = part.cholesky()
        ridge *= 100
      }
      guard let solved = factor?.solve(right) else { return nil }
      let positive = solved.indices.filter { solved[$0] > 0 }
      if positive.count == kept.count {
        var wanted = [Double](repeating: 0, count: chosen.count)
        for (place, index) in kept.enumerated() { wanted[index] = solved[place] }
        return wanted
      }
      guard !positive.isEmpty else { return nil }
      kept = positive.map { kept[$0] }
    }
    return nil
  }

  /// The same for many cells, by conjugate gradients on masses relative to those that are carried; what would fall below 0 stops short of it.
  private func conjugate(
    _ chosen: [Int], _ now: (logLikelihood: Double, gradient: [Double], chances: [Double]), _ masses: [Double]
  ) -> [Double]? {
    let scale = chosen.map { max(masses[$0], 1e-6 / total) }
    /// The information times a vector over the chosen cells, both scaled.
    func product(_ vector: [Double]) -> [Double] {
      var spread = [Double](repeating: 0, count: masses.count + 1)
      for (place, index) in chosen.enumerated() { spread[index + 1] = vector[place] * scale[place] }
      for index in masses.indices { spread[index + 1] += spread[index] }
      var change = [Double](repeating: 0, count: masses.count + 1)
      for (row, span) in spans.enumerated() {
        let chance = spread[Int(span.last) + 1] - spread[Int(span.first)]
        let part = weights[row] * chance / (now.chances[row] * now.chances[row])
        change[Int(span.first)] += part
        change[Int(span.last) + 1] -= part
      }
      for index in masses.indices { change[index + 1] += change[index] }
      return chosen.indices.map { change[chosen[$0]] * scale[$0] }
    }
    // The step from the masses that are carried, of which the model's slope is g − n.
    var step = [Double](repeating: 0, count: chosen.count)
    var rest = chosen.indices.map { (now.gradient[chosen[$0]] - total) * scale[$0] }
    var direction = rest
    var size = dot(rest, rest)
    let goal = size * 1e-20
    for _ in 0..<200 where size > goal {
      let image = product(direction)
      let curvature = dot(direction, image)
      guard curvature > 0 else { break }
      let share = size / curvature
      for index in step.indices {
        step[index] += share * direction[index]
        rest[index] -= share * image[index]
      }
      let next = dot(rest, rest)
      for index in direction.indices { direction[index] = rest[index] + next / size * direction[index] }
      size = next
    }
    return chosen.indices.map { max(masses[chosen[$0]] * 0.05, masses[chosen[$0]] + step[$0] * scale[$0]) }
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
