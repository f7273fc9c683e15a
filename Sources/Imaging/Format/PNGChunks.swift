// SPDX-License-Identifier: Apache-2.0

/// The parts of a PNG file (ISO/IEC 15948): what of it is pixels, and what a viewer never shows.
struct PNGChunks {
  /// A part, with where it stands.
  struct Chunk: Equatable {
    var name: String
    /// The whole part, with its length and check sum.
    var range: Range<Int>
  }

  let bytes: [UInt8]
  /// The parts up to the end of the picture.
  let chunks: [Chunk]
  /// Whether the picture has its end.
  let isWhole: Bool
  /// How many bytes stand behind it.
  let trailing: Int

  /// The parts that pixels need.
  static let needed: Set<String> = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let reader = ByteReader(bytes: bytes)
    var chunks: [Chunk] = []
    var place = 8
    var isWhole = false
    while let length = reader.long(place), let name = reader.text(place + 4, 4), length <= bytes.count - place - 12 {
      chunks.append(Chunk(name: name, range: place..<place + length + 12))
      place += length + 12
      if name == "IEND" {
        isWhole = true
        break
      }
    }
    self.chunks = chunks
    self.isWhole = isWhole
    trailing = isWhole ? bytes.count - place : 0
  }

  /// Parts that are no pixels, each once.
  var extra: [String] {
    chunks.map(\.name).filter { !Self.needed.contains($0) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The file with nothing but pixels; nil where it is not whole.
  var stripped: [UInt8]? {
    guard isWhole else { return nil }
    return Array(bytes.prefix(8))
      + chunks.filter { Self.needed.contains($0.name) }.flatMap { Array(bytes[$0.range]) }
  }

  /// Whether there is nothing but pixels.
  var isBare: Bool { isWhole && trailing == 0 && extra.isEmpty }
}
