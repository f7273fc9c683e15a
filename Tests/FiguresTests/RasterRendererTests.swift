import Foundation
import Testing

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
  func writesPixelsInTheDensityAskedFor() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("demo.png")
      let scene = Scene.demo()
      try RasterRenderer().write(scene, to: file, format: .png())
      let bytes = try [UInt8](Data(contentsOf: file))
      #expect(bytes.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
      let width = bytes[16..<20].reduce(0) { $0 * 256 + Int($1) }
      #expect(abs(Double(width) - scene.width / 72 * 300) < 2)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left == ["demo.png"])
    }
  }

  @Test(.enabled(if: converterIsThere, "needs rsvg-convert"))
  func writesVectorsInPlaceOfAnOlderFile() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("demo.pdf")
      try Data("old".utf8).write(to: file)
      try RasterRenderer().write(.demo(), to: file, format: .pdf)
      let bytes = try Data(contentsOf: file)
      #expect(bytes.prefix(5) == Data("%PDF-".utf8))
    }
  }

  @Test(.enabled(if: converterIsThere && textReaderIsThere, "needs rsvg-convert and pdftotext"))
  func textOfAPDFIsText() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("demo.pdf")
      try RasterRenderer().write(.demo(print: .greyscale), to: file, format: .pdf)
      let reader = Process()
      reader.executableURL = URL(fileURLWithPath: textReader)
      reader.arguments = [file.path, "-"]
      let output = Pipe()
      reader.standardOutput = output
      try reader.run()
      let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      reader.waitUntilExit()
      for words in ["Months since first cycle", "angiosarcoma of the", "Positron emission tomography", "NE"] {
        #expect(text.contains(words))
      }
    }
  }

  @Test(.enabled(if: converterIsThere, "needs rsvg-convert"))
  func failuresCarryTheWordsOfTheConverter() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("big.png")
      let error = #expect(throws: RasterRenderer.Failure.self) {
        try RasterRenderer().write(Scene(width: 1e6, height: 1e6, title: ""), to: file, format: .png())
      }
      guard case .converterFailed(_, let message)? = error else {
        Issue.record("another failure: \(String(describing: error))")
        return
      }
      #expect(!message.isEmpty)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.isEmpty)
    }
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("figures-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
