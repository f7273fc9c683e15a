// SPDX-License-Identifier: Apache-2.0

/// The transformation of time against which a coefficient is tested for change.
public enum HazardTimeScale: String, Sendable, Hashable, CaseIterable {
  /// 1 − S(t−) of the whole sample by Kaplan-Meier; R's default and ours.
  case kaplanMeier = "km"
  /// The time itself.
  case identity
}

/// Whether hazards are proportional: score tests of the interaction of each covariate, or of each factor's covariates together, with time, and of all
/// together.
///
/// Grambsch and Therneau, Biometrika 1994;81:515, in the exact score form that R's `cox.zph` uses since survival 3.0.
public struct ProportionalHazardsTest: Sendable, Hashable {
  /// One test for each covariate in the order of the model, or for each factor that was asked for.
  public let terms: [ChiSquaredTest]
  /// All interactions together.
  public let global: ChiSquaredTest
}

extension CoxModel {
  /// Tests proportional hazards; throws for exact ties, whose risk sets are not sums over people, and for a factor of covariates that are not there.
  ///
  /// - Parameters:
  ///   - sample: that of the fit.
  ///   - scale: of time.
  ///   - factors: the covariates of each factor, by their places in the model, which are tested together; nil tests each by itself.
  public func proportionalHazards(
    _ sample: SurvivalSample, scale: HazardTimeScale = .kaplanMeier, factors: [[Int]]? = nil
  ) throws(SampleProblem) -> ProportionalHazardsTest {
    guard sample.count == count else { throw .lengths("sample", sample.count, count) }
    for place in (factors ?? []).joined() where !terms.indices.contains(place) {
      throw .lengths("factor", place + 1, terms.count)
    }
    guard ties != .exact else { throw .singular }
    let size = terms.count
    let curve = try KaplanMeier(sample)
    var scaled: [Double: Double] = [:]
    var before = 1.0
    for step in curve.steps where step.events > 0 {
      switch scale {
      case .kaplanMeier: scaled[step.time] = 1 - before
      case .identity: scaled[step.time] = step.time
      }
      before = step.survival
    }
    var score = [Double](repeating: 0, count: size)
    var mixed = Matrix(size: 2 * size)
    likelihood.pass(terms.map { $0.coefficient }) { moment in
      let g = scaled[moment.time] ?? 0
      for i in 0..<size {
        score[i] += g * moment.score[i]
        for j in 0..<size {
          let value = moment.information[i * size + j]
          mixed[i, j] += value
          mixed[i, size + j] += g * value
          mixed[size + i, j] += g * value
          mixed[size + i, size + j] += g * g * value
        }
      }
    }
    func test(_ chosen: [Int]) throws(SampleProblem) -> ChiSquaredTest {
      let kept = Array(0..<size) + chosen.map { size + $0 }
      let vector = [Double](repeating: 0, count: size) + chosen.map { score[$0] }
      guard let factor = mixed.part(kept).cholesky() else { throw .singular }
      let statistic = zip(vector, factor.solve(vector)).reduce(0) { $0 + $1.0 * $1.1 }
      return ChiSquaredTest(statistic, degreesOfFreedom: chosen.count)
    }
    var tests: [ChiSquaredTest] = []
    for factor in factors ?? (0..<size).map({ [$0] }) where !factor.isEmpty { tests.append(try test(factor)) }
    return ProportionalHazardsTest(terms: tests, global: try test(Array(0..<size)))
  }
}
