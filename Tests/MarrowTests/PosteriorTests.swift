// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@testable import Marrow

@Suite("Posterior and forecasts")
struct PosteriorTests {
  /// Draws of a full run; a debug build takes fewer, with the tolerance that goes with them.
  static let draws = ProcessInfo.processInfo.environment["VERLAUF_MARROW_DRAWS"].flatMap { Int($0) } ?? 300

  /// Means within five joint standard errors, medians of the nadir within 5 % and probabilities within 0.03, plus what the number of draws adds. The reference has 1,000 thinned draws: of a nadir whose logarithm has a standard
  /// deviation of 0.35 its 5 % quantile has a standard error of (0.05 · 0.95 / 1000)^½ / (0.103 / 0.35) = 2.3 %, of which three and the 5 % of its grid are 0.12.
  @Test func everyReferencePosterior() async throws {
    var agreement = Agreement("posterior")
    for patient in try Reference.read("map", as: Reference.Patient.self) {
      let fit = try IndividualFit(patient.prior(), patient.data())
      let posterior = try await MarrowPosterior(fit, draws: Self.draws)
      #expect(posterior.isBelievable, "\(patient.id): \(posterior.effectiveSize)")
      let sample = patient.posterior_mcmc
      for index in fit.etas.indices {
        let own = sample.eta_sd[index] / posterior.effectiveSize.squareRoot()
        let error = (own * own + sample.mc_se_mean[index] * sample.mc_se_mean[index]).squareRoot()
        agreement.add(
          "mean, standard errors", (posterior.mean[index] - sample.eta_mean[index]) / error, 0, within: 5,
          absolute: true, "\(patient.id) \(index)")
        let sd = posterior.covariance[index, index].squareRoot()
        agreement.add(
          "sd", sd, sample.eta_sd[index], within: 0.1 + 3 / (2 * posterior.effectiveSize).squareRoot(), patient.id)
        for (place, level) in [0.05, 0.5, 0.95].enumerated() {
          let found = try #require(posterior.quantile(level, of: index))
          let expected = sample.eta_q05_50_95[place][index]
          agreement.add(
            "quantile, sd", (found - expected) / sample.eta_sd[index], 0,
            within: 0.15 + 5 / posterior.effectiveSize.squareRoot(), absolute: true, "\(patient.id) \(index) \(level)")
        }
      }
      let names = patient.forecast.keys.sorted()
      let window = try #require(patient.forecast[names[0]]).window_h
      let question = try CountForecast.Question(
        after: patient.data(), from: Hours(window[0]), to: Hours(window[1]))
      let alternatives = try names.map { name in
        CountForecast.Alternative(name, try (patient.forecast[name]?.doses ?? []).map { try $0.infusion() })
      }
      let forecasts = try await CountForecast.all(posterior, question, alternatives)
      for (name, forecast) in zip(names, forecasts) {
        let expected = try #require(patient.forecast[name])
        let place = "\(patient.id) \(name)"
        for (below, share) in zip(
          forecast.below, [expected.posterior_P_nadir_below_1_0, expected.posterior_P_nadir_below_0_5])
        {
          agreement.add("probability", below.probability, share, within: 0.03 + 3 * below.error, absolute: true, place)
        }
        let more = 2 / posterior.effectiveSize.squareRoot()
        let quantiles = expected.posterior_nadir_q05_50_95
        agreement.add("nadir median", forecast.nadir.median, quantiles[1], within: 0.05 + more, place)
        agreement.add("nadir 5 %", forecast.nadir.quantiles[0], quantiles[0], within: 0.12 + more, place)
        agreement.add("nadir 95 %", forecast.nadir.quantiles[4], quantiles[2], within: 0.12 + more, place)
        // The course of the most probable parameters, exactly.
        let course = try CountCourse(
          fit.parameters, patient.data().infusions + (try expected.doses.map { try $0.infusion() }),
          to: Hours(window[1]), at: expected.daily_t_h.map { Hours($0) })
        for (point, value) in zip(course.points, expected.map_daily_anc) {
          agreement.add("course of the most probable", point.count, value, within: 1e-5, place)
        }
      }
    }
    agreement.report()
  }

  /// The posterior of one count is known in closed form where the count is at rest: normal, with the mean and the variance of the fit.
  @Test func importanceByHand() async throws {
    let typical = try #require(try MarrowModels()["gemcitabine"]).typical()
    var covariance = Matrix(size: 1)
    covariance[0, 0] = 0.16
    let prior = try MarrowPrior(typical, [.baseline], covariance: covariance, residual: .logAdditive(0.3))
    let fit = try IndividualFit(prior, PatientCounts([], [try CountObservation(at: .zero, 3)]))
    let posterior = try await MarrowPosterior(fit, draws: 4000)
    let variance = 1 / (1 / 0.09 + 1 / 0.16)
    let error = (variance / posterior.effectiveSize).squareRoot()
    #expect(abs(posterior.mean[0] - fit.etas[0]) < 4 * error)
    #expect(abs(posterior.covariance[0, 0] / variance - 1) < 0.12)
    #expect(posterior.effectiveSize > 3000)
    let walk = try MarrowPosterior.metropolis(fit, draws: 6000, runIn: 1000)
    #expect(abs(walk.mean[0] - fit.etas[0]) < 0.03)
    #expect(abs(walk.covariance[0, 0] / variance - 1) < 0.2)
  }

