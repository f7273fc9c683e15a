// SPDX-License-Identifier: Apache-2.0

import Course
public import Foundation
import Plain

/// Searches pictures for text by `tesseract`.
public struct TextRecogniser: Sendable {
  private let program: String
  /// Its version: `5.3.0`.
  public let version: String

  /// The recogniser that is installed; nil for none.
  public init?(searchPath: String? = ProcessInfo.processInfo.environment["PATH"]) {
    guard let program = Filter.path(of: "tesseract", in: searchPath ?? "") else { return nil }
    self.program = program
    // Versions before 5 print it to standard error.
    let head = (try? Filter.run(program, ["--version"], input: [], seconds: 10, limit: 100_000)) ?? []
    let words = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    version = words.count > 1 ? String(words[1].prefix(16)) : "of an unknown version"
  }

  /// A text that was read: where it stands and what it says.
  struct Text: Equatable {
    var place: ImageCrop
    var words: String
    var letters: Int { words.count { $0.isLetter || $0.isNumber } }
  }

  /// Percent of certainty from which three letters or digits count as a text, and from which two do.
  static let certainty = (ofThree: 50.0, ofTwo: 85.0)

  /// The texts in a picture.
  func texts(in image: PixelImage) throws(ImageFailure) -> [Text] {
    // Letters on a console are some ten pixels high; the recogniser wants twenty and more.
    let times = max(1, min(3, 2400 / max(image.width, image.height, 1)))
    let input = PortableMap.bytes(image.inGreys.enlarged(times))
    let printed: [UInt8]
    do {
      printed = try Converter.run(
        program, ["stdin", "stdout", "--psm", "11", "tsv"], input: input, seconds: 60, limit: 10_000_000)
    } catch {
      throw error
    }
    return String(decoding: printed, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 12, let certainty = Double(cells[10]), let left = Int(cells[6]), let top = Int(cells[7]),
        let width = Int(cells[8]), let height = Int(cells[9]),
        let place = ImageCrop(
          corner: ImagePoint(x: left / times, y: top / times), width: width / times + 1, height: height / times + 1)
      else { return nil }
      let text = Text(place: place, words: String(cells[11]).trimmed)
      let least = text.letters >= 3 ? Self.certainty.ofThree : text.letters == 2 ? Self.certainty.ofTwo : 101
      return certainty >= least ? text : nil
    }
  }
}
