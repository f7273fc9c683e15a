// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
public import Trials

// Figures of single arms with a yes-or-no endpoint.

extension DesignPlot {
  /// Rates from 0 to a little above the largest of some, a hundred of them and those themselves.
  static func rates(around marked: [Double]) -> [Double] {
    let end = min(1, ((marked.max() ?? 0.5) * 1.5 * 20).rounded(.up) / 20)
    let grid = (0...100).map { Double($0) / 100 * end }
    return Set(grid + marked.filter { (0...end).contains($0) }).sorted()
  }

  static func percent(_ share: Double, _ decimals: Int = 2) -> String {
    Numbers.text(share * 100, decimals: decimals) + "\u{A0}%"
  }

  private static func references(_ rates: RateHypotheses) -> [Reference] {
    [
      Reference(.x, rates.null.value, "p0 \(percent(rates.null.value))"),
      Reference(.x, rates.alternative.value, "p1 \(percent(rates.alternative.value))"),
    ]
  }

  private static func levels(_ errors: ErrorRates?) -> [Reference] {
    guard let errors else { return [] }
    return [
      Reference(.y, errors.alpha.value, "alpha \(percent(errors.alpha.value))"),
      Reference(.y, errors.power.value, "power \(percent(errors.power.value))"),
    ]
  }

  private static var rate: Axis { Axis("True rate, %", .percent, from: 0) }
  private static func share(_ words: String) -> Axis { Axis(words, .percent, from: 0, to: 1) }

  /// The probability to reject H0 over the true rate, exactly, of designs of one stage.
  public static func characteristics(
    of designs: [(name: String, design: SingleStageDesign)], _ rates: RateHypotheses, _ errors: ErrorRates? = nil
  ) -> DesignPlot {
    let grid = Self.rates(around: [rates.null.value, rates.alternative.value])
    return DesignPlot(
      title: "Operating characteristics, one stage",
      panels: [
        Panel(
          title: "Probability to reject H0", x: rate, y: share("P(reject), %"),
          curves: designs.map { item in
            Curve(item.name, grid.map { Place($0, item.design.rejection(at: $0)) })
          }, references: references(rates) + levels(errors))
      ],
      caption:
        "Probability to reject H0 over the true rate, of exact binomial tests of one stage: \(designs.map { "\($0.name): more than \($0.design.critical) of \($0.design.size)" }.joined(separator: "; ")). At p0 it is the level, at p1 the power."
    )
  }

  /// The probability to reject H0 and the expected number of patients over the true rate, exactly, of designs of two stages.
  ///
  /// - Parameters:
  ///   - designs: the designs with their names.
  ///   - rates: two rates that are marked.
  ///   - errors: level and power, which are marked too.
  ///   - seen: the schedule by which the rate is seen. What a design does by it stands beside what it would do if progression were seen at once, where the two differ.
  public static func characteristics(
    of designs: [(name: String, design: TwoStageDesign)], _ rates: RateHypotheses, _ errors: ErrorRates? = nil,
    seen: LandmarkUnderSchedule? = nil
  ) -> DesignPlot {
    let grid = Self.rates(around: [rates.null.value, rates.alternative.value])
    var found = designs.map { item in
      (
        item.name + (seen.map { $0.isOnScan ? "" : ", seen at once" } ?? ""),
        grid.map { item.design.characteristics(at: $0) }
      )
    }
    var words = ""
    if let seen {
      if seen.isOnScan {
        words = " A scan falls on the landmark: by the scans it is the same."
      } else {
        found += designs.map { item in
          (item.name + ", by the scans", grid.map { seen.characteristics(of: item.design, at: $0) })
        }
        words =
          " By the scans progression is seen up to \(seen.lastScan.words), and who progressed then until the landmark of \(seen.landmark.words) is taken for free of it: so the trial really behaves (constant hazard; deaths, \(percent(seen.deaths)) of events, are seen on their day)."
      }
    }
    func curves(_ value: (TwoStageDesign.Characteristics) -> Double) -> [Curve] {
      found.map { name, points in Curve(name, zip(grid, points).map { Place($0, value($1)) }) }
    }
    return DesignPlot(
      title: "Operating characteristics, two stages",
      panels: [
        Panel(
          title: "Probability to reject H0", x: rate, y: share("P(reject), %"), curves: curves(\.rejection),
          references: references(rates) + levels(errors)),
        Panel(
          title: "Expected number of patients", x: rate, y: Axis("Patients", .counts, from: 0),
          curves: curves(\.expectedSize), references: references(rates)),
      ],
      caption:
        "Probability to reject H0 and expected number of patients over the true rate, exactly, of two stages: \(designs.map { "\($0.name): stop with \($0.design.stopAtMost) or fewer of \($0.design.firstStage), reject with more than \($0.design.critical) of \($0.design.size)" }.joined(separator: "; ")). At p0 the first is the level, at p1 the power.\(words)"
    )
  }

