// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
public import Trials

// Figures of trials of a time to an event.

extension DesignPlot {
  /// Hazard ratios around that of the alternative and 1: eighty even steps of their logarithm, and both themselves.
  static func ratios(around ratio: Double) -> [Double] {
    let reach = max(abs(log(ratio)), 0.1)
    let (low, high) = ratio < 1 ? (-1.6 * reach, 0.5 * reach) : (-0.5 * reach, 1.6 * reach)
    let grid = (0...80).map { exp(low + (high - low) * Double($0) / 80) }
    return Set(grid + [1, ratio]).sorted()
  }

  static func months(_ value: Double) -> String { Numbers.text(value, decimals: 2) }

  private static func references(_ ratio: Double) -> [Reference] {
    [Reference(.x, 1, "H0"), Reference(.x, ratio, "H1 \(Numbers.text(ratio, decimals: 3))")]
  }

  private static func levels(_ errors: ErrorRates, sides: Sides = .one) -> [Reference] {
    [
      Reference(
        .y, errors.alpha.value / Double(sides.rawValue), "alpha \(percent(errors.alpha.value / Double(sides.rawValue)))"
      ),
      Reference(.y, errors.power.value, "power \(percent(errors.power.value))"),
    ]
  }

  private static func ratioAxis(_ grid: [Double]) -> Axis {
    Axis("True hazard ratio", .linear, from: grid.first ?? 0, to: grid.last ?? 1)
  }
  private static var power: Axis { Axis("P(reject), %", .percent, from: 0, to: 1) }

  /// The power of a log-rank trial with one analysis over the true hazard ratio.
  public static func characteristics(of design: LogRankDesign) -> DesignPlot {
    let grid = ratios(around: design.trial.hazardRatio)
    return DesignPlot(
      title: "Operating characteristics, log-rank test",
      panels: [
        Panel(
          title: "Probability to reject H0", x: ratioAxis(grid), y: power,
          curves: [Curve("log-rank test", grid.map { Place($0, design.power(at: $0)) })],
          references: references(design.trial.hazardRatio) + levels(design.errors, sides: design.sides))
      ],
      caption:
        "Probability to reject H0 for benefit over the true hazard ratio, with \(Numbers.text(design.events.rounded(.up), decimals: 0)) events, by the normal approximation that the number of events is computed from (\(design.formula.rawValue))."
    )
  }

  /// The power and the expected events, patients and months of a trial with looks over the true hazard ratio.
  public static func characteristics(of found: GroupSequentialTrial) throws(DesignProblem) -> DesignPlot {
    let ratio = found.trial.hazardRatio
    let grid = ratios(around: ratio)
    var truths: [GroupSequentialTrial.Truth] = []
    for other in grid { truths.append(try found.truth(hazardRatio: other)) }
    func curve(_ name: String, _ value: (GroupSequentialTrial.Truth) -> Double?) -> Curve {
      Curve(name, truths.compactMap { truth in value(truth).map { Place(truth.hazardRatio, $0) } })
    }
    let hasFutility = found.design.lower.dropLast().contains { $0 != nil }
    return DesignPlot(
      title: "Operating characteristics, \(found.looks.count) looks",
      panels: [
        Panel(
          title: "Probabilities", x: ratioAxis(grid), y: Axis("Probability, %", .percent, from: 0, to: 1),
          curves: [curve("reject H0") { $0.rejection }]
            + (hasFutility ? [curve("stop early as futile") { $0.futility }] : []),
          references: references(ratio) + levels(found.design.errors, sides: found.design.sides)),
        Panel(
          title: "Expected numbers by the end", x: ratioAxis(grid), y: Axis("Number", .counts, from: 0),
          curves: [curve("events") { $0.expectedEvents }, curve("patients") { $0.expectedPatients }],
          references: references(ratio)),
        Panel(
          title: "Expected time of the end", x: ratioAxis(grid), y: Axis("Months from the first patient", from: 0),
          curves: [curve("months") { $0.expectedDuration?.value }], references: references(ratio)),
      ],
      caption:
        "What happens over the true hazard ratio, by recursive integration, with the bounds, events and patients of the plan\(hasFutility ? "; futility is obeyed" : ""). Where the events of a look never happen, months and patients are left out."
    )
  }

