// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures

extension CohortSample {
  mutating func waterfall() -> WaterfallPlot {
    let bars = (0..<count).map { index -> WaterfallPlot.Bar in
      let change = count == 3 ? [143, -28, -64][index] : (share() * share() * 320 - 95).rounded()
      let isNew = count == 3 ? index == 1 : share() < 0.08
      let best: Response =
        change == -64 && count == 3 || change <= -30 ? .partial : change >= 20 ? .progressive : .stable
      return WaterfallPlot.Bar(
        patient: "P\(index + 1)", change: change, best: isNew ? .progressive : best, hasNewLesion: isNew)
    }
    var plot = WaterfallPlot(title: "Best change of target lesions", bars: bars, notes: ["RECIST 1.1. Invented data."])
    if count > 3 {
      plot.bars[3].best = .complete
      plot.bars[3].change = -100
      plot.bars[4].best = .notEvaluable
      plot.bars[4].change = 0
      plot.bars.append(.init(patient: "P99", change: nil, best: .notEvaluable))
    }
    return plot
  }
}

@Suite("Waterfall plot") struct WaterfallPlotTests {
  @Test(arguments: CohortSample.options, [3, 12, 40, 120])
  func nothingIsCutOrOverlaps(_ options: FigureOptions, count: Int) {
    var sample = CohortSample(count)
    expectLegible(sample.waterfall().scene(options), options)
  }

  @Test func emptyInputIsDrawn() {
    expectLegible(WaterfallPlot(bars: []).scene(), FigureOptions())
    expectLegible(
      WaterfallPlot(bars: [.init(patient: "1", change: .nan, best: .stable)]).scene(), FigureOptions())
  }

  @Test func barsFallAndHaveTheHeightOfTheirChange() throws {
    let plot = WaterfallPlot(bars: [
      .init(patient: "a", change: -50, best: .partial), .init(patient: "b", change: 250, best: .progressive),
      .init(patient: "c", change: 25, best: .progressive), .init(patient: "d", change: -100, best: .complete),
    ])
    let scene = plot.scene()
    let contents = SceneContents(scene.nodes)
    let bars = contents.rectangles.filter { $0.cssClass == "bar" }.map(\.box)
    #expect(contents.groups("patient").compactMap { $0.title?.prefix(1) } == ["b", "c", "a", "d"])
    #expect(bars.map(\.x) == bars.map(\.x).sorted())
    // 250 % is cut at 100 %, so the heights are as 100 : 25 : 50 : 100.
    let unit = bars[3].height / 100
    for (bar, value) in zip(bars, [100.0, 25, 50, 100]) { #expect(abs(bar.height - value * unit) < 0.01) }
    // Growth stands on the line of no change and shrinkage hangs from it.
    #expect(abs(bars[0].bottom - bars[2].y) < 0.01)
    #expect(contents.strings.contains("+250\u{A0}%"))
    #expect(paths(scene.nodes, "cut").count == 1)
    let thresholds = contents.lines.filter { $0.cssClass == "threshold" }.map(\.start.y)
    #expect(abs(thresholds[0] - (bars[0].bottom - 20 * unit)) < 0.01)
    #expect(abs(thresholds[1] - (bars[0].bottom + 30 * unit)) < 0.01)
  }

  @Test func newLesionsAndPatientsWithoutMeasurementAreTold() {
    var sample = CohortSample(40)
    let plot = sample.waterfall()
    let scene = plot.scene()
    #expect(paths(scene.nodes, "new-lesion").count == plot.bars.filter(\.hasNewLesion).count)
    #expect(SceneContents(scene.nodes).strings.contains { $0.contains("P99") })
    #expect(plot.csv.count == 42)
    #expect(plot.csv.last == ["P99", "", "NE", "no"])
    let changes = plot.csv.dropFirst().dropLast().compactMap { Double($0[1].written) }
    #expect(changes == changes.sorted(by: >))
  }
}
