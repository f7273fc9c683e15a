// SPDX-License-Identifier: Apache-2.0

public import Course
import Drawing

/// A picture that a figure embeds: pixels, already cropped.
public struct CoursePicture: Hashable, Sendable {
  /// The bytes of a PNG file.
  public var png: [UInt8]
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int
  /// Where its upper left corner lies in the kept file, in pixels: marks count from there.
  public var corner: ImagePoint
  /// How bright each of as many fields across as down is, row by row, 0 to 255; empty where nobody has looked.
  public var tones: [Double]

  /// A picture.
  public init(
    png: [UInt8], width: Int, height: Int, corner: ImagePoint = ImagePoint(x: 0, y: 0), tones: [Double] = []
  ) {
    self.png = png
    self.width = width
    self.height = height
    self.corner = corner
    self.tones = tones
  }

  /// What of the file it shows; nil for one without pixels.
  var part: ImageCrop? { ImageCrop(corner: corner, width: width, height: height) }

  /// How bright it is where a box lies over it, whose sides are shares of its own; 0 where nobody has looked.
  func tone(in shares: Box) -> Double {
    let side = Int(Double(tones.count).squareRoot())
    guard side > 0, side * side == tones.count else { return 0 }
    func fields(_ from: Double, _ to: Double) -> Range<Int> {
      let first = min(max(0, Int(from * Double(side))), side - 1)
      return first..<max(first + 1, min(side, Int((to * Double(side)).rounded(.up))))
    }
    let (rows, columns) = (fields(shares.y, shares.bottom), fields(shares.x, shares.right))
    let covered = rows.flatMap { row in columns.map { tones[row * side + $0] } }
    return covered.reduce(0, +) / Double(max(1, covered.count))
  }
}

/// The pictures of a study by what its record says of each. A figure draws those that are here, and no other.
public struct CoursePictures: Hashable, Sendable {
  private var pictures: [AssessmentImage: CoursePicture] = [:]

  /// None.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { pictures.isEmpty }

  /// The picture of an image; nil where it could not be had.
  public subscript(image: AssessmentImage) -> CoursePicture? {
    get { pictures[image] }
    set { pictures[image] = newValue }
  }
}
