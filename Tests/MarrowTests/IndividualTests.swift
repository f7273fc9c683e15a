// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@testable import Marrow

@Suite("Most probable parameters")
struct IndividualTests {
  @Test func everyReferencePatient() throws {
    var agreement = Agreement("most probable parameters")
    var second = Agreement("BFGS and Nelder-Mead")
    for patient in try Reference.read("map", as: Reference.Patient.self) {
      let fit = try IndividualFit(patient.prior(), patient.data())
      for (found, expected) in zip(fit.etas, patient.map.eta) {
        agreement.add("eta", found, expected, within: 1e-5, absolute: true, patient.id)
      }
      agreement.add("objective", fit.objective, patient.map.ofv, within: 1e-6, absolute: true, patient.id)
      agreement.add(
        "objective of the typical", fit.typicalObjective, patient.map.ofv_at_eta0, within: 1e-6, patient.id)
      for (row, expected) in patient.map.laplace_cov.enumerated() {
        for (column, value) in expected.enumerated() {
          let scale = (patient.map.laplace_cov[row][row] * patient.map.laplace_cov[column][column]).squareRoot()
          agreement.add(
            "covariance", fit.covariance[row, column] / scale, value / scale, within: 5e-4, absolute: true,
            "\(patient.id) \(row) \(column)")
        }
      }
      for (found, expected) in zip(fit.predictions, patient.map.pred_at_obs) {
        agreement.add("prediction", found, expected, within: 1e-5, patient.id)
      }
      #expect(fit.minima == 1 && fit.atBounds.isEmpty, "\(patient.id)")
      let other = try fit.secondOpinion()
      for (found, expected) in zip(other.etas, fit.etas) {
        second.add("eta", found, expected, within: 1e-4, absolute: true, patient.id)
      }
      second.add("objective", other.objective, fit.objective, within: 1e-6, absolute: true, patient.id)
    }
    agreement.report()
    second.report()
  }

  /// The curvature that the covariance comes of does not depend on the step of its differences: what the reference differs by is its own step.
  @Test func curvatureDoesNotDependOnItsStep() throws {
    for patient in try Reference.read("map", as: Reference.Patient.self).prefix(2) {
      let objective = try Objective(patient.prior(), patient.data())
      let z = objective.prior.standard(patient.map.eta)
      let one = try #require(objective.curvature(z, step: 1e-3))
      let other = try #require(objective.curvature(z, step: 3e-3))
      for (first, second) in zip(one.values, other.values) {
        #expect(abs(first - second) < 1e-4 * (1 + abs(first)), "\(patient.id): \(first), \(second)")
      }
    }
  }

  /// One count, a log-additive error and a prior by hand: at rest the count is the baseline, so that the objective is ln s² + (ln y − ln b − η)²/s² + η²/ω², with its minimum at η = (ln y − ln b) · ω²/(ω² + s²) and the variance
  /// 1/(1/s² + 1/ω²).
  @Test func oneCountByHand() throws {
    let typical = try #require(try MarrowModels()["gemcitabine"]).typical()
    var covariance = Matrix(size: 1)
    covariance[0, 0] = 0.16
    let prior = try MarrowPrior(typical, [.baseline], covariance: covariance, residual: .logAdditive(0.3))
    let data = try PatientCounts([], [CountObservation(at: .zero, 3)])
    let fit = try IndividualFit(prior, data)
    let expected = log(3 / 5.05) * 0.16 / (0.16 + 0.09)
    #expect(abs(fit.etas[0] - expected) < 1e-8)
    #expect(abs(fit.covariance[0, 0] - 1 / (1 / 0.09 + 1 / 0.16)) < 1e-6)
    // A prior of twice the weight counts as one of half the variance.
    let heavy = try IndividualFit(prior, data, priorWeight: 2)
    #expect(abs(heavy.etas[0] - log(3 / 5.05) * 0.08 / (0.08 + 0.09)) < 1e-8)
    // A count of which only a limit is known: the slope of −2 ln Φ((ln 3 − ln 5.05 − η)/0.3) + η²/0.16 is 0.
    let below = try IndividualFit(prior, PatientCounts([], [CountObservation(at: .zero, 3, isBelow: true)]))
    let z = (log(3 / 5.05) - below.etas[0]) / 0.3
    let slope = 2 * Normal.density(z) / Normal.cumulative(z) / 0.3 + 2 * below.etas[0] / 0.16
    #expect(abs(slope) < 1e-5)
  }

