// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import Trials
import VerlaufTesting

@Suite("Properties of designs")
struct PropertyTests {
  /// Binomial probabilities by multiplying out, another way than the library's.
  private func mass(_ n: Int, _ x: Int, _ p: Double) -> Double {
    (0..<x).reduce(pow(1 - p, Double(n - x))) { $0 * p * Double(n - $1) / Double($1 + 1) }
  }

  private func random(_ generator: inout SeededGenerator, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(generator.below(1_000_000)) / 1_000_000
  }

  /// Of random questions, the level and the power of what is found are enumerated outcome by outcome.
  @Test func errorsAreKeptByEnumeration() throws {
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<60 {
      let p0 = random(&generator, 0.05, 0.5)
      let p1 = p0 + random(&generator, 0.15, 0.3)
      let rates = try RateHypotheses(null: p0, alternative: p1)
      let errors = try ErrorRates(alpha: random(&generator, 0.03, 0.15), power: random(&generator, 0.7, 0.9))
      guard let search = try? SimonSearch(rates, errors, limit: 80) else { continue }
      for candidate in search.designs {
        let design = candidate.design
        func rejection(_ p: Double) -> Double {
          var sum = 0.0
          for first in (design.stopAtMost + 1)...design.firstStage {
            for second in 0...design.secondStage where first + second > design.critical {
              sum += mass(design.firstStage, first, p) * mass(design.secondStage, second, p)
            }
          }
          return sum
        }
        #expect(rejection(p0) <= errors.alpha.value + 1e-12 && rejection(p1) >= errors.power.value - 1e-12)
        #expect(abs(rejection(p0) - candidate.underNull.rejection) < 1e-12)
      }
      let single = try SingleStageSizes(rates, errors)
      for design in [single.first, single.stable] {
        let level = ((design.critical + 1)...design.size).reduce(0.0) { $0 + mass(design.size, $1, p0) }
        #expect(level <= errors.alpha.value + 1e-12)
      }
      // A look costs patients at most, never saves any in all beyond the randomised test; and the optimal design expects fewer than one stage.
      #expect(search.optimal.underNull.expectedSize <= Double(single.first.size))
      #expect(search.minimax.design.size <= search.optimal.design.size)
    }
  }

  /// The least expected size by going through every design of up to 30 patients.
  @Test func searchIsComplete() throws {
    for (p0, p1, alpha, power) in [(0.1, 0.4, 0.1, 0.8), (0.3, 0.6, 0.1, 0.75), (0.2, 0.5, 0.15, 0.85)] {
      let rates = try RateHypotheses(null: p0, alternative: p1)
      let search = try SimonSearch(rates, ErrorRates(alpha: alpha, power: power), limit: 26)
      var (least, fewest) = (Double.infinity, Int.max)
      for n in 2...26 {
        for n1 in 1..<n {
          for r1 in 0..<n1 {
            for r in r1..<n {
              let design = try TwoStageDesign(stopAtMost: r1, of: n1, critical: r, of: n)
              let null = design.characteristics(at: p0)
              guard null.rejection <= alpha else { continue }
              if design.characteristics(at: p1).rejection >= power {
                least = min(least, null.expectedSize)
                fewest = min(fewest, n)
              }
              break
            }
          }
        }
      }
      #expect(abs(search.optimal.underNull.expectedSize - least) < 1e-12)
      #expect(search.minimax.design.size == fewest)
    }
  }