  /// Bounds of a group-sequential test on the scales of z and of p, over the share of information.
  public static func bounds(of design: GroupSequentialDesign) -> DesignPlot {
    let looks = Array(design.shares.enumerated())
    func curve(_ name: String, _ value: (Int) -> Double?) -> Curve {
      Curve(
        name, looks.compactMap { index, share in value(index).flatMap { $0.isFinite ? Place(share, $0) : nil } },
        isMarked: true)
    }
    let hasFutility = design.lower.dropLast().contains { $0 != nil }
    var curves = [curve("reject H0 at or above") { design.upper[$0] }]
    var levels = [curve("reject H0 at or above") { design.levels[$0] > 0 ? design.levels[$0] : nil }]
    if design.sides == .two { curves.append(curve("reject H0 for harm at or below") { -design.upper[$0] }) }
    if hasFutility {
      // At the last look the bound of futility is that of efficacy: below it H0 is not rejected.
      curves.append(curve("stop as futile below") { $0 + 1 < looks.count ? design.lower[$0] : design.upper[$0] })
      levels.append(
        curve("stop as futile below") {
          ($0 + 1 < looks.count ? design.lower[$0] : design.upper[$0]).flatMap { tail($0) }
        })
    }
    let share = Axis("Share of the events, %", .percent, from: 0, to: 1.04)
    let fixed = design.sides.critical(design.errors.alpha)
    let missing = looks.filter { !design.upper[$0.offset].isFinite || design.levels[$0.offset] <= 0 }
    return DesignPlot(
      title: "Bounds of \(looks.count) looks",
      panels: [
        Panel(
          title: "z of the log-rank test", x: share, y: Axis("z, positive is benefit"), curves: curves,
          references: [Reference(.y, fixed, "one look \(Numbers.text(fixed, decimals: 3))")]),
        Panel(title: "One-sided p", x: share, y: Axis("p", .logarithmic, to: 1), curves: levels),
      ],
      caption:
        "Bounds at the looks, over the share of the events at the last look\(design.sides == .two ? "; p is that of each side" : "").",
      notes: missing.isEmpty
        ? [] : ["No bound that can be drawn at \(missing.map { percent($0.element) }.joined(separator: ", "))."])
  }

  private static func tail(_ z: Double) -> Double? {
    let p = erfc(z / 2.squareRoot()) / 2
    return z.isFinite && p > 0 ? p : nil
  }

  /// Patients and events over the calendar of a trial with looks, as they are expected under both hypotheses.
  public static func forecast(of found: GroupSequentialTrial) throws(DesignProblem) -> DesignPlot {
    try forecast(
      found.trial, patients: found.patients,
      looks: found.looks.enumerated().map { index, look in
        (index + 1 == found.looks.count ? "last look" : "look \(index + 1)", look.time, look.events)
      })
  }

  /// Patients and events over the calendar of a trial with one analysis, as they are expected under both hypotheses.
  public static func forecast(of design: LogRankDesign) throws(DesignProblem) -> DesignPlot {
    try forecast(design.trial, patients: design.patients, looks: [("analysis", design.duration, design.events)])
  }

  /// Patients and events over the calendar of a two-arm trial.
  ///
  /// - Parameters:
  ///   - trial: hazards, dropout and accrual.
  ///   - patients: of both arms.
  ///   - looks: names, times and events of the looks under the alternative.
  public static func forecast(
    _ trial: TwoArmTrial, patients: Double, looks: [(name: String, time: Months, events: Double)]
  ) throws(DesignProblem) -> DesignPlot {
    let null = try trial.with(hazardRatio: 1)
    let end = max(looks.map(\.time.value).max() ?? 0, trial.accrual.duration.value) * 1.15
    let grid = Self.times(to: end, looks.map(\.time.value) + [trial.accrual.duration.value])
    let under = "events, hazard ratio \(Numbers.text(trial.hazardRatio, decimals: 3))"
    return forecast(
      end: end,
      curves: [
        Curve("patients in", grid.map { Place($0, trial.accrued(of: patients, at: Months($0))) }),
        Curve(under, grid.map { Place($0, trial.events(of: patients, at: Months($0))) }),
      ]
        + (trial.hazardRatio == 1
          ? [] : [Curve("events, hazard ratio 1", grid.map { Place($0, null.events(of: patients, at: Months($0))) })]),
      looks: looks,
      "Patients and events expected by the time since the first patient, if nobody stops the trial: \(trial.allotted(patients).treated + trial.allotted(patients).control) patients."
    )
  }

