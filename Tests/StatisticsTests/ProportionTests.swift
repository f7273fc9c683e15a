// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@Suite("Binomial intervals against R")
struct ProportionTests {
  @Test func everyRow() throws {
    for record in try Reference("binomial/binomial_ci.csv").records() {
      let n = try #require(record["n"].flatMap { Int($0) })
      let x = try #require(record["x"].flatMap { Int($0) })
      let level = try #require(record["conf_level"].flatMap { Double($0) })
      for (method, name) in [
        (BinomialMethod.clopperPearson, "clopper"), (.wilson, "wilson"), (.wilsonContinuity, "wilson_cc"),
      ] {
        let found = try #require(method.interval(successes: x, trials: n, level: level))
        let place = Comment(rawValue: "\(x) of \(n), \(level), \(name)")
        #expect(close(found.lower, record["\(name)_lower"].flatMap { Double($0) }), place)
        #expect(close(found.upper, record["\(name)_upper"].flatMap { Double($0) }), place)
      }
    }
  }

  /// The tails of the posterior Beta(x + ½, n − x + ½) are the level by definition; 0 and n give one-sided ends.
  @Test func jeffreysTails() throws {
    for n in 1...40 {
      for x in 0...n {
        let found = try #require(BinomialMethod.jeffreys.interval(successes: x, trials: n, level: 0.9))
        let lower = try #require(found.lower)
        let upper = try #require(found.upper)
        if x > 0 {
          #expect(close(Beta.cumulative(lower, alpha: Double(x) + 0.5, beta: Double(n - x) + 0.5), 0.05))
        }
        if x < n {
          #expect(close(Beta.cumulative(upper, alpha: Double(x) + 0.5, beta: Double(n - x) + 0.5), 0.95))
        }
        #expect(lower <= Double(x) / Double(n) && Double(x) / Double(n) <= upper)
      }
    }
  }

  /// Exact intervals cover at least their level: by summing the binomial distribution over all outcomes.
  @Test func clopperPearsonCovers() throws {
    let n = 12
    for share in stride(from: 0.05, through: 0.95, by: 0.05) {
      var covered = 0.0
      for x in 0...n {
        let found = try #require(BinomialMethod.clopperPearson.interval(successes: x, trials: n))
        guard let lower = found.lower, let upper = found.upper, lower <= share, share <= upper else { continue }
        let ways = (0..<x).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
        covered += ways * pow(share, Double(x)) * pow(1 - share, Double(n - x))
      }
      #expect(covered >= 0.95)
    }
  }

  @Test func impossibleCountsHaveNoInterval() {
    #expect(BinomialMethod.wilson.interval(successes: 4, trials: 3) == nil)
    #expect(BinomialMethod.wilson.interval(successes: 0, trials: 0) == nil)
  }
}
