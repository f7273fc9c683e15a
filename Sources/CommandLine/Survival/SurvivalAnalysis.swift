// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Exchange
import Foundation
import Outcomes
import Plain
import Report
import Statistics

/// What the options of `verlauf survival` ask of a table of times, and the tables that answer it.
struct SurvivalAnalysis {
  /// Weights of the test of groups.
  enum Weights: String, CaseIterable {
    case logrank
    case gehan
    case taroneWare = "tarone-ware"
    case peto

    var weight: LogRankWeight {
      switch self {
      case .logrank: .logRank
      case .gehan: .gehanBreslow
      case .taroneWare: .taroneWare
      case .peto: .flemingHarrington(rho: 1, gamma: 0)
      }
    }

    var words: String {
      switch self {
      case .logrank: "log-rank (Mantel 1966)"
      case .gehan: "Gehan-Breslow (weights n)"
      case .taroneWare: "Tarone-Ware (weights √n)"
      case .peto: "Peto-Peto (weights S)"
      }
    }
  }

  /// The times.
  private enum Times {
    case exact(SurvivalSample)
    case competing(CompetingSample)
    case intervals(IntervalSample)
  }

  /// One covariate of a regression, and the factor that it is a level of.
  private struct Covariate {
    var name: String
    var values: [Double]
    var factor: String
  }

  private let options: SurvivalCommand
  private let times: Times
  private let groups: (names: [String], numbers: [Int])?
  private let strata: [Int]?
  private let covariates: [Covariate]
  private let landmarks: [Double]

  init(
    _ options: SurvivalCommand, _ columns: inout SurvivalColumns, covariates wanted: [String], at landmarks: [Double]
  ) throws {
    self.options = options
    self.landmarks = landmarks
    groups = options.by.map { columns.groups($0) }
    strata = options.strata.map { columns.groups($0).numbers }
    covariates = try Self.covariates(options, &columns, wanted)
    let expected = "1 or 0, yes or no, true or false; or name the values with --event-is and --censored-is"
    let no: Set<String> =
      options.censoredIs.isEmpty
      ? ["0", "no", "false", "censored", "n"] : Set(options.censoredIs.map { $0.lowercased() })
    let yes: Set<String> =
      options.eventIs.isEmpty ? ["1", "yes", "true", "event", "y"] : Set(options.eventIs.map { $0.lowercased() })
    do {
      if let left = options.left, let right = options.right {
        let lefts = columns.numbers(left, isTime: true)
        let rights = columns.rightEnds(right)
        times = .intervals(
          columns.problems.isEmpty
            ? try IntervalSample(zip(lefts, rights).map { .between($0, $1) }) : try IntervalSample([.after(1)]))
      } else if let time = options.time, let event = options.event {
        let ends = columns.numbers(time, isTime: true)
        if let cause = options.cause {
          let cells = columns.cells(event)
          try Self.check([cause], "--cause", among: cells.map(\.text), of: event)
          let kinds = cells.map { $0.text == cause ? 1 : no.contains($0.text.lowercased()) ? 0 : 2 }
          times = .competing(
            try CompetingSample(times: columns.problems.isEmpty ? ends : ends.map { abs($0) }, causes: kinds))
        } else {
          let values: [(words: Set<String>, number: Int)] =
            options.eventIs.isEmpty || !options.censoredIs.isEmpty ? [(yes, 1), (no, 0)] : [(yes, 1)]
          // A value that no row has would make everybody free of the event.
          let texts = columns.cells(event).map { $0.text.lowercased() }
          try Self.check(options.eventIs, "--event-is", among: texts, of: event)
          try Self.check(options.censoredIs, "--censored-is", among: texts, of: event)
          var happened = [Int]()
          if !options.eventIs.isEmpty, options.censoredIs.isEmpty {
            // Who names the event alone says that all else is none.
            happened = columns.cells(event).map { yes.contains($0.text.lowercased()) ? 1 : 0 }
          } else {
            happened = columns.choices(event, values, expected: expected)
          }
          let entries = options.entry.map { columns.numbers($0, isTime: true) }
          times = .exact(
            columns.problems.isEmpty
              ? try SurvivalSample(times: ends, events: happened.map { $0 == 1 }, entries: entries)
              : try SurvivalSample(times: [], events: []))
        }
      } else {
        throw ValidationError("the columns of the times are needed: --time and --event, or --left and --right")
      }
    } catch let problem as SampleProblem {
      throw ValidationError("\(options.file): \(problem) (rows that are used count from 1)")
    }
  }

