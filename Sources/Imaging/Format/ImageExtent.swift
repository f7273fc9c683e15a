// SPDX-License-Identifier: Apache-2.0

/// What the header of a PNG, JPEG or TIFF file says before a pixel of it is decoded: its size, how it is to be turned, and what it holds beside pixels.
struct ImageExtent {
  var width: Int
  var height: Int
  /// How it is to be turned, 1 to 8.
  var orientation = 1
  /// The bytes of packed pixels, where their number is known.
  var packedBytes = 0
  /// What stands in the file beside pixels, in words.
  var extras: [String] = []

  /// What the header says; nil where there is none that can be read.
  init?(_ bytes: [UInt8], _ format: ImageFormat) {
    let found: ImageExtent? =
      switch format {
      case .png: Self.png(bytes)
      case .jpeg: Self.jpeg(bytes)
      case .tiff: Self.tiff(bytes)
      case .dicom: nil
      }
    guard let found, found.width > 0, found.height > 0 else { return nil }
    self = found
  }

  private init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  private static func png(_ bytes: [UInt8]) -> ImageExtent? {
    let reader = ByteReader(bytes: bytes)
    guard reader.text(12, 4) == "IHDR", let width = reader.long(16), let height = reader.long(20) else { return nil }
    var extent = ImageExtent(width: width, height: height)
    let chunks = PNGChunks(bytes)
    extent.extras = chunks.extra.map { "PNG part \(printable($0))" }
    extent.packedBytes = chunks.chunks.filter { $0.name == "IDAT" }.reduce(0) { $0 + $1.range.count - 12 }
    // Clear pixels become white: what lies under them is not seen, and does not come through.
    if let kind = reader.byte(25), kind == 4 || kind == 6 || chunks.chunks.contains(where: { $0.name == "tRNS" }) {
      extent.extras.append("clearness, under which pixels may be hidden")
    }
    if let part = chunks.chunks.first(where: { $0.name == "eXIf" }),
      let found = TIFFDirectory(Array(bytes[part.range].dropFirst(8).dropLast(4)))
    {
      extent.orientation = found.orientation
      if found.number(0x8825) != nil { extent.extras.append("EXIF place (GPS)") }
    }
    if chunks.trailing > 0 { extent.extras.append("\(chunks.trailing) bytes behind the end of the picture") }
    return extent
  }

  private static func jpeg(_ bytes: [UInt8]) -> ImageExtent? {
    let reader = ByteReader(bytes: bytes)
    var extent: ImageExtent?
    var (place, extras, orientation) = (2, [String](), 1)
    while let marker = reader.byte(place), marker == 0xFF, let kind = reader.byte(place + 1) {
      if kind == 0xFF {
        place += 1
        continue
      }
      if kind == 0xD9 {
        // The end; a telephone puts a second picture, or a film, behind it.
        let trailing = bytes.count - place - 2
        if trailing > 0 { extras.append("\(trailing) bytes behind the end of the picture") }
        break
      }
      guard let length = reader.short(place + 2), length >= 2 else { break }
      switch kind {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        if extent == nil, let height = reader.short(place + 5), let width = reader.short(place + 7) {
          extent = ImageExtent(width: width, height: height)
        }
      case 0xE1 where reader.text(place + 4, 4) == "Exif":
        extras.append("EXIF")
        let start = place + 10
        if start < bytes.count, let found = TIFFDirectory(Array(bytes[start..<min(bytes.count, place + 2 + length)])) {
          orientation = found.orientation
          if found.number(0x8825) != nil { extras.append("EXIF place (GPS)") }
        }
      case 0xE1: extras.append("JPEG part APP1 (XMP)")
      case 0xE2: extras.append("JPEG part APP2 (ICC profile)")
      case 0xE3...0xEF: extras.append("JPEG part APP\(kind - 0xE0)")
      case 0xFE: extras.append("JPEG comment")
      default: break
      }
      place += 2 + length
      if kind == 0xDA { place = Self.endOfScan(bytes, place) }
    }
    extent?.orientation = orientation
    extent?.extras = extras.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    return extent
  }

  /// Where the packed pixels of a scan end: at the next marker that is no restart and no stuffed byte.
  private static func endOfScan(_ bytes: [UInt8], _ start: Int) -> Int {
    var place = start
    while place + 1 < bytes.count {
      if bytes[place] == 0xFF, bytes[place + 1] != 0, !(0xD0...0xD7).contains(bytes[place + 1]) { return place }
      place += 1
    }
    return bytes.count
  }

  private static func tiff(_ bytes: [UInt8]) -> ImageExtent? {
    guard let directory = TIFFDirectory(bytes), let width = directory.number(0x0100),
      let height = directory.number(0x0101)
    else { return nil }
    var extent = ImageExtent(width: width, height: height)
    extent.extras = directory.tags.filter { !TIFFDirectory.needed.contains($0) }.map { tag in
      TIFFDirectory.names[tag] ?? "TIFF field \(tag)"
    }
    // Two or more samples beside those of a colour: the last of them is mostly how clear a pixel is.
    if directory.tags.contains(338) { extent.extras.append("clearness, under which pixels may be hidden") }
    let further = TIFFDirectory.count(bytes) - 1
    if further > 0 { extent.extras.append(further == 1 ? "another page" : "\(further) other pages") }
    return extent
  }

  private static func printable(_ text: String) -> String {
    text.allSatisfy { $0.isASCII && $0.isLetter } ? text : "of an unknown name"
  }
}
