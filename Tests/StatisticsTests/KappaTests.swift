// SPDX-License-Identifier: Apache-2.0

import Statistics
import Testing

@Suite("Cohen's kappa")
struct KappaTests {
  /// Pairs of a table of counts: rows are the first judge, columns the second.
  private static func pairs(_ counts: [[Int]]) -> [(first: Int, second: Int)] {
    counts.enumerated().flatMap { row, cells in
      cells.enumerated().flatMap { column, count in Array(repeating: (first: row, second: column), count: count) }
    }
  }

  /// The worked table of Fleiss, Statistical Methods for Rates and Proportions, 2nd edition 1981, chapter 13: 100 patients, three categories, κ = 0.68 with a
  /// standard error of 0.087.
  @Test func publishedTable() throws {
    // Margins: first 80, 10, 10; second 80, 5, 15. By chance 0.8·0.8 + 0.1·0.05 + 0.1·0.15 = 0.66; κ = (0.89 − 0.66) / 0.34 = 0.6765.
    let kappa = try #require(Kappa(Self.pairs([[75, 1, 4], [5, 4, 1], [0, 0, 10]])))
    #expect(kappa.count == 100)
    #expect(abs(kappa.agreement - 0.89) < 1e-12)
    #expect(abs(kappa.chance - 0.66) < 1e-12)
    #expect(abs(kappa.value - 0.23 / 0.34) < 1e-12)
    #expect(abs(kappa.standardError - 0.0877) < 0.0001)
    #expect(abs(kappa.prevalence - 0.8) < 1e-12)
    let interval = try #require(kappa.interval())
    #expect(abs(try #require(interval.lower) - (0.67647 - 1.95996 * 0.0877)) < 0.001)
    #expect(abs(try #require(interval.upper) - (0.67647 + 1.95996 * 0.0877)) < 0.001)
  }

  /// Feinstein and Cicchetti's paradox (1990): 85 of 100 agree in both tables; where one category prevails κ is 0.32, else 0.70.
  @Test func prevalenceLowersKappa() throws {
    let even = try #require(Kappa(Self.pairs([[40, 9], [6, 45]])))
    let lopsided = try #require(Kappa(Self.pairs([[80, 10], [5, 5]])))
    #expect(abs(even.value - 0.70) < 0.005)
    #expect(abs(lopsided.value - 0.32) < 0.005)
    #expect(lopsided.prevalence > 0.85)
  }

  @Test func ofNothingAndOfOneCategory() {
    #expect(Kappa([(first: String, second: String)]()) == nil)
    #expect(Kappa([("a", "a"), ("a", "a")]) == nil)
  }

  /// Two who always agree on two categories: κ = 1, and no interval is claimed. Two who never agree on two: −1.
  @Test func ends() throws {
    let whole = try #require(Kappa([("a", "a"), ("b", "b"), ("a", "a")]))
    #expect(whole.value == 1)
    #expect(whole.interval() == nil)
    let none = try #require(Kappa([("a", "b"), ("b", "a")]))
    #expect(none.value == -1)
  }

  /// The error is one of large samples: of few pairs no interval is claimed.
  @Test func fewPairs() throws {
    let few = try #require(Kappa(Self.pairs([[8, 2], [2, 7]])))
    #expect(few.count == 19 && few.standardError > 0 && few.interval() == nil)
    #expect(try #require(Kappa(Self.pairs([[8, 2], [2, 8]]))).interval() != nil)
    // Four categories: 2 · 4² = 32 pairs.
    let four = [[7, 0, 0, 1], [0, 7, 1, 0], [0, 1, 7, 0], [0, 0, 0, 7]]
    #expect(try #require(Kappa(Self.pairs(four))).interval() == nil)
    #expect(try #require(Kappa(Self.pairs(four.map { $0.map { $0 * 2 } }))).interval() != nil)
  }

  /// Judges change places, categories change names: κ is the same. It is never over 1.
  @Test func isSymmetric() throws {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let pairs = (0..<Int.random(in: 2...30, using: &numbers)).map { _ in
        (first: Int.random(in: 0...2, using: &numbers), second: Int.random(in: 0...2, using: &numbers))
      }
      let one = Kappa(pairs)
      let other = Kappa(pairs.map { (first: "\($0.second + 7)", second: "\($0.first + 7)") })
      #expect((one == nil) == (other == nil))
      guard let one, let other else { continue }
      #expect(abs(one.value - other.value) < 1e-9)
      #expect(abs(one.standardError - other.standardError) < 1e-9)
      #expect(one.value <= 1 + 1e-12)
    }
  }
}
