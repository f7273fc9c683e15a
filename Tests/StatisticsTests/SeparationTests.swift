// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing
import VerlaufTesting

/// What a likelihood of linear predictors has, decided in whole numbers from the definition.
enum Verdict: Equatable {
  case maximum
  case separated
  case collinear
  case noEvents
  /// The fit could not tell.
  case unknown

  /// Of two parameters: the likelihood never falls along d where z·d ≥ 0 for every vector z, and rises where one product is above 0.
  ///
  /// Vectors of rank 2 leave a cone without a line, whose edges are at right angles to one of them; so it is enough to ask those.
  init(_ vectors: [[Int]]) {
    let lines = Set(vectors.filter { $0 != [0, 0] })
    let pairs = lines.flatMap { one in lines.map { (one, $0) } }
    guard pairs.contains(where: { $0[0] * $1[1] != $0[1] * $1[0] }) else {
      self = .collinear
      return
    }
    let edges = lines.flatMap { [[-$0[1], $0[0]], [$0[1], -$0[0]]] }
    self =
      edges.contains { d in lines.allSatisfy { $0[0] * d[0] + $0[1] * d[1] >= 0 } } ? .separated : .maximum
  }

  /// What a fit says.
  init(_ fit: () throws -> Void) throws {
    do {
      try fit()
      self = .maximum
    } catch SampleProblem.separated {
      self = .separated
    } catch SampleProblem.collinear {
      self = .collinear
    } catch SampleProblem.noEvents {
      self = .noEvents
    } catch SampleProblem.divergent {
      self = .unknown
    }
  }
}

/// The x at which a function of one number is largest, by golden sections.
func maximiser(_ function: (Double) -> Double, _ low: Double, _ high: Double, sections: Int = 52) -> Double {
  let golden = (5.0.squareRoot() - 1) / 2
  var (a, b) = (low, high)
  for _ in 0..<sections {
    let c = b - golden * (b - a)
    let d = a + golden * (b - a)
    if function(c) > function(d) { b = d } else { a = c }
  }
  return (a + b) / 2
}

