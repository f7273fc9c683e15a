// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

/// How the pixels of a DICOM file are stored, as `dcmdump` prints their element.
enum PixelElement: Hashable {
  /// Uncompressed, in so many bytes.
  case plain(Int)
  /// In a sequence of packed pieces, which is whole: `dcmdump` fails where its end is missing.
  case packed

  /// Reads what `dcmdump +p +P 7fe0,0010` has printed; nil where the file has no pixels of its own.
  init?(_ text: String) {
    // Of a picture within a sequence, such as an icon, the path is longer.
    guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.lowercased().hasPrefix("(7fe0,0010) ") })
    else { return nil }
    if line.contains("(PixelSequence") {
      self = .packed
      return
    }
    // `# 8192, 1 PixelData`
    guard let sign = line.lastIndex(of: "#"),
      let bytes = WholeNumber.parse(String(line[line.index(after: sign)...].prefix { $0 != "," }).trimmed)
    else { return nil }
    self = .plain(bytes)
  }
}
