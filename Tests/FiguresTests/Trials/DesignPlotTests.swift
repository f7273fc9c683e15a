// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing
import Trials

@testable import Drawing
@testable import Figures

/// A panel as it is drawn: what its ticks say of where numbers lie.
private struct DrawnPanel {
  let nodes: [Scene.Node]

  init(_ scene: Scene, _ number: Int) throws {
    let panels = scene.nodes.compactMap { node -> [Scene.Node]? in
      guard case .group(let group) = node, group.cssClass == "panel" else { return nil }
      return group.nodes
    }
    try #require(panels.indices.contains(number))
    nodes = panels[number]
  }

  private var ticks: [Scene.Text] {
    nodes.compactMap { node in
      guard case .text(let text) = node, text.cssClass == nil, text.rotation == 0, text.style.ink == .axis else {
        return nil
      }
      return text
    }
  }
  private func map(_ numbers: [(value: Double, place: Double)], _ value: Double) throws -> Double {
    let first = try #require(numbers.first)
    let last = try #require(numbers.last)
    try #require(first.value != last.value)
    return first.place + (value - first.value) / (last.value - first.value) * (last.place - first.place)
  }
  private func number(_ text: String) -> Double? { Double(text.replacing("−", with: "-")) }

  /// Where a number (as the ticks print it) lies along the lying axis, by the ticks alone.
  func x(_ value: Double) throws -> Double {
    try map(ticks.filter { $0.anchor == .middle }.compactMap { t in number(t.string).map { ($0, t.place.x) } }, value)
  }
  /// And along the standing axis.
  func y(_ value: Double) throws -> Double {
    try map(
      ticks.filter { $0.anchor == .end }.compactMap { t in
        number(t.string).map { ($0, t.place.y - t.style.capHeight / 2) }
      }, value)
  }
  var curves: [Scene.Polyline] { polylines(nodes, "curve") }
  func holds(_ curve: Int, _ x: Double, _ y: Double) throws -> Bool {
    let place = Point(try self.x(x), try self.y(y))
    return curves[curve].points.contains { abs($0.x - place.x) < 0.05 && abs($0.y - place.y) < 0.05 }
  }
}

@Suite("Figures of designs") struct DesignPlotTests {
  /// Simon, Control Clin Trials 1989;10:1, table 1: optimal and minimax for 0.2 against 0.4 at 0.05 and 0.2.
  private func simon() throws -> [(name: String, design: TwoStageDesign)] {
    [
      ("optimal", try TwoStageDesign(stopAtMost: 3, of: 13, critical: 12, of: 43)),
      ("minimax", try TwoStageDesign(stopAtMost: 4, of: 18, critical: 10, of: 33)),
    ]
  }
  private func rates() throws -> RateHypotheses { try RateHypotheses(null: 0.2, alternative: 0.4) }
  private func errors() throws -> ErrorRates { try ErrorRates(alpha: 0.05, power: 0.8) }