  /// A column of numbers is one covariate, a column of words one for each level but the reference.
  /// Refuses a value that no row of a column has.
  private static func check(_ values: [String], _ option: String, among cells: [String], of column: String) throws {
    for value in values where !cells.contains(option == "--cause" ? value : value.lowercased()) {
      let known = Array(Set(cells)).sorted(by: NaturalOrder.precedes).prefix(20).joined(separator: ", ")
      throw ValidationError("\(option) \(value): `\(column)` has none such; it has \(known)")
    }
  }

  private static func covariates(
    _ options: SurvivalCommand, _ columns: inout SurvivalColumns, _ wanted: [String]
  ) throws -> [Covariate] {
    var references: [String: String] = [:]
    for text in options.reference {
      let parts = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, wanted.contains(parts[0]) || options.by == parts[0] else {
        throw ValidationError("--reference \(text): expected column=level of a column of --covariates")
      }
      references[parts[0]] = parts[1]
    }
    var list: [Covariate] = []
    for name in wanted {
      if columns.isNumeric(name), references[name] == nil {
        list.append(Covariate(name: name, values: columns.numbers(name), factor: name))
        continue
      }
      let (levels, numbers) = columns.groups(name)
      let reference = references[name] ?? levels.first ?? ""
      guard let against = levels.firstIndex(of: reference) else {
        throw ValidationError(
          "--reference \(name)=\(reference): `\(name)` has \(levels.prefix(20).joined(separator: ", "))")
      }
      for (level, text) in levels.enumerated() where level != against {
        list.append(
          Covariate(
            name: "\(name): \(text) against \(reference)", values: numbers.map { $0 == level ? 1 : 0 }, factor: name))
      }
    }
    return list
  }

  // MARK: tables

  func tables() throws -> [Table] {
    switch times {
    case .exact(let sample):
      var tables = [try survival(sample)]
      if options.curve { tables.append(try curves(sample)) }
      if let groups { tables.append(comparison(sample, groups)) }
      if !covariates.isEmpty { tables += cox(sample) }
      if let distribution = options.aft {
        let rows = zip(sample.times, sample.events).map { time, event -> IntervalSample.Observation in
          event ? .exactly(time) : .after(time)
        }
        tables.append(failure(try IntervalSample(rows), distribution))
      }
      return tables
    case .competing(let sample):
      var tables = [try incidence(sample)]
      if let groups { tables.append(gray(sample, groups)) }
      if !covariates.isEmpty { tables.append(fineGray(sample)) }
      return tables
    case .intervals(let sample):
      var tables = [turnbull(sample)]
      if options.curve { tables.append(cells(sample)) }
      if let distribution = options.aft { tables.append(failure(sample, distribution)) }
      return tables
    }
  }

  private var percent: String { Numbers.text(options.level * 100, decimals: 6) }

  private var groupColumn: [Table.Column] { options.by.map { [Table.Column($0)] } ?? [] }

  /// The rows of each group, and first of all.
  private func parts(_ count: Int) -> [(name: [Table.Cell], rows: [Int])] {
    let all = Array(0..<count)
    guard let groups else { return [([], all)] }
    return [([.words("all")], all)]
      + groups.names.enumerated().map { group, name in
        ([.words(name)], all.filter { groups.numbers[$0] == group })
      }
  }

  private func part(_ sample: SurvivalSample, _ rows: [Int]) throws(SampleProblem) -> SurvivalSample {
    try SurvivalSample(
      times: rows.map { sample.times[$0] }, events: rows.map { sample.events[$0] },
      entries: sample.entries.map { entries in rows.map { entries[$0] } })
  }

