// SPDX-License-Identifier: Apache-2.0

public import Course
import Exchange
import Foundation
import GRDB
import Plain

/// Something large that belongs to a study or a patient: a scan, a pasted sheet. What it is, is a part like any other, with its revision; its bytes are kept once, however
/// often it is attached.
public struct Attachment: Sendable, Hashable, Identifiable {
  /// The number of its part.
  public var id: Int
  /// The patient; nil for the study.
  public var patient: Patient.ID?
  /// Its name: that of a file.
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

  /// Its path in a folder: `attachments/patients/3/scan.png`.
  public var path: String {
    AttachmentPart(name: name, mediaType: mediaType, size: size, digest: digest).path(patient)
  }
}

extension Store {
  /// An attachment may have so many bytes (SQLite takes 10⁹ at most).
  public static let largestAttachment = 500_000_000

  /// Attaches something, with a revision.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - name: its name, that of a file, which no other of the patient, or of the study, has.
  ///   - mediaType: what it is, such as `image/png`.
  ///   - patient: the patient; nil for the study.
  ///   - by: who.
  ///   - why: why, if there is something to say.
  public func attach(
    _ bytes: [UInt8], name: String, mediaType: String, to patient: Patient.ID? = nil, by: String, why: String? = nil
  ) async throws(StoreError) -> Attachment {
    guard bytes.count <= Self.largestAttachment else {
      throw .refused("\(name): \(bytes.count) bytes; an attachment has at most \(Self.largestAttachment)")
    }
    if let fault = AttachmentPart.fault(inName: name) { throw .refused("the name `\(name)` \(fault)") }
    let author = by.trimmed
    guard !author.isEmpty, mediaType.split(separator: "/", omittingEmptySubsequences: false).count == 2 else {
      throw .refused("an attachment needs a media type such as `image/png`, and who attaches it")
    }
    let digest = SHA256.digest(bytes)
    let part = AttachmentPart(
      name: name, mediaType: mediaType, size: bytes.count, digest: Hexadecimal.text(digest)
    ).part(patient)
    let reason = why.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
    let key = try await write { [cache] db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO blob (digest, bytes) VALUES (?, ?)", arguments: [Data(digest), Data(bytes)])
      var saving = try Saving(db, cache, by: author, why: reason)
      try saving.take(.add(part))
      return try saving.finish().added.first
    }
    guard let made = try await attachments().first(where: { $0.id == key }) else {
      throw .refused("\(name) was attached and taken away meanwhile")
    }
    return made
  }

  /// What is attached, without the bytes.
  public func attachments() async throws(StoreError) -> [Attachment] {
    try await read { db in
      let here = Set(try Data.fetchAll(db, sql: "SELECT digest FROM blob").map { Hexadecimal.text($0) })
      guard try Self.version(db) >= 3 else { return try Self.oldAttachments(db, here) }
      return try PartQuery.fetch(db, "p.kind = 'attachment'").sorted { $0.id < $1.id }.compactMap { stored in
        guard let said = AttachmentPart(stored.part),
          let row = try Row.fetchOne(
            db, sql: "SELECT by, at FROM revision WHERE number = ?", arguments: [stored.revision])
        else { return nil }
        return Attachment(
          id: stored.id, patient: stored.part.patient, name: said.name, mediaType: said.mediaType, size: said.size,
          digest: said.digest, by: try row.decode(atIndex: 0), at: try row.decode(atIndex: 1),
          isHere: here.contains(said.digest))
      }
    }
  }

  /// Those of tables before version 3.
  private static func oldAttachments(_ db: Database, _ here: Set<String>) throws -> [Attachment] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT a.key, n.name, a.name, a.media_type, a.size, a.digest, a.by, a.at
        FROM attachment a LEFT JOIN person n ON n.key = a.person ORDER BY a.key
        """
    ).map { row in
      let digest = try Hexadecimal.text(row.decode(Data.self, atIndex: 5))
      return Attachment(
        id: try row.decode(atIndex: 0), patient: try row.decode(atIndex: 1), name: try row.decode(atIndex: 2),
        mediaType: try row.decode(atIndex: 3), size: try row.decode(atIndex: 4), digest: digest,
        by: try row.decode(atIndex: 6),
        at: try row.decode(atIndex: 7), isHere: here.contains(digest))
    }
  }

  /// The bytes of an attachment, held against their digest.
  public func bytes(of attachment: Attachment.ID) async throws(StoreError) -> [UInt8] {
    guard let known = try await attachments().first(where: { $0.id == attachment }) else {
      throw .refused("there is no attachment \(attachment)")
    }
    let bytes = try await read { db in
      try Data.fetchOne(db, sql: "SELECT bytes FROM blob WHERE lower(hex(digest)) = ?", arguments: [known.digest])
    }
    guard let bytes else { throw .refused("\(known.name): this copy of the file was made without attachments") }
    guard Hexadecimal.text(SHA256.digest(bytes)) == known.digest else {
      throw .damaged(path, "the bytes of \(known.name) are not those that were attached")
    }
    return Array(bytes)
  }

  /// Takes an attachment away, with a revision. The state before stays readable, and so do its bytes: only an erasure of the person takes those.
  public func detach(_ attachment: Attachment.ID, by: String, why: String) async throws(StoreError) -> Saved {
    guard let known = try await attachments().first(where: { $0.id == attachment }) else {
      throw .refused("there is no attachment \(attachment)")
    }
    return try await save([.remove(known.id, base: try await lastRevision())], by: by, why: why)
  }

  /// Takes the bytes away that no text of the log names any more.
  static func sweepBytes(_ db: Database) throws {
    let texts = try String.fetchAll(
      db,
      sql:
        "SELECT c.text FROM change c JOIN part p ON p.key = c.part WHERE p.kind = 'attachment' AND c.text IS NOT NULL")
    let named = Set(texts.compactMap { AttachmentPart(StudyPart(kind: .attachment, text: $0))?.digest })
    for digest in try Data.fetchAll(db, sql: "SELECT digest FROM blob") where !named.contains(Hexadecimal.text(digest))
    {
      try db.execute(sql: "DELETE FROM blob WHERE digest = ?", arguments: [digest])
    }
  }
}
