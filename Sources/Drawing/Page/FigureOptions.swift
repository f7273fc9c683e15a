// SPDX-License-Identifier: Apache-2.0

public import Plain

/// What a reader may choose of a figure: size, letters, colours.
public struct FigureOptions: Hashable, Sendable {
  /// The smallest letters of any figure, in points; what would be smaller is left to the legend.
  package static let smallestText = 5.0

  /// The width of the page in millimetres; 180 is a full page, 85 a column.
  public var widthMillimetres: Double
  /// The size of running text in points. Notes are a little smaller, headings a little larger; nothing is set below 5.
  public var textSize: Double
  /// The colours of series that have none of their own; responses keep theirs.
  public var palette: Palette
  /// Colour, or black on white with patterns.
  public var print: Palette.Print
  /// The language of what is drawn in words.
  public var language: Language

  /// Options; all have the values of a figure on a full page. The width is in millimetres, the text size in points.
  public init(
    widthMillimetres: Double = 180, textSize: Double = 6.5, palette: Palette = .okabeIto,
    print: Palette.Print = .colour, language: Language = .english
  ) {
    self.widthMillimetres = widthMillimetres
    self.textSize = textSize
    self.palette = palette
    self.print = print
    self.language = language
  }

  /// The width of the page in points, not below 60 mm.
  package var width: Double { Length.millimetres(widthMillimetres.isFinite ? max(60, widthMillimetres) : 180) }

  /// The size of running text within what can be read and what fits a column.
  package var size: Double { textSize.isFinite ? min(max(textSize, Self.smallestText), 12) : 6.5 }

  /// The stroke of the n-th series: told by its dashes where colour is missing.
  ///
  /// Only colours that stand out from paper make a line, which leaves out yellow and sky blue.
  package func stroke(_ index: Int, width: Double = 1.1) -> Stroke {
    let dashes: [[Double]] = [
      [], [5, 2], [1.4, 1.6], [6, 1.6, 1.4, 1.6], [9, 3], [3, 1.2], [8, 1.4, 1.4, 1.4, 1.4, 1.4], [1, 3],
    ]
    return Stroke(ink(ofLine: index), width: width, dashes: dashes[index % dashes.count])
  }

  /// The colour of the n-th line.
  package func ink(ofLine index: Int) -> Ink {
    guard print == .colour else { return .text }
    let inks = palette.swatches.map(\.ink).filter { $0.contrast(with: .white) >= 3 }
    return inks.isEmpty ? .text : inks[index % inks.count]
  }
}

extension Ink {
  /// The colour mixed with black until letters in it can be read on white (4.5 : 1 of WCAG 2.2).
  package var forLetters: Ink {
    var ink = self
    while ink.contrast(with: .white) < 4.5 {
      ink = Ink(
        red: UInt8(Double(ink.red) * 0.92), green: UInt8(Double(ink.green) * 0.92), blue: UInt8(Double(ink.blue) * 0.92)
      )
    }
    return ink
  }
}
