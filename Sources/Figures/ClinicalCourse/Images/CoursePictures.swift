// SPDX-License-Identifier: Apache-2.0

public import Course

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

  /// A picture.
  public init(png: [UInt8], width: Int, height: Int, corner: ImagePoint = ImagePoint(x: 0, y: 0)) {
    self.png = png
    self.width = width
    self.height = height
    self.corner = corner
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