  /// Of four values with the weights 1, 1, 2 and 4 of 8 the middles are at 1/16, 3/16, 6/16 and 12/16: the median lies a third of the way from the third to the fourth.
  @Test func weightedQuantilesByHand() {
    let sample = WeightedSample([4, 1, 3, 2], [0.5, 0.125, 0.25, 0.125])
    #expect(abs((sample.quantile(0.5) ?? 0) - (3 + 1 / 3.0)) < 1e-12)
    #expect(sample.quantile(0) == 1 && sample.quantile(1) == 4)
    #expect(abs((sample.quantile(0.375) ?? 0) - 3) < 1e-12)
    #expect(WeightedSample([], []).quantile(0.5) == nil)
  }

  /// A draw that is worth nothing changes no number, also where its equations have no solution: forecasts of a draw that has half of the weight twice are those of the draw alone.
  @Test func worthlessDraw() async throws {
    let prior = try MarrowPrior(try #require(try MarrowModels()["gemcitabine"]))
    let infusions = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8, d15 repeated d29").infusions(
      from: .zero, cycles: 2, surface: 1.8)
    let question = try CountForecast.Question(from: .zero, to: Hours(days: 56))
    let alternative = CountForecast.Alternative("as it is", infusions)
    // Cells fall below 10⁻²⁵⁰ of themselves, and come back faster than any step.
    let unsolved = [-0.6500999638766723, 2.6825503524925205, -0.690117394923888, 3.2379726652179155]
    let solved = [0.1, -0.2, 0.05, 0.3]
    func forecast(_ draws: [[Double]], _ weights: [Double]) async throws -> CountForecast {
      try await CountForecast.all(
        MarrowPosterior(prior: prior, method: .importance, draws: draws, weights: weights), question, [alternative])[0]
    }
    await #expect(throws: MarrowProblem.self) { try await forecast([solved, unsolved], [1, 1]) }
    let alone = try await forecast([solved, solved], [1, 1])
    let beside = try await forecast([solved, unsolved, solved], [1, 0, 1])
    #expect(beside.nadir == alone.nadir && beside.below == alone.below && beside.points == alone.points)
    #expect(try await forecast([solved, unsolved, solved], [1, 1e-20, 1]).nadir == alone.nadir)
  }

  /// What stands in the way is told, and nothing is computed.
  @Test func refusals() async throws {
    let models = try MarrowModels()
    let model = try #require(models["gemcitabine"])
    let dose = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8, d15 repeated d29")
    let alternative = CountForecast.Alternative(
      "as it is", try dose.infusions(from: Hours(days: 28), cycles: 1, surface: 1.8))
    let peg = CountForecast.Alternative(
      "with pegfilgrastim",
      try MarrowSchedule(parsing: "pegfilgrastim 6 mg d16 repeated d29").infusions(
        from: Hours(days: 28), cycles: 1, surface: nil))
    let past = try dose.infusions(from: .zero, cycles: 1, surface: 1.8)
    func result(
      _ counts: [CountObservation], _ alternatives: [CountForecast.Alternative],
      _ change: (inout PatientForecast.Circumstances) -> Void = { _ in }
    ) async throws -> ForecastRefusal? {
      var circumstances = PatientForecast.Circumstances()
      change(&circumstances)
      let question = try CountForecast.Question(
        after: PatientCounts(past, counts), from: Hours(days: 28), to: Hours(days: 56))
      let made = try await PatientForecast.make(model, question, alternatives, circumstances, draws: 200)
      if case .refused(let refusal) = made { return refusal }
      return nil
    }
    let counts = try [(0.0, 4.1), (167, 1.6), (335, 0.9)].map { try CountObservation(at: Hours($0.0), $0.1) }
    #expect(try await result([], [alternative]) == .noCounts)
    #expect(try await result(counts, [peg]) == .growthFactorNotModelled)
    #expect(try await result(counts, [alternative], { $0.hadGrowthFactor = true }) == .growthFactorNotModelled)
    #expect(try await result(counts, [alternative], { $0.otherDrugs = ["trabectedin"] }) == .noModel(["trabectedin"]))
    #expect(
      try await result(counts, [alternative], { $0.hasMarrowInvolvement = true })
        == .outside("involvement of the marrow is stated"))
    #expect(try await result(counts, [alternative]) == nil)
    // A count of 200 at rest is none of the population: the fit ends far from it, or at the bounds.
    let strange = try (0..<12).map { try CountObservation(at: Hours(Double($0)), 400) }
    let refusal = try await result(strange, [alternative])
    guard case .atBounds(let keys) = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(keys.contains(.baseline))
  }

  /// Not a bit depends on how many draws stand in one part.
  @Test func theSameAgain() async throws {
    let prior = try MarrowPrior(try #require(try MarrowModels()["gemcitabine"]))
    let posterior = try MarrowPosterior.population(prior, draws: 150, seed: 7)
    let schedule = try MarrowSchedule(parsing: "1000 mg/m2 d1, d8 repeated d22")
    let question = try CountForecast.Question(from: .zero, to: Hours(days: 21))
    let alternative = CountForecast.Alternative(
      schedule.text, try schedule.infusions(from: .zero, cycles: 1, surface: 1.8))
    let first = try await CountForecast.all(posterior, question, [alternative])
    let second = try await CountForecast.all(posterior, question, [alternative, alternative])
    #expect(first[0] == second[0] && second[0] == second[1])
    #expect(first[0].below[0].probability >= first[0].below[1].probability)
  }
}
