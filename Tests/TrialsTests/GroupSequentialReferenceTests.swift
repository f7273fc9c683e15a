// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Trials

@Suite("Group-sequential designs against rpact")
struct GroupSequentialReferenceTests {
  /// `0.333333` of the table is a third.
  private func shares(_ text: String) -> [Double] {
    text.split(separator: "-").compactMap { Double($0) }.map {
      abs($0 * 3 - ($0 * 3).rounded()) < 1e-5 ? ($0 * 3).rounded() / 3 : $0
    }
  }

  private func spending(_ name: String, _ gamma: Double?) throws -> Spending {
    switch name.dropFirst(2) {
    case "OF": .obrienFleming
    case "P": .pocock
    case "KD": .kimDeMets(rho: try #require(gamma))
    default: .hwangShihDeCani(gamma: try #require(gamma))
    }
  }

  private func family(_ row: Reference.Row) throws -> BoundaryFamily {
    switch row["type"] {
    case "OF", "PT": .obrienFleming
    case "P": .pocock
    case "HP": .haybittlePeto()
    case "WT": .wangTsiatis(delta: row.value("delta"))
    default: .spending(try spending(row["type"], row.optional("gammaA")))
    }
  }

  @Test func boundaries() throws {
    var agreement = Agreement("gsd_boundaries")
    for rows in try Reference("gsd_boundaries").groups(["type", "gammaA", "delta", "alpha", "sided", "timing"]) {
      let row = rows[0]
      let design = try GroupSequentialDesign(
        shares: shares(row["timing"]), family: family(row),
        futility: row["type"] == "PT" ? .pampallonaTsiatis(delta: 0.25) : .none,
        ErrorRates(alpha: row.value("alpha"), power: 1 - row.value("power_beta")),
        sides: row["sided"] == "2" ? .two : .one)
      let course = design.course(drift: design.drift)
      let spent = design.alphaSpent
      for (look, row) in rows.enumerated() {
        for (column, value) in [
          ("z", design.upper[look]), ("stage_level", design.levels[look]), ("alpha_spent", spent[look]),
          ("reject_prob_h1", course.rejection[look]),
        ] { agreement.add(column, value, row.value(column), within: 1e-6, row) }
        if let other = row.optional("gsDesign_z") {
          agreement.add("gsDesign_z", design.upper[look], other, within: 1e-6, row)
        }
      }
      let information = design.expectedInformation
      for (column, value) in [
        ("inflation", design.inflation), ("asn_h1", information.alternative), ("asn_h01", information.half),
        ("asn_h0", information.null),
      ] { agreement.add(column, value, row.value(column), within: 1e-6, row) }
    }
    agreement.report()
  }

  @Test func futility() throws {
    var agreement = Agreement("gsd_futility_nonbinding")
    for rows in try Reference("gsd_futility_nonbinding").groups(
      ["type", "gammaA", "beta_type", "gammaB", "alpha", "beta", "timing"])
    {
      let row = rows[0]
      let design = try GroupSequentialDesign(
        shares: shares(row["timing"]), family: family(row),
        futility: .spending(spending(row["beta_type"], row.optional("gammaB"))),
        ErrorRates(alpha: row.value("alpha"), power: 1 - row.value("beta")))
      let course = design.course(drift: design.drift)
      let (alpha, beta) = (design.alphaSpent, design.betaSpent)
      for (look, row) in rows.enumerated() {
        agreement.add("z_eff", design.upper[look], row.value("z_eff"), within: 1e-6, row)
        agreement.add("alpha_spent", alpha[look], row.value("alpha_spent"), within: 1e-6, row)
        agreement.add("beta_spent", beta[look], row.value("beta_spent"), within: 1e-6, row)
        if let bound = row.optional("z_fut") { agreement.add("z_fut", design.lower[look], bound, within: 1e-6, row) }
        if let share = row.optional("fut_prob_h1") {
          agreement.add("fut_prob_h1", course.futility[look], share, within: 1e-6, row)
        }
      }
      let information = design.expectedInformation
      agreement.add("inflation", design.inflation, row.value("inflation"), within: 1e-6, row)
      agreement.add("asn_h1", information.alternative, row.value("asn_h1"), within: 1e-6, row)
      agreement.add("asn_h0", information.null, row.value("asn_h0"), within: 1e-6, row)
    }
    agreement.report()
  }

  @Test func survival() throws {
    var agreement = Agreement("gsd_survival")
    var designs: [[String]: GroupSequentialDesign] = [:]
    for rows in try Reference("gsd_survival").groups(
      ["median_control", "hr", "type", "futility", "timing", "dropout12", "alpha", "power"])
    {
      let row = rows[0]
      let key = ["type", "futility", "timing", "alpha", "power"].map { row[$0] }
      let design =
        try designs[key]
        ?? GroupSequentialDesign(
          shares: shares(row["timing"]), family: family(row),
          futility: row["futility"] == "none" ? .none : .spending(spending(row["futility"], nil)),
          ErrorRates(alpha: row.value("alpha"), power: row.value("power")))
      designs[key] = design
      let trial = try TwoArmTrial(
        control: PiecewiseHazard(Hazard(median: Months(row.value("median_control")))), hazardRatio: row.value("hr"),
        dropout: Hazard(lost: row.value("dropout12"), within: Months(12)),
        accrual: Accrual(uniform: Months(row.value("accrual"))))
      let found = try GroupSequentialTrial(design, trial, followUp: Months(row.value("followup")))
      let course = design.course(drift: design.drift)
      for (look, row) in rows.enumerated() {
        for (column, value) in [
          ("cum_events", found.looks[look].events), ("analysis_time", found.looks[look].time.value),
          ("n_at_stage", found.looks[look].accrued), ("crit_hr", found.looks[look].criticalHazardRatio),
          ("reject_prob", course.rejection[look]),
        ] { agreement.add(column, value, row.value(column), within: 1e-6, row) }
      }
      for (column, value) in [
        ("n_max", found.patients), ("events_max", found.events),
        ("exp_events_h1", found.expectedEvents(drift: design.drift)),
        ("exp_events_h0", found.expectedEvents(drift: 0)), ("exp_n_h1", found.expectedPatients),
        ("exp_duration_h1", found.expectedDuration.value),
      ] { agreement.add(column, value, row.value(column), within: 1e-6, row) }
    }
    agreement.report()
  }
}
