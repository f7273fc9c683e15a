// SPDX-License-Identifier: Apache-2.0

/// A place on the canvas in points (1/72 inch); x grows to the right, y grows downwards.
public struct Point: Hashable, Sendable {
  /// The distance from the left edge in points.
  public var x: Double
  /// The distance from the top edge in points.
  public var y: Double

  /// A place in points.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// The top left corner of the canvas.
  public static let zero = Point(0, 0)

  /// The point moved by the coordinates of another.
  public static func + (left: Point, right: Point) -> Point {
    Point(left.x + right.x, left.y + right.y)
  }
}

/// An upright rectangle in points (1/72 inch).
public struct Box: Hashable, Sendable {
  /// The left edge in points.
  public var x: Double
  /// The top edge in points.
  public var y: Double
  /// The width in points.
  public var width: Double
  /// The height in points.
  public var height: Double

  /// A rectangle by its top left corner and its size in points.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge in points.
  public var right: Double { x + width }

  /// The bottom edge in points.
  public var bottom: Double { y + height }

  /// The centre of the rectangle.
  public var centre: Point { Point(x + width / 2, y + height / 2) }

  /// The rectangle moved by an offset in points.
  public func moved(by offset: Point) -> Box {
    Box(x: x + offset.x, y: y + offset.y, width: width, height: height)
  }

  /// Whether another rectangle lies inside, give or take a tolerance in points. False where a coordinate is not finite.
  public func contains(_ other: Box, tolerance: Double = 0) -> Bool {
    other.x >= x - tolerance && other.y >= y - tolerance && other.right <= right + tolerance
      && other.bottom <= bottom + tolerance
  }

  /// Whether two rectangles share more than a strip of `tolerance` points.
  public func overlaps(_ other: Box, tolerance: Double = 0) -> Bool {
    min(right, other.right) - max(x, other.x) > tolerance && min(bottom, other.bottom) - max(y, other.y) > tolerance
  }
}

/// Conversions to the unit of the scene, the point of 1/72 inch.
public enum Length {
  /// Points in a millimetre: 72 / 25.4.
  public static let pointsPerMillimetre = 72 / 25.4

  /// A length in millimetres as points.
  public static func millimetres(_ value: Double) -> Double {
    value * pointsPerMillimetre
  }
}
