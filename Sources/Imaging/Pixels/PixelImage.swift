// SPDX-License-Identifier: Apache-2.0

public import Course

/// A picture as its pixels and nothing else: 8 bits a channel, grey or red, green and blue, row by row from the upper left corner.
public struct PixelImage: Sendable, Hashable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// `width * height * channels` values.
  public private(set) var values: [UInt8]

  /// A picture; nil where the values are not as many as its pixels have.
  public init?(width: Int, height: Int, channels: Int, values: [UInt8]) {
    guard width > 0, height > 0, channels == 1 || channels == 3 else { return nil }
    let (pixels, isLarge) = width.multipliedReportingOverflow(by: height)
    guard !isLarge, pixels <= Int.max / 4, values.count == pixels * channels else { return nil }
    (self.width, self.height, self.channels, self.values) = (width, height, channels, values)
  }

  /// The mean of all values, 0 to 255.
  public var mean: Double {
    Double(values.reduce(into: UInt64(0)) { $0 += UInt64($1) }) / Double(max(1, values.count))
  }

  /// The part of a crop that lies within; nil where none does.
  public func cropped(to crop: ImageCrop) -> PixelImage? {
    let left = min(crop.corner.x, width)
    let top = min(crop.corner.y, height)
    let across = min(crop.width, width - left)
    let down = min(crop.height, height - top)
    guard across > 0, down > 0 else { return nil }
    var part: [UInt8] = []
    part.reserveCapacity(across * down * channels)
    for row in top..<top + down {
      let start = (row * width + left) * channels
      part += values[start..<start + across * channels]
    }
    return PixelImage(width: across, height: down, channels: channels, values: part)
  }

  /// The picture with every pixel of a region black.
  public func blanked(_ region: ImageCrop) -> PixelImage {
    var image = self
    let (left, top) = (min(region.corner.x, width), min(region.corner.y, height))
    let (across, down) = (min(region.width, width - left), min(region.height, height - top))
    guard across > 0, down > 0 else { return self }
    for row in top..<top + down {
      let start = (row * width + left) * channels
      for index in start..<start + across * channels { image.values[index] = 0 }
    }
    return image
  }

  /// The picture in greys, by the luminance of ITU-R BT.709.
  public var inGreys: PixelImage {
    guard channels == 3 else { return self }
    var greys = [UInt8](repeating: 0, count: width * height)
    for index in greys.indices {
      let (red, green, blue) = (values[index * 3], values[index * 3 + 1], values[index * 3 + 2])
      let luminance: Double = 0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue)
      greys[index] = UInt8(clamping: Int(luminance.rounded()))
    }
    return PixelImage(width: width, height: height, channels: 1, values: greys) ?? self
  }

  /// The picture in one channel, where all three say the same.
  var withoutNeedlessColour: PixelImage {
    guard channels == 3 else { return self }
    for index in 0..<width * height {
      let first = values[index * 3]
      guard values[index * 3 + 1] == first, values[index * 3 + 2] == first else { return self }
    }
    var greys = [UInt8](repeating: 0, count: width * height)
    for index in greys.indices { greys[index] = values[index * 3] }
    return PixelImage(width: width, height: height, channels: 1, values: greys) ?? self
  }

  /// The mean of each of so many fields across, and as many down, row by row, 0 to 255; of a picture of fewer pixels some fields are of one.
  func tones(across count: Int) -> [Double] {
    (0..<count * count).map { field in
      let (row, column) = (field / count, field % count)
      let (top, left) = (row * height / count, column * width / count)
      let (bottom, right) = (max(top + 1, (row + 1) * height / count), max(left + 1, (column + 1) * width / count))
      var sum = 0
      for y in top..<bottom {
        for index in (y * width + left) * channels..<(y * width + right) * channels { sum += Int(values[index]) }
      }
      return Double(sum) / Double((bottom - top) * (right - left) * channels)
    }
  }

  /// Each pixel as a square of so many.
  func enlarged(_ times: Int) -> PixelImage {
    guard times > 1 else { return self }
    var large: [UInt8] = []
    large.reserveCapacity(values.count * times * times)
    for row in 0..<height {
      var line: [UInt8] = []
      line.reserveCapacity(width * times * channels)
      for column in 0..<width {
        let start = (row * width + column) * channels
        for _ in 0..<times { line += values[start..<start + channels] }
      }
      for _ in 0..<times { large += line }
    }
    return PixelImage(width: width * times, height: height * times, channels: channels, values: large) ?? self
  }

  /// The picture turned as its orientation (EXIF and TIFF, 1 to 8) says.
  func turned(_ orientation: Int) -> PixelImage {
    guard (2...8).contains(orientation) else { return self }
    let swaps = orientation >= 5
    let (across, down) = swaps ? (height, width) : (width, height)
    var turned = [UInt8](repeating: 0, count: values.count)
    for y in 0..<down {
      for x in 0..<across {
        let (column, row): (Int, Int)
        switch orientation {
        case 2: (column, row) = (width - 1 - x, y)
        case 3: (column, row) = (width - 1 - x, height - 1 - y)
        case 4: (column, row) = (x, height - 1 - y)
        case 5: (column, row) = (y, x)
        case 6: (column, row) = (y, height - 1 - x)
        case 7: (column, row) = (width - 1 - y, height - 1 - x)
        default: (column, row) = (width - 1 - y, x)
        }
        for channel in 0..<channels {
          turned[(y * across + x) * channels + channel] = values[(row * width + column) * channels + channel]
        }
      }
    }
    return PixelImage(width: across, height: down, channels: channels, values: turned) ?? self
  }
}