  /// What each number of responses decides, over patients, of designs of two stages: a panel each.
  ///
  /// - Parameters:
  ///   - designs: the designs with their names.
  ///   - rates: two rates whose expected responses are drawn.
  ///   - events: what is counted.
  public static func bounds(
    of designs: [(name: String, design: TwoStageDesign)], _ rates: RateHypotheses, events: String = "Responses"
  ) -> DesignPlot {
    DesignPlot(
      title: "Bounds, two stages",
      panels: designs.map { name, design in
        let (first, size) = (design.firstStage, design.size)
        return boundsPanel(
          title: "\(name): \(design.stopAtMost)/\(first), \(design.critical)/\(size)", size: size,
          bars: [
            bar(first, 0, design.stopAtMost, .futile, "stop, or H0 not rejected", "≤\u{A0}\(design.stopAtMost)"),
            bar(first, design.stopAtMost + 1, first, .goesOn, "go on"),
            bar(size, 0, design.critical, .futile, "stop, or H0 not rejected", "≤\u{A0}\(design.critical)"),
            bar(size, design.critical + 1, size, .crossed, "reject H0", "≥\u{A0}\(design.critical + 1)"),
          ], [("p0", rates.null.value), ("p1", rates.alternative.value)], events)
      },
      caption:
        "What the number of \(events.lowercased()) decides at each look, over patients; lines are those expected at p0 and p1. Simon, Control Clin Trials 1989;10:1."
    )
  }

  /// What each number of events decides, over patients, of a rule with looks.
  ///
  /// - Parameters:
  ///   - rule: the rule.
  ///   - rates: two rates whose expected events are drawn, with their names.
  ///   - words: what the sides mean: below, and above.
  ///   - events: what is counted.
  ///   - isHarm: whether what is counted is harm, so that above the bound the trial stops, and below it goes on.
  public static func bounds(
    of rule: SequentialRule, rates: [(name: String, rate: Double)], events: String = "Responses",
    words: (below: String, above: String) = ("stop as futile", "success"), isHarm: Bool = false
  ) -> DesignPlot {
    var bars: [Bar] = []
    for (index, look) in rule.looks.enumerated() {
      let low = rule.stopAtMost[index].map { min($0, look) } ?? -1
      let high = rule.stopAbove[index].map { max($0, low) } ?? look
      if low >= 0 { bars.append(bar(look, 0, low, .futile, words.below, "≤\u{A0}\(low)")) }
      if low + 1 <= min(high, look) {
        let isLast = index == rule.looks.count - 1
        bars.append(
          bar(
            look, low + 1, min(high, look), .goesOn,
            isHarm ? "go on" : isLast && rule.looks.count == 1 ? "neither" : "go on, or neither at the end"))
      }
      if high < look {
        bars.append(bar(look, high + 1, look, isHarm ? .harmful : .crossed, words.above, "≥\u{A0}\(high + 1)"))
      }
    }
    let size = rule.looks.last ?? 1
    return DesignPlot(
      title: "Bounds", panels: [boundsPanel(title: "", size: size, bars: bars, rates, events)],
      caption:
        "What the number of \(events.lowercased()) decides at each look, over patients; lines are those expected at \(rates.map { "\($0.name) (\(percent($0.rate)))" }.joined(separator: " and "))."
    )
  }