  private func choose(_ n: Int, _ k: Int) -> Double { (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) } }
  private func mass(_ n: Int, _ x: Int, _ p: Double) -> Double {
    choose(n, x) * pow(p, Double(x)) * pow(1 - p, Double(n - x))
  }

  /// The power and the expected size at p0, multiplied out here, lie where the ticks say.
  @Test func characteristicsOfTwoStages() throws {
    let plot = DesignPlot.characteristics(of: try simon(), try rates(), try errors())
    let scene = plot.scene()
    for p in [0.2, 0.4] {
      var rejection = 0.0
      for first in 4...13 {
        for second in 0...30 where first + second > 12 { rejection += mass(13, first, p) * mass(30, second, p) }
      }
      let stopping = (0...3).reduce(0.0) { $0 + mass(13, $1, p) }
      #expect(try DrawnPanel(scene, 0).holds(0, p * 100, rejection * 100))
      #expect(try DrawnPanel(scene, 1).holds(0, p * 100, 13 + 30 * (1 - stopping)))
    }
    // Where nobody responds the trial stops with 13 patients and 18, where all do it has all of them.
    #expect(try DrawnPanel(scene, 1).holds(0, 0, 13) && DrawnPanel(scene, 1).holds(1, 0, 18))
    let labels = SceneContents(scene.nodes).texts.map(\.string)
    for label in ["p0 20\u{A0}%", "p1 40\u{A0}%", "alpha 5\u{A0}%", "power 80\u{A0}%", "optimal", "minimax"] {
      #expect(labels.contains(label), "\(label)")
    }
    let powers = plot.panels[0].curves[0].places
    #expect(zip(powers, powers.dropFirst()).allSatisfy { $0.x < $1.x && $0.y <= $1.y })
  }

  /// 3 or fewer of 13 are 4 numbers of 14, 12 or fewer of 43 are 13 of 44.
  @Test func boundsOfTwoStages() throws {
    let plot = DesignPlot.bounds(of: try simon(), try rates())
    let panel = try DrawnPanel(plot.scene(), 0)
    let bars = SceneContents(panel.nodes).rectangles
    func bar(_ name: String, _ patients: Double) throws -> Box {
      let x = try panel.x(patients)
      return try #require(bars.first { $0.cssClass == name && abs($0.box.centre.x - x) < 0.01 }).box
    }
    let unit = try panel.y(0) - panel.y(1)
    #expect(abs(try bar("bar-futile", 13).height - 4 * unit) < 0.01)
    #expect(abs(try bar("bar-goes-on", 13).height - 10 * unit) < 0.01)
    #expect(abs(try bar("bar-futile", 43).height - 13 * unit) < 0.01)
    #expect(abs(try bar("bar-crossed", 43).height - 31 * unit) < 0.01)
    #expect(abs(try bar("bar-crossed", 43).bottom - panel.y(12.5)) < 0.01)
    // The expected line at p1 ends at 0.4 · 43 = 17.2 responses.
    #expect(try panel.holds(1, 43, 17.2))
    let labels = SceneContents(plot.scene().nodes).texts.map(\.string)
    for label in ["≤\u{A0}3", "≤\u{A0}12", "≥\u{A0}13", "≤\u{A0}4", "≥\u{A0}11"] {
      #expect(labels.contains(label), "\(label)")
    }
    let rows = plot.csv.map { $0.map(\.written) }
    #expect(rows.contains { $0.prefix(6).elementsEqual(["optimal: 3/13, 12/43", "bar", "go on", "13", "4", "13"]) })
  }

  /// Lee and Liu's published example has its bounds in a table; here the bars of a rule that is stated: stop with 0 of 5, 2 of 10; success with 6 or more of 10.
  @Test func boundsOfLooks() throws {
    let rule = try SequentialRule(looks: [5, 10], stopAtMost: [0, 2], stopAbove: [nil, 5])
    let plot = DesignPlot.bounds(of: rule, rates: [("p0", 0.2)])
    let bars = plot.panels[0].bars
    #expect(
      bars.map { [$0.x, $0.lower, $0.upper] } == [[5, 0, 0], [5, 1, 5], [10, 0, 2], [10, 3, 5], [10, 6, 10]])
    #expect(bars.map(\.meaning) == [.futile, .goesOn, .futile, .goesOn, .crossed])
    // Thirty bars that touch have no labels, and a line says where the numbers are.
    let many = try SequentialRule(
      looks: Array(1...30), stopAtMost: (1...30).map { $0 / 4 - 1 }, stopAbove: [Int?](repeating: nil, count: 30))
    let words = SceneContents(
      DesignPlot.bounds(of: many, rates: [("p0", 0.2)]).scene(FigureOptions(widthMillimetres: 85)).nodes
    ).strings
    #expect(!words.contains { $0.hasPrefix("≤") } && words.contains("Bounds without a label stand in the table."))
    // P(0 of 5) at 0.2 is 0.8⁵ = 0.32768.
    let course = DesignPlot.characteristics(of: [("", rule)], rates: [("p0", 0.2)]).panels[0]
    let stop = try #require(course.curves.first { $0.name == "P(stop early as futile)" }?.places.first { $0.x == 0.2 })
    #expect(abs(stop.y - 0.32768) < 1e-12)
  }

  /// Pocock, Biometrika 1977;64:191: 2.178 for two looks at 0.05 on two sides, a nominal 0.0294; O'Brien and Fleming, Biometrics 1979;35:549: 2.797 and 1.977.
  @Test func boundsOfSequentialTests() throws {
    let errors = try ErrorRates(alpha: 0.025, power: 0.8)
    let pocock = DesignPlot.bounds(of: try GroupSequentialDesign(shares: [0.5, 1], family: .pocock, errors))
    #expect(pocock.panels[0].curves[0].places.map { ($0.y * 1000).rounded() } == [2178, 2178])
    #expect(pocock.panels[1].curves[0].places.map { ($0.y * 1e4).rounded() } == [147, 147])
    let fleming = DesignPlot.bounds(of: try GroupSequentialDesign(shares: [0.5, 1], family: .obrienFleming, errors))
    let panel = try DrawnPanel(fleming.scene(), 0)
    #expect(abs(panel.curves[0].points[0].y - (try panel.y(2.797))) < 0.05)
    #expect(abs(panel.curves[0].points[1].y - (try panel.y(1.977))) < 0.05)
    #expect(abs(panel.curves[0].points[0].x - (try panel.x(50))) < 0.05)
    let two = DesignPlot.bounds(
      of: try GroupSequentialDesign(
        shares: [0.5, 1], family: .pocock, ErrorRates(alpha: 0.05, power: 0.8), sides: .two))
    #expect(zip(two.panels[0].curves[0].places, two.panels[0].curves[1].places).allSatisfy { $0.y == -$1.y })
    // At the last look futility and efficacy meet.
    let futile = try GroupSequentialDesign(
      shares: [0.5, 1], family: .pocock, futility: .spending(.pocock), errors)
    let curves = DesignPlot.bounds(of: futile).panels[0].curves
    #expect(curves[1].places.last == curves[0].places.last && curves[1].places[0].y < curves[0].places[0].y)
  }

  private func trial(_ ratio: Double = 0.6) throws -> TwoArmTrial {
    try TwoArmTrial(
      control: PiecewiseHazard(Hazard(median: Months(3.5))), hazardRatio: ratio, accrual: Accrual(uniform: Months(24)))
  }

  /// Of n patients who come in evenly over 24 months n·t/24 are in, and n/24·(t − (1 − e^(−λt))/λ) of one arm have had the event.
  @Test func forecast() throws {
    let design = try LogRankDesign(try trial(), try errors(), followUp: Months(12))
    let plot = try DesignPlot.forecast(of: design)
    let n = design.patients
    func events(_ rate: Double, _ t: Double) -> Double {
      let lost = t > 24 ? (exp(-rate * (t - 24)) - exp(-rate * t)) / rate : (1 - exp(-rate * t)) / rate
      return n / 24 * (min(t, 24) - lost)
    }
    let (rate, slow) = (log(2) / 3.5, 0.6 * log(2) / 3.5)
    for place in plot.panels[0].curves[0].places { #expect(abs(place.y - n * min(1, place.x / 24)) < 1e-9) }
    for place in plot.panels[0].curves[1].places {
      #expect(abs(place.y - (events(rate, place.x) + events(slow, place.x)) / 2) < 1e-9)
    }
    for place in plot.panels[0].curves[2].places { #expect(abs(place.y - events(rate, place.x)) < 1e-9) }
    // Schoenfeld: 4(1.644854 + 0.841621)²/(ln 0.6)² = 94.77 events by the analysis at 36 months.
    let panel = try DrawnPanel(plot.scene(), 0)
    #expect(try panel.holds(1, 36, 94.7722))
    #expect(SceneContents(plot.scene().nodes).strings.contains("analysis"))
    #expect(plot.notes == ["Expected under the alternative: analysis: 36 months, 94.8 events."])
  }

  /// At 1 the test rejects with alpha, at the alternative with the power, and at its root with Φ((zα + zβ)/2 − zα) = Φ(0.401617·−1): the mean of z goes with the log.
  @Test func powerOverTheHazardRatio() throws {
    let design = try LogRankDesign(try trial(), try errors(), followUp: Months(12))
    let places = DesignPlot.characteristics(of: design).panels[0].curves[0].places
    #expect(abs(try #require(places.first { $0.x == 1 }).y - 0.05) < 1e-9)
    #expect(abs(try #require(places.first { $0.x == 0.6 }).y - 0.8) < 1e-9)
    // (1.6448536 + 0.8416212)/2 − 1.6448536 = −0.4016162, Φ = 0.343984
    #expect(abs(design.power(at: 0.6.squareRoot()) - 0.343984) < 1e-5)
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.y >= $1.y })
    for formula in [LogRankFormula.freedman, .hsiehFreedman] {
      let other = try LogRankDesign(try trial(), try errors(), formula: formula, followUp: Months(12))
      #expect(abs(other.power(at: 0.6) - 0.8) < 1e-9 && abs(other.power(at: 1) - 0.05) < 1e-9)
    }
    let looks = try GroupSequentialTrial(
      GroupSequentialDesign(shares: [0.5, 1], family: .obrienFleming, try errors()), try trial(), followUp: Months(12))
    let truth = try looks.truth(hazardRatio: 0.6)
    #expect(abs(truth.rejection - 0.8) < 1e-8)
    #expect(try abs(looks.truth(hazardRatio: 1).rejection - 0.05) < 1e-8)
    #expect(abs(truth.expectedEvents - looks.expectedEvents(drift: looks.design.drift)) < 1e-9)
    #expect(abs(try #require(truth.expectedDuration).value - looks.expectedDuration.value) < 1e-6)
    #expect(abs(try #require(truth.expectedPatients) - looks.expectedPatients) < 1e-6)
    #expect(try DesignPlot.characteristics(of: looks).panels.count == 3)
  }

  /// A constant hazard: the same closed form as of two arms. At 1 the level, at the alternative the power of the design.
  @Test func oneArmAgainstACurve() throws {
    let curve = try HistoricalCurve(median: Months(3.5))
    let design = try OneSampleLogRankDesign(
      curve, hazardRatio: 0.6, try errors(), accrual: Months(24), followUp: Months(6))
    #expect(abs(try design.power(at: 0.6) - design.power) < 1e-12)
    #expect(abs(try design.power(at: 1) - 0.05) < 1e-9)
    let rate = 0.6 * log(2) / 3.5
    for place in DesignPlot.forecast(of: design).panels[0].curves[1].places {
      let t = place.x
      let lost = t > 24 ? (exp(-rate * (t - 24)) - exp(-rate * t)) / rate : (1 - exp(-rate * t)) / rate
      #expect(abs(place.y - Double(design.size) / 24 * (min(t, 24) - lost)) < 1e-6)
    }
    let milestone = try MilestoneDesign(
      MilestoneDesign.Setting(
        milestone: Months(3), null: Probability(0.2), alternative: Probability(0.4), perMonth: 3, followUp: Months(6)),
      try errors())
    let places = DesignPlot.characteristics(of: milestone).panels[0].curves[0].places
    #expect(places.first == .init(0.2, 0.05))
    #expect(abs(try #require(places.first { $0.x == 0.4 }).y - milestone.power) < 1e-12)
    #expect(zip(places, places.dropFirst()).allSatisfy { $0.y <= $1.y })
  }

  static func figures() throws -> [(String, any DesignFigure)] {
    let suite = DesignPlotTests()
    let (rates, errors) = (try suite.rates(), try suite.errors())
    let trial = try suite.trial()
    let looks = try GroupSequentialTrial(
      GroupSequentialDesign(
        shares: [1.0 / 3, 2.0 / 3, 1], family: .spending(.obrienFleming), futility: .spending(.obrienFleming), errors),
      trial, followUp: Months(12))
    let many = try GroupSequentialTrial(
      GroupSequentialDesign(shares: (1...20).map { Double($0) / 20 }, family: .pocock, errors), trial,
      followUp: Months(0))
    let monitored = try SequentialRule(
      looks: Array(1...30), stopAtMost: (1...30).map { $0 < 6 ? nil : $0 / 6 - 1 },
      stopAbove: (1...30).map { $0 < 8 ? nil : $0 / 2 + 2 })
    let design = try LogRankDesign(trial, errors, followUp: Months(12))
    let steps = TrialSchema.maintenance(
      induction: .init("Induction", ["gemcitabine 900 mg/m² and docetaxel 75 mg/m², 6 cycles of 21 days"]),
      registration: .init("Registration", ["complete or partial response or stable disease by RECIST 1.1"]),
      eligible: 0.6)
    let close = try RateHypotheses(null: 0.05, alternative: 0.06)
    return [
      ("simon", DesignPlot.characteristics(of: try suite.simon(), rates, errors)),
      ("simon-bounds", DesignPlot.bounds(of: try suite.simon(), rates)),
      (
        "single",
        DesignPlot.characteristics(of: [("n 35", try SingleStageDesign(size: 35, critical: 10))], rates, errors)
      ),
      (
        "single-close",
        DesignPlot.characteristics(of: [("", try SingleStageDesign(size: 3000, critical: 170))], close, errors)
      ),
      ("monitor-bounds", DesignPlot.bounds(of: monitored, rates: [("p0", 0.2), ("p1", 0.4)])),
      ("monitor", DesignPlot.characteristics(of: [("", monitored)], rates: [("p0", 0.2), ("p1", 0.4)])),
      ("sequential-bounds", DesignPlot.bounds(of: looks.design)),
      ("sequential", try DesignPlot.characteristics(of: looks)),
      ("sequential-forecast", try DesignPlot.forecast(of: looks)),
      ("sequential-schema", TrialSchema.twoArms(looks, steps: steps)),
      ("sequential-20-bounds", DesignPlot.bounds(of: many.design)),
      ("sequential-20-forecast", try DesignPlot.forecast(of: many)),
      ("sequential-20-schema", TrialSchema.twoArms(many, steps: [])),
      ("logrank", DesignPlot.characteristics(of: design)),
      ("logrank-schema", TrialSchema.twoArms(design, steps: steps)),
    ]
  }

  /// Nothing is cut, overlaps or leaves the page, in a column and on a page, in colour and in greys.
  @Test(arguments: CohortSample.options) func legible(_ options: FigureOptions) throws {
    for (_, figure) in try Self.figures() {
      expectLegible(figure.scene(options), options)
      #expect(!figure.caption.isEmpty && figure.csv.count > 1 && Set(figure.csv.map(\.count)).count == 1)
    }
  }

  /// Curves of one figure have lines of their own, also without colour.
  @Test func curvesAreToldApart() throws {
    let grey = FigureOptions(print: .greyscale)
    for (name, figure) in try Self.figures() {
      guard let plot = figure as? DesignPlot else { continue }
      let names = Set(plot.panels.flatMap(\.curves).filter { $0.places.count > 1 }.map(\.name))
      let dashes = Set(polylines(plot.scene(grey).nodes, "curve").map(\.stroke.dashes))
      #expect(dashes.count == names.count, "\(name)")
    }
  }

  /// Writes the figures to the folder named by `VERLAUF_DEMO_FIGURES`, for people to look at.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"] != nil))
  func writesFiguresToLookAt() throws {
    let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"]))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for options in CohortSample.options {
      for (name, figure) in try Self.figures() {
        let print = options.print == .greyscale ? "-grey" : ""
        let file = folder.appendingPathComponent("\(name)-\(Int(options.widthMillimetres))\(print).svg")
        try Data(SVGRenderer().render(figure.scene(options)).utf8).write(to: file)
      }
    }
  }
}
