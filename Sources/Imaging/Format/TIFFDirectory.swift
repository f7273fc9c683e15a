// SPDX-License-Identifier: Apache-2.0

/// The first directory of a TIFF file, which EXIF has too: its fields by their numbers (TIFF 6.0, Adobe 1992).
struct TIFFDirectory {
  private let numbers: [Int: Int]
  /// Where the next directory begins; nil for none.
  private let next: Int?
  /// The fields in their order.
  let tags: [Int]

  /// Fields that say how pixels are laid out.
  static let needed: Set<Int> = [
    254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 292, 293, 296, 317, 320,
    322, 323, 324, 325, 332, 338, 339, 347, 529, 530, 531, 532,
  ]

  /// Fields in which names and places stand, in words.
  static let names: [Int: String] = [
    269: "TIFF document name", 270: "TIFF description", 271: "TIFF maker", 272: "TIFF model", 285: "TIFF page name",
    305: "TIFF software", 306: "TIFF date", 315: "TIFF artist", 316: "TIFF host", 700: "TIFF XMP",
    33432: "TIFF copyright", 33723: "TIFF IPTC", 34377: "TIFF Photoshop", 34665: "EXIF", 34675: "TIFF ICC profile",
    34853: "EXIF place (GPS)",
  ]

  /// The first directory.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    let reader = ByteReader(bytes: bytes, isLittle: bytes[0] == 0x49)
    guard reader.short(2) == 42, let start = reader.long(4) else { return nil }
    self.init(reader, at: start)
  }

  /// How many directories there are, each of a page; of a chain in a circle those before it closes.
  static func count(_ bytes: [UInt8]) -> Int {
    var places: Set<Int> = []
    let reader = ByteReader(bytes: bytes, isLittle: bytes.first == 0x49)
    var place = reader.long(4)
    while let start = place, start > 0, places.count < 10_000, let own = TIFFDirectory(reader, at: start),
      places.insert(start).inserted
    {
      place = own.next
    }
    return places.count
  }

  private init?(_ reader: ByteReader, at start: Int) {
    guard let count = reader.short(start) else { return nil }
    var (numbers, tags) = ([Int: Int](), [Int]())
    for index in 0..<min(count, 4096) {
      let place = start + 2 + 12 * index
      guard let tag = reader.short(place), let type = reader.short(place + 2) else { break }
      tags.append(tag)
      if let number = type == 3 ? reader.short(place + 8) : reader.long(place + 8) { numbers[tag] = number }
    }
    (self.numbers, self.tags) = (numbers, tags)
    next = reader.long(start + 2 + 12 * count)
  }

  /// How a picture is to be turned, 1 to 8; 1 where it does not say.
  var orientation: Int { number(0x0112).flatMap { (1...8).contains($0) ? $0 : nil } ?? 1 }

  /// The whole number that a field has.
  func number(_ tag: Int) -> Int? { numbers[tag] }
}
