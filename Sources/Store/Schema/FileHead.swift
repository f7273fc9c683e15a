// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// What the first bytes of a file say (https://www.sqlite.org/fileformat2.html, section 1.3), read before SQLite opens it: to open a file of another program
/// could change it.
struct FileHead {
  let application: Int32
  let version: Int32

  /// The first 100 bytes of a file, or why there are none.
  static func bytes(of path: String) throws(StoreError) -> [UInt8] {
    do throws(FileRefusal) { return try RegularFile.beginning(of: path, count: 100) } catch {
      switch error {
      case .missing: throw .missing(path)
      case .isFolder: throw .foreign(path, "this is a folder; a store is one file")
      case .isNoFile(let what): throw .foreign(path, "this is \(what); a store is a file")
      case .unreadable(let words): throw .system(path, "the file cannot be read (\(words))")
      default: throw .refused("\(path): \(error)")
      }
    }
  }

  init(_ path: String) throws(StoreError) {
    let bytes = try Self.bytes(of: path)
    guard bytes.starts(with: Array("SQLite format 3\0".utf8)), bytes.count == 100 else {
      throw .foreign(path, bytes.isEmpty ? "the file is empty" : "this is no SQLite file, or its beginning is damaged")
    }
    func number(_ offset: Int) -> Int32 {
      Int32(bitPattern: bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    application = number(68)
    version = number(60)
  }

  /// Refuses what is no store, and one of a newer program.
  func check(_ path: String) throws(StoreError) {
    guard application == StoreSchema.applicationID else {
      throw .foreign(path, "this is an SQLite file of another program")
    }
    guard version <= StoreSchema.version else {
      throw .newer(path, version: Int(version), known: Int(StoreSchema.version))
    }
    guard version > 0 else { throw .damaged(path, "it has no version") }
  }
}

extension FileHead {
  /// Writes the bytes of a file into another, which is there.
  static func copy(_ path: String, over copy: String) throws {
    let (source, target) = (
      try FileHandle(forReadingFrom: URL(fileURLWithPath: path)),
      try FileHandle(forWritingTo: URL(fileURLWithPath: copy))
    )
    defer {
      try? source.close()
      try? target.close()
    }
    while let part = try source.read(upToCount: 1 << 22), !part.isEmpty { try target.write(contentsOf: part) }
  }

  /// Writes what every file of ours has in its first bytes where they are damaged, and fills up what was cut off, so that SQLite opens it.
  static func mend(_ path: String) throws {
    guard let file = FileHandle(forUpdatingAtPath: path) else { return }
    defer { try? file.close() }
    guard let bytes = try file.read(upToCount: 100), bytes.count == 100 else { return }
    // Magic, pages of 4,096 bytes, WAL for reading and writing, no reserved bytes, the three fractions; format 4 of the schema; UTF-8.
    let known: [(Int, [UInt8])] = [
      (0, Array("SQLite format 3\0".utf8)), (16, [0x10, 0x00, 2, 2, 0, 64, 32, 32]), (44, [0, 0, 0, 4]),
      (56, [0, 0, 0, 1]),
    ]
    for (offset, right) in known where Array(bytes[offset..<offset + right.count]) != right {
      // Whoever made a file of other pages is somebody else.
      if offset == 0,
        !bytes[68..<72].elementsEqual(withUnsafeBytes(of: StoreSchema.applicationID.bigEndian) { Array($0) })
      {
        return
      }
      try file.seek(toOffset: UInt64(offset))
      try file.write(contentsOf: Data(right))
    }
    // SQLite opens no file that is shorter than its header says (offset 28: its size in pages).
    let pages = bytes[28..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let size = try file.seekToEnd()
    if pages * 4096 > size, pages * 4096 < size * 100 { try file.truncate(atOffset: pages * 4096) }
  }
}
