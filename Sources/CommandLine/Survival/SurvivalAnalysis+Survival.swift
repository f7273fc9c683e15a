// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Plain
import Report
import Statistics

/// Exact times: Kaplan and Meier's curves, their comparison, Cox's regression.
extension SurvivalAnalysis {
  func survival(_ sample: SurvivalSample) throws(SampleProblem) -> Table {
    var table = Table(
      name: "survival-1-times", title: "Survival",
      columns: groupColumn + [
        .init("n", .number), .init("Events", .number), .init("Median", .estimate, remark: " (\(percent) % interval)"),
      ] + landmarkColumns)
    for (name, rows) in parts(sample.count) {
      let curve = try KaplanMeier(part(sample, rows))
      let median = curve.median(scale: options.scale, level: options.level, convention: options.median)
      var cells =
        name + [
          .number(curve.count), .number(curve.eventCount),
          .init(
            .estimate(
              .init(
                median.estimate.map { NumberBounds($0) }, lower: median.interval.lower, upper: median.interval.upper,
                decimals: 4, style: .median))),
        ]
      for time in landmarks {
        let found = try curve.at(time, scale: options.scale, level: options.level)
        cells.append(
          found.isBeyondFollowUp ? .missing("n.d.") : share(found.survival...found.survival, found.interval))
      }
      table.rows.append(cells)
    }
    table.footnotes = [
      "Kaplan and Meier 1958\(sample.entries == nil ? "" : ", with delayed entry"); \(percent) % intervals on the \(options.scale.rawValue) scale, of the median by Brookmeyer and Crowley 1982; median where the curve is level: \(options.median.rawValue)."
    ]
    return table
  }

  func curves(_ sample: SurvivalSample) throws(SampleProblem) -> Table {
    var table = Table(
      name: "survival-2-curve", title: "The curves",
      columns: groupColumn + [
        .init("Time", .number), .init("At risk", .number), .init("Events", .number), .init("Censored", .number),
        .init("Survival", .estimate), .init("Standard error", .number), .init("Cumulative hazard", .number),
      ])
    for (name, rows) in parts(sample.count) {
      let curve = try KaplanMeier(part(sample, rows))
      for step in curve.steps {
        let interval = curve.interval(step, scale: options.scale, level: options.level)
        table.rows.append(
          name + [
            .number(step.time, decimals: 6), .number(step.atRisk), .number(step.events), .number(step.censored),
            .init(
              .estimate(
                .init(
                  NumberBounds(step.survival), lower: interval.lower, upper: interval.upper, decimals: 6,
                  style: .probability))),
            .number(step.standardError, decimals: 6), .number(step.cumulativeHazard, decimals: 6),
          ])
      }
    }
    table.footnotes = ["Greenwood's standard error; Nelson and Aalen's cumulative hazard."]
    return table
  }

  func comparison(_ sample: SurvivalSample, _ groups: (names: [String], numbers: [Int])) -> Table {
    var table = Table(
      name: "survival-3-comparison", title: "Groups compared",
      columns: groupColumn + [
        .init("n", .number), .init("Observed", .number), .init("Expected", .number), .init("Chi-squared", .number),
        .init("df", .number), .init("p", .pValue),
      ])
    do {
      let test = try LogRankTest(
        sample, groups: groups.numbers, groupCount: groups.names.count, strata: strata, weight: options.weights.weight)
      for (index, name) in groups.names.enumerated() {
        let isFirst = index == 0
        table.rows.append([
          .words(name), .number(test.counts[index]), .number(test.observed[index], decimals: 6),
          .number(test.expected[index], decimals: 6), isFirst ? .number(test.chiSquared, decimals: 6) : .blank,
          isFirst ? .number(test.degreesOfFreedom) : .blank, isFirst ? .init(.pValue(test.p)) : .blank,
        ])
      }
    } catch {
      table.rows.append(unknown(error, table.columns.count))
    }
    table.footnotes = ["Test: \(options.weights.words)\(options.strata.map { ", stratified by \($0)" } ?? "")."]
    return table
  }

