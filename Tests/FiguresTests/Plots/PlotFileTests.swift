// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Foundation
import Outcomes
import Testing

@testable import Drawing
@testable import Figures

@Suite struct PlotFileTests {
  /// Writes the plots to the folder named by `VERLAUF_DEMO_FIGURES`, for people to look at.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"] != nil))
  func writesPlotsToLookAt() async throws {
    let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"]))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let told = await StudyOutcomes(try .told(), library: RegimenLibrary())
    let forty = await StudyOutcomes(try .dated(40), library: RegimenLibrary())
    let many = await StudyOutcomes(try .dated(300), library: RegimenLibrary())
    let cases: [(String, StudyOutcomes, CourseFigureOptions)] = [
      ("told", told, CourseFigureOptions()), ("told-column", told, CourseFigureOptions(widthMillimetres: 85)),
      ("told-maintenance", told, CourseFigureOptions(anchor: .maintenance, order: .duration)),
      ("forty", forty, CourseFigureOptions(unit: .years, order: .duration)),
      ("forty-column", forty, CourseFigureOptions(widthMillimetres: 85)),
      ("many", many, CourseFigureOptions(unit: .years, order: .duration)),
    ]
    for (name, outcomes, options) in cases {
      let scenes = [
        ("swimmer", SwimmerPlot(outcomes).scene(options)),
        ("course", ClinicalCourse(outcomes).scene(options)),
      ]
      for (kind, scene) in scenes {
        let file = folder.appendingPathComponent("\(kind)-\(name)")
        try Data(SVGRenderer().render(scene).utf8).write(to: file.appendingPathExtension("svg"))
        try Data(RasterRenderer().bytes(scene, format: .png(dotsPerInch: 200))).write(
          to: file.appendingPathExtension("png"))
        print(kind, name, SceneAudit(scene).description)
      }
    }
    print(SwimmerPlot(told).caption())
    print(ClinicalCourse(told).caption())
  }
}
