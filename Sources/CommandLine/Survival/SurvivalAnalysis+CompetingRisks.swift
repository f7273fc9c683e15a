// SPDX-License-Identifier: Apache-2.0

import Outcomes
import Plain
import Report
import Statistics

/// Times of one of several kinds of event.
extension SurvivalAnalysis {
  func incidence(_ sample: CompetingSample) throws(SampleProblem) -> Table {
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

  func gray(_ sample: CompetingSample, _ groups: (names: [String], numbers: [Int])) -> Table {
    var table = Table(
      name: "survival-7-gray", title: "Groups compared",
      columns: ["Event", .init("Chi-squared", .number), .init("df", .number), .init("p", .pValue)])
    for (cause, words) in [(1, options.cause ?? ""), (2, "competing")] where sample.causes.contains(cause) {
      do {
        let test = try GrayTest(
          sample, groups: groups.numbers, groupCount: groups.names.count, cause: cause, strata: strata
        ).test
        table.rows.append([
          .words(words), .number(test.statistic, decimals: 6), .number(test.degreesOfFreedom), .init(.pValue(test.p)),
        ])
      } catch {
        table.rows.append(unknown(error, table.columns.count))
      }
    }
    table.footnotes = ["Gray 1988, rho = 0" + (options.strata.map { "; within strata of `\($0)`" } ?? "") + "."]
    return table
  }

  func fineGray(_ sample: CompetingSample) -> Table {
    var table = Table(
      name: "survival-8-fine-gray", title: "Fine and Gray's regression",
      columns: [
        "Covariate", .init("Coefficient", .number), .init("Standard error", .number),
        .init("Subdistribution hazard ratio", .estimate, remark: " (\(percent) % interval)"), .init("z", .number),
        .init("p", .pValue),
      ])
    do {
      let model = try FineGrayModel(sample, covariates: named(), cause: 1, strata: strata)
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
    table.footnotes = [
      "Fine and Gray 1999; ties as Breslow's, sandwich variance"
        + (options.strata.map { "; strata of `\($0)`, each with a baseline and a distribution of censoring of its own" }
          ?? "") + "."
    ]
    return table
  }
}
