// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Plain

extension StoreSchema {
  /// What a file of each version lacks to the next: `steps[0]` makes version 1 of an empty file.
  static let steps: [@Sendable (Database) throws -> Void] = [
    { try $0.execute(sql: version1) }, { try $0.execute(sql: version2) }, version3,
  ]

  /// What is attached becomes a part like any other, so that the chain of hashes holds it too.
  private static func version3(_ db: Database) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT n.name, a.person, a.name, a.media_type, a.size, a.digest, a.by, a.at
        FROM attachment a LEFT JOIN person n ON n.key = a.person ORDER BY a.key
        """)
    if !rows.isEmpty {
      var log = try LogWriter(db)
      var names: Set<String> = []
      for (index, row) in rows.enumerated() {
        let patient: String? = try row.decode(atIndex: 0)
        var attachment = AttachmentPart(
          name: try row.decode(atIndex: 2), mediaType: try row.decode(atIndex: 3), size: try row.decode(atIndex: 4),
          digest: Hexadecimal.text(try row.decode(Data.self, atIndex: 5)),
          origin: "\(try row.decode(String.self, atIndex: 7)) by \(try row.decode(String.self, atIndex: 6))")
        // Names were free, and are those of files now.
        let isFree = AttachmentPart.fault(inName: attachment.name) == nil
        if !isFree || !names.insert(attachment.path(patient).lowercased()).inserted {
          attachment.name = "attachment-\(index + 1)" + (isFree ? "-" + attachment.name : "")
        }
        _ = try log.add(attachment.part(patient), person: row.decode(atIndex: 1), position: (index + 1) * Store.gap)
      }
      try log.finish(
        kind: .save, by: "Verlauf", why: "what is attached is in the log since tables of version 3")
    }
    try db.execute(sql: "DROP TABLE attachment")
  }
}
