// SPDX-License-Identifier: Apache-2.0

/// Binomials of every size up to a limit under both rates, and the search over all two-stage designs on them.
struct SimonTables {
  struct Best: Sendable, Hashable {
    var r1: Int
    var n1: Int
    var r: Int
    var n: Int
  }

  private let alpha: Double
  private let power: Double
  private let limit: Int
  /// P(X = x) and P(X > x) of n patients at `n(n + 1)/2 + x`, under both rates.
  private var mass0: [Double] = []
  private var mass1: [Double] = []
  private var above0: [Double] = []
  private var above1: [Double] = []

  init(_ rates: RateHypotheses, _ errors: ErrorRates, limit: Int) {
    alpha = errors.alpha.value
    power = errors.power.value
    self.limit = limit
    (mass0, above0) = Self.table(rates.null.value, limit)
    (mass1, above1) = Self.table(rates.alternative.value, limit)
  }

  private static func start(_ n: Int) -> Int { n * (n + 1) / 2 }

  /// Masses grow by a patient at a time, sums of positive numbers; tails from the small end.
  private static func table(_ p: Double, _ limit: Int) -> (mass: [Double], above: [Double]) {
    let count = start(limit + 1)
    var mass = [Double](repeating: 0, count: count)
    var above = mass
    mass[0] = 1
    mass.withUnsafeMutableBufferPointer { mass in
      above.withUnsafeMutableBufferPointer { above in
        for n in 1...limit {
          let (last, now) = (start(n - 1), start(n))
          mass[now] = mass[last] * (1 - p)
          for x in 1..<n { mass[now + x] = mass[last + x] * (1 - p) + mass[last + x - 1] * p }
          mass[now + n] = mass[last + n - 1] * p
          var sum = 0.0
          for x in stride(from: n, through: 0, by: -1) {
            above[now + x] = sum
            sum += mass[now + x]
          }
        }
      }
    }
    return (mass, above)
  }

  /// For each size that improves on the expected size of all smaller ones, its best design.
  func search() -> [Best] {
    mass0.withUnsafeBufferPointer { mass0 in
      mass1.withUnsafeBufferPointer { mass1 in
        above0.withUnsafeBufferPointer { above0 in
          above1.withUnsafeBufferPointer { above1 in
            search(Tables(mass0: mass0, mass1: mass1, above0: above0, above1: above1))
          }
        }
      }
    }
  }

  private struct Tables {
    let mass0: UnsafeBufferPointer<Double>
    let mass1: UnsafeBufferPointer<Double>
    let above0: UnsafeBufferPointer<Double>
    let above1: UnsafeBufferPointer<Double>
  }

  private func search(_ tables: Tables) -> [Best] {
    var found: [Best] = []
    var least = Double.infinity
    // Of each first stage: the largest r1 that the power allows at all, and the probability to stop with it at p0.
    var highest: [Int] = [-1]
    var stopping: [Double] = [0]
    for n1 in 1..<limit {
      let at = Self.start(n1)
      var r1 = -1
      while r1 + 1 < n1, 1 - tables.above1[at + r1 + 1] <= 1 - power { r1 += 1 }
      highest.append(r1)
      stopping.append(r1 < 0 ? 0 : 1 - tables.above0[at + r1])
    }
    for n in 2...limit where canHavePower(n, tables) {
      var best: Best?
      for n1 in 1..<n where highest[n1] >= 0 {
        guard Double(n1) + Double(n - n1) * (1 - stopping[n1]) < least else { continue }
        if let (r1, r) = largest(n1, n, highest[n1], below: least, tables) {
          least = Double(n1) + Double(n - n1) * tables.above0[Self.start(n1) + r1]
          best = Best(r1: r1, n1: n1, r: r, n: n)
        }
      }
      if let best { found.append(best) }
    }
    return found
  }

  /// Whether the most powerful randomised test of a size has the power.
  private func canHavePower(_ n: Int, _ tables: Tables) -> Bool {
    let at = Self.start(n)
    var r = n
    while r > 0, tables.above0[at + r - 1] <= alpha { r -= 1 }
    let share = tables.mass0[at + r] > 0 ? min(1, (alpha - tables.above0[at + r]) / tables.mass0[at + r]) : 1
    // A little slack for rounding: what is let through is looked at exactly.
    return tables.above1[at + r] + share * tables.mass1[at + r] >= power - 1e-9
  }

  /// The largest r1 of a first stage with an r that keeps both errors, if its expected size is below `least`.
  ///
  /// For a given r both probabilities to reject fall as r1 rises: alpha asks for an r1 of at least so many, the power for one of at most so many.
  private func largest(
    _ n1: Int, _ n: Int, _ top: Int, below least: Double, _ tables: Tables
  ) -> (r1: Int, r: Int)? {
    let one = Self.start(n1)
    let n2 = n - n1
    let two = Self.start(n2)
    let all = Self.start(n)
    func above(_ table: UnsafeBufferPointer<Double>, _ x: Int) -> Double { x < 0 ? 1 : x >= n2 ? 0 : table[two + x] }
    var bestR1 = -1
    var bestR = 0
    // From the largest r that a single stage would have the power with, down to where alpha cannot be kept any more.
    var r = n - 1
    while r >= 0, tables.above1[all + r] < power { r -= 1 }
    while r >= 0 {
      var null = tables.above0[all + r]
      var other = tables.above1[all + r]
      var fits = -1
      var x = 0
      while x <= top, x <= r {
        null -= tables.mass0[one + x] * above(tables.above0, r - x)
        other -= tables.mass1[one + x] * above(tables.above1, r - x)
        if other < power { break }
        if null <= alpha { fits = x }
        x += 1
      }
      if fits > bestR1, isExact(fits, n1, r, n2, tables) {
        bestR1 = fits
        bestR = r
      }
      // Smaller r: alpha is broken even where all is let go that the power allows.
      if null > alpha, other >= power { break }
      r -= 1
    }
    guard bestR1 >= 0 else { return nil }
    return Double(n1) + Double(n2) * tables.above0[one + bestR1] < least ? (bestR1, bestR) : nil
  }

  /// The two errors by sums of positive numbers alone.
  private func isExact(_ r1: Int, _ n1: Int, _ r: Int, _ n2: Int, _ tables: Tables) -> Bool {
    let one = Self.start(n1)
    let two = Self.start(n2)
    var null = 0.0
    var other = 0.0
    for x in stride(from: n1, to: r1, by: -1) {
      let rest = r - x
      null += tables.mass0[one + x] * (rest < 0 ? 1 : rest >= n2 ? 0 : tables.above0[two + rest])
      other += tables.mass1[one + x] * (rest < 0 ? 1 : rest >= n2 ? 0 : tables.above1[two + rest])
    }
    return null <= alpha && other >= power
  }
}
