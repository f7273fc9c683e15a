// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// A file that a format reads, named as it is told in messages and sources. Its bytes are asked for when they are read, and no more than a limit.
public struct InputFile: Sendable {
  /// Its name, without folders.
  public let name: String
  private let load: @Sendable (Int) throws(FileRefusal) -> [UInt8]

  /// A file on disk.
  public init(path: String) {
    name = URL(fileURLWithPath: path).lastPathComponent
    load = { limit throws(FileRefusal) in try RegularFile.read(path, limit: limit) }
  }

  /// A file in memory.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    load = { limit throws(FileRefusal) in
      if bytes.count > limit { throw .tooLarge(bytes: bytes.count, limit: limit) }
      return bytes
    }
  }

  /// A text in memory.
  public init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

  /// Its bytes; one of more than the limit is refused and not loaded.
  func bytes(limit: Int) throws(FileRefusal) -> [UInt8] { try load(limit) }
}
