// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures

extension CohortSample {
  /// A curve of Kaplan and Meier with plain bounds of Greenwood, counted here so that tests do not lean on the program.
  mutating func curve(_ name: String, mean: Double, times: [Double]) -> SurvivalPlot.Curve {
    let patients = (0..<count).map { _ -> (time: Double, died: Bool) in
      let time = (-log(1 - share()) * mean * 10).rounded() / 10 + 0.1
      // The data are cut off at five years.
      return time < 60 ? (time: time, died: share() < 0.7) : (time: 60, died: false)
    }.sorted { $0.time < $1.time }
    var survival = 1.0
    var sum = 0.0
    var steps: [SurvivalPlot.Step] = []
    for (index, patient) in patients.enumerated() where patient.died {
      let left = Double(count - index)
      survival *= 1 - 1 / left
      sum += left > 1 ? 1 / (left * (left - 1)) : 0
      let error = 1.96 * survival * sum.squareRoot()
      steps.append(
        .init(
          time: patient.time, survival: survival, lower: survival > 0 ? max(0, survival - error) : nil,
          upper: survival > 0 ? min(1, survival + error) : nil))
    }
    let risk = times.map { time in
      SurvivalPlot.Risk(
        atRisk: patients.filter { $0.time >= time }.count,
        censored: patients.filter { !$0.died && $0.time < time }.count)
    }
    return SurvivalPlot.Curve(
      name: name, steps: steps, censored: patients.filter { !$0.died }.map(\.time), risk: risk)
  }

  mutating func survivalPlot(curves: Int) -> SurvivalPlot {
    let names = [
      "Gemcitabine maintenance", "No maintenance", "Trabectedin", "Best supportive care", "Pazopanib", "Eribulin",
      "Ifosfamide",
      "Dacarbazine",
    ]
    let means: [Double] = [26, 14, 9, 5, 18, 7, 12, 21]
    let times = SurvivalPlot.riskTimes(upTo: 60, about: 10)
    var plot = SurvivalPlot(
      title: "Overall survival after induction",
      curves: (0..<curves).map { curve(names[$0], mean: means[$0], times: times) },
      timeTitle: "Months since the first dose", valueTitle: "Overall survival, %", riskTimes: times,
      notes: ["Kaplan–Meier; 95\u{A0}% log–log intervals.", "Invented data."])
    plot.curves[0].detail = "median 17.1 (12.9–30.2)"
    return plot
  }

  /// Intervals between two scans within which each of few patients progressed.
  static let turnbull = SurvivalPlot(
    title: "Time to progression, interval-censored",
    curves: [
      .init(
        name: "Maintenance", detail: "median within 5.5–7.0",
        estimate: .intervals([
          .init(start: 2, end: 3.5, survival: 0.75), .init(start: 5.5, end: 7, survival: 0.4),
          .init(start: 11, end: 11, survival: 0.2), .init(start: 14, end: .infinity, survival: 0),
        ]), risk: [.init(atRisk: 5), .init(atRisk: 4), .init(atRisk: 2), .init(atRisk: 1)], end: 18)
    ], timeTitle: "Months since the start of maintenance", valueTitle: "Free of progression, %",
    riskTimes: [0, 6, 12, 18], notes: ["Estimate of Turnbull."])
}

@Suite("Survival curves") struct SurvivalPlotTests {
  @Test(arguments: CohortSample.options, [1, 2, 4])
  func nothingIsCutOrOverlaps(_ options: FigureOptions, curves: Int) {
    for count in CohortSample.counts {
      var sample = CohortSample(count)
      expectLegible(sample.survivalPlot(curves: curves).scene(options), options)
    }
    expectLegible(CohortSample.turnbull.scene(options), options)
  }

