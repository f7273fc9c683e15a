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
  private static let tiffIsThere =
    Filter.path(of: "pamtotiff", in: ProcessInfo.processInfo.environment["PATH"] ?? "") != nil
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

  /// Fields of the first directory of a file of little-endian TIFF 6.0, by their numbers: type, count and value or offset.
  private func fields(_ bytes: [UInt8]) -> [Int: (type: Int, count: Int, value: Int)] {
    func number(_ place: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 + Int(bytes[place + $1]) << (8 * $1) }
    }
    let start = number(4, 4)
    var fields: [Int: (type: Int, count: Int, value: Int)] = [:]
    for index in 0..<number(start, 2) {
      let place = start + 2 + 12 * index
      let type = number(place + 2, 2)
      fields[number(place, 2)] = (type, number(place + 4, 4), number(place + 8, type == 3 ? 2 : 4))
    }
    return fields
  }

  /// The fields by TIFF 6.0: 256 and 257 width and height, 259 packing (5 is LZW), 282 and 283 resolution as a ratio, 296 its unit (2 is the inch). Size as the PNG has it; no field with words of the study.
  @Test(.enabled(if: converterIsThere && tiffIsThere, "needs rsvg-convert and Netpbm"))
  func tiffSaysItsDotsPerInch() throws {
    let scene = Scene.demo()
    let png = try RasterRenderer().bytes(scene, format: .png())
    let bytes = try RasterRenderer().bytes(scene, format: .tiff())
    #expect(bytes.prefix(4) == [0x49, 0x49, 42, 0])
    let fields = fields(bytes)
    #expect(fields[256]?.value == png[16..<20].reduce(0) { $0 * 256 + Int($1) })
    #expect(fields[257]?.value == png[20..<24].reduce(0) { $0 * 256 + Int($1) })
    #expect(fields[259]?.value == 5 && fields[296]?.value == 2)
    for tag in [282, 283] {
      let place = try #require(fields[tag]).value
      let (over, under) = (bytes[place..<place + 4], bytes[place + 4..<place + 8])
      func value(_ part: ArraySlice<UInt8>) -> Double { part.reversed().reduce(0) { $0 * 256 + Double($1) } }
      #expect(value(over) / value(under) == 300)
    }
    // Type 2 is text: a title, a name of a file, a date. Netpbm writes what it read from, which is a pipe, and that it converted it.
    let texts = fields.values.filter { $0.type == 2 }.map { field in
      String(decoding: bytes[field.value..<field.value + field.count - 1], as: UTF8.self)
    }
    #expect(Set(texts).isSubset(of: ["Standard Input", "converted PNM file"]))
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
