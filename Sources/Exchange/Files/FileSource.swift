// SPDX-License-Identifier: Apache-2.0

/// Where the files of a study come from: a folder on disk, or memory in tests.
public protocol FileSource: Sendable {
  /// The paths of all files, relative to the study folder, with `/` between the parts.
  func paths() throws(FileProblem) -> [String]
  /// The bytes of a file. A file above `limit` bytes is not loaded but refused.
  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8]
  /// The paths of all files below `attachments`, which are of no study that is read.
  func attachmentPaths() throws(FileProblem) -> [String]
  /// The paths of all files of `images`, the pictures of assessments.
  func imagePaths() throws(FileProblem) -> [String]
}

extension FileSource {
  /// Those among the paths.
  public func attachmentPaths() throws(FileProblem) -> [String] {
    try paths().filter { $0.hasPrefix("attachments/") }
  }

  /// Those among the paths.
  public func imagePaths() throws(FileProblem) -> [String] {
    try paths().filter { $0.hasPrefix("images/") }
  }
}

/// Why a file could not be had.
public enum FileProblem: Error, Sendable, Hashable {
  /// It is not there, or is no folder.
  case missing(String)
  /// It cannot be read, with the system's words.
  case unreadable(String)
  /// It is larger than the limit, with its size in bytes.
  case tooLarge(Int)
}

/// Files in memory.
public struct MemoryFiles: FileSource {
  /// The bytes by path.
  public var files: [String: [UInt8]]

  /// Files of bytes.
  public init(_ files: [String: [UInt8]]) { self.files = files }

  /// Files of text.
  public init(texts: [String: String]) { files = texts.mapValues { Array($0.utf8) } }

  /// The paths of all files.
  public func paths() throws(FileProblem) -> [String] { Array(files.keys) }

  /// The bytes of a file.
  public func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    guard let bytes = files[path] else { throw .missing("there is no such file") }
    if bytes.count > limit { throw .tooLarge(bytes.count) }
    return bytes
  }
}
