// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

extension ImageReader {
  /// What the header of a DICOM file says of uptake and place: its beginning is enough.
  public func petHeader(_ bytes: [UInt8]) throws(ImageFailure) -> PETHeader {
    PETHeader(String(decoding: try dumped(bytes, PETHeader.tags), as: UTF8.self))
  }

  /// The values of a slice of PET, as they are stored and not through a window of 8 bits.
  public func petSlice(_ bytes: [UInt8]) throws(ImageFailure) -> PETSlice {
    guard ImageFormat(bytes) == .dicom else { throw .unknownFormat }
    let (general, header) = (try header(bytes), try petHeader(bytes))
    guard let width = general.columns, let height = general.rows else { throw .noPixels }
    guard width > 0, height > 0 else { throw .noSize(.dicom) }
    try check(width, height, frames: general.frames)
    let form = try StoredForm(header)
    let plain = try unpacked(bytes, general.transferSyntax ?? "")
    try checkPixels(plain, general)
    // Each value is four digits and a sign.
    let printed = try Converter.run(
      try Converter.path("dcmdump", searchPath), ["-q", "-M", "-Un", "+L", "+p", "+P", "7fe0,0010", "-"], input: plain,
      seconds: ImageLimits.seconds, limit: width * height * 6 + 100_000)
    guard let values = form.values(printed, count: width * height) else {
      throw .unreadable("dcmdump printed no whole picture")
    }
    return PETSlice(header: header, width: width, height: height, values: values)
  }

  /// The file with its pixels unpacked.
  private func unpacked(_ bytes: [UInt8], _ syntax: String) throws(ImageFailure) -> [UInt8] {
    guard let kind = TransferSyntax(syntax) else { throw .transferSyntax(TransferSyntax.name(syntax)) }
    let program: String
    switch (kind, syntax) {
    case (.plain, "1.2.840.10008.1.2.5"): program = "dcmdrle"
    case (.plain, _): return bytes
    case (.jpeg, "1.2.840.10008.1.2.4.57"), (.jpeg, "1.2.840.10008.1.2.4.70"): program = "dcmdjpeg"
    case (.jpegLS, "1.2.840.10008.1.2.4.80"): program = "dcmdjpls"
    case (.jpeg2000, _):
      throw .refused("the values of a PET that is packed by JPEG 2000 are not read; export it uncompressed")
    case (.jpeg, _), (.jpegLS, _):
      throw .refused(
        "its values were packed with loss (\(TransferSyntax.name(syntax))); uptake needs those of the scanner")
    }
    return try Converter.run(
      try Converter.path(program, searchPath), ["-", "-"], input: bytes, seconds: ImageLimits.seconds,
      limit: ImageLimits.bytes, isWatched: true)
  }
}

/// How values are stored: 16 bits of greys, with slope and intercept.
private struct StoredForm {
  let bits: Int
  let isSigned: Bool
  let slope: Double
  let intercept: Double

  init(_ header: PETHeader) throws(ImageFailure) {
    func refuse(_ field: String, _ found: String?, _ expected: String) -> ImageFailure {
      .uptake(UptakeNotDetermined(gaps: [UptakeGap(field, found, expected: expected)]))
    }
    guard header.whole("0028,0002") ?? 1 == 1, header.word("0028,0004") == "MONOCHROME2" else {
      throw refuse(
        "PhotometricInterpretation (0028,0004)", header.word("0028,0004"), "MONOCHROME2, greys of one sample")
    }
    guard header.whole("0028,0100") == 16, let bits = header.whole("0028,0101"), (1...16).contains(bits),
      header.whole("0028,0102") == bits - 1
    else {
      throw refuse(
        "BitsAllocated (0028,0100)", header.word("0028,0100"), "16, with the highest bit the last of those stored")
    }
    guard let sign = header.whole("0028,0103"), sign == 0 || sign == 1 else {
      throw refuse("PixelRepresentation (0028,0103)", header.word("0028,0103"), "0 or 1")
    }
    guard let slope = header.number("0028,1053"), slope > 0 else {
      throw refuse("RescaleSlope (0028,1053)", header.word("0028,1053"), "a number above 0")
    }
    guard let intercept = header.number("0028,1052") else {
      throw refuse("RescaleIntercept (0028,1052)", header.word("0028,1052"), "a number, of PET 0")
    }
    (self.bits, isSigned, self.slope, self.intercept) = (bits, sign == 1, slope, intercept)
  }

  /// The values in `(7fe0,0010) OW 0000\0001…`; nil for fewer than there should be.
  func values(_ printed: [UInt8], count: Int) -> [Double]? {
    let head = Array("(7fe0,0010) OW ".utf8)
    var start: Int?
    // It is the only element that is asked for; of one within a sequence the line begins otherwise.
    for line in printed.indices where line == 0 || printed[line - 1] == 0x0A {
      if printed[line...].starts(with: head) {
        start = line + head.count
        break
      }
    }
    guard var place = start else { return nil }
    var values: [Double] = []
    values.reserveCapacity(count)
    let mask = bits == 16 ? 0xFFFF : (1 << bits) - 1
    while values.count < count, place + 4 <= printed.count {
      var number = 0
      for byte in printed[place..<place + 4] {
        switch byte {
        case 0x30...0x39: number = number << 4 | Int(byte - 0x30)
        case 0x61...0x66: number = number << 4 | Int(byte - 0x57)
        default: return nil
        }
      }
      number &= mask
      if isSigned, number >> (bits - 1) == 1 { number -= mask + 1 }
      values.append(Double(number) * slope + intercept)
      place += 4
      guard values.count < count else { break }
      guard place < printed.count, printed[place] == 0x5C else { return nil }
      place += 1
    }
    return values.count == count ? values : nil
  }
}
