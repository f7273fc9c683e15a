// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Foundation
package import Marrow
import Plain
import Report
import Statistics

extension Table.Cell {
  /// A number; what is none, as of rules that say nothing, is a dash.
  fileprivate static func number(_ value: Double?, _ decimals: Int) -> Table.Cell {
    guard let value, value.isFinite else { return .none }
    return .number(value, decimals: decimals)
  }
}

/// Forecasts as tables.
package enum ForecastTables {
  /// Why nothing is said.
  static func refused(_ refusal: ForecastRefusal, _ notes: [String]) -> Table {
    Table(
      name: "forecast-refused", title: "No forecast of the patient's counts", columns: ["What", "Why"],
      rows: [[.words("not determined"), .words(refusal.description)]], footnotes: notes)
  }

  static func forecasts(
    _ subject: ForecastSubject, _ forecasts: [CountForecast], _ schedules: [MarrowSchedule], every step: Int,
    _ notes: [String], begins: Day? = nil
  ) -> [Table] {
    let whose = subject.name
    let days = (forecasts.first?.end ?? .zero).days - (forecasts.first?.start ?? .zero).days
    let limits = forecasts.first?.below.map(\.limit) ?? []
    func text(_ limit: Double) -> String { Numbers.text(limit, decimals: 2) }
    var columns: [Table.Column] = ["Schedule"]
    columns += [
      .init("Least count: median", .number, unit: "10⁹/L"), .init("25 %", .number), .init("75 %", .number),
      .init("5 %", .number), .init("95 %", .number), .init("Its day: median", .number), .init("Day 5 %", .number),
      .init("Day 95 %", .number),
    ]
    for limit in limits {
      columns.append(.init("P(below \(text(limit)))", .number))
      columns.append(.init("Expected days below \(text(limit))", .number))
    }
    // A file has no title: whose counts these are, and from when, stand in each row too.
    columns += [.init("Gemcitabine, mg/m² a week", .number), "Counts of", "Day 1"]
    let summary = Table(
      name: "forecast",
      title:
        "What schedules would do to the neutrophils of \(whose), over \(Numbers.text(days, decimals: 0)) days\(begins.map { " from \($0)" } ?? "")",
      columns: columns,
      rows: zip(forecasts, schedules).map { forecast, schedule in
        var row: [Table.Cell] = [.words(forecast.alternative.name)]
        let nadir = forecast.nadir.quantiles
        row += [nadir[2], nadir[1], nadir[3], nadir[0], nadir[4]].map { .number($0, 2) }
        let day = forecast.nadirDay.quantiles
        row += [day[2], day[0], day[4]].map { .number($0.rounded(.down), 0) }
        for below in forecast.below {
          row.append(.number(below.probability, 2))
          row.append(.number(below.expected.days, 1))
        }
        row += [.number(perWeek(schedule), 0), .words(whose), begins.map { .words("\($0)") } ?? .none]
        return row
      },
      footnotes: [
        "Standard error of a probability from the number of draws: at most \(Numbers.text(forecasts.flatMap(\.below).map(\.error).max() ?? 0, decimals: 3)); the draws are worth \(Numbers.text(forecasts.first?.effectiveSize ?? 0, decimals: 0)). The dose a week is the plan's; what counts would let through is not computed."
      ] + notes)
    let bands = Table(
      name: "forecast-bands", title: "Bands of the neutrophils of \(whose)",
      columns: [
        "Schedule", .init("Day", .number), .init("5 %", .number, unit: "10⁹/L"), .init("25 %", .number),
        .init("Median", .number), .init("75 %", .number), .init("95 %", .number),
      ],
      rows: forecasts.flatMap { forecast in
        forecast.points.enumerated().filter { $0.offset % step == 0 }.map { _, point -> [Table.Cell] in
          let head: [Table.Cell] = [
            .words(forecast.alternative.name), .number((point.time - forecast.start).day, 0),
          ]
          return head + point.band.quantiles.map { .number($0, 2) }
        }
      })
    return [summary, bands]
  }

  /// Planned milligrams per square metre of gemcitabine a week; none where the dose is in mg.
  package static func perWeek(_ schedule: MarrowSchedule) -> Double? {
    let parts = schedule.parts.filter { $0.drug == .gemcitabine }
    guard !parts.isEmpty, parts.allSatisfy({ $0.dose.unit == .milligramsPerSquareMetre }) else { return nil }
    let cycle = parts.reduce(0) { $0 + $1.dose.amount * Double($1.pattern.days.count) }
    return cycle / Double(schedule.cycleDays) * 7
  }

  /// Of which parameters the counts say next to nothing.
  private static func uninformed(_ fit: IndividualFit) -> [String] {
    let keys = fit.uninformed()
    guard !keys.isEmpty else { return [] }
    let effect = keys.contains(.slope) || keys.contains(.docetaxelSlope)
    return [
      "The counts say next to nothing of \(keys.map(\.rawValue).joined(separator: ", ")): what is shown of \(keys.count == 1 ? "it" : "them") is the population's"
        + (effect ? ", and so is how sensitive this patient's marrow is taken to be." : ".")
    ]
  }

  /// Parameters that one in a hundred patients has, or fewer.
  private static func unusual(_ fit: IndividualFit) -> [String] {
    fit.prior.keys.enumerated().compactMap { index, key in
      let deviations = fit.etas[index] / fit.prior.standardDeviation(index)
      guard abs(deviations) > Normal.critical(level: 0.99) else { return nil }
      let share = Numbers.text(Normal.twoSidedP(deviations) * 100, decimals: 2)
      return
        "\(key.rawValue) lies \(Numbers.text(abs(deviations), decimals: 1)) standard deviations from typical, as in \(share) % of the population: is each count in 10⁹/L, on its day, and without a growth factor?"
    }
  }

  /// What the counts say of the patient, and what the model says of the counts.
  static func fit(_ fit: IndividualFit, _ posterior: MarrowPosterior, origin: Day? = nil) -> Table {
    Table(
      name: "forecast-fit", title: "The patient against the population",
      columns: [
        "Parameter", "Unit", .init("Typical", .number), .init("Most probable", .number), .init("5 %", .number),
        .init("95 %", .number), .init("Standard deviations from typical", .number),
      ],
      rows: fit.prior.keys.enumerated().map { index, key in
        let typical = fit.prior.typical[key] ?? .nan
        func share(_ level: Double) -> Double? { posterior.quantile(level, of: index).map { typical * exp($0) } }
        return [
          .words(key.rawValue), .words(key.unit), .number(typical, 3), .number(fit.parameters[key], 3),
          .number(share(0.05), 3), .number(share(0.95), 3),
          .number(fit.etas[index] / fit.prior.standardDeviation(index), 2),
        ]
      },
      footnotes: [
        "Counts and what the most probable parameters say of them: "
          + zip(fit.data.observations, fit.predictions).map { observation, predicted in
            "\(day(observation, origin)) \(observation.isBelow ? "<" : "")\(Numbers.text(observation.count, decimals: 2)) (\(Numbers.text(predicted, decimals: 2)))"
          }.joined(separator: ", ")
          + ". The population has the weight \(Numbers.text(fit.priorWeight, decimals: 2)). A second optimiser without derivatives ends at the same place."
          + " Counts as far from the population as these or farther: p = \(Numbers.text(fit.surprise.p, decimals: 3)) (χ² \(Numbers.text(fit.surprise.statistic, decimals: 1)) of \(fit.surprise.counts)); below \(Numbers.text(IndividualFit.Surprise.least, decimals: 3)) nothing would be said."
      ] + driving(fit, origin) + uninformed(fit) + unusual(fit))
  }

  /// Which counts drive the estimate: the three that move it most, where they move it by half a standard deviation of what is open at least.
  private static func driving(_ fit: IndividualFit, _ origin: Day?) -> [String] {
    guard let all = try? fit.influences() else { return [] }
    let most = all.sorted { $0.deviations.magnitude > $1.deviations.magnitude }.prefix(3)
      .filter { $0.deviations.magnitude >= leastMoved }
    guard !most.isEmpty else {
      return [
        "No single count drives the estimate: without any one of them each parameter moves by less than half a standard deviation of what the counts leave open."
      ]
    }
    let words = most.map { own in
      let by = Numbers.text(own.deviations.magnitude, decimals: 1)
      return
        "\(day(own.observation, origin)) \(own.observation.isBelow ? "<" : "")\(Numbers.text(own.observation.count, decimals: 2)) (\(own.parameter.rawValue) \(by) \(own.deviations > 0 ? "higher" : "lower") without it)"
    }
    return [
      "Counts that drive the estimate, in standard deviations of what the counts leave open: \(words.joined(separator: ", "))."
    ]
  }

  /// What moves the estimate by less is not named; no source.
  private static let leastMoved = 0.5

  /// A day since the first dose, or between which days; of a record as a date.
  private static func day(_ observation: CountObservation, _ origin: Day?) -> String {
    func text(_ time: Hours) -> String {
      origin.map { "\(Day($0.number + Int(time.days.rounded(.down))))" } ?? "d\(Int(time.day))"
    }
    return observation.time == observation.latest
      ? text(observation.time) : "\(text(observation.time)) to \(text(observation.latest))"
  }

  /// What would have been said of each cycle on its day 1, beside what came; nil where no count can be held against it.
  static func past(_ past: PastForecasts, _ record: RecordedPast) -> Table? {
    guard !past.checks.isEmpty || !past.refused.isEmpty else { return nil }
    return Table(
      name: "forecast-past", title: "One cycle ahead in the patient's own past",
      columns: [
        .init("Cycle", .number), "Day", .init("Count", .number, unit: "10⁹/L"), .init("5 %", .number),
        .init("25 %", .number), .init("Median", .number), .init("75 %", .number), .init("95 %", .number), "Inside 90 %",
      ],
      rows: past.checks.map { check in
        var row: [Table.Cell] = [.number(Double(check.cycle), 0), .words("\(record.day(of: check.time))")]
        row.append(.number(check.count, 2))
        row += check.band.quantiles.map { .number($0, 2) }
        row.append(.words(check.isInside ? "yes" : "no"))
        return row
      },
      footnotes: [
        "Of each cycle what was known on its day 1, under the doses that were then given; bands are of single counts, with their scatter. Outside of 90 %: \(past.outside) of \(past.checks.count), p = \(Numbers.text(past.p, decimals: 3)) if the bands were right; below \(Numbers.text(PastForecasts.least, decimals: 2)) nothing would be said."
      ] + past.refused.map { "Of cycle \($0.cycle) nothing would have been said: \($0.why)." })
  }

  /// What rules would let through on each planned day.
  static func days(_ found: [RuleDelivery], _ set: RuleSet) -> Table {
    Table(
      name: "forecast-rule-days", title: "What the rules \(set.id) would let through on each planned day",
      columns: [
        "Schedule", .init("Cycle", .number), .init("Day", .number), .init("P(full dose in time)", .number),
        .init("P(full dose later)", .number), .init("P(less, but some)", .number), .init("P(none)", .number),
      ],
      // Where the rules say nothing of some day nobody knows what is given on the next.
      rows: found.filter { $0.undecided == 0 }.flatMap { own in
        own.days.map { day -> [Table.Cell] in
          [
            .words(own.schedule), .number(Double(day.cycle), 0), .number(Double(day.day), 0), .number(day.full, 2),
            .number(day.late, 2), .number(day.reduced, 2), .number(max(0, 1 - day.full - day.reduced - day.late), 2),
          ]
        }
      },
      footnotes: [
        "The mean over what the parameters can be, each day after what the rules did before it. Schedules of which the rules say nothing on some day have no row. Platelets are taken never to limit a dose: an upper bound."
      ])
  }

  /// How much of each schedule rules would let through.
  static func delivered(_ found: [RuleDelivery], _ schedules: [MarrowSchedule], _ set: RuleSet) -> Table {
    let cycles = found.first?.cycles ?? 0
    return Table(
      name: "forecast-rules", title: "What the rules \(set.id) would let through over \(cycles) cycles",
      columns: [
        "Schedule", .init("Relative dose intensity: median", .number, unit: "%"), .init("25 %", .number),
        .init("75 %", .number), .init("5 %", .number), .init("95 %", .number),
        .init("Gemcitabine, mg/m² a week: median", .number), .init("P(full dose), mean of all days", .number),
        .init("P(full dose), least", .number), "On", .init("P(next day 1 in full and in time)", .number),
        .init("Cycles put off", .number), .init("P(treatment ends)", .number), .init("P(rules say nothing)", .number),
      ],
      rows: zip(found, schedules).map { own, schedule in
        // Where the rules say nothing nobody knows what is given: a share of it would be made of nothing.
        let isKnown = own.undecided == 0
        let band = isKnown ? own.intensityPercent.quantiles : [Double](repeating: .nan, count: 5)
        let least = isKnown ? own.days.min { $0.full < $1.full } : nil
        let next = isKnown ? own.days.first { $0.cycle == 2 } : nil
        var row: [Table.Cell] = [.words(own.schedule)]
        row += [band[2], band[1], band[3], band[0], band[4]].map { .number($0.isNaN ? nil : $0, 0) }
        row.append(.number(isKnown ? perWeek(schedule).map { $0 * band[2] / 100 } : nil, 0))
        row.append(.number(isKnown ? own.days.reduce(0) { $0 + $1.full } / Double(max(1, own.days.count)) : nil, 2))
        row += [.number(least?.full, 2), .words(least.map { "cycle \($0.cycle) d\($0.day)" } ?? "–")]
        row += [
          .number(next?.full, 2), .number(isKnown ? own.delayedCycles : nil, 2),
          .number(isKnown ? own.stopped : nil, 2), .number(own.undecided, 2),
        ]
        return row
      },
      footnotes: [
        "\(set.name) (\(set.authority)). On each day of treatment a count is drawn with its scatter, every week one between, and the rules decide; what they change changes what follows. Platelets have no model and are taken never to limit a dose, and nothing but neutrophils is taken to: what is let through is an upper bound.",
        "Relative dose intensity: dose a week over planned dose a week, delays counted (per course). A day 1 that waits is looked at again every week. Where rules say nothing of some day (they are of other days or doses, or ask what has no model), nothing is said of the schedule.",
      ])
  }
}
