// SPDX-License-Identifier: Apache-2.0

/// A text broken into lines of one style, with its measured size.
public struct TextBlock: Hashable, Sendable {
  /// The lines from top to bottom.
  public let lines: [String]
  /// The style of every line.
  public let style: TextStyle

  /// Wraps a text; without a width (in points) only line feeds break it.
  public init(_ text: String, width: Double = .infinity, style: TextStyle = TextStyle()) {
    self.lines = TextMeasure.wrap(text, width: width, style: style)
    self.style = style
  }

  /// The width of the widest line in points.
  public var width: Double {
    lines.map { TextMeasure.width(of: $0, style: style) }.max() ?? 0
  }

  /// The height from the first ascender to the last descender in points.
  public var height: Double {
    guard !lines.isEmpty else { return 0 }
    return style.ascent + style.descent + Double(lines.count - 1) * style.lineHeight
  }

  /// The lines as nodes below `top`, whose x is where the anchor of every line lies; both in points.
  public func nodes(at top: Point, anchor: Scene.Anchor = .start, cssClass: String? = nil) -> [Scene.Node] {
    lines.enumerated().filter { !$0.element.isEmpty }.map { index, line in
      let baseline = top.y + style.ascent + Double(index) * style.lineHeight
      return .text(
        Scene.Text(line, at: Point(top.x, baseline), anchor: anchor, style: style, cssClass: cssClass))
    }
  }
}
