// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Drawing
@testable import Figures

@Suite struct CohortFileTests {
  private static let folder = ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"]

  /// Every figure in every size, under the name of its file.
  private static func scenes(_ options: FigureOptions) -> [(String, Scene)] {
    var scenes: [(String, Scene)] = []
    for count in CohortSample.counts {
      var sample = CohortSample(count)
      for curves in [1, 2, 4] {
        scenes.append(("survival-\(count)-\(curves)", sample.survivalPlot(curves: curves).scene(options)))
      }
      scenes.append(("waterfall-\(count)", sample.waterfall().scene(options)))
      scenes.append(("spider-\(count)", sample.spider().scene(options)))
      scenes.append(("strip-\(count)", sample.heatStrip(columns: 12).scene(options)))
      scenes.append(("strip-\(count)-30", sample.heatStrip(columns: 30).scene(options)))
      scenes.append(("forest-\(count)", sample.forest().scene(options)))
      scenes.append(("transition-\(count)", sample.transitions().scene(options)))
    }
    scenes.append(("forest-ratios", ForestPlot.ratios.scene(options)))
    scenes.append(("survival-turnbull", CohortSample.turnbull.scene(options)))
    return scenes
  }

  /// Writes the figures to the folder named by `VERLAUF_DEMO_FIGURES`, for people to look at.
  @Test(.enabled(if: folder != nil))
  func writesFiguresToLookAt() throws {
    let folder = URL(fileURLWithPath: try #require(Self.folder))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let large = FigureOptions(widthMillimetres: 85, textSize: 9)
    for options in CohortSample.options + [large] {
      for (name, scene) in Self.scenes(options) {
        let print = options.print == .greyscale ? "-grey" : options == large ? "-large" : ""
        let file = folder.appendingPathComponent("\(name)-\(Int(options.widthMillimetres))\(print)")
        try Data(SVGRenderer().render(scene).utf8).write(to: file.appendingPathExtension("svg"))
      }
    }
  }
}
