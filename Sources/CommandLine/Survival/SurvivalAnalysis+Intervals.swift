// SPDX-License-Identifier: Apache-2.0

import Foundation
import Outcomes
import Plain
import Report
import Statistics

/// Times that are known between bounds, and parametric models.
extension SurvivalAnalysis {
  func failure(_ sample: IntervalSample, _ distribution: FailureDistribution) -> Table {
    var table = Table(
      name: "survival-9-failure-time", title: "Accelerated failure time (\(distribution.rawValue))",
      columns: [
        "Parameter", .init("Coefficient", .number), .init("Standard error", .number),
        .init("Time ratio", .estimate, remark: " (\(percent) % interval)"), .init("z", .number), .init("p", .pValue),
      ])
    do {
      let model = try AcceleratedFailureModel(
        sample, covariates: covariates.map(\.values), names: covariates.map(\.name), distribution: distribution)
      let critical = Normal.critical(level: options.level)
      for (index, name) in (["(intercept)"] + covariates.map(\.name)).enumerated() {
        let (value, error) = (model.coefficients[index], model.standardErrors[index])
        let interval = ConfidenceInterval(
          lower: exp(value - critical * error), upper: exp(value + critical * error), level: options.level)
        table.rows.append([
          .words(name), .number(value, decimals: 6), .number(error, decimals: 6),
          index == 0 ? .none : Self.ratio(exp(value), interval), .number(value / error, decimals: 6),
          .init(.pValue(Normal.twoSidedP(value / error))),
        ])
      }
      table.rows.append([
        "log(scale)", .number(log(model.scale), decimals: 6), .number(model.logScaleError, decimals: 6), .none, .none,
        .none,
      ])
      table.footnotes = [
        "log time = intercept + coefficients + scale × error, by maximum likelihood, parameters as R's survreg; scale \(Numbers.text(model.scale, decimals: 6)), log likelihood \(Numbers.text(model.logLikelihood, decimals: 6))."
      ]
    } catch {
      table.rows.append(unknown(error, table.columns.count))
    }
    return table
  }

  func turnbull(_ sample: IntervalSample) -> Table {
    var table = Table(
      name: "survival-1-times", title: "Survival",
      columns: groupColumn + [
        .init("n", .number), .init("Seen", .number), .init("Median", .estimate, remark: " (\(percent) % interval)"),
        .init("Log likelihood", .number), .init("Certificate", .number),
      ] + landmarkColumns)
    for (name, rows) in parts(sample.observations.count) {
      let observations = rows.map { sample.observations[$0] }
      guard let own = try? IntervalSample(observations) else { continue }
      let curve = Turnbull(own)
      let range = curve.quantile(0.5, convention: options.median).map {
        NumberBounds(lower: $0.earliest, upper: $0.latest)
      }
      let limits = curve.quantileLimits(
        0.5, scale: options.scale, level: options.level, convention: options.median)
      table.rows.append(
        name + [
          .number(observations.count), .number(observations.filter { $0.right.isFinite }.count),
          .init(.estimate(.init(range, lower: limits.lower, upper: limits.upper, decimals: 4, style: .median))),
          .number(curve.logLikelihood, decimals: 6), .number(curve.certificate, decimals: 9),
        ]
          + landmarks.map { time in
            let range = curve.survival(at: time)
            return share(
              range, curve.limits(at: time, containing: range, scale: options.scale, level: options.level))
          })
    }
    table.footnotes = [
      "Turnbull 1976: a–b where the data leave open where between the two it lies. Certificate: no distribution has a log likelihood higher by more. Limits from the observed information, on the \(options.scale.rawValue) scale."
    ]
    return table
  }

  func cells(_ sample: IntervalSample) -> Table {
    var table = Table(
      name: "survival-2-curve", title: "The intervals that carry mass",
      columns: groupColumn + [
        .init("After", .number), .init("Until", .number), .init("Mass", .number), .init("Survival after", .estimate),
      ])
    for (name, rows) in parts(sample.observations.count) {
      guard let own = try? IntervalSample(rows.map { sample.observations[$0] }) else { continue }
      let curve = Turnbull(own)
      for cell in curve.cells {
        let interval = curve.interval(cell, scale: options.scale, level: options.level)
        table.rows.append(
          name + [
            .number(cell.left, decimals: 6),
            cell.right.isFinite ? .number(cell.right, decimals: 6) : .missing("after all follow-up"),
            .number(cell.mass, decimals: 9),
            .init(
              .estimate(
                .init(
                  NumberBounds(cell.survivalAfter), lower: interval.lower, upper: interval.upper, decimals: 6,
                  style: .probability))),
          ])
      }
    }
    return table
  }
}