  /// The power rises with the rate, and what rejects on one side of a half does so on the other when failures are counted.
  @Test func monotoneAndMirrored() throws {
    let design = try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)
    let powers = stride(from: 0.02, through: 0.98, by: 0.02).map { design.characteristics(at: $0).rejection }
    #expect(zip(powers, powers.dropFirst()).allSatisfy { $0 <= $1 })
    let single = try SingleStageDesign(size: 40, critical: 24)
    let mirror = try SingleStageDesign(size: 40, critical: 15)
    for rate in stride(from: 0.1, through: 0.9, by: 0.1) {
      // P(X > 24 | p) is P(failures < 16 | p), one less P(X > 15 | 1 − p).
      #expect(abs(single.rejection(at: rate) - (1 - mirror.rejection(at: 1 - rate))) < 1e-13)
    }
    for family in [BoundaryFamily.pocock, .spending(.kimDeMets(rho: 2))] {
      let test = try GroupSequentialDesign(
        shares: [0.4, 0.7, 1], family: family, ErrorRates(alpha: 0.05, power: 0.8), sides: .two)
      let (up, down) = (test.course(drift: 1.7), test.course(drift: -1.7))
      for look in 0..<3 { #expect(abs(up.rejection[look] - down.harm[look]) < 1e-12) }
      let rising = stride(from: 0, through: 4, by: 0.25).map { test.course(drift: $0).rejecting }
      #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  /// Coverage by going through all outcomes: the exact interval keeps its level; Koyama and Chen's does not.
  @Test func coverageAfterStopping() throws {
    let design = try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)
    var (leastExact, leastTheirs) = (1.0, 1.0)
    var found: [Int: TwoStageInference] = [:]
    for responses in 0...43 {
      found[responses] = try TwoStageInference(design, responses: responses, null: Probability(0.2))
    }
    for rate in stride(from: 0.05, through: 0.9, by: 0.05) {
      var (exact, theirs, mean) = (0.0, 0.0, 0.0)
      func add(_ responses: Int, _ chance: Double) throws {
        let inference = try #require(found[responses])
        mean += chance * inference.unbiased
        func holds(_ interval: ConfidenceInterval) -> Bool {
          (interval.lower ?? 0) <= rate && rate <= interval.upper ?? 1
        }
        if holds(inference.exact) { exact += chance }
        if holds(inference.koyamaChen) { theirs += chance }
      }
      for first in 0...13 {
        if first <= 3 {
          try add(first, mass(13, first, rate))
        } else {
          for second in 0...30 { try add(first + second, mass(13, first, rate) * mass(30, second, rate)) }
        }
      }
      #expect(abs(mean - rate) < 1e-12)
      #expect(exact >= 0.9)
      leastExact = min(leastExact, exact)
      leastTheirs = min(leastTheirs, theirs)
    }
    print(
      "coverage of 90 % intervals after 3/13, 12/43: exact at least \(leastExact), Koyama-Chen at least \(leastTheirs)")
    #expect(leastTheirs < 0.9)
  }

  /// Whatever the second stage had, the level is kept; as planned, the rules are the plan's.
  @Test func actualSizesKeepTheLevel() throws {
    let rates = try RateHypotheses(null: 0.2, alternative: 0.4)
    let design = try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)
    let planned = design.characteristics(at: 0.2).rejection
    for size in 30...60 {
      let actual = try ActualSizes(design, rates, alpha: Probability(0.05), firstStage: 13, size: size)
      #expect(actual.alpha <= planned + 1e-12, "\(size)")
      if size == 43 {
        #expect(actual.criticalTotals.allSatisfy { $0 == 12 } || actual.alpha == planned)
        #expect(abs(actual.alpha - planned) < 1e-12)
      }
    }
    for first in [11, 12, 14, 15, 17] {
      let actual = try ActualSizes(design, rates, alpha: Probability(0.05), firstStage: first, size: 43)
      #expect(actual.alpha <= 0.05 && actual.power > 0.7, "\(first): \(actual.alpha), \(actual.power)")
    }
  }

