// SPDX-License-Identifier: Apache-2.0

import Drawing
public import Plain

/// Survival curves, up to eight on a page, with censoring, confidence bands and the table of patients at risk.
///
///     let curve = SurvivalPlot.Curve(
///       name: "Maintenance", steps: [.init(time: 4.5, survival: 0.67, lower: 0.05, upper: 0.95)], censored: [12],
///       risk: [.init(atRisk: 3, censored: 0), .init(atRisk: 2, censored: 0)])
///     let plot = SurvivalPlot(
///       curves: [curve], timeTitle: "Months since first dose", valueTitle: "Overall survival, %", riskTimes: [0, 6])
///     let scene = plot.scene()
///
/// Times are in any one unit, which the title of the axis names. Survival is a share from 0 to 1 and drawn in percent.
public struct SurvivalPlot: Hashable, Sendable {
  /// The words above the figure; may be empty.
  public var title: String
  /// The curves in the order of legend and table; each has dashes of its own up to the eighth, and in colour a colour.
  public var curves: [Curve]
  /// The words under the axis of time, with its unit: `Months since first dose`.
  public var timeTitle: String
  /// The words beside the axis of survival: `Overall survival, %`.
  public var valueTitle: String
  /// The times at which patients at risk are counted, in the unit of the axis. They are its labels too; empty leaves the
  /// table out. ``riskTimes(upTo:about:)`` proposes some.
  public var riskTimes: [Double]
  /// Where the axis of time ends at least, in its unit, so that pages have one axis; nil leaves it to the curves.
  public var timeEnd: Double?
  /// Whether the line at 50 % is drawn, with a drop line where a curve reaches it.
  public var showsMedian: Bool
  /// Whether the bounds of the steps are drawn as a band.
  public var showsBand: Bool
  /// What the legend calls the band: `95 % confidence interval`.
  public var bandTitle: String
  /// Lines at the foot, such as the method: `Kaplan–Meier; 95 % log–log intervals`.
  public var notes: [String]

  /// A figure of survival curves.
  public init(
    title: String = "", curves: [Curve], timeTitle: String, valueTitle: String, riskTimes: [Double] = [],
    showsMedian: Bool = true, showsBand: Bool = true, bandTitle: String = "95\u{A0}% confidence interval",
    notes: [String] = []
  ) {
    self.title = title
    self.curves = curves
    self.timeTitle = timeTitle
    self.valueTitle = valueTitle
    self.riskTimes = riskTimes
    self.showsMedian = showsMedian
    self.showsBand = showsBand
    self.bandTitle = bandTitle
    self.notes = notes
  }

  /// A fall of a curve at a known time.
  public struct Step: Hashable, Sendable {
    /// When the curve falls, in the unit of the axis.
    public var time: Double
    /// The survival from this time on, 0 to 1.
    public var survival: Double
    /// The lower bound of the interval from this time on, 0 to 1; nil where there is none.
    public var lower: Double?
    /// The upper bound of the interval from this time on, 0 to 1; nil where there is none.
    public var upper: Double?

    /// A step; time in the unit of the axis, survival and bounds 0 to 1.
    public init(time: Double, survival: Double, lower: Double? = nil, upper: Double? = nil) {
      self.time = time
      self.survival = survival
      self.lower = lower
      self.upper = upper
    }
  }

  /// An interval within which a curve falls in an unknown way, as in the estimate of Turnbull.
  public struct Fall: Hashable, Sendable {
    /// The start of the interval in the unit of the axis.
    public var start: Double
    /// The end of the interval in the unit of the axis; infinite where it is open.
    public var end: Double
    /// The survival after the interval, 0 to 1.
    public var survival: Double

    /// An interval; times in the unit of the axis, survival 0 to 1.
    public init(start: Double, end: Double, survival: Double) {
      self.start = start
      self.end = end
      self.survival = survival
    }
  }

  /// The estimate that a curve draws.
  public enum Estimate: Hashable, Sendable {
    /// Falls at known times: Kaplan–Meier.
    case steps([Step])
    /// Falls within intervals: Turnbull.
    case intervals([Fall])
  }

  /// The patients at one of the times of the table.
  public struct Risk: Hashable, Sendable {
    /// How many are at risk.
    public var atRisk: Int
    /// How many have been censored up to here; nil leaves the parentheses out.
    public var censored: Int?

    /// Numbers of patients.
    public init(atRisk: Int, censored: Int? = nil) {
      self.atRisk = atRisk
      self.censored = censored
    }
  }

