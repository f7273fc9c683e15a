// SPDX-License-Identifier: Apache-2.0

import Foundation
import Statistics
import Testing

@testable import Marrow

extension Reference {
  /// A patient of `map`.
  struct Patient: Decodable {
    struct Observation: Decodable {
      var time_h: Double
      var anc: Double
      var below_lloq: Bool
    }
    struct ErrorModel: Decodable {
      var type: String
      var sigma: Double?
      var prop: Double?
      var add: Double?
    }
    struct Fit: Decodable {
      var eta: [Double]
      var ofv: Double
      var ofv_at_eta0: Double
      var laplace_cov: [[Double]]
      var pred_at_obs: [Double]
    }
    struct Sample: Decodable {
      var eta_mean: [Double]
      var eta_sd: [Double]
      var eta_q05_50_95: [[Double]]
      var mc_se_mean: [Double]
    }
    struct Forecast: Decodable {
      var doses: [Event]
      var window_h: [Double]
      var daily_t_h: [Double]
      var map_daily_anc: [Double]
      var map_nadir_6h_grid: Double
      var posterior_nadir_q05_50_95: [Double]
      var posterior_P_nadir_below_1_0: Double
      var posterior_P_nadir_below_0_5: Double
    }
    var id: String
    var model: String
    var typical_values: [String: Double]
    var eta_on: [String]
    var omega: [[Double]]
    var error: ErrorModel
    var doses: [Event]
    var observations: [Observation]
    var map: Fit
    var posterior_mcmc: Sample
    var forecast: [String: Forecast]

    func prior() throws -> MarrowPrior {
      var values: [ParameterKey: Double] = [:]
      for (name, value) in typical_values { values[try #require(ParameterKey(rawValue: name))] = value }
      let residual: ResidualError =
        error.type == "log_additive"
        ? .logAdditive(try #require(error.sigma))
        : .combined(share: try #require(error.prop), own: try #require(error.add))
      return try MarrowPrior(
        MarrowParameters(#require(MarrowStructure(rawValue: model)), values),
        eta_on.map { try #require(ParameterKey(rawValue: $0)) }, covariance: Matrix(omega), residual: residual)
    }

    func data() throws -> PatientCounts {
      try PatientCounts(
        doses.map { try $0.infusion() },
        observations.map { try CountObservation(at: Hours($0.time_h), $0.anc, isBelow: $0.below_lloq) })
    }
  }
}