  /// Alpha is spent exactly with binding futility obeyed, and beta too; not obeyed, binding bounds let more through.
  @Test func bindingFutility() throws {
    let errors = try ErrorRates(alpha: 0.025, power: 0.9)
    let binding = try GroupSequentialDesign(
      shares: [0.5, 1], family: .spending(.obrienFleming), futility: .spending(.obrienFleming, binding: true), errors)
    let open = try GroupSequentialDesign(
      shares: [0.5, 1], family: .spending(.obrienFleming), futility: .spending(.obrienFleming), errors)
    #expect(abs(binding.course(drift: 0).rejecting - 0.025) < 1e-8)
    #expect(abs(binding.course(drift: binding.drift).rejecting - 0.9) < 1e-8)
    #expect(abs((open.alphaSpent.last ?? 0) - 0.025) < 1e-8)
    #expect(open.course(drift: 0).rejecting < 0.025)
    #expect(binding.upper[1] < open.upper[1] && binding.inflation < open.inflation)
  }

  /// Over 200 random designs, what is simulated is within 4 standard errors of what is exact (of 200 comparisons 0.01 lie beyond by chance).
  @Test func simulationAgainstExact() throws {
    var generator = SeededGenerator(seed: 4)
    for number in 0..<200 {
      let n1 = 5 + generator.below(20)
      let n = n1 + 5 + generator.below(25)
      let r1 = generator.below(max(1, n1 / 2))
      let design = try TwoStageDesign(stopAtMost: r1, of: n1, critical: r1 + generator.below(n - r1), of: n)
      let rate = random(&generator, 0.1, 0.6)
      let exact = design.characteristics(at: rate)
      var (rejected, patients) = (0, 0)
      let replicates = 400
      for replicate in 0..<replicates {
        var stream = RandomStream(seed: UInt64(number), replicate: UInt64(replicate))
        let first = (0..<n1).reduce(0) { sum, _ in sum + (stream.unit() < rate ? 1 : 0) }
        patients += first <= r1 ? n1 : n
        guard first > r1 else { continue }
        let second = (0..<design.secondStage).reduce(0) { sum, _ in sum + (stream.unit() < rate ? 1 : 0) }
        if first + second > design.critical { rejected += 1 }
      }
      let error = max(1e-3, (exact.rejection * (1 - exact.rejection) / Double(replicates)).squareRoot())
      #expect(abs(Double(rejected) / Double(replicates) - exact.rejection) <= 4 * error, "design \(number)")
      let spread = max(
        1e-2, Double(design.secondStage) * (exact.stopping * (1 - exact.stopping) / Double(replicates)).squareRoot())
      #expect(abs(Double(patients) / Double(replicates) - exact.expectedSize) <= 4 * spread, "design \(number)")
    }
  }

  /// The closed form against times that go together, with nothing censored; censored, what is known and what is possible hold it between them.
  @Test func growthModulation() throws {
    for (shape, ratio, tau) in [(1.0, 0.75, 0.0), (1.3, 0.6, 0.3), (0.8, 1.0, 0.5)] {
      let model = try GrowthModulation(shape: shape, hazardRatio: ratio, concordance: tau)
      let exact = model.share(atLeast: 1.33)
      let all = try model.simulated(atLeast: 1.33, median: Months(4), censoredAfter: nil, patients: 20_000, seed: 3)
      #expect(abs(all.known.mean - exact) <= 4 * all.known.error && all.known == all.possible)
      let some = try model.simulated(
        atLeast: 1.33, median: Months(4), censoredAfter: Months(5), patients: 20_000, seed: 3)
      #expect(some.known.mean < exact && exact < some.possible.mean)
    }
    let same = try GrowthModulation(shape: 1.7, hazardRatio: 1, concordance: 0.6)
    #expect(same.share(atLeast: 1) == 0.5)
  }

