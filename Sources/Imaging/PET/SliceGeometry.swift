// SPDX-License-Identifier: Apache-2.0

/// Where a slice lies in the patient (PS3.3 C.7.6.2): in mm of its frame of reference, x to the left, y to the back, z to the head.
public struct SliceGeometry: Sendable, Hashable {
  /// The middle of the first pixel, in mm.
  public let position: [Double]
  /// The direction of rows, of length 1: along it the column counts.
  public let row: [Double]
  /// The direction of columns, of length 1.
  public let column: [Double]
  /// From the middle of a pixel to that of its right neighbour, in mm.
  public let across: Double
  /// From the middle of a pixel to that of the one below, in mm.
  public let down: Double
  /// How thick the slice is, in mm: the smaller of its thickness and its distance from the next, as far as they are stated.
  public let thickness: Double?

  /// A place; nil where a number is none, or the directions are not of length 1 and at right angles.
  init?(position: [Double], cosines: [Double], across: Double, down: Double, thickness: Double?) {
    guard position.count == 3, cosines.count == 6, (0.001...50).contains(across), (0.001...50).contains(down) else {
      return nil
    }
    let (row, column) = (Array(cosines[0..<3]), Array(cosines[3..<6]))
    guard abs(Self.dot(row, row) - 1) < 1e-3, abs(Self.dot(column, column) - 1) < 1e-3,
      abs(Self.dot(row, column)) < 1e-3
    else { return nil }
    (self.position, self.row, self.column) = (position, row, column)
    (self.across, self.down, self.thickness) = (across, down, thickness)
  }

  static func dot(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The direction from slice to slice, of length 1.
  var normal: [Double] {
    [
      row[1] * column[2] - row[2] * column[1], row[2] * column[0] - row[0] * column[2],
      row[0] * column[1] - row[1] * column[0],
    ]
  }

  /// The place of the middle of a pixel, in mm, by its column and row from 0.
  public func middle(column x: Int, row y: Int) -> [Double] { place(column: Double(x), row: Double(y)) }

  /// How far a place, in mm, lies from the plane of the slice, along its normal; negative behind it.
  public func distance(of place: [Double]) -> Double { height(of: place) }

  /// The distance of a place from the plane of the slice, along its normal, in mm.
  func height(of place: [Double]) -> Double { Self.dot(zip(place, position).map { $0 - $1 }, normal) }

  /// The column and row, from 0, at which a place stands over the slice.
  func pixel(of place: [Double]) -> (column: Double, row: Double) {
    let way = zip(place, position).map { $0 - $1 }
    return (Self.dot(way, row) / across, Self.dot(way, column) / down)
  }

  /// The place of the middle of a pixel, in mm.
  func place(column x: Double, row y: Double) -> [Double] {
    (0..<3).map { position[$0] + x * across * row[$0] + y * down * column[$0] }
  }

  /// Whether rows and columns run as those of another slice, to a thousandth.
  func isParallel(to other: SliceGeometry) -> Bool {
    zip(row + column, other.row + other.column).allSatisfy { abs($0 - $1) <= 1e-3 }
  }

  /// Whether it is a cut across the body: within 25° of it, as ``DICOMHeader/plane``.
  var isAxial: Bool { abs(normal[2]) >= 0.906 }
}