  /// Without colour each band has an outline, and the legend a line for each group's.
  @Test func bandsOfGroupsAreToldApartInGrey() {
    var sample = CohortSample(30)
    let plot = sample.survivalPlot(curves: 2)
    var options = FigureOptions()
    options.print = .greyscale
    let strings = SceneContents(plot.scene(options).nodes).strings.joined(separator: " ")
    for curve in plot.curves { #expect(strings.contains("\(curve.name), 95"), "\(strings)") }
    options.widthMillimetres = 85
    expectLegible(plot.scene(options), options)
  }

  @Test func emptyAndOddInputIsDrawn() {
    let empty = SurvivalPlot(curves: [], timeTitle: "Months", valueTitle: "%")
    expectLegible(empty.scene(), FigureOptions())
    let odd = SurvivalPlot(
      curves: [
        .init(
          name: "odd", steps: [.init(time: .nan, survival: 0.5), .init(time: 3, survival: 1.2)], censored: [.infinity])
      ], timeTitle: "Months", valueTitle: "%")
    expectLegible(odd.scene(), FigureOptions())
  }

  /// Two of four patients die at 5, so the curve runs half-way up the axis from there on.
  @Test func halfIsHalfWayUp() throws {
    let plot = SurvivalPlot(
      curves: [.init(name: "A", steps: [.init(time: 5, survival: 0.5)], censored: [10])], timeTitle: "Months",
      valueTitle: "Survival, %")
    let scene = plot.scene()
    let points = try #require(polylines(scene.nodes, "curve").first?.points)
    let axis = SceneContents(scene.nodes).texts
    let zero = try #require(axis.first { $0.string == "0" && $0.anchor == .end }?.box.centre.y)
    let full = try #require(axis.first { $0.string == "100" }?.box.centre.y)
    let top = try #require(points.first)
    let last = try #require(points.last)
    // Letters are centred on their capitals, not on their boxes: both labels are off by the same amount.
    #expect(abs((last.y - top.y) - (zero - full) / 2) < 0.01)
    // It falls in the middle of its time.
    #expect(abs(points[1].x - (points[0].x + last.x) / 2) < 0.01)
    #expect(points[1].x == points[2].x)
    let median = try #require(SceneContents(scene.nodes).lines.first { $0.cssClass == "median" })
    #expect(abs(median.start.y - last.y) < 0.01)
    let drop = try #require(SceneContents(scene.nodes).lines.first { $0.cssClass == "median-drop" })
    // A half exactly from 5 on, and no event ends it: the median is 5, as R prints it and the tables say, and not half-way to who was censored at 10.
    #expect(abs(drop.start.x - points[1].x) < 0.01)
  }

  /// A half exactly from 4 until the event at 8: half-way between them, or where the estimate of the table says.
  @Test func theMedianIsThatOfTheTable() throws {
    var curve = SurvivalPlot.Curve(name: "A", steps: [.init(time: 4, survival: 0.5), .init(time: 8, survival: 0)])
    func drop() throws -> Double? {
      let scene = SurvivalPlot(curves: [curve], timeTitle: "Months", valueTitle: "Survival, %").scene()
      let points = try #require(polylines(scene.nodes, "curve").first?.points)
      let (start, end) = (try #require(points.first).x, try #require(points.last).x)
      return SceneContents(scene.nodes).lines.first { $0.cssClass == "median-drop" }
        .map { ((($0.start.x - start) / (end - start)) * 8 * 100).rounded() / 100 }
    }
    #expect(try drop() == 6)
    curve.median = .at(4)
    #expect(try drop() == 4)
    // Between bounds, or not reached: no line.
    curve.median = .undrawn
    #expect(try drop() == nil)
  }

  /// Eight curves in colour and without: each has a line of its own, no bands, and all words can be read.
  @Test(arguments: [Palette.Print.colour, .greyscale], [85.0, 180]) func eightCurves(
    _ print: Palette.Print, _ width: Double
  ) throws {
    var sample = CohortSample(96)
    let options = FigureOptions(widthMillimetres: width, print: print)
    let scene = sample.survivalPlot(curves: 8).scene(options)
    expectLegible(scene, options)
    let strokes = polylines(scene.nodes, "curve").map(\.stroke)
    #expect(Set(strokes.map(\.dashes)).count == 8)
    #expect(paths(scene.nodes, "band").isEmpty)
    #expect(
      SceneContents(scene.nodes).strings.contains("Intervals of more than four curves are in the table and not drawn."))
  }

  @Test func censoringSitsOnTheCurve() throws {
    let plot = SurvivalPlot(
      curves: [.init(name: "A", steps: [.init(time: 5, survival: 0.6)], censored: [2, 8])], timeTitle: "",
      valueTitle: "")
    let scene = plot.scene()
    let points = try #require(polylines(scene.nodes, "curve").first?.points)
    let ticks = SceneContents(scene.nodes).lines.filter { $0.cssClass == "censored" }
    #expect(ticks.map { ($0.start.y + $0.end.y) / 2 } == [points[0].y, try #require(points.last).y])
  }

  @Test func theTableHoldsItsNumbers() {
    var sample = CohortSample(40)
    var plot = sample.survivalPlot(curves: 2)
    // Every other time, so that all numbers have room.
    plot.riskTimes = stride(from: 0, through: 60, by: 12).map { $0 }
    for index in plot.curves.indices { plot.curves[index].risk = (0..<6).map { plot.curves[index].risk[2 * $0] } }
    let strings = SceneContents(plot.scene().nodes).texts.filter { $0.cssClass == "at-risk" }.map(\.string)
    let expected = plot.curves.flatMap { $0.risk.map { "\($0.atRisk)\u{A0}(\($0.censored ?? -1))" } }
    #expect(strings == expected)
    #expect(plot.csv.filter { $0[1] == "at risk" }.count == expected.count)
    #expect(plot.csv.allSatisfy { $0.count == plot.csv[0].count })
  }

  @Test func anUnknownFallIsAnAreaAndNotALine() throws {
    let scene = CohortSample.turnbull.scene()
    let areas = SceneContents(scene.nodes).rectangles.filter { $0.cssClass == "unidentified" }
    // The fall at 11 is known to the day.
    #expect(areas.count == 3)
    let lines = polylines(scene.nodes, "curve")
    for area in areas {
      for line in lines {
        #expect(line.points.allSatisfy { $0.x <= area.box.x + 0.01 || $0.x >= area.box.right - 0.01 })
      }
    }
    #expect(CohortSample.turnbull.csv.last { $0[1] == "interval" }?[3] == .empty)
  }

  @Test func ticksSuitMonths() {
    #expect(SurvivalPlot.riskTimes(upTo: 60, about: 10) == [0, 6, 12, 18, 24, 30, 36, 42, 48, 54, 60])
    #expect(SurvivalPlot.riskTimes(upTo: 17, about: 6) == [0, 3, 6, 9, 12, 15])
  }
}