  private static func times(to end: Double, _ marked: [Double]) -> [Double] {
    Set((0...100).map { Double($0) / 100 * end } + marked.filter { $0 >= 0 && $0 <= end }).sorted()
  }

  private static func forecast(
    end: Double, curves: [Curve], looks: [(name: String, time: Months, events: Double)], _ caption: String
  ) -> DesignPlot {
    let words = looks.map {
      "\($0.name): \(months($0.time.value)) months, \(Numbers.text($0.events, decimals: 1)) events"
    }
    return DesignPlot(
      title: "Forecast of patients and events",
      panels: [
        Panel(
          title: "", x: Axis("Months since the first patient", from: 0, to: end), y: Axis("Number", .counts, from: 0),
          curves: curves, references: looks.map { Reference(.x, $0.time.value, $0.name) })
      ], caption: caption, notes: ["Expected under the alternative: \(words.joined(separator: "; "))."])
  }

  /// The power of a one-sample log-rank test over the true hazard ratio to the historical curve.
  public static func characteristics(of design: OneSampleLogRankDesign) throws(DesignProblem) -> DesignPlot {
    let grid = ratios(around: design.hazardRatio)
    var places: [Place] = []
    for ratio in grid { places.append(Place(ratio, try design.power(at: ratio))) }
    return DesignPlot(
      title: "Operating characteristics, one arm against a curve",
      panels: [
        Panel(
          title: "Probability to reject H0", x: ratioAxis(grid), y: power,
          curves: [Curve("\(design.size) patients", places)],
          references: references(design.hazardRatio) + levels(design.errors))
      ],
      caption:
        "Probability to reject H0 over the true hazard ratio to the historical curve, of \(design.size) patients, by Wu's normal approximation (Pharm Stat 2015;14:26), the curve taken as known."
    )
  }

  /// Patients and events over the calendar of a single arm against a curve.
  public static func forecast(of design: OneSampleLogRankDesign) -> DesignPlot {
    let stop = design.accrual.value + design.followUp.value
    let end = stop * 1.15
    let grid = times(to: end, [stop, design.accrual.value])
    func events(_ ratio: Double) -> [Place] {
      grid.map { Place($0, design.events(at: Months($0), hazardRatio: ratio)) }
    }
    return forecast(
      end: end,
      curves: [
        Curve("patients in", grid.map { Place($0, design.accrued(at: Months($0))) }),
        Curve("events, hazard ratio \(Numbers.text(design.hazardRatio, decimals: 3))", events(design.hazardRatio)),
        Curve("events, hazard ratio 1", events(1)),
      ],
      looks: [("analysis", Months(stop), design.expectedEvents)],
      "Patients and events expected by the time since the first patient, nobody lost.")
  }

  /// The power of a milestone design over the true share at the milestone.
  public static func characteristics(of design: MilestoneDesign) -> DesignPlot {
    let (null, other) = (design.setting.null.value, design.setting.alternative.value)
    let end = min(0.999, ((other + (other - null)) * 20).rounded(.up) / 20)
    let grid = Set((1...100).map { null + (end - null) * Double($0) / 100 } + [other]).sorted()
    let places = grid.compactMap { share in
      (try? Probability(share)).flatMap { design.power(at: $0) }.map { Place(share, $0) }
    }
    return DesignPlot(
      title: "Operating characteristics, share at a milestone",
      panels: [
        Panel(
          title: "Probability to reject H0",
          x: Axis(
            "True share without the event at the milestone, %", .percent, from: max(0, null - (end - null) * 0.05),
            to: end),
          y: power, curves: [Curve("\(design.size) patients", [Place(null, design.errors.alpha.value)] + places)],
          references: [
            Reference(.x, null, "null \(percent(null))"), Reference(.x, other, "alternative \(percent(other))"),
          ] + levels(design.errors))
      ],
      caption:
        "Probability to reject H0 over the true share at \(months(design.setting.milestone.value)) months, of \(design.size) patients analysed at \(months(design.duration.value)) months, by the normal approximation with Greenwood's variance."
    )
  }
}
