// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

@testable import Drawing
@testable import Figures

/// Where Debian's poppler-utils put it.
private let textReader = "/usr/bin/pdftotext"

@Suite struct RasterRendererTests {
  private static let converterIsThere = (try? RasterRenderer()) != nil
  private static let textReaderIsThere = FileManager.default.isExecutableFile(atPath: textReader)

  @Test func aMissingConverterSaysHowToInstallIt() {
    #expect(throws: RasterRenderer.Failure.converterMissing) { try RasterRenderer(searchPath: "/nowhere") }
    let words = RasterRenderer.Failure.converterMissing.description
    #expect(words.contains("apt install librsvg2-bin"))
    #expect(words.contains("brew install librsvg"))
  }

  @Test(.enabled(if: converterIsThere, "needs rsvg-convert"))
  func drawsPixelsInTheDensityAskedFor() throws {
    let scene = Scene.demo()
    let bytes = try RasterRenderer().bytes(scene, format: .png())
    #expect(bytes.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    let width = bytes[16..<20].reduce(0) { $0 * 256 + Int($1) }
    #expect(abs(Double(width) - scene.width / 72 * 300) < 2)
  }

  @Test(.enabled(if: converterIsThere && textReaderIsThere, "needs rsvg-convert and pdftotext"))
  func textOfAPDFIsText() throws {
    let pdf = try RasterRenderer().bytes(.demo(print: .greyscale), format: .pdf)
    let text = String(
      decoding: try Filter.run(textReader, ["-", "-"], input: pdf, seconds: 30, limit: 1_000_000), as: UTF8.self)
    for words in ["Months since first cycle", "angiosarcoma of the", "Positron emission tomography", "NE"] {
      #expect(text.contains(words))
    }
  }

  @Test(.enabled(if: converterIsThere, "needs rsvg-convert"))
  func failuresCarryTheWordsOfTheConverter() throws {
    let error = #expect(throws: RasterRenderer.Failure.self) {
      try RasterRenderer().bytes(Scene(width: 1e6, height: 1e6, title: ""), format: .png())
    }
    guard case .converterFailed(_, let message)? = error else {
      Issue.record("another failure: \(String(describing: error))")
      return
    }
    #expect(!message.isEmpty)
  }
}
