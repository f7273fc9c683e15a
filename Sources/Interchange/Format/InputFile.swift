// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// A file that a format reads, named as it is told in messages and sources. Its bytes are asked for when they are read, and no more than a limit.
public struct InputFile: Sendable {
  /// Its name, without folders.
  public let name: String
  private let load: @Sendable (Int) throws(FileRefusal) -> [UInt8]
  private let open: @Sendable (Int) throws(FileRefusal) -> InputParts

  /// A file on disk.
  public init(path: String) {
    name = URL(fileURLWithPath: path).lastPathComponent
    load = { limit throws(FileRefusal) in try RegularFile.read(path, limit: limit) }
    open = { limit throws(FileRefusal) in InputParts(try RegularFile.open(path, limit: limit)) }
  }

  /// A file in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    load = { limit throws(FileRefusal) in
      if bytes.count > limit { throw .tooLarge(bytes: bytes.count, limit: limit) }
      return bytes
    }
    open = { [load] limit throws(FileRefusal) in InputParts(try load(limit)) }
  }

  /// A file of which parts are asked for.
  init(name: String, parts: InputParts) {
    self.name = name
    load = { limit throws(FileRefusal) in
      if parts.count > limit { throw .tooLarge(bytes: parts.count, limit: limit) }
      return try parts.bytes(0..<parts.count)
    }
    open = { limit throws(FileRefusal) in
      if parts.count > limit { throw .tooLarge(bytes: parts.count, limit: limit) }
      return parts
    }
  }

  /// A text in memory.
  public init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// Its bytes; one of more than the limit is refused and not loaded.
  func bytes(limit: Int) throws(FileRefusal) -> [UInt8] { try load(limit) }

  /// Its bytes in parts; one of more than the limit is refused. The file stays open as long as they are there.
  func parts(limit: Int) throws(FileRefusal) -> InputParts { try open(limit) }
}
