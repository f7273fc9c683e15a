// SPDX-License-Identifier: Apache-2.0

/// Something that the author draws on a picture, in pixels of the whole file, before it is cropped.
public enum ImageMark: Sendable, Hashable {
  /// An arrow that points at a place.
  case arrow(from: ImagePoint, to: ImagePoint)
  /// A circle around a place, with its radius in pixels.
  case circle(ImagePoint, radius: Int)
  /// A measured line, as of a diameter by RECIST; its length follows from the spacing.
  case line(from: ImagePoint, to: ImagePoint)

  /// What a mark may be.
  public static let expected =
    "`arrow 160,240 to 120,200`, `circle 120,200 radius 30` or `line 10,20 to 80,90`, in pixels from the upper left corner"

  /// Reads a mark.
  public init(parsing text: String) throws(ValueSyntaxError) {
    var words = ImageWords(text)
    let mark: ImageMark?
    if words.take("circle") {
      mark = Self.circle(&words)
    } else if words.take("arrow") {
      mark = Self.ends(&words).map { .arrow(from: $0.from, to: $0.to) }
    } else if words.take("line") {
      mark = Self.ends(&words).map { .line(from: $0.from, to: $0.to) }
    } else {
      mark = nil
    }
    guard let mark, words.isAtEnd else { throw ValueSyntaxError(text, expected: Self.expected) }
    self = mark
  }

  private static func circle(_ words: inout ImageWords) -> ImageMark? {
    guard let centre = words.point(), words.take("radius"), let radius = words.pixels(), radius > 0 else { return nil }
    return .circle(centre, radius: radius)
  }

  private static func ends(_ words: inout ImageWords) -> (from: ImagePoint, to: ImagePoint)? {
    guard let from = words.point(), words.take("to"), let to = words.point(), from != to else { return nil }
    return (from, to)
  }

  /// The places by which it is drawn.
  public var points: [ImagePoint] {
    switch self {
    case .arrow(let from, let to), .line(let from, let to): [from, to]
    case .circle(let centre, _): [centre]
    }
  }

  /// As it is read back.
  public var text: String {
    switch self {
    case .arrow(let from, let to): "arrow \(from) to \(to)"
    case .circle(let centre, let radius): "circle \(centre) radius \(radius)"
    case .line(let from, let to): "line \(from) to \(to)"
    }
  }
}
