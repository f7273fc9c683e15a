// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Drawing
@testable import Figures

@Suite struct DemoFileTests {
  /// Writes the demo to the folder named by `VERLAUF_DEMO_FIGURES`, for people to look at.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"] != nil))
  func writesTheDemoToLookAt() throws {
    let folder = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["VERLAUF_DEMO_FIGURES"]))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, print) in [("colour", Palette.Print.colour), ("greyscale", .greyscale)] {
      let scene = Scene.demo(print: print)
      let file = folder.appendingPathComponent("demo-\(name)")
      try Data(SVGRenderer().render(scene).utf8).write(to: file.appendingPathExtension("svg"))
      try Data(RasterRenderer().bytes(scene, format: .png())).write(to: file.appendingPathExtension("png"))
      try Data(RasterRenderer().bytes(scene, format: .pdf)).write(to: file.appendingPathExtension("pdf"))
    }
  }
}