@Suite("Separation is decided by the likelihood")
struct SeparationTests {
  /// Twenty people; the five with x = 1 are censored: e^b is never in a numerator.
  @Test func groupWithoutEvent() throws {
    let times = (1...20).map(Double.init)
    let x = (0..<20).map { $0 % 4 == 0 ? 1.0 : 0 }
    let sample = try SurvivalSample(times: times, events: x.map { $0 == 0 })
    for ties in TieMethod.allCases {
      #expect(throws: SampleProblem.separated(["x"])) {
        try CoxModel(sample, covariates: [(name: "x", values: x)], ties: ties)
      }
    }
    let competing = try CompetingSample(
      times: times, causes: x.indices.map { x[$0] == 0 ? 1 : $0 % 8 == 0 ? 2 : 0 })
    #expect(throws: SampleProblem.separated(["x"])) {
      try FineGrayModel(competing, covariates: [(name: "x", values: x)], cause: 1)
    }
    let intervals = try IntervalSample(times.indices.map { x[$0] == 0 ? .exactly(times[$0]) : .after(times[$0]) })
    for distribution in FailureDistribution.allCases {
      #expect(throws: SampleProblem.separated(["x"]), "\(distribution)") {
        try AcceleratedFailureModel(intervals, covariates: [x], names: ["x"], distribution: distribution)
      }
    }
  }

  /// One of seven dies first: e^b/(e^b + 6), the rest does not know b.
  @Test func onePatientWhoDiesFirst() throws {
    let sample = try SurvivalSample(times: [1, 2, 3, 4, 5, 6, 7], events: [Bool](repeating: true, count: 7))
    #expect(throws: SampleProblem.separated(["x"])) {
      try CoxModel(sample, covariates: [(name: "x", values: [1, 0, 0, 0, 0, 0, 0])])
    }
  }

  @Test func constantAndDependentCovariatesAreNamed() throws {
    let times = (1...12).map(Double.init)
    let sample = try SurvivalSample(times: times, events: times.map { $0 != 4 })
    let competing = try CompetingSample(times: times, causes: times.map { Int($0) % 3 })
    let intervals = try IntervalSample(times.map { .exactly($0) })
    let a = times.map { ($0 * 7).truncatingRemainder(dividingBy: 5) }
    let b = times.map { ($0 * 3).truncatingRemainder(dividingBy: 4) }
    let covariates = [("a", a), ("b", b), ("both", zip(a, b).map { 0.3 * $0 - 2 * $1 + 7 })]
    for constant in [0, 2, 1e9, 0.1] {
      let column = times.map { _ in constant }
      #expect(throws: SampleProblem.collinear("c")) {
        try CoxModel(sample, covariates: [(name: "a", values: a), (name: "c", values: column)])
      }
      #expect(throws: SampleProblem.collinear("c")) {
        try FineGrayModel(competing, covariates: [(name: "a", values: a), (name: "c", values: column)], cause: 1)
      }
      #expect(throws: SampleProblem.collinear("c")) {
        try AcceleratedFailureModel(intervals, covariates: [a, column], names: ["a", "c"], distribution: .weibull)
      }
    }
    let named = covariates.map { (name: $0.0, values: $0.1) }
    #expect(throws: SampleProblem.collinear("both")) { try CoxModel(sample, covariates: named) }
    #expect(throws: SampleProblem.collinear("both")) { try FineGrayModel(competing, covariates: named, cause: 1) }
    #expect(throws: SampleProblem.collinear("both")) {
      try AcceleratedFailureModel(
        intervals, covariates: named.map(\.values), names: named.map(\.name), distribution: .logNormal)
    }
    // The same within each stratum: nothing but strata tells the values apart.
    let strata = times.map { Int($0) % 3 }
    #expect(throws: SampleProblem.collinear("s")) {
      try CoxModel(sample, covariates: [(name: "s", values: strata.map { Double($0) * 17.3 })], strata: strata)
    }
  }

  /// One covariate far from the others is no separation: the estimate is that of its definition, wherever it lies.
  @Test(arguments: [50.0, 5000, 1e6]) func farCovariateIsKept(_ far: Double) throws {
    var x = (0..<24).map { Double(($0 * 7) % 5) - 2 }
    x[3] = far
    let sample = try SurvivalSample(times: (1...24).map(Double.init), events: (0..<24).map { $0 % 4 != 2 })
    let term = try CoxModel(sample, covariates: [(name: "x", values: x)]).terms[0]
    /// The partial likelihood by its definition, with the largest exponent taken out.
    func likelihood(_ b: Double) -> Double {
      (0..<24).reduce(0) { sum, i in
        guard sample.events[i] else { return sum }
        let etas = (i..<24).map { b * x[$0] }
        let top = etas.max() ?? 0
        return sum + b * x[i] - top - log(etas.reduce(0) { $0 + exp($1 - top) })
      }
    }
    let expected = maximiser(likelihood, -3, 3, sections: 90)
    #expect(abs(term.coefficient - expected) < 1e-6 * max(1e-3, abs(expected)), "\(term.coefficient) \(expected)")
    let competing = try CompetingSample(times: sample.times, causes: sample.events.map { $0 ? 1 : 0 })
    // Without another kind of event Fine and Gray's is Cox's.
    let other = try FineGrayModel(competing, covariates: [(name: "x", values: x)], cause: 1).terms[0]
    #expect(close(other.coefficient, term.coefficient, relative: 1e-6))
  }

  /// With one far covariate that takes part, whose coefficient is small, beside a plain one.
  @Test func farCovariateBesideAnother() throws {
    var generator = SeededGenerator(seed: 5)
    let z = (0..<40).map { _ in Double(Int.random(in: -2...2, using: &generator)) }
    var x = (0..<40).map { _ in Double.random(in: 0...1, using: &generator) }
    x[39] = 5000
    let sample = try SurvivalSample(times: (1...40).map(Double.init), events: (0..<40).map { $0 % 3 != 0 })
    let model = try CoxModel(sample, covariates: [(name: "x", values: x), (name: "z", values: z)])
    let scaled = try CoxModel(
      sample, covariates: [(name: "x", values: x.map { $0 / 4096 }), (name: "z", values: z)])
    #expect(close(model.terms[0].coefficient * 4096, scaled.terms[0].coefficient, relative: 1e-6))
    #expect(close(model.terms[1].coefficient, scaled.terms[1].coefficient, relative: 1e-6))
  }

  /// Two covariates in small whole numbers: the fit finds a maximum exactly where whole numbers say that there is one.
  @Test func coxAgreesWithWholeNumbers() throws {
    var seen: [Verdict] = []
    for seed in UInt64(1)...600 {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 4...14, using: &generator)
      let width = Int.random(in: 1...3, using: &generator)
      let x = (0..<count).map { _ in (0..<2).map { _ in Int.random(in: -width...width, using: &generator) } }
      let times = (0..<count).map { _ in Int.random(in: 2...12, using: &generator) }
      let entries = seed % 3 == 0 ? times.map { Int.random(in: 0..<$0, using: &generator) } : nil
      let events = (0..<count).map { _ in Int.random(in: 0...3, using: &generator) > 0 }
      let strata = seed % 5 == 0 ? (0..<count).map { $0 % 2 } : nil
      let sample = try SurvivalSample(
        times: times.map(Double.init), events: events, entries: entries.map { $0.map(Double.init) })
      for ties in TieMethod.allCases where ties != .exact || entries == nil {
        var vectors: [[Int]] = []
        for i in 0..<count where events[i] {
          for j in 0..<count where times[j] >= times[i] && (entries?[j] ?? 0) < times[i] {
            guard strata?[i] == strata?[j] else { continue }
            // The exact method does not order those who die together.
            if ties == .exact, events[j], times[j] == times[i] { continue }
            vectors.append([x[i][0] - x[j][0], x[i][1] - x[j][1]])
          }
        }
        let expected: Verdict = events.contains(true) ? Verdict(vectors) : .noEvents
        let found = try Verdict {
          _ = try CoxModel(
            sample,
            covariates: (0..<2).map { column in (name: "x\(column)", values: x.map { Double($0[column]) }) },
            strata: strata, ties: ties)
        }
        #expect(found == expected, "seed \(seed), \(ties)")
        seen.append(expected)
      }
    }
    // All kinds were met often enough to mean something.
    for verdict in [Verdict.maximum, .separated, .collinear] {
      #expect(seen.count { $0 == verdict } >= 50, "\(verdict)")
    }
  }

  @Test func fineGrayAgreesWithWholeNumbers() throws {
    var seen: [Verdict] = []
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 4...14, using: &generator)
      let x = (0..<count).map { _ in (0..<2).map { _ in Int.random(in: -1...1, using: &generator) } }
      let times = (0..<count).map { _ in Int.random(in: 1...9, using: &generator) }
      let causes = (0..<count).map { _ in Int.random(in: 0...2, using: &generator) }
      var vectors: [[Int]] = []
      for i in 0..<count where causes[i] == 1 {
        // Somebody not yet censored just before: else the weight of those who had another event is 0.
        let last = times.indices.filter { times[$0] < times[i] }
        var free = true
        for time in Set(last.map { times[$0] }) {
          let atRisk = times.count { $0 >= time }
          let censored = times.indices.count { times[$0] == time && causes[$0] == 0 }
          if atRisk == censored { free = false }
        }
        for j in 0..<count where times[j] >= times[i] || (causes[j] == 2 && free) {
          vectors.append([x[i][0] - x[j][0], x[i][1] - x[j][1]])
        }
      }
      let expected: Verdict = causes.contains(1) ? Verdict(vectors) : .noEvents
      let sample = try CompetingSample(times: times.map(Double.init), causes: causes)
      let found = try Verdict {
        _ = try FineGrayModel(
          sample, covariates: (0..<2).map { column in (name: "x\(column)", values: x.map { Double($0[column]) }) },
          cause: 1)
      }
      #expect(found == expected, "seed \(seed)")
      seen.append(expected)
    }
    for verdict in [Verdict.maximum, .separated, .collinear] {
      #expect(seen.count { $0 == verdict } > 5, "\(verdict)")
    }
  }

  /// Constant hazard with one covariate: intercept and coefficient, in whole numbers; and a scale with an intercept, with times e^k, whose logs are
  /// whole.
  @Test func failureModelsAgreeWithWholeNumbers() throws {
    var seen: [Verdict] = []
    for seed in UInt64(1)...300 {
      var generator = SeededGenerator(seed: seed)
      let count = Int.random(in: 3...9, using: &generator)
      let hasScale = seed % 2 == 0
      let x = (0..<count).map { _ in Int.random(in: -1...1, using: &generator) }
      var rows: [IntervalSample.Observation] = []
      var vectors: [[Int]] = hasScale ? [[0, 1]] : []
      for row in 0..<count {
        let log = Int.random(in: 0...3, using: &generator)
        /// How the standardised time moves: by the intercept, and by the coefficient or the scale.
        func moves(_ log: Int) -> [Int] { hasScale ? [-1, log] : [-1, -x[row]] }
        func negative(_ vector: [Int]) -> [Int] { vector.map { -$0 } }
        let time = exp(Double(log))
        switch Int.random(in: 0...(hasScale ? 5 : 3), using: &generator) {
        case 0, 5:
          rows.append(.exactly(time))
          vectors += [moves(log), negative(moves(log))]
        case 1, 4:
          rows.append(.after(time))
          vectors.append(negative(moves(log)))
        case 2:
          rows.append(.between(0, time))
          vectors.append(moves(log))
        default:
          rows.append(.between(time, exp(Double(log + 1))))
          vectors += [negative(moves(log)), moves(log + 1)]
        }
      }
      let hasEvent = rows.contains { $0.right.isFinite }
      // Without an exact time the scale may grow for ever too, which vectors do not tell.
      if hasScale, !rows.contains(where: { $0.left == $0.right }) { continue }
      let constant = !hasScale && Set(x).count == 1
      let expected: Verdict = !hasEvent ? .noEvents : constant ? .collinear : Verdict(vectors)
      let distributions: [FailureDistribution] =
        hasScale ? [.weibull, .logNormal, .logLogistic] : [.exponential]
      for distribution in distributions {
        let found = try Verdict {
          _ = try AcceleratedFailureModel(
            IntervalSample(rows), covariates: hasScale ? [] : [x.map(Double.init)], distribution: distribution)
        }
        #expect(found == expected, "seed \(seed), \(distribution): \(rows)")
      }
      seen.append(expected)
    }
    for verdict in [Verdict.maximum, .separated] { #expect(seen.count { $0 == verdict } > 30, "\(verdict)") }
  }

  /// Free at 7 and at 1, but had by 2: the times contradict any order, and the likelihood S(7)·S(1)·(1 − S(2)) comes nearest to its bound 4/27 (at
  /// S = 2/3 throughout) where time does not matter.
  @Test func scaleThatGrowsForEver() throws {
    let sample = try IntervalSample([.after(7), .after(1), .between(0, 2)])
    for distribution in [FailureDistribution.weibull, .logNormal, .logLogistic] {
      #expect(throws: SampleProblem.separated(["the scale"])) {
        try AcceleratedFailureModel(sample, distribution: distribution)
      }
    }
  }

  /// All censored; a line through every time.
  @Test func failureModelsWithoutAMaximum() throws {
    for distribution in FailureDistribution.allCases {
      #expect(throws: SampleProblem.noEvents) {
        try AcceleratedFailureModel(IntervalSample([.after(1), .after(2), .after(5)]), distribution: distribution)
      }
      let left = try Verdict {
        _ = try AcceleratedFailureModel(
          IntervalSample([.between(0, 1), .between(0, 3)]), distribution: distribution)
      }
      #expect(left == .separated)
      guard distribution != .exponential else { continue }
      #expect(throws: SampleProblem.separated(["x", "the scale"])) {
        try AcceleratedFailureModel(
          IntervalSample([.exactly(1), .exactly(4)]), covariates: [[0, 1]], names: ["x"], distribution: distribution)
      }
    }
  }

  /// The unit of a covariate and the order of the rows change neither the verdict nor, but for the unit, the estimate.
  @Test(arguments: [1e-7, 1e-3, 1e3, 1e7]) func unitOfACovariateDoesNotMatter(_ unit: Double) throws {
    for seed in UInt64(1)...40 {
      var generator = SeededGenerator(seed: seed)
      let x = (0..<12).map { _ in Double(Int.random(in: -2...2, using: &generator)) }
      let sample = try SurvivalSample(
        times: (0..<12).map { _ in Double(Int.random(in: 1...8, using: &generator)) },
        events: (0..<12).map { _ in Bool.random(using: &generator) })
      var coefficient: Double?
      var scaled: Double?
      let first = try Verdict { coefficient = try CoxModel(sample, covariates: [("x", x)]).terms[0].coefficient }
      let other = try Verdict {
        scaled = try CoxModel(sample, covariates: [("x", x.map { $0 * unit + 5 * unit })]).terms[0].coefficient
      }
      #expect(first == other, "seed \(seed)")
      // Near no effect only the absolute difference counts.
      if let coefficient, let scaled { #expect(abs(scaled * unit - coefficient) < 1e-7, "seed \(seed)") }
    }
  }
}
