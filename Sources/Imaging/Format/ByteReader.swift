// SPDX-License-Identifier: Apache-2.0

/// Numbers in bytes, of which none that lies outside is read.
struct ByteReader {
  let bytes: [UInt8]
  var isLittle = false

  func byte(_ place: Int) -> Int? { bytes.indices.contains(place) ? Int(bytes[place]) : nil }

  func short(_ place: Int) -> Int? {
    guard let first = byte(place), let second = byte(place + 1) else { return nil }
    return isLittle ? second << 8 | first : first << 8 | second
  }

  func long(_ place: Int) -> Int? {
    guard let first = short(place), let second = short(place + 2) else { return nil }
    return isLittle ? second << 16 | first : first << 16 | second
  }

  func text(_ place: Int, _ count: Int) -> String? {
    guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else { return nil }
    return String(decoding: bytes[place..<place + count], as: UTF8.self)
  }
}