  /// Where the median of a curve is drawn.
  public enum Median: Hashable, Sendable {
    /// Where the curve says: its first time at or below one half, or the middle of a level stretch at one half that an event ends.
    case ofCurve
    /// Where an estimate says, in the unit of the axis.
    case at(Double)
    /// Nowhere: it is not reached, or a range.
    case undrawn
  }

  /// A curve.
  public struct Curve: Hashable, Sendable {
    /// Its name in legend and table.
    public var name: String
    /// What is said below its name, such as `median 14.2 (9.1–22.0)`; may be empty.
    public var detail: String
    /// The estimate; every curve starts at time 0 with a survival of 1.
    public var estimate: Estimate
    /// Times of censoring in the unit of the axis, each a tick on the curve.
    public var censored: [Double]
    /// Patients at risk, one for each of the times of the table.
    public var risk: [Risk]
    /// The time up to which the curve is drawn, in the unit of the axis; nil ends it at its last event or censoring.
    public var end: Double?
    /// Where its median is drawn.
    public var median = Median.ofCurve
    /// The look of the treatment that all of its patients have, so that it has one colour in all figures; nil takes the palette's.
    public var treatment: TreatmentLook?

    /// A curve that falls at known times; times in the unit of the axis.
    public init(
      name: String, detail: String = "", steps: [Step], censored: [Double] = [], risk: [Risk] = [], end: Double? = nil
    ) {
      self.init(name: name, detail: detail, estimate: .steps(steps), censored: censored, risk: risk, end: end)
    }

    /// A curve of any estimate; times in the unit of the axis.
    public init(
      name: String, detail: String = "", estimate: Estimate, censored: [Double] = [], risk: [Risk] = [],
      end: Double? = nil
    ) {
      self.name = name
      self.detail = detail
      self.estimate = estimate
      self.censored = censored
      self.risk = risk
      self.end = end
    }
  }

  /// Round times from 0 up to an end in the unit of the axis, about as many as asked for: steps that suit months and years.
  public static func riskTimes(upTo end: Double, about count: Int = 7) -> [Double] {
    guard end.isFinite, end > 0 else { return [0] }
    let steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 36, 60, 120, 240]
    let step = steps.first { end / $0 <= Double(max(1, count)) } ?? LinearScale(0...end, from: 0, to: 1).ticks()[1]
    return LinearScale(0...end, from: 0, to: 1).multiples(of: step)
  }

  /// Curves that can be told apart in one figure, in colour and without.
  public static let curvesPerPage = 8

  /// The figure on as many pages as its curves need, as even as can be and on one axis of time; each says what it shows.
  public var pages: [SurvivalPlot] { pages(in: .english) }

  /// The same with the words of a language.
  public func pages(in language: Language) -> [SurvivalPlot] {
    let count = (curves.count + Self.curvesPerPage - 1) / Self.curvesPerPage
    guard count > 1 else { return [self] }
    let end = curves.map(SurvivalPath.lastTime).max()
    return (0..<count).map { number in
      var page = self
      page.curves = Array(curves[curves.count * number / count..<curves.count * (number + 1) / count])
      page.timeEnd = end
      page.notes.append(
        Phrase(
          "Page \(number + 1) of \(count): \(page.curves.count) of \(curves.count) groups.",
          "Seite \(number + 1) von \(count): \(page.curves.count) von \(curves.count) Gruppen.")[language])
      return page
    }
  }

  /// What is drawn, as rows under a heading: steps, intervals, censoring and patients at risk of each curve.
  public var csv: [[CSVField]] {
    var rows: [[CSVField]] = [
      [
        "curve", "kind", "time", "time_end", "survival", "lower", "upper", "at_risk", "censored",
      ]
    ]
    for curve in curves {
      switch curve.estimate {
      case .steps(let steps):
        for step in steps {
          rows.append([
            .text(curve.name), "step", .number(step.time), "", .number(step.survival),
            .number(step.lower), .number(step.upper), "", "",
          ])
        }
      case .intervals(let falls):
        for fall in falls {
          rows.append([
            .text(curve.name), "interval", .number(fall.start), .number(fall.end),
            .number(fall.survival), "", "", "", "",
          ])
        }
      }
      for time in curve.censored {
        rows.append([.text(curve.name), "censored", .number(time), "", "", "", "", "", ""])
      }
      for (time, risk) in zip(riskTimes, curve.risk) {
        rows.append([
          .text(curve.name), "at risk", .number(time), "", "", "", "", .number(risk.atRisk),
          .number(risk.censored),
        ])
      }
    }
    return rows
  }
}
