// SPDX-License-Identifier: Apache-2.0

/// A named list of colours that people with a colour vision deficiency tell apart, each with a pattern for print
/// without colour.
public struct Palette: Hashable, Sendable {
  /// One entry of a palette.
  public struct Swatch: Hashable, Sendable {
    /// The name of the colour in its source.
    public let name: String
    /// The colour.
    public let ink: Ink
    /// The pattern that stands for the colour in greyscale; nothing means a plain area.
    public let pattern: Hatch.Pattern?

    /// The colour as an area; in greyscale its pattern in dark lines on white or, without one, the grey it turns into.
    public func fill(_ print: Print = .colour) -> Fill {
      switch print {
      case .colour: return .solid(ink)
      case .greyscale:
        guard let pattern else { return .solid(ink.greyscale) }
        return .hatch(Hatch(pattern, ink: Ink(0x333333)))
      }
    }
  }

  /// What a figure is printed in.
  public enum Print: Hashable, Sendable {
    /// In colour.
    case colour
    /// In black on white: patterns take the place of colours.
    case greyscale
  }

  /// The name of the palette.
  public let name: String
  /// Where the palette was published.
  public let source: String
  /// The entries in an order in which neighbours differ clearly.
  public let swatches: [Swatch]

  /// The entry for the n-th series; beyond the end the palette starts again.
  public subscript(index: Int) -> Swatch {
    swatches[((index % swatches.count) + swatches.count) % swatches.count]
  }

  /// Neighbours (the last and the first are neighbours too) whose ΔE*ab is below a limit in normal vision, protanopia
  /// or deuteranopia.
  public func confusableNeighbours(below limit: Double) -> [(Swatch, Swatch)] {
    swatches.indices.compactMap { index in
      let pair = (self[index], self[index + 1])
      return pair.0.ink.leastDifference(from: pair.1.ink) < limit ? pair : nil
    }
  }

  private init(name: String, source: String, _ swatches: [(String, UInt32, Hatch.Pattern?)]) {
    self.name = name
    self.source = source
    self.swatches = swatches.map { Swatch(name: $0.0, ink: Ink($0.1), pattern: $0.2) }
  }

  /// Eight colours of Okabe & Ito, black last.
  public static let okabeIto = Palette(
    name: "Okabe–Ito",
    source: "Okabe M, Ito K. Color Universal Design, 2008. https://jfly.uni-koeln.de/color/",
    [
      ("blue", 0x0072B2, nil), ("orange", 0xE69F00, .rising), ("bluish green", 0x009E73, .crossed),
      ("yellow", 0xF0E442, .dots), ("vermillion", 0xD55E00, .falling), ("sky blue", 0x56B4E9, .horizontal),
      ("reddish purple", 0xCC79A7, .vertical), ("black", 0x000000, .grid),
    ])

  /// Nine softer colours by Paul Tol, the scheme "muted" without its pale grey for missing data.
  public static let tolMuted = Palette(
    name: "Tol muted",
    source: "Tol P. Colour Schemes. SRON/EPS/TN/09-002, issue 3.2, 2021. https://personal.sron.nl/~pault/",
    [
      ("indigo", 0x332288, nil), ("teal", 0x44AA99, .rising), ("olive", 0x999933, .vertical),
      ("wine", 0x882255, .falling), ("cyan", 0x88CCEE, .horizontal), ("green", 0x117733, .crossed),
      ("purple", 0xAA4499, .grid), ("sand", 0xDDCC77, .dots), ("rose", 0xCC6677, nil),
    ])
}
