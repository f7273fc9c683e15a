// SPDX-License-Identifier: Apache-2.0

/// Files one behind the other as a tape archive (POSIX.1-1988, `ustar`), which other programs take through a pipe.
enum TarText {
  /// A path has at most so many bytes.
  static let longestPath = 100

  /// The archive; every file has the same time, so that the same files make the same bytes.
  static func bytes(_ files: [OutputFile]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(files.reduce(1024) { $0 + $1.bytes.count + 1024 })
    for file in files {
      bytes += head(file)
      bytes += file.bytes
      let rest = file.bytes.count % block
      if rest > 0 { bytes += [UInt8](repeating: 0, count: block - rest) }
    }
    // Two empty blocks are the end.
    return bytes + [UInt8](repeating: 0, count: 2 * block)
  }

  private static let block = 512
  /// 2 January 1980: no time that a ZIP archive can have is before 1980.
  private static let time = 315_619_200

  private static func head(_ file: OutputFile) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at place: Int, _ length: Int) {
      for (index, byte) in text.utf8.prefix(length).enumerated() { head[place + index] = byte }
    }
    put(file.path, at: 0, longestPath)
    put("0000644", at: 100, 7)
    put("0000000", at: 108, 7)
    put("0000000", at: 116, 7)
    put(octal(file.bytes.count, 11), at: 124, 11)
    put(octal(time, 11), at: 136, 11)
    // The sum is made as if its own field were blank.
    put("        ", at: 148, 8)
    put("0", at: 156, 1)
    put("ustar", at: 257, 5)
    put("00", at: 263, 2)
    let sum = head.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + "\0 ", at: 148, 8)
    return head
  }

  private static func octal(_ number: Int, _ digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
