// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Store {
  /// Copies the file as it is now, also while others write to it (SQLite's backup API). The copy appears when it is whole and was found sound.
  ///
  /// - Parameters:
  ///   - path: the copy, which is not there yet.
  ///   - withAttachments: without them the copy is small; it says which are not there.
  public func backUp(to path: String, withAttachments: Bool = true) throws(StoreError) {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    let draft = "\(path).\(Hexadecimal.text((0..<6).map { _ in UInt8.random(in: 0...255) }))"
    defer { for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: draft + end) } }
    do {
      guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw StoreError.system(path, "there is no such folder, or it may not be written to")
      }
      let copy = try DatabaseQueue(path: draft, configuration: Self.configuration())
      try database.backup(to: copy)
      try copy.writeWithoutTransaction { db in
        if !withAttachments { try db.execute(sql: "DELETE FROM blob; VACUUM") }
        let words = try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? ""
        guard words == "ok" else { throw StoreError.damaged(path, words) }
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try copy.close()
      try Self.settle(draft, at: path)
    } catch { throw StoreError(error, path) }
  }
}
