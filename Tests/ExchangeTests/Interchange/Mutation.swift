// SPDX-License-Identifier: Apache-2.0

import VerlaufTesting

/// Damage to the bytes of a file: of single bytes, of lines and cells, of its encoding, and of the entries of an archive.
struct Mutation {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Whether something of a chance of one in so many happens.
  mutating func happens(oneIn count: Int) -> Bool { random.below(count) == 0 }

  /// One of some.
  mutating func choice<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }

  /// Bytes that mean something to a table, a mapping or a sheet.
  private static let pieces: [[UInt8]] =
    [
      ";", ",", "\t", "\"", "\"\"", "\r\n", "\n", "\r", "|", "P01", "1", "-1", "99999999999", "1e999", "0/0",
      "2020-02-30",
      "k.A.", "NA", "é", "\u{FEFF}", "\u{202E}", "Summe", "{}", "- ", ": ", "#", "=1+1", "*", "&#0;", "&#xD800;", "<",
      "/>",
      "<row r=\"1048577\">", "A1:XFD1048576", "[x]='1'",
    ].map { Array($0.utf8) } + [[0], [0, 0, 0, 0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  /// A text with one to four damages.
  mutating func damaged(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    for _ in 0...random.below(4) where !bytes.isEmpty {
      switch random.below(12) {
      case 0...5: hitBytes(&bytes)
      case 6...9: hitLines(&bytes)
      default: if happens(oneIn: 3) { bytes = encoded(bytes) } else { hitBytes(&bytes) }
      }
    }
    return bytes
  }

  private mutating func hitBytes(_ bytes: inout [UInt8]) {
    let place = random.below(bytes.count)
    switch random.below(8) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(30)))
    case 1, 2: bytes.insert(contentsOf: choice(Self.pieces), at: place)
    case 3: bytes[place] = UInt8(random.below(256))
    case 4: bytes.swapAt(place, random.below(bytes.count))
    case 5:
      let run = Array(bytes[place..<min(bytes.count, place + 1 + random.below(200))])
      bytes.insert(contentsOf: run, at: random.below(bytes.count))
    case 6: bytes[place] = 0
    default:
      if happens(oneIn: 4) {
        bytes.removeLast(bytes.count - place)
      } else {
        bytes[place] ^= 1 << UInt8(random.below(8))
      }
    }
  }

  /// Lines and cells removed, doubled and swapped.
  private mutating func hitLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let (line, other) = (random.below(lines.count), random.below(lines.count))
    let separator = choice([UInt8]([0x2C, 0x3B, 0x09]))
    switch random.below(8) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[line], at: other)
    case 2: lines.swapAt(line, other)
    case 3: lines.append(contentsOf: lines)
    case 4: lines[line].append(contentsOf: [UInt8](repeating: separator, count: 1 + random.below(5_000)))
    case 5: lines[line].insert(contentsOf: [0x20, 0x20], at: 0)
    default:
      var cells = lines[line].split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
      let (cell, place) = (random.below(cells.count), random.below(cells.count))
      switch random.below(3) {
      case 0: cells.swapAt(cell, place)
      case 1: cells.insert(cells[cell], at: place)
      default: cells.remove(at: cell)
      }
      lines[line] = Array(cells.joined(separator: [separator]))
    }
    bytes = Array(lines.joined(separator: [0x0A]))
  }

  /// A text in another encoding than it says.
  private mutating func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    switch random.below(5) {
    case 0: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 1: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case 2: return text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F }
    case 3: return [0xEF, 0xBB, 0xBF] + bytes
    default: return bytes.flatMap { $0 == 0x0A ? [0x0D] : [$0] }
    }
  }

  // MARK: archives

  /// An archive with the headers of its entries changed, or whole entries removed, doubled, swapped or cut.
  mutating func damaged(archive: [UInt8]) -> [UInt8] {
    var bytes = archive
    let headers = bytes.indices.filter { place in
      [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 1, 2], [0x50, 0x4B, 5, 6]].contains { bytes[place...].starts(with: $0) }
    }
    guard headers.count > 1 else { return damaged(archive) }
    let place = random.below(headers.count - 1)
    let entry = headers[place]..<headers[place + 1]
    switch random.below(6) {
    // Versions, flags, methods, sums, sizes, lengths of names and offsets stand in the first bytes of a header.
    case 0, 1, 2:
      for _ in 0...random.below(3) {
        let byte = choice(headers) + 4 + random.below(42)
        if byte < bytes.count { bytes[byte] = choice([0, 1, 8, 9, 0x7F, 0xFF, UInt8(random.below(256))]) }
      }
    case 3: bytes.removeSubrange(entry)
    case 4: bytes.insert(contentsOf: Array(bytes[entry]), at: choice(headers))
    default:
      let moved = Array(bytes[entry])
      bytes.removeSubrange(entry)
      bytes.insert(contentsOf: moved, at: min(bytes.count, choice(headers)))
    }
    if happens(oneIn: 3) { hitBytes(&bytes) }
    return bytes
  }

  /// An archive of parts that are stored as they are, with right sums (PKWARE, .ZIP File Format Specification 6.3).
  static func archive(_ parts: [(path: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var (files, directory) = ([UInt8](), [UInt8]())
    for (path, bytes) in parts {
      let common =
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(Int(sum(bytes)), 4) + little(bytes.count, 4)
        + little(bytes.count, 4) + little(path.utf8.count, 2) + little(0, 2)
      directory +=
        [0x50, 0x4B, 1, 2] + little(20, 2) + common + little(0, 10) + little(files.count, 4) + Array(path.utf8)
      files += [0x50, 0x4B, 3, 4] + common + Array(path.utf8) + bytes
    }
    return files + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
      + little(directory.count, 4) + little(files.count, 4) + little(0, 2)
  }

  /// The sum CRC-32 of bytes.
  private static func sum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }
}