  /// One count of a model that is linear in its eta: Σ of squares is (ln y − ln b)²/(ω² + s²), a χ² of one degree of freedom, whose upper tail is erfc(√(x/2)). 3 of 5.05 is 1.0848, p 0.298; 1 of 5.05 is 10.490, p 0.0012; 0.9 is 11.90, p 0.00056.
  @Test(arguments: [(3.0, 1.0848, 0.298, false), (1.0, 10.490, 0.0012, false), (0.9, 11.900, 0.00056, true)])
  func surpriseByHand(count: Double, statistic: Double, p: Double, isSurprising: Bool) throws {
    let typical = try #require(try MarrowModels()["gemcitabine"]).typical()
    var covariance = Matrix(size: 1)
    covariance[0, 0] = 0.16
    let prior = try MarrowPrior(typical, [.baseline], covariance: covariance, residual: .logAdditive(0.3))
    let surprise = try IndividualFit(prior, PatientCounts([], [CountObservation(at: .zero, count)])).surprise
    let square = log(count / 5.05) * log(count / 5.05) / 0.25
    #expect(abs(surprise.statistic - square) < 1e-6 && abs(square - statistic) < 1e-3)
    #expect(surprise.counts == 1 && abs(surprise.p - erfc((square / 2).squareRoot())) < 1e-8)
    #expect(abs(surprise.p / p - 1) < 0.02 && (surprise.p < IndividualFit.Surprise.least) == isSurprising)
  }

  /// A count of which only bounds of its day are known: the likelihood is the mean over the days. At rest every day is the same, so that nothing changes; of two counts c the mean of exp(−½((ln y − ln c)/s)²)/s.
  @Test func aDayThatIsNotKnown() throws {
    let typical = try #require(try MarrowModels()["gemcitabine"]).typical()
    var covariance = Matrix(size: 1)
    covariance[0, 0] = 0.16
    let prior = try MarrowPrior(typical, [.baseline], covariance: covariance, residual: .logAdditive(0.3))
    let known = try IndividualFit(prior, PatientCounts([], [CountObservation(at: .zero, 3)]))
    let open = try IndividualFit(
      prior, PatientCounts([], [CountObservation(at: .zero, until: Hours(days: 9), 3)]))
    #expect(abs(known.etas[0] - open.etas[0]) < 1e-7 && abs(known.objective - open.objective) < 1e-9)
    let observation = try CountObservation(at: .zero, until: Hours(days: 1), 2)
    let term = CountTerm.value(observation, [1.0, 4.0][...], .logAdditive(0.3))
    // ln 2 = 0.6931 either way: (0.6931/0.3)² + 2 ln 0.3 = 5.338 − 2.408 = 2.930; 1.5 and 6 are as far apart.
    #expect(abs(term - 2.930) < 1e-3)
    let uneven = CountTerm.value(observation, [2.0, 20][...], .logAdditive(0.3))
    // The likelihoods are exp(0) and exp(−½ · 58.91): their mean is half of the first, −2 ln ½ = 1.386 more than 2 ln 0.3.
    #expect(abs(uneven - (2 * log(0.3) + 2 * log(2))) < 1e-9)
    #expect(throws: MarrowProblem.self) { try CountObservation(at: .zero, until: Hours(days: 40), 3) }
    #expect(throws: MarrowProblem.self) { try CountObservation(at: Hours(days: 2), until: Hours(days: 1), 3) }
  }

