// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Store {
  /// Copies the file as it is now, also while others write to it (SQLite's backup API). The copy appears when it is whole and was found sound.
  ///
  /// - Parameters:
  ///   - path: the copy, which is not there yet.
  ///   - withAttachments: without them the copy is small; it says which are not there.
  /// - Returns: what an audit finds in the copy: it has what the file has, also where that is not what was written.
  @discardableResult public func backUp(to path: String, withAttachments: Bool = true) throws(StoreError) -> [Audit
    .Finding]
  {
    try Self.withDraft(of: path) { draft in
      var findings: [Audit.Finding] = []
      let copy = try DatabaseQueue(path: draft, configuration: Self.configuration())
      try database.backup(to: copy)
      try copy.writeWithoutTransaction { db in
        if !withAttachments { try db.execute(sql: "DELETE FROM blob; VACUUM") }
        let words = try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? ""
        guard words == "ok" else { throw StoreError.damaged(path, words) }
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        findings = try Auditor.content(db).findings
      }
      try copy.close()
      try Self.settle(draft, at: path)
      return findings
    }
  }
}
