// SPDX-License-Identifier: Apache-2.0

/// A DICOM file by its elements (PS3.5 chapter 7, explicit and little-endian), byte by byte, so that a test may say what is wrong with it.
struct DICOMBytes {
  var syntax = "1.2.840.10008.1.2.1"
  /// Texts by group, element and kind, beside those of the pixels.
  var texts: [(group: UInt16, element: UInt16, kind: String, text: String)] = []
  var rows: UInt16 = 64
  var columns: UInt16 = 64
  var frames = 1
  /// What stands in the element of pixels.
  var pixels: [UInt8]

  /// A ramp of so many rows of 64 pixels of 16 bits.
  static func ramp(rows: Int) -> [UInt8] {
    (0..<rows * 64).flatMap { index -> [UInt8] in [UInt8(index & 0xFF), UInt8(index >> 8 & 0x0F)] }
  }

  /// Packed by run lengths (PS3.5 annex G): two segments, each of so many runs of 128 equal bytes.
  static func runLengths(runs: Int) -> [UInt8] {
    let segment = (0..<runs).flatMap { [UInt8(0x81), UInt8($0 & 0x7F)] }
    let head = [2, 64, 64 + segment.count].flatMap(long) + [UInt8](repeating: 0, count: 52)
    let fragment = head + segment + segment
    let item: [UInt8] = [0xFE, 0xFF, 0, 0xE0]
    return item + long(0) + item + long(fragment.count) + fragment + [0xFE, 0xFF, 0xDD, 0xE0] + long(0)
  }

  private static func short(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
  private static func long(_ number: Int) -> [UInt8] { short(number & 0xFFFF) + short(number >> 16) }

  private static func element(_ group: UInt16, _ element: UInt16, _ kind: String, _ value: [UInt8]) -> [UInt8] {
    let value = value.count % 2 == 0 ? value : value + [kind == "UI" || kind == "OB" ? 0 : 0x20]
    let head = short(Int(group)) + short(Int(element)) + Array(kind.utf8)
    return head + (["OB", "OW"].contains(kind) ? [0, 0] + long(value.count) : short(value.count)) + value
  }

  private static func text(_ group: UInt16, _ element: UInt16, _ kind: String, _ text: String) -> [UInt8] {
    Self.element(group, element, kind, Array(text.utf8))
  }

  private static func number(_ group: UInt16, _ element: UInt16, _ number: UInt16) -> [UInt8] {
    Self.element(group, element, "US", short(Int(number)))
  }

  /// The file.
  var bytes: [UInt8] {
    let kind = "1.2.840.10008.5.1.4.1.1.2"
    let meta =
      Self.element(2, 1, "OB", [0, 1]) + Self.text(2, 2, "UI", kind) + Self.text(2, 3, "UI", "1.2.3")
      + Self.text(2, 0x10, "UI", syntax)
    var elements: [(group: UInt16, element: UInt16, bytes: [UInt8])] = [
      (8, 0x16, Self.text(8, 0x16, "UI", kind)), (8, 0x18, Self.text(8, 0x18, "UI", "1.2.3")),
      (0x28, 2, Self.number(0x28, 2, 1)), (0x28, 4, Self.text(0x28, 4, "CS", "MONOCHROME2")),
      (0x28, 0x10, Self.number(0x28, 0x10, rows)), (0x28, 0x11, Self.number(0x28, 0x11, columns)),
      (0x28, 0x100, Self.number(0x28, 0x100, 16)), (0x28, 0x101, Self.number(0x28, 0x101, 16)),
      (0x28, 0x102, Self.number(0x28, 0x102, 15)), (0x28, 0x103, Self.number(0x28, 0x103, 0)),
    ]
    if frames > 1 { elements.append((0x28, 8, Self.text(0x28, 8, "IS", "\(frames)"))) }
    elements += texts.map { ($0.group, $0.element, Self.text($0.group, $0.element, $0.kind, $0.text)) }
    elements.sort { ($0.group, $0.element) < ($1.group, $1.element) }
    let isPacked = syntax == "1.2.840.10008.1.2.5"
    let last: [UInt8] =
      isPacked
      ? [0xE0, 0x7F, 0x10, 0, 0x4F, 0x42, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF] + pixels
      : Self.element(0x7FE0, 0x10, "OW", pixels)
    return [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
      + Self.element(2, 0, "UL", Self.long(meta.count)) + meta + elements.flatMap(\.bytes) + last
  }
}
