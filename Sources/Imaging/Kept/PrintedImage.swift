// SPDX-License-Identifier: Apache-2.0

public import Course

/// A kept picture as a figure embeds it: cropped, in greys where they are asked for, and encoded anew, so that what stands in a file beside pixels never enters a figure.
public struct PrintedImage: Sendable, Hashable {
  /// The PNG file.
  public let png: [UInt8]
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Where the upper left corner lies in the kept file, in pixels.
  public let corner: ImagePoint
  /// How bright each of ``tonesAcross`` times as many fields is, row by row, 0 to 255: by them a figure keeps off what is bright.
  public let tones: [Double]

  /// So many fields across, and down.
  public static let tonesAcross = 8

  /// Prepares a picture.
  ///
  /// - Parameters:
  ///   - bytes: the kept file.
  ///   - image: what the record says of it.
  ///   - inGreys: whether colours become greys.
  ///   - reader: reads it.
  ///   - writer: encodes it anew.
  public static func make(
    _ bytes: [UInt8], _ image: AssessmentImage, inGreys: Bool, reader: ImageReader = ImageReader(),
    writer: ImageWriter = ImageWriter()
  ) throws(ImageFailure) -> PrintedImage {
    var pixels = try reader.read(bytes).pixels
    var corner = ImagePoint(x: 0, y: 0)
    if let crop = image.crop {
      guard let part = pixels.cropped(to: crop) else {
        throw .unreadable("the crop \(crop.text) lies outside of its \(pixels.width) x \(pixels.height) pixels")
      }
      (pixels, corner) = (part, crop.corner)
    }
    if inGreys { pixels = pixels.inGreys }
    return PrintedImage(
      png: try writer.png(pixels), width: pixels.width, height: pixels.height, corner: corner,
      tones: pixels.inGreys.tones(across: tonesAcross))
  }
}