  private func share(_ value: ClosedRange<Double>, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(
          NumberBounds(lower: value.lowerBound * 100, upper: value.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, style: .probability)))
  }

  private var landmarkColumns: [Table.Column] {
    landmarks.map { .init("At \(Numbers.text($0, decimals: 4))", .estimate, unit: "%") }
  }

  private func survival(_ sample: SurvivalSample) throws(SampleProblem) -> Table {
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

  private func curves(_ sample: SurvivalSample) throws(SampleProblem) -> Table {
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

  private func comparison(_ sample: SurvivalSample, _ groups: (names: [String], numbers: [Int])) -> Table {
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

  /// A row that says why there is no number.
  private func unknown(_ problem: SampleProblem, _ count: Int) -> [Table.Cell] {
    var why = "not determined: \(problem)"
    if case .separated = problem, case .exact = times, options.hazards == .cox {
      why += "; Firth's penalised likelihood has a maximum: --hazards firth"
    }
    Terminal.tell("warning: \(why)")
    return [.missing(why)] + Array(repeating: .blank, count: count - 1)
  }

  private static func ratio(_ value: Double, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(NumberBounds(value), lower: interval.lower, upper: interval.upper, decimals: 4, style: .ratio)))
  }

  private func named() -> [(name: String, values: [Double])] { covariates.map { ($0.name, $0.values) } }

  private func cox(_ sample: SurvivalSample) -> [Table] {
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

  private static func words(_ p: Double) -> String { p < 1e-4 ? "< 0.0001" : "= \(Numbers.text(p, decimals: 4))" }

  /// By covariate, and by factor where it has several levels; nil for exact ties.
  private func proportionality(_ model: CoxModel, _ sample: SurvivalSample) -> Table? {
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

  private func incidence(_ sample: CompetingSample) throws(SampleProblem) -> Table {
    let asked = landmarks.isEmpty ? [sample.times.max() ?? 0] : landmarks
    var table = Table(
      name: "survival-6-incidence", title: "Cumulative incidence",
      columns: groupColumn + [
        "Event", .init("n", .number), .init("Events", .number),
      ] + asked.map { .init("At \(Numbers.text($0, decimals: 4))", .estimate, unit: "%") })
    for (name, rows) in parts(sample.times.count) {
      let own = try CompetingSample(times: rows.map { sample.times[$0] }, causes: rows.map { sample.causes[$0] })
      let last = own.times.max() ?? 0
      for (cause, words) in [(1, options.cause ?? ""), (2, "competing")] {
        let curve = try CumulativeIncidence(own, cause: cause)
        table.rows.append(
          name + [.words(words), .number(own.times.count), .number(own.causes.filter { $0 == cause }.count)]
            + asked.map { time in
              guard time <= last else { return .missing("n.d.") }
              let step = curve.at(time)
              let value = step?.incidence ?? 0
              return share(
                value...value,
                step?.interval(level: options.level) ?? ConfidenceInterval(lower: nil, upper: nil, level: options.level)
              )
            })
      }
    }
    table.footnotes = [
      "Aalen and Johansen 1978; \(percent) % intervals on the scale log(−log F). n.d.: beyond follow-up."
    ]
    return table
  }

  private func gray(_ sample: CompetingSample, _ groups: (names: [String], numbers: [Int])) -> Table {
    var table = Table(
      name: "survival-7-gray", title: "Groups compared",
      columns: ["Event", .init("Chi-squared", .number), .init("df", .number), .init("p", .pValue)])
    for (cause, words) in [(1, options.cause ?? ""), (2, "competing")] where sample.causes.contains(cause) {
      do {
        let test = try GrayTest(sample, groups: groups.numbers, groupCount: groups.names.count, cause: cause).test
        table.rows.append([
          .words(words), .number(test.statistic, decimals: 6), .number(test.degreesOfFreedom), .init(.pValue(test.p)),
        ])
      } catch {
        table.rows.append(unknown(error, table.columns.count))
      }
    }
    table.footnotes = ["Gray 1988, rho = 0."]
    return table
  }

  private func fineGray(_ sample: CompetingSample) -> Table {
    var table = Table(
      name: "survival-8-fine-gray", title: "Fine and Gray's regression",
      columns: [
        "Covariate", .init("Coefficient", .number), .init("Standard error", .number),
        .init("Subdistribution hazard ratio", .estimate, remark: " (\(percent) % interval)"), .init("z", .number),
        .init("p", .pValue),
      ])
    do {
      let model = try FineGrayModel(sample, covariates: named(), cause: 1)
      for term in model.terms {
        table.rows.append([
          .words(term.name), .number(term.coefficient, decimals: 6), .number(term.standardError, decimals: 6),
          Self.ratio(term.hazardRatio, term.interval(level: options.level)), .number(term.z, decimals: 6),
          .init(.pValue(term.p)),
        ])
      }
    } catch {
      table.rows.append(unknown(error, table.columns.count))
    }
    table.footnotes = ["Fine and Gray 1999; ties as Breslow's, sandwich variance."]
    return table
  }

  private func failure(_ sample: IntervalSample, _ distribution: FailureDistribution) -> Table {
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

  private func turnbull(_ sample: IntervalSample) -> Table {
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
      let range = curve.quantile(0.5).map { NumberBounds(lower: $0.earliest, upper: $0.latest) }
      let limits = curve.quantileLimits(0.5, scale: options.scale, level: options.level)
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

  private func cells(_ sample: IntervalSample) -> Table {
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
