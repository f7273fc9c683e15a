// SPDX-License-Identifier: Apache-2.0

/// One file to write, by its path within a folder.
public struct OutputFile: Sendable, Hashable {
  /// Path with `/`: `tables/outcomes.csv`.
  public var path: String
  /// Contents.
  public var bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A file of text, as UTF-8.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
