// SPDX-License-Identifier: Apache-2.0

package import Exchange

/// The published series of the examples, embedded in the program as one text: each file behind a line with its path (`script/library` writes it).
package enum PublishedSeries {
  /// The files, by path.
  package static let files = MemoryFiles(
    texts: texts(String(decoding: PackageResources.published_series_txt, as: UTF8.self)))

  /// What stands before the path of a file.
  static let mark = "=== "

  static func texts(_ all: String) -> [String: String] {
    var files: [String: String] = [:]
    var path: String?
    for line in all.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(mark) {
        path = String(line.dropFirst(mark.count))
      } else if let path {
        files[path, default: ""] += line + "\n"
      }
    }
    // Behind the last line end there is an empty piece that is no line.
    if let path, let text = files[path] { files[path] = String(text.dropLast()) }
    return files
  }
}