  /// The probability to cross the upper bound and the expected number of patients over the true rate, exactly, of a rule with looks.
  public static func characteristics(
    of rules: [(name: String, rule: SequentialRule)], rates marked: [(name: String, rate: Double)],
    words: (crossing: String, below: String?) = ("success", "stop early as futile")
  ) -> DesignPlot {
    let grid = Self.rates(around: marked.map(\.rate))
    let found = rules.map { item in (item.name, grid.map { item.rule.course(at: $0) }) }
    let lines = marked.map { Reference(.x, $0.rate, "\($0.name) \(percent($0.rate))") }
    func curves(_ prefix: String, _ value: (SequentialRule.Course) -> Double) -> [Curve] {
      found.map { name, points in
        Curve(
          [prefix, name].filter { !$0.isEmpty }.joined(separator: ", "), zip(grid, points).map { Place($0, value($1)) })
      }
    }
    let below = words.below.map { curves("P(\($0))", \.earlyBelow) } ?? []
    return DesignPlot(
      title: "Operating characteristics",
      panels: [
        Panel(
          title: "Probabilities", x: rate, y: share("Probability, %"),
          curves: curves("P(\(words.crossing))", \.crossing) + below, references: lines),
        Panel(
          title: "Expected number of patients", x: rate, y: Axis("Patients", .counts, from: 0),
          curves: curves("expected patients", \.expectedSize), references: lines),
      ],
      caption: "What happens over the true rate, exactly: the distribution of events goes from look to look.")
  }

  private static func bar(
    _ look: Int, _ low: Int, _ high: Int, _ meaning: Bar.Meaning, _ name: String, _ label: String = ""
  ) -> Bar {
    Bar(x: Double(look), Double(low), Double(high), meaning, name: name, label: label)
  }

  private static func boundsPanel(
    title: String, size: Int, bars: [Bar], _ rates: [(name: String, rate: Double)], _ events: String
  ) -> Panel {
    Panel(
      title: title, x: Axis("Patients", .counts, from: 0, to: Double(size) * 1.06),
      y: Axis(events, .counts, from: -0.5, to: top(size, bars, rates.map(\.rate)) + 0.5),
      curves: rates.map { name, rate in
        Curve(
          "expected at \(name) \(percent(rate))", [Place(0, 0), Place(Double(size), Double(size) * rate)],
          isQuiet: true)
      }, bars: bars)
  }

  /// Where the axis of bounds ends: at all patients, or, where the bounds lie far below, a little above them and what is expected.
  private static func top(_ size: Int, _ bars: [Bar], _ rates: [Double]) -> Double {
    let ends = bars.filter { !$0.label.isEmpty }.map { $0.meaning == .futile ? $0.upper : $0.lower }
    let needed = max(ends.max() ?? 0, (rates.max() ?? 1) * Double(size))
    let end = (1.5 * needed).rounded(.up)
    return 3 * end < Double(size) ? max(end, 4) : Double(size)
  }

  /// Bounds of a trial that sees its rate through a schedule: what is expected to be seen is drawn beside what is expected to be true, where the two differ.
  public func bySight(of seen: LandmarkUnderSchedule?, _ rates: RateHypotheses) -> DesignPlot {
    guard let seen, !seen.isOnScan else { return self }
    var plot = self
    for index in plot.panels.indices {
      guard let size = plot.panels[index].bars.map(\.x).max() else { continue }
      plot.panels[index].curves += [("p0", seen.seenNull), ("p1", seen.seenAlternative)].map { name, share in
        Curve(
          "seen by the scans at \(name), \(Self.percent(share))", [Place(0, 0), Place(size, size * share)],
          isQuiet: true)
      }
      // What is seen may lie above an axis that was made for what is true.
      plot.panels[index].y.to = max(plot.panels[index].y.to ?? 0, (size * seen.seenAlternative).rounded(.up) + 0.5)
    }
    plot.caption +=
      " By the scans, the last at \(seen.lastScan.words), more are taken for free than are at \(seen.landmark.words): with p0 \(Self.percent(rates.null.value)) true, \(Self.percent(seen.seenNull)) are seen, with p1 \(Self.percent(rates.alternative.value)) \(Self.percent(seen.seenAlternative))."
    return plot
  }
}
