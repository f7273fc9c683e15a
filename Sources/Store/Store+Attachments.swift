// SPDX-License-Identifier: Apache-2.0

public import Course
import Foundation
import GRDB
import Plain

/// Something large that belongs to a study or a patient: a scan, a pasted sheet. Its bytes are kept once, however often it is attached.
public struct Attachment: Sendable, Hashable, Identifiable {
  /// Its number.
  public var id: Int
  /// The patient; nil for the study.
  public var patient: Patient.ID?
  /// Its name.
  public var name: String
  /// What it is, such as `image/png`.
  public var mediaType: String
  /// How many bytes it has.
  public var size: Int
  /// The SHA-256 of its bytes, as 64 hexadecimal digits.
  public var digest: String
  /// Who attached it.
  public var by: String
  /// When, in UTC.
  public var at: String
  /// Whether its bytes are in this file: a copy can be made without them.
  public var isHere: Bool
}

extension Store {
  /// An attachment may have so many bytes (SQLite takes 10⁹ at most).
  public static let largestAttachment = 500_000_000

  /// Attaches something.
  public func attach(
    _ bytes: [UInt8], name: String, mediaType: String, to patient: Patient.ID? = nil, by: String
  ) async throws(StoreError) -> Attachment {
    guard bytes.count <= Self.largestAttachment else {
      throw .refused("\(name): \(bytes.count) bytes; an attachment has at most \(Self.largestAttachment)")
    }
    guard !name.trimmed.isEmpty, !by.trimmed.isEmpty, mediaType.contains("/") else {
      throw .refused("an attachment needs a name, a media type such as `image/png`, and who attaches it")
    }
    return try await write { db in
      let digest = SHA256.digest(bytes)
      try db.execute(
        sql: "INSERT OR IGNORE INTO blob (digest, bytes) VALUES (?, ?)", arguments: [Data(digest), Data(bytes)])
      let at = LogWriter.text(Date())
      try db.execute(
        sql: "INSERT INTO attachment (person, name, media_type, size, digest, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          try patient.map { try Self.person($0, db) }, name.trimmed, mediaType, bytes.count, Data(digest), by.trimmed,
          at,
        ])
      return Attachment(
        id: Int(db.lastInsertedRowID), patient: patient, name: name.trimmed, mediaType: mediaType, size: bytes.count,
        digest: Hexadecimal.text(digest), by: by.trimmed, at: at, isHere: true)
    }
  }

  /// What is attached, without the bytes.
  public func attachments() async throws(StoreError) -> [Attachment] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT a.key, n.name, a.name, a.media_type, a.size, a.digest, a.by, a.at, b.digest IS NOT NULL
          FROM attachment a LEFT JOIN person n ON n.key = a.person LEFT JOIN blob b ON b.digest = a.digest ORDER BY a.key
          """
      ).map { row in
        Attachment(
          id: row[0], patient: row[1], name: row[2], mediaType: row[3], size: row[4],
          digest: Hexadecimal.text(row[5] as Data), by: row[6], at: row[7], isHere: row[8])
      }
    }
  }

  /// The bytes of an attachment, held against their digest.
  public func bytes(of attachment: Attachment.ID) async throws(StoreError) -> [UInt8] {
    let path = path
    return try await read { db in
      guard
        let row = try Row.fetchOne(
          db,
          sql:
            "SELECT a.digest, b.bytes, a.name FROM attachment a LEFT JOIN blob b ON b.digest = a.digest WHERE a.key = ?",
          arguments: [attachment])
      else { throw StoreError.refused("there is no attachment \(attachment)") }
      guard let bytes = row[1] as Data? else {
        throw StoreError.refused("\(row[2] as String): this copy of the file was made without attachments")
      }
      guard SHA256.digest(bytes) == Array(row[0] as Data) else {
        throw StoreError.damaged(path, "the bytes of \(row[2] as String) are not those that were attached")
      }
      return Array(bytes)
    }
  }

  /// Takes an attachment away; its bytes too, where nothing else has the same.
  public func detach(_ attachment: Attachment.ID) async throws(StoreError) {
    try await write { db in
      try db.execute(sql: "DELETE FROM attachment WHERE key = ?", arguments: [attachment])
      try db.execute(sql: "DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM attachment)")
    }
  }
}
