// SPDX-License-Identifier: Apache-2.0

/// The codestreams of JPEG 2000 in a DICOM file (PS3.5 A.4.4), as far as their headers and the lengths of their parts go (ISO/IEC 15444-1 annex A): what is looked at before a program decodes them.
struct JPEG2000Streams {
  /// A codestream, of one frame.
  struct Stream: Hashable {
    /// Pixels across and down, by `SIZ`.
    var width: Int
    var height: Int
    /// Whether its tile parts are as long as they say, and its end is there.
    var isWhole: Bool
  }

  /// In the order of the frames.
  private(set) var streams: [Stream] = []

  private static let start: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51]

  /// (7FE0,0010) of bytes (`OB`) or words (`OW`) without a length, little end first, as packed pixels always are.
  private static let element: [UInt8] = [0xE0, 0x7F, 0x10, 0x00, 0x4F]
  private static let openLength: [UInt8] = [0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF]

  /// Finds the pieces of the pixels in the bytes of a file; none where it has no packed ones.
  init(_ bytes: [UInt8]) {
    guard let begin = Self.pixels(bytes) else { return }
    let reader = ByteReader(bytes: bytes, isLittle: true)
    var (place, stream, isTable) = (begin, [UInt8](), true)
    // A piece: FFFE,E000, its length, its bytes. FFFE,E0DD ends them. The first is a table of where frames begin.
    while reader.short(place) == 0xFFFE, reader.short(place + 2) == 0xE000, let length = reader.long(place + 4),
      length <= bytes.count - place - 8
    {
      let piece = bytes[(place + 8)..<(place + 8 + length)]
      place += 8 + length
      if isTable {
        isTable = false
        continue
      }
      if piece.starts(with: Self.start), !stream.isEmpty {
        streams.append(Self.stream(stream))
        stream = []
      }
      stream += piece
    }
    if !stream.isEmpty { streams.append(Self.stream(stream)) }
  }

  /// Where the pieces of the pixels begin: of the last element of pixels, since that of an icon within a sequence stands before.
  private static func pixels(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 12 else { return nil }
    for place in stride(from: bytes.count - 12, through: 0, by: -1)
    where bytes[place] == element[0] && bytes[place + 1] == element[1] {
      if bytes[place..<place + 5].elementsEqual(element), bytes[place + 5] == 0x42 || bytes[place + 5] == 0x57,
        bytes[place + 6..<place + 12].elementsEqual(openLength)
      {
        return place + 12
      }
    }
    return nil
  }

  private static func stream(_ bytes: [UInt8]) -> Stream {
    let reader = ByteReader(bytes: bytes)
    // SOC, then SIZ: its length, capabilities, size of the grid, and where the picture begins in it.
    guard bytes.starts(with: start), let right = reader.long(8), let bottom = reader.long(12),
      let left = reader.long(16),
      let top = reader.long(20), right > left, bottom > top
    else { return Stream(width: 0, height: 0, isWhole: false) }
    return Stream(width: right - left, height: bottom - top, isWhole: isWhole(reader))
  }

  /// Whether marker segments and tile parts lead to the marker of the end.
  private static func isWhole(_ reader: ByteReader) -> Bool {
    var place = 2
    while let marker = reader.short(place) {
      switch marker {
      case 0xFFD9: return true
      case 0xFF90:
        guard let length = reader.long(place + 6) else { return false }
        // The last tile part may leave its length open: then the end stands at the end, which may be followed by a byte that makes the length even.
        guard length > 0 else { return endsWithEnd(reader.bytes) }
        guard length >= 14, length <= reader.bytes.count - place else { return false }
        place += length
      case 0xFF51...0xFF8F:
        guard let length = reader.short(place + 2), length >= 2 else { return false }
        place += 2 + length
      default: return false
      }
    }
    return false
  }

  private static func endsWithEnd(_ bytes: [UInt8]) -> Bool {
    bytes.suffix(2).elementsEqual([0xFF, 0xD9]) || bytes.dropLast().suffix(2).elementsEqual([0xFF, 0xD9])
  }
}
