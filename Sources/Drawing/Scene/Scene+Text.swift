// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Scene {
  /// Which part of a text lies at its place.
  public enum Anchor: Hashable, Sendable {
    /// The start of the line.
    case start
    /// The middle of the line.
    case middle
    /// The end of the line.
    case end
  }

  /// A text on one line.
  public struct Text: Hashable, Sendable {
    /// What it says.
    public var string: String
    /// Where the anchor lies on the baseline, in points.
    public var place: Point
    /// Which part of the text lies at its place.
    public var anchor: Anchor
    /// How it is set.
    public var style: TextStyle
    /// By how many degrees it is turned clockwise around its place.
    public var rotation: Double
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// A text with its baseline at a place in points.
    public init(
      _ string: String, at place: Point, anchor: Anchor = .start, style: TextStyle = TextStyle(), rotation: Double = 0,
      cssClass: String? = nil
    ) {
      self.string = string
      self.place = place
      self.anchor = anchor
      self.style = style
      self.rotation = rotation
      self.cssClass = cssClass
    }

    /// A text whose capitals are centred on the height `middle.y`; in points.
    public init(
      _ string: String, middle: Point, anchor: Anchor = .middle, style: TextStyle = TextStyle(), cssClass: String? = nil
    ) {
      self.init(
        string, at: Point(middle.x, middle.y + style.capHeight / 2), anchor: anchor, style: style, cssClass: cssClass)
    }

    /// The width before it is turned, in points.
    public var width: Double { TextMeasure.width(of: string, style: style) }

    /// The upright rectangle around the text, from ascenders to descenders, in points.
    public var box: Box {
      let left: Double
      switch anchor {
      case .start: left = 0
      case .middle: left = -width / 2
      case .end: left = -width
      }
      let angle = rotation * .pi / 180
      let corners = [
        (left, -style.ascent), (left + width, -style.ascent), (left + width, style.descent), (left, style.descent),
      ].map { (x, y) in
        rotation == 0
          ? Point(x, y) : Point(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
      }
      let xs = corners.map(\.x)
      let ys = corners.map(\.y)
      let x = xs.min() ?? 0
      let y = ys.min() ?? 0
      return Box(x: place.x + x, y: place.y + y, width: (xs.max() ?? 0) - x, height: (ys.max() ?? 0) - y)
    }
  }
}
