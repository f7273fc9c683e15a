// SPDX-License-Identifier: Apache-2.0

/// The maps of Netpbm, by which converters hand over pixels: PBM, PGM and PPM in their raw forms.
enum PortableMap {
  /// The picture that a converter printed; nil where it is none, or not whole.
  static func image(_ bytes: [UInt8]) -> PixelImage? {
    var place = 2
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"), let kind = [0x34, 0x35, 0x36].firstIndex(of: bytes[1]) else {
      return nil
    }
    guard let width = number(bytes, &place), let height = number(bytes, &place), width > 0, height > 0,
      width <= 1_000_000, height <= 1_000_000
    else { return nil }
    if kind == 0 {
      place += 1
      return bits(bytes, place, width, height)
    }
    guard let most = number(bytes, &place), (1...65535).contains(most) else { return nil }
    place += 1
    let channels = kind == 1 ? 1 : 3
    let count = width * height * channels
    let size = most > 255 ? 2 : 1
    guard place <= bytes.count, bytes.count - place >= count * size else { return nil }
    if most == 255 {
      return PixelImage(width: width, height: height, channels: channels, values: Array(bytes[place..<place + count]))
    }
    let values = (0..<count).map { index -> UInt8 in
      let value =
        size == 1
        ? Int(bytes[place + index]) : Int(bytes[place + 2 * index]) << 8 | Int(bytes[place + 2 * index + 1])
      return UInt8((min(value, most) * 255 + most / 2) / most)
    }
    return PixelImage(width: width, height: height, channels: channels, values: values)
  }

  /// A bitmap, in which 1 is black.
  private static func bits(_ bytes: [UInt8], _ start: Int, _ width: Int, _ height: Int) -> PixelImage? {
    let row = (width + 7) / 8
    guard start <= bytes.count, bytes.count - start >= row * height else { return nil }
    var values: [UInt8] = []
    values.reserveCapacity(width * height)
    for y in 0..<height {
      for x in 0..<width { values.append(bytes[start + y * row + x / 8] >> UInt8(7 - x % 8) & 1 == 1 ? 0 : 255) }
    }
    return PixelImage(width: width, height: height, channels: 1, values: values)
  }

  private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) {
        place += 1
      } else {
        break
      }
    }
    var (number, digits) = (0, 0)
    while place < bytes.count, digits < 8, (0x30...0x39).contains(bytes[place]) {
      number = number * 10 + Int(bytes[place] - 0x30)
      (place, digits) = (place + 1, digits + 1)
    }
    return digits > 0 ? number : nil
  }

  /// A picture as a converter reads it.
  static func bytes(_ image: PixelImage) -> [UInt8] {
    Array("P\(image.channels == 1 ? 5 : 6)\n\(image.width) \(image.height)\n255\n".utf8) + image.values
  }
}