  /// Who is registered after an induction has come through it: P(index ≥ c | second time > g), against a sum over thin strips of the joint survival exp(−((λu)^θ + (ratio·λv)^θ)^(1/θ)) of the transformed times, which the closed form
  /// does not use; without a guarantee the plain share; and by hand for exponential times: q = 2^(−4/(4·1.33)) = 0.5938, 1 − q·1.33/2.33 = 0.6610.
  @Test(arguments: [(1.0, 0.75, 0.0), (1.4, 1.0, 0.3), (0.8, 0.5, 0.6)])
  func theGuaranteeOfAnInduction(shape: Double, ratio: Double, tau: Double) throws {
    let model = try GrowthModulation(shape: shape, hazardRatio: ratio, concordance: tau)
    let plain = try model.share(atLeast: 1.33, guarantee: Months(0), medianOfFirst: Months(4))
    #expect(abs(plain - model.share(atLeast: 1.33)) < 1e-12)
    let (rate, theta, cutoff) = (log(2) / pow(4, shape), 1 / (1 - tau), pow(1.33, shape))
    func joint(_ first: Double, _ second: Double) -> Double {
      exp(-pow(pow(rate * first, theta) + pow(ratio * rate * second, theta), 1 / theta))
    }
    let from = pow(4, shape)
    var (reaches, step) = (0.0, from / 4000)
    var second = from
    while joint(0, second) > 1e-10 {
      let first = (second + step / 2) / cutoff
      reaches += joint(0, second) - joint(0, second + step) - (joint(first, second) - joint(first, second + step))
      second += step
      if second > 20 * from { step = from / 400 }
    }
    let found = try model.share(atLeast: 1.33, guarantee: Months(4), medianOfFirst: Months(4))
    #expect(abs(found - reaches / joint(0, from)) < 1e-5, "\(found), \(reaches / joint(0, from))")
    #expect(found > plain)
  }

  @Test func theGuaranteeByHand() throws {
    let unchanged = try GrowthModulation(hazardRatio: 1)
    let share = try unchanged.share(atLeast: 1.33, guarantee: Months(4), medianOfFirst: Months(4))
    #expect(abs(share - (1 - pow(2, -1 / 1.33) * 1.33 / 2.33)) < 1e-12 && abs(share - 0.6610) < 1e-4)
    #expect(throws: DesignProblem.self) {
      try unchanged.share(atLeast: 1.33, guarantee: Months(-1), medianOfFirst: Months(4))
    }
  }

  /// A replicate is the same whatever was simulated before it, and its patients can be had again.
  @Test func replicatesCanBeHadAgain() throws {
    let trial = try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(3.5))), hazardRatio: 0.6, accrual: Accrual(uniform: Months(20)))
    let simulation = try TwoArmSimulation(trial, patients: 60, looks: .events([20, 40]), upper: [2.5, 2])
    let later = simulation.patients(seed: 9, replicate: 17)
    _ = simulation.outcome(seed: 9, replicate: 3)
    #expect(simulation.patients(seed: 9, replicate: 17) == later)
    #expect(simulation.outcome(seed: 9, replicate: 17) == simulation.outcome(seed: 9, replicate: 17))
    #expect(simulation.patients(seed: 9, replicate: 18) != later)
  }

  /// Missed scans and longer intervals in one arm alone make a difference of nothing.
  @Test func unequalSchedulesDeceive() throws {
    let trial = try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(3.5))), hazardRatio: 1, accrual: Accrual(uniform: Months(20)))
    let often = try TwoArmSimulation.Watching(ImagingSchedule(every: Months(weeks: 6)))
    let seldom = try TwoArmSimulation.Watching(ImagingSchedule(every: Months(weeks: 12)))
    func level(_ treatment: TwoArmSimulation.Watching) throws -> MonteCarlo {
      try TwoArmSimulation(
        trial, patients: 120, looks: .calendar([Months(30)]), upper: [1.6448536269514722], control: often,
        treatment: treatment
      ).characteristics(replicates: 400, seed: 1).rejection
    }
    let equal = try level(often)
    #expect(abs(equal.mean - 0.05) <= 4 * equal.error)
    let unequal = try level(seldom)
    #expect(unequal.mean > 0.05 + 4 * unequal.error)
  }
}
