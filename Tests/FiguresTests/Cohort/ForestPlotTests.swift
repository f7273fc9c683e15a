// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures
import VerlaufTesting

extension ForestPlot {
  /// Rates invented to have every kind of row; bounds are not computed from the counts.
  static let rates = ForestPlot(
    title: "Objective response in the literature and in this cohort",
    entries: [
      .heading("Prospective trials"),
      .row(
        .init(
          label: "Gemcitabine and docetaxel, phase II", count: 136, events: "25", estimate: 18.4, lower: 12.2,
          upper: 26.0, keys: "a")),
      .row(
        .init(
          label: "Trabectedin, randomised phase III", count: 345, events: "34", estimate: 9.9, lower: 6.9, upper: 13.5,
          keys: "b")),
      .row(.init(label: "Pazopanib", count: 246, events: "14", estimate: 5.7, lower: 3.2, upper: 9.4, keys: "c,d")),
      .heading("Retrospective series"),
      .row(.init(label: "Gemcitabine maintenance", count: 18, events: "2", estimate: 11.1, lower: 1.4, upper: 34.7)),
      .row(.init(label: "Eribulin in leiomyosarcoma", count: 40, unavailable: "not attainable")),
      .row(
        .init(label: "This cohort", count: 3, events: "1", estimate: 33.3, lower: 0.8, upper: 90.6, isEmphasised: true)),
    ], estimateTitle: "Response rate (95\u{A0}% CI)", axisTitle: "Response rate,\u{A0}%",
    references: [.init(value: 10, label: "pooled 10\u{A0}%"), .init(value: 20, label: "promising 20\u{A0}%")],
    notes: ["a, Invented 2019. b, Invented 2015. c, Invented 2012. d, Invented 2014.", "Clopper–Pearson intervals."])

  static let ratios = ForestPlot(
    title: "Hazard ratios",
    entries: [
      .row(.init(label: "Trial A", count: 120, estimate: 0.72, lower: 0.51, upper: 1.02)),
      .row(.init(label: "Trial B", count: 60, estimate: 1.4, lower: 0.3, upper: 44)),
      .row(.init(label: "This cohort", count: 3, estimate: 0.4, lower: 0.001, upper: 3.1, isEmphasised: true)),
    ], estimateTitle: "HR (95\u{A0}% CI)", axisTitle: "Hazard ratio", scale: .logarithmic,
    references: [.init(value: 1, label: "no difference")])
}

extension CohortSample {
  mutating func forest() -> ForestPlot {
    var plot = ForestPlot.rates
    guard count > 3 else { return plot }
    plot.entries = (0..<count).flatMap { index -> [ForestPlot.Entry] in
      let patients = 10 + random.below(300)
      let rate = share() * 40
      let half = 60 / Double(patients).squareRoot()
      let row = ForestPlot.Entry.row(
        .init(
          label: "Series number \(index + 1)" + (index % 5 == 0 ? " with a long name in several words" : ""),
          count: patients, events: "\(Int(rate * Double(patients) / 100))", estimate: rate, lower: max(0, rate - half),
          upper: rate + half, isEmphasised: index == 20, keys: index % 4 == 0 ? "a" : ""))
      return index % 10 == 0 ? [.heading("Group \(index / 10 + 1)"), row] : [row]
    }
    return plot
  }
}

@Suite("Forest plot") struct ForestPlotTests {
  @Test(arguments: CohortSample.options)
  func nothingIsCutOrOverlaps(_ options: FigureOptions) {
    for count in CohortSample.counts {
      var sample = CohortSample(count)
      expectLegible(sample.forest().scene(options), options)
    }
    expectLegible(ForestPlot.ratios.scene(options), options)
    expectLegible(ForestPlot(entries: [], estimateTitle: "", axisTitle: "").scene(options), options)
  }

  @Test func marksLieAtTheirValues() throws {
    let plot = ForestPlot(
      entries: [
        .row(.init(label: "A", estimate: 20, lower: 10, upper: 40)), .row(.init(label: "B", unavailable: "no data")),
      ],
      estimateTitle: "Rate", axisTitle: "%", references: [.init(value: 30)])
    let scene = plot.scene()
    let contents = SceneContents(scene.nodes)
    let interval = try #require(contents.lines.first { $0.cssClass == "interval" })
    let reference = try #require(contents.lines.first { $0.cssClass == "reference" })
    let estimate = try #require(paths(scene.nodes, "estimate").first)
    let xs = estimate.segments.compactMap { segment -> Double? in
      switch segment {
      case .move(let point), .line(let point): point.x
      default: nil
      }
    }
    let middle = ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2
    let third = (interval.end.x - interval.start.x) / 3
    #expect(abs(middle - interval.start.x - third) < 0.01)
    #expect(abs(reference.start.x - interval.start.x - 2 * third) < 0.01)
    #expect(SceneContents(scene.nodes).texts.filter { $0.cssClass == "unavailable" }.map(\.string) == ["no estimate"])
    #expect(contents.strings.contains("20.0\u{A0}% (10.0–40.0)"))
    #expect(contents.strings.contains("no data"))
  }

  @Test func equalFactorsAreEquallyFarApartOnTheLogarithmicScale() {
    let scale = ForestScale(.ratios, from: 0, to: 300)
    let half = scale.position(of: 1) - scale.position(of: 0.5)
    #expect(abs(scale.position(of: 2) - scale.position(of: 1) - half) < 0.01)
    // One upper and one lower bound lie beyond the axis.
    #expect(paths(ForestPlot.ratios.scene().nodes, "beyond").count == 2)
  }

  @Test func decimalsLineUp() {
    #expect(Numbers.fixed(26, decimals: 1) == "26.0")
    #expect(Numbers.fixed(-0.4, decimals: 2) == "−0.40")
    #expect(Numbers.fixed(0.05, decimals: 2) == "0.05")
    #expect(Numbers.fixed(1250, decimals: 0) == "1250")
    #expect(Numbers.fixed(-0.001, decimals: 1) == "0.0")
  }

  @Test func theTableHoldsWhatIsDrawn() {
    let table = ForestPlot.rates.csv
    #expect(table.count == 7)
    #expect(
      table[1].prefix(8) == [
        "Prospective trials", "Gemcitabine and docetaxel, phase II", "136", "25", "18.4", "12.2", "26",
        "18.4\u{A0}% (12.2–26.0)",
      ])
    #expect(table[6][8] == "yes")
    #expect(table.allSatisfy { $0.count == table[0].count })
  }
}
