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
}