  /// Single counts around one count c scatter as c·exp(0.4·z): 5 % at z = −1.6449. Two counts far apart of equal weight have their quartiles at their middles, and their median anywhere between.
  @Test func bandsOfSingleCounts() {
    let one = CountForecast.Band([2], [1], .logAdditive(0.4))
    for (quantile, z) in zip(one.quantiles, [-1.644854, -0.6744898, 0, 0.6744898, 1.644854]) {
      #expect(abs(quantile - 2 * exp(0.4 * z)) < 1e-5)
    }
    let two = CountForecast.Band([0.01, 10], [0.5, 0.5], .logAdditive(0.1))
    #expect(abs(two.quantiles[1] - 0.01) < 1e-6 && abs(two.quantiles[3] - 10) < 1e-4)
  }

  /// ln Φ: at 0 ln ½; at −30 by the series from both sides; Φ(−40) is 3.66e-350, whose logarithm is −804.608 (R's `pnorm(-40, log.p = TRUE)`).
  @Test func logarithmOfTheNormalDistribution() {
    #expect(abs(CountTerm.logCumulative(0.0) - log(0.5)) < 1e-15)
    #expect(abs(CountTerm.logCumulative(-40.0) + 804.608442) < 1e-6)
    #expect(abs(CountTerm.logCumulative(-29.999_999) - CountTerm.logCumulative(-30.000_001)) < 1e-4)
    let slope = CountTerm.logCumulative(Dual(-35, parameter: 0)).slope[0]
    #expect(abs(slope - (CountTerm.logCumulative(-34.999) - CountTerm.logCumulative(-35.001)) / 0.002) < 1e-6)
  }

  @Test func whatCannotBeFittedIsAProblem() throws {
    let patient = try #require(try Reference.read("map", as: Reference.Patient.self).first)
    #expect(throws: MarrowProblem.self) { try IndividualFit(patient.prior(), PatientCounts([], [])) }
    #expect(throws: MarrowProblem.self) { try IndividualFit(patient.prior(), patient.data(), priorWeight: 0) }
    #expect(throws: MarrowProblem.self) { try CountObservation(at: .zero, 0) }
    #expect(throws: MarrowProblem.self) { try CountObservation(at: Hours(.nan), 1) }
    let structural = try #require(try MarrowModels()["gemcitabine-intracellular"])
    #expect(throws: MarrowProblem.self) { try MarrowPrior(structural) }
  }

  /// What leaving a count out does, by one step of Newton's, beside the fit without it: the same parameter in the same direction, and for counts that share their weight with others of about the size. The counts are
  /// five of a cycle of 1000 mg/m² on days 1, 8 and 15.
  @Test func influenceBesideLeavingOut() throws {
    let prior = try MarrowPrior(try #require(try MarrowModels()["gemcitabine"]))
    let given = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8, d15 q28").infusions(
      from: .zero, cycles: 1, surface: 1.8)
    let counts = try [(0.0, 4.1), (167, 1.6), (335, 0.9), (503, 1.2), (671, 3.2)].map {
      try CountObservation(at: Hours($0.0), $0.1)
    }
    let fit = try IndividualFit(prior, PatientCounts(given, counts))
    let found = try fit.influences()
    #expect(found.count == 5)
    for (index, own) in found.enumerated() {
      var rest = counts
      rest.remove(at: index)
      let without = try IndividualFit(prior, PatientCounts(given, rest))
      let key = try #require(prior.keys.firstIndex(of: own.parameter))
      let moved = (without.etas[key] - fit.etas[key]) / fit.covariance[key, key].squareRoot()
      // Below a tenth of a deviation both are nothing.
      guard max(moved.magnitude, own.deviations.magnitude) > 0.1 else { continue }
      #expect(moved * own.deviations > 0, "\(index): \(moved) \(own.deviations)")
      #expect(own.deviations / moved > 0.4 && own.deviations / moved < 1.6, "\(index): \(moved) \(own.deviations)")
    }
  }
}
