// SPDX-License-Identifier: Apache-2.0

import Exchange
import Notation
import Plain

/// The text of a file of rows, decoded as the mapping states.
enum SheetText {
  /// The text, or why there is none.
  ///
  /// - Parameter isMapped: whether a mapping can name the encoding; files of standards have UTF-8 and no mapping.
  static func read(
    _ file: InputFile, _ encoding: TableMapping.Encoding, isMapped: Bool = true
  ) -> Result<SourceText, Refusal> {
    let bytes: [UInt8]
    do throws(FileRefusal) { bytes = try file.bytes(limit: SheetLimits.bytes) } catch {
      return .failure(Refusal(Misfit(CellPlace(file: file.name), "\(error)")))
    }
    let content: [UInt8]
    switch encoding {
    case .utf8: content = bytes
    case .windows1252:
      var text = ""
      for (index, byte) in bytes.enumerated() {
        guard let scalar = windows1252(byte) else {
          let line = bytes[..<index].count { $0 == 0x0A } + 1
          return .failure(
            Refusal(
              Misfit(
                CellPlace(file: "\(file.name):\(line)"),
                "a byte that Windows-1252 does not have (0x\(String(byte, radix: 16)))",
                expected: "the encoding of the file behind `encoding:`")))
        }
        text.unicodeScalars.append(scalar)
      }
      content = Array(text.utf8)
    }
    switch SourceText.decode(content, file: file.name, longestLine: SheetLimits.line) {
    case .success(let text): return .success(text)
    case .failure(let problem):
      var misfit = Misfit(problem.problem)
      if encoding == .utf8, misfit.message.contains("UTF-8") {
        misfit.expected =
          isMapped
          ? "UTF-8; of a file that Excel wrote in Germany `encoding: Windows-1252`"
          : "UTF-8: save it as `CSV UTF-8`, or convert it"
      }
      return .failure(Refusal(misfit))
    }
  }

  /// Why a file is not read.
  struct Refusal: Error {
    var misfit: Misfit
    init(_ misfit: Misfit) { self.misfit = misfit }
  }

  /// A character of Windows-1252, which has five bytes for none (WHATWG Encoding takes those for controls).
  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    let scalar = high[Int(byte - 0x80)]
    return scalar == "\u{0}" ? nil : scalar
  }

  private static let high: [Unicode.Scalar] = [
    "€", "\u{0}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{0}", "Ž", "\u{0}", "\u{0}", "‘", "’", "“",
    "”",
    "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{0}", "ž", "Ÿ",
  ]
}
