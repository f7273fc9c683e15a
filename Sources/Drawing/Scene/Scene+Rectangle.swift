// SPDX-License-Identifier: Apache-2.0

extension Scene {
  /// A rectangle, whose left and right edges may fade where they are not known exactly.
  public struct Rectangle: Hashable, Sendable {
    /// Over which width the sides fade from clear to full, in points; 0 is a hard edge.
    public struct Fade: Hashable, Sendable {
      /// The width of the fade at the left edge in points.
      public var left: Double
      /// The width of the fade at the right edge in points.
      public var right: Double

      /// Widths of the fades in points.
      public init(left: Double = 0, right: Double = 0) {
        self.left = left
        self.right = right
      }

      /// Hard edges.
      public static let none = Fade()
    }

    /// Where it lies, in points, the fading sides included.
    public var box: Box
    /// The radius of the corners in points.
    public var cornerRadius: Double
    /// What covers it.
    public var fill: Fill
    /// The outline; it fades with the area.
    public var stroke: Stroke?
    /// How the sides fade. Fades that together exceed the width shrink in proportion.
    public var fade: Fade
    /// The CSS class, a hook for themes.
    public var cssClass: String?

    /// A rectangle; all lengths are in points.
    public init(
      _ box: Box, cornerRadius: Double = 0, fill: Fill = .none, stroke: Stroke? = nil, fade: Fade = .none,
      cssClass: String? = nil
    ) {
      self.box = box
      self.cornerRadius = cornerRadius
      self.fill = fill
      self.stroke = stroke
      self.fade = fade
      self.cssClass = cssClass
    }
  }
}
