// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Drawing
@testable import Figures

/// Names and sizes that strain the layouts.
@Suite struct CohortHardshipTests {
  static let options = [60.0, 85, 120, 180, 250].flatMap { width in
    [5.0, 6.5, 9].map { FigureOptions(widthMillimetres: width, textSize: $0, palette: .tolMuted) }
  }

  static let long = "A name that somebody typed in at length, with-hyphens and Donaudampfschifffahrtsgesellschaft"

  @Test(arguments: options, [5, 17, 55])
  func invented(_ options: FigureOptions, count: Int) {
    var sample = CohortSample(max(5, count), seed: UInt64(count))
    expectLegible(sample.survivalPlot(curves: 1 + count % 4).scene(options), options)
    expectLegible(sample.waterfall().scene(options), options)
    expectLegible(sample.spider().scene(options), options)
    expectLegible(sample.heatStrip(columns: 1 + count % 13).scene(options), options)
    expectLegible(sample.forest().scene(options), options)
    expectLegible(sample.transitions().scene(options), options)
  }

  @Test(arguments: options)
  func longNames(_ options: FigureOptions) {
    var sample = CohortSample(6)
    var survival = sample.survivalPlot(curves: 3)
    survival.title = Self.long
    survival.timeTitle = Self.long
    survival.valueTitle = Self.long
    for index in survival.curves.indices { survival.curves[index].name = "\(index) \(Self.long)" }
    expectLegible(survival.scene(options), options)

    var waterfall = sample.waterfall()
    for index in waterfall.bars.indices { waterfall.bars[index].patient = "Patient with a name \(index)" }
    waterfall.valueTitle = Self.long
    expectLegible(waterfall.scene(options), options)

    var spider = sample.spider()
    for index in spider.lines.indices { spider.lines[index].patient = "Patient with a name \(index)" }
    expectLegible(spider.scene(options), options)

    var strip = sample.heatStrip(columns: 8)
    for index in strip.rows.indices { strip.rows[index].patient = "Patient \(index) with a name" }
    strip.columns = (0..<8).map { "Visit number \($0)" }
    expectLegible(strip.scene(options), options)

    var forest = ForestPlot.rates
    forest.estimateTitle = Self.long
    forest.axisTitle = Self.long
    forest.entries.append(.heading(Self.long))
    forest.entries.append(
      .row(.init(label: Self.long, count: 12_345, events: "1,234 of these", text: Self.long, keys: "a,b,c")))
    forest.references.append(.init(value: 30, label: Self.long))
    expectLegible(forest.scene(options), options)

    var transition = TransitionPlot.small
    transition.columns[2] = Self.long
    transition.paths.append(.init(steps: [Self.long, "Zweitlinie/Antikörperkonjugat"], end: .lost))
    expectLegible(transition.scene(options), options)
  }
}