  func cox(_ sample: SurvivalSample) -> [Table] {
    var table = Table(
      name: "survival-4-cox", title: "Cox's regression",
      columns: [
        "Covariate", .init("Coefficient", .number), .init("Standard error", .number),
        .init("Hazard ratio", .estimate, remark: " (\(percent) % interval)"), .init("Statistic", .number),
        .init("p", .pValue),
      ])
    let within = options.strata.map { ", stratified by \($0)" } ?? ""
    do {
      switch options.hazards {
      case .firth:
        let model = try PenalisedCoxModel(
          sample, covariates: named(), strata: strata, ties: options.ties, level: options.level)
        for term in model.terms {
          table.rows.append([
            .words(term.name), .number(term.coefficient, decimals: 6), .none,
            Self.ratio(term.hazardRatio, term.interval), .number(term.test.statistic, decimals: 6),
            .init(.pValue(term.test.p)),
          ])
        }
        table.footnotes = [
          "Firth's penalised likelihood (Heinze and Schemper 2001), ties by \(options.ties.rawValue)\(within); limits by its profile, p by its ratio. \(model.count) rows, \(model.eventCount) events; all covariates together: chi-squared \(Numbers.text(model.test.statistic, decimals: 4)), \(model.test.degreesOfFreedom) df, p \(Self.words(model.test.p))."
        ]
        return [table]
      case .cox:
        let model = try CoxModel(sample, covariates: named(), strata: strata, ties: options.ties)
        for term in model.terms {
          table.rows.append([
            .words(term.name), .number(term.coefficient, decimals: 6), .number(term.standardError, decimals: 6),
            Self.ratio(term.hazardRatio, term.interval(level: options.level)), .number(term.z, decimals: 6),
            .init(.pValue(term.p)),
          ])
        }
        func words(_ test: ChiSquaredTest) -> String {
          "\(Numbers.text(test.statistic, decimals: 4)) (p \(Self.words(test.p)))"
        }
        table.footnotes = [
          "Cox 1972, ties by \(options.ties.rawValue)\(within); Wald's statistic z and limits. \(model.count) rows, \(model.eventCount) events. Log likelihood \(Numbers.text(model.nullLogLikelihood, decimals: 4)) without, \(Numbers.text(model.logLikelihood, decimals: 4)) with covariates; all together (\(model.terms.count) df): likelihood ratio \(words(model.likelihoodRatio)), Wald \(words(model.wald)), score \(words(model.score))."
        ]
        return [table, proportionality(model, sample)].compactMap(\.self)
      }
    } catch {
      table.rows.append(unknown(error, table.columns.count))
      return [table]
    }
  }

  static func words(_ p: Double) -> String { p < 1e-4 ? "< 0.0001" : "= \(Numbers.text(p, decimals: 4))" }

  /// By covariate, and by factor where it has several levels; nil for exact ties.
  func proportionality(_ model: CoxModel, _ sample: SurvivalSample) -> Table? {
    guard options.ties != .exact else { return nil }
    var table = Table(
      name: "survival-5-proportional-hazards", title: "Whether hazards are proportional",
      columns: ["Covariate", .init("Chi-squared", .number), .init("df", .number), .init("p", .pValue)])
    var names: [String] = []
    for covariate in covariates where !names.contains(covariate.factor) { names.append(covariate.factor) }
    let factors = names.map { name in covariates.indices.filter { covariates[$0].factor == name } }
    do {
      let test = try model.proportionalHazards(sample, scale: options.zph, factors: factors)
      for (name, term) in zip(names + ["all together"], test.terms + [test.global]) {
        table.rows.append([
          .words(name), .number(term.statistic, decimals: 6), .number(term.degreesOfFreedom), .init(.pValue(term.p)),
        ])
      }
    } catch {
      table.rows.append(unknown(error, table.columns.count))
    }
    table.footnotes = [
      "Grambsch and Therneau 1994, score tests against \(options.zph == .kaplanMeier ? "1 − S(t−) by Kaplan-Meier" : "time"). A factor's levels are tested together."
    ]
    return table
  }
}
