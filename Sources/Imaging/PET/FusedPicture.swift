// SPDX-License-Identifier: Apache-2.0

import Course

/// A slice of PET in colours over a slice of another scan, on the grid of the latter.
struct FusedPicture {
  /// In colours.
  let pixels: PixelImage
  /// The uptake alone, in greys, on the same grid: for the search for text.
  let uptake: PixelImage

  /// Why a slice cannot lie over another; nil where it can.
  ///
  /// Nothing is registered here: both must be in one frame of reference (PS3.3 C.7.4.1), cut across, parallel, and within half a slice of the PET of each other.
  static func obstacle(_ pet: PETHeader, over base: PETHeader) -> String? {
    guard let modality = base.modality, ["CT", "MR"].contains(modality) else {
      return "it is no CT or MR, by its header"
    }
    guard let own = pet.frameOfReference, let other = base.frameOfReference else {
      return
        "a header has no frame of reference (FrameOfReferenceUID 0020,0052), without which nothing says that they lie over each other"
    }
    guard own == other else {
      return
        "they are of different frames of reference (FrameOfReferenceUID 0020,0052); expected one of both, as of one examination"
    }
    guard let slice = pet.geometry, let below = base.geometry else {
      return
        "a header does not say where its slice lies (0020,0032, 0020,0037, 0028,0030)"
    }
    guard slice.isAxial, below.isAxial else { return "one of them is no axial slice (0020,0037); expected both" }
    guard slice.isParallel(to: below) else {
      return "their orientations (0020,0037) differ by more than 0.001; expected parallel slices that were not turned"
    }
    guard let thickness = slice.thickness else {
      return "the PET does not say how thick it is (0018,0050)"
    }
    let distance = abs(slice.height(of: below.position))
    guard distance <= thickness / 2 else {
      return
        "the slices are \(ImageSpacing.words(distance)) mm apart; expected at most half a slice of the PET, \(ImageSpacing.words(thickness / 2)) mm"
    }
    return nil
  }

  /// Lays one over the other; nil where a size does not fit.
  ///
  /// - Parameters:
  ///   - factor: uptake of a value of 1.
  ///   - greys: the scan below, through its window.
  init?(_ slice: PETSlice, factor: Double, _ window: UptakeWindow, over greys: PixelImage, at below: SliceGeometry) {
    guard let above = slice.header.geometry, greys.channels == 1 else { return nil }
    var colours: [UInt8] = []
    var shares: [UInt8] = []
    colours.reserveCapacity(greys.width * greys.height * 3)
    shares.reserveCapacity(greys.width * greys.height)
    for y in 0..<greys.height {
      for x in 0..<greys.width {
        let grey = Double(greys.values[y * greys.width + x])
        let (column, row) = above.pixel(of: below.place(column: Double(x), row: Double(y)))
        let value = slice.value(column: column, row: row)
        let share = value.map { window.share(of: $0 * factor) } ?? 0
        let (colour, cover) = (HeatPalette.colour(share), HeatPalette.cover(share))
        for part in [colour.red, colour.green, colour.blue] {
          colours.append(UInt8(clamping: Int((grey * (1 - cover) + 255 * part * cover).rounded())))
        }
        shares.append(UInt8(clamping: Int((255 * share).rounded())))
      }
    }
    guard let pixels = PixelImage(width: greys.width, height: greys.height, channels: 3, values: colours),
      let uptake = PixelImage(width: greys.width, height: greys.height, channels: 1, values: shares)
    else { return nil }
    (self.pixels, self.uptake) = (pixels, uptake)
  }
}

extension ImageSpacing {
  /// A length to a tenth of a mm.
  fileprivate static func words(_ millimetres: Double) -> String {
    let tenths = Int((millimetres * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension PETSlice {
  /// The value between the middles of four pixels, each by its nearness; nil outside of the slice.
  func value(column: Double, row: Double) -> Double? {
    guard column >= -0.5, row >= -0.5, column <= Double(width) - 0.5, row <= Double(height) - 0.5 else { return nil }
    // In the outer half of an outer pixel there is no neighbour.
    let x = min(Double(width - 1), max(0, column))
    let y = min(Double(height - 1), max(0, row))
    let (left, top) = (Int(x), Int(y))
    let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
    let (u, v) = (x - Double(left), y - Double(top))
    let upper = values[top * width + left] * (1 - u) + values[top * width + right] * u
    let lower = values[bottom * width + left] * (1 - u) + values[bottom * width + right] * u
    return upper * (1 - v) + lower * v
  }

  /// The slice in greys between two uptakes.
  func greys(factor: Double, _ window: UptakeWindow) -> PixelImage? {
    PixelImage(
      width: width, height: height, channels: 1,
      values: values.map { value in
        let share = window.share(of: value * factor)
        return UInt8(clamping: Int((255 * (window.isInverted ? 1 - share : share)).rounded()))
      })
  }
}
