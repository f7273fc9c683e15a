// SPDX-License-Identifier: Apache-2.0

/// Several files in one input, so that one stored file is a case: a line `==> PATH` begins each.
public enum FileBundle {
  private static let marker = Array("==> ".utf8)

  /// The files by path; what stands before the first marker is the file `first`.
  public static func files(_ bytes: [UInt8], first: String) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var path = first
    var lines: [ArraySlice<UInt8>] = []
    func close() {
      if !lines.isEmpty { files[path] = Array(lines.joined(separator: [0x0A])) }
      lines = []
    }
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: marker) {
        close()
        path = String(decoding: line.dropFirst(marker.count), as: UTF8.self)
      } else {
        lines.append(line)
      }
    }
    close()
    return files
  }

  /// Files as one input, in the order of their paths.
  public static func bytes(_ files: [String: [UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (path, content) in files.sorted(by: { $0.key < $1.key }) {
      if !bytes.isEmpty { bytes.append(0x0A) }
      bytes += marker
      bytes += Array(path.utf8)
      bytes.append(0x0A)
      bytes += content
    }
    return bytes
  }
}
