// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

extension ImageReader {
  /// A slice of PET between two standardised uptakes, alone or over another scan, and what else was read.
  struct UptakePicture {
    var picture: Picture
    /// Pictures that make it, to be searched for text too.
    var parts: [PixelImage] = []
    /// The header of the scan below.
    var under: DICOMHeader?
    /// How uptake was computed.
    var way: String
  }

  /// Draws a slice of PET.
  ///
  /// - Parameters:
  ///   - base: the file of a CT or MR slice over which it is drawn in colours; nil for greys.
  ///   - window: that of the slice below; nil takes that of its file.
  func uptake(
    _ bytes: [UInt8], _ ends: UptakeWindow, span: PETSeriesSpan, over base: [UInt8]?, window: ImageWindow?
  ) throws(ImageFailure) -> UptakePicture {
    guard ImageFormat(bytes) == .dicom else { throw .unknownFormat }
    let (general, header) = (try header(bytes), try petHeader(bytes))
    let scale: StandardisedUptake
    do throws(UptakeNotDetermined) {
      var span = span
      span.add(header)
      scale = try StandardisedUptake(header, span: span)
    } catch { throw .uptake(error) }
    guard let base else {
      let slice = try petSlice(bytes)
      guard let greys = slice.greys(factor: scale.factor, ends) else { throw .noPixels }
      let picture = Picture(
        pixels: greys, format: .dicom, header: general, frame: nil, window: nil, extras: [Self.headerWords])
      return UptakePicture(picture: picture, way: scale.way)
    }
    guard ImageFormat(base) == .dicom else { throw .notOver("it is no DICOM file") }
    let below = try petHeader(base)
    if let obstacle = FusedPicture.obstacle(header, over: below) { throw .notOver(obstacle) }
    guard below.whole("0028,0008") ?? 1 == 1 else {
      throw .notOver("it has several frames; expected a file of one slice")
    }
    let slice = try petSlice(bytes)
    let under = try read(base, window: window)
    guard under.pixels.channels == 1, let place = below.geometry,
      let fused = FusedPicture(slice, factor: scale.factor, ends, over: under.pixels, at: place)
    else { throw .notOver("it is no picture of greys") }
    let picture = Picture(
      pixels: fused.pixels, format: .dicom, header: general, frame: nil, window: under.window,
      extras: [Self.headerWords, "that of the scan below"])
    return UptakePicture(
      picture: picture, parts: [under.pixels, fused.uptake], under: under.header, way: scale.way)
  }

  static let headerWords = "the DICOM header, private fields and overlays included"
}
