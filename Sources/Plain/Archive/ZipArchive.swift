// SPDX-License-Identifier: Apache-2.0

/// Packs files into a ZIP archive: by `bsdtar` of libarchive, through pipes, so that no file is made on the way.
package enum ZipArchive {
  /// Why there is no archive.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// `bsdtar` is not in the search path.
    case programMissing
    /// A path that the archive cannot hold.
    case path(String)
    /// `bsdtar` could not be run, or ended with these words.
    case program(String)

    package var description: String {
      switch self {
      case .programMissing:
        "the file is packed by bsdtar, which is not installed. Debian and Ubuntu: apt install libarchive-tools (macOS brings it)."
      case .path(let path):
        "`\(path.prefix(120))` is no path for an archive; expected at most \(TarText.longestPath) bytes"
      case .program(let words): "bsdtar: \(words)"
      }
    }
  }

  /// The bytes of an archive that has the files in their order.
  ///
  /// - Parameter searchPath: the folders that `bsdtar` is looked for in.
  package static func pack(_ files: [OutputFile], searchPath: String) throws(Failure) -> [UInt8] {
    guard let program = Filter.path(of: "bsdtar", in: searchPath) else { throw .programMissing }
    for file in files where file.path.utf8.count > TarText.longestPath || file.path.isEmpty { throw .path(file.path) }
    do throws(Filter.Failure) {
      return whole(
        try Filter.run(
          program, ["-c", "--format", "zip", "-f", "-", "@-"], input: TarText.bytes(files), seconds: 120,
          limit: 1_000_000_000))
    } catch {
      switch error {
      case .system(let error): throw .program("\(error)")
      case .timeLimit(let seconds): throw .program("it took longer than \(seconds) s and was ended")
      case .sizeLimit(let bytes): throw .program("it printed more than \(bytes) bytes and was ended")
      case .status(let status, let message):
        throw .program("status \(status): \(message.split(separator: "\n").first.map(String.init) ?? "")")
      }
    }
  }

  /// The archive up to its end: into a pipe `bsdtar` writes whole blocks, as onto a tape, and some readers refuse what follows the end.
  private static func whole(_ bytes: [UInt8]) -> [UInt8] {
    // The record at the end (APPNOTE.TXT, 4.3.16) has 22 bytes, since the archive has no comment.
    let end: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    var index = bytes.count - 22
    while index >= 0 {
      if bytes[index] == end[0], bytes[index..<(index + 4)].elementsEqual(end) { return Array(bytes[..<(index + 22)]) }
      index -= 1
    }
    return bytes
  }
}
