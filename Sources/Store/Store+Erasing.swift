// SPDX-License-Identifier: Apache-2.0

public import Course
import Exchange
import Foundation
import GRDB
import Plain

/// What came of an erasure.
public struct Erasure: Sendable, Hashable {
  /// The revision that is the tombstone: it proves that the texts were taken away, without them.
  public var revision: Int
  /// How many texts were erased, of all revisions.
  public var texts: Int
  /// How many claims on the patient went too.
  public var claims: Int
  /// What still names the patient and is not of the patient, each in words: a person must look.
  public var stillNaming: [String]
}

extension Store {
  /// Removes a person: all texts of all revisions, rows, claims on this patient, drafts, attachments, the id. The chain of hashes stays whole, since it holds digests.
  ///
  /// - Parameters:
  ///   - patient: the patient.
  ///   - by: who does so.
  ///   - why: such as the request; it must not name the patient.
  public func erase(_ patient: Patient.ID, by: String, why: String) async throws(StoreError) -> Erasure {
    let (author, reason) = (by.trimmed, why.trimmed)
    guard !author.isEmpty, !reason.isEmpty else { throw .refused("an erasure needs who and why") }
    guard !Self.mentions(reason, patient) else {
      throw .refused("the reason names the patient, and would keep the name; say it without")
    }
    let erasure = try await write { db in
      let person = try Self.person(patient, db)
      let claims = try Self.claims(on: patient, db)
      let parts = try Int.fetchAll(db, sql: "SELECT key FROM part WHERE person = ?", arguments: [person]) + claims
      var log = try LogWriter(db)
      var texts = 0
      for key in parts.sorted() {
        // A part that was removed before is removed once more: so the tombstone names all that it took away.
        guard
          let row = try Row.fetchOne(
            db, sql: "SELECT kind, position, person FROM part WHERE key = ?", arguments: [key]),
          let kind = StudyPart.Kind(rawValue: row[0])
        else { continue }
        try log.remove(
          StoredPart(id: key, part: StudyPart(kind: kind, text: ""), revision: 0, person: row[2], position: row[1]))
        texts +=
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM change WHERE part = ? AND text IS NOT NULL", arguments: [key]) ?? 0
        try db.execute(
          sql: "UPDATE change SET text = NULL, salt = NULL WHERE part = ? AND revision < ?",
          arguments: [key, log.number])
      }
      let only = try Int.fetchAll(
        db,
        sql: """
          SELECT r.number FROM revision r WHERE r.why IS NOT NULL AND EXISTS (SELECT 1 FROM change c WHERE c.revision = r.number)
          AND NOT EXISTS (SELECT 1 FROM change c WHERE c.revision = r.number AND c.part NOT IN (SELECT part FROM change WHERE revision = ?))
          """, arguments: [log.number])
      for number in only {
        try db.execute(sql: "UPDATE revision SET why = NULL, why_salt = NULL WHERE number = ?", arguments: [number])
      }
      try db.execute(sql: "DELETE FROM draft WHERE person = ?", arguments: [person])
      for key in parts { try db.execute(sql: "DELETE FROM draft WHERE part = ?", arguments: [key]) }
      try db.execute(sql: "DELETE FROM attachment WHERE person = ?", arguments: [person])
      try db.execute(sql: "DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM attachment)")
      try db.execute(sql: "UPDATE person SET name = NULL WHERE key = ?", arguments: [person])
      try log.finish(kind: .erasure, by: author, why: reason, person: person)
      return Erasure(
        revision: log.number, texts: texts, claims: claims.count, stillNaming: try Self.stillNaming(patient, db))
    }
    cache.forget(patient)
    try purge()
    return erasure
  }

  /// Writes the file anew without what was erased, and empties what SQLite keeps beside it. Nobody else may be reading meanwhile.
  public func purge() throws(StoreError) {
    do {
      try database.writeWithoutTransaction { db in
        func empty() throws {
          let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
          guard row?[0] == 0 else { throw StoreError.locked(path) }
        }
        try empty()
        try db.execute(sql: "VACUUM")
        try empty()
      }
    } catch let error as StoreError where error == .locked(path) {
      throw .refused(
        "\(path): the person is erased from the log, but another process still reads the file as it was; when it has closed, run `verlauf-store erase --purge` so that the bytes go too"
      )
    } catch { throw StoreError(error, path) }
  }

  /// The claims on a patient, now or ever.
  private static func claims(on patient: Patient.ID, _ db: Database) throws -> [Int] {
    var keys: [Int] = []
    let rows = try Row.fetchCursor(
      db,
      sql:
        "SELECT c.part, c.text FROM change c JOIN part p ON p.key = c.part WHERE p.kind = 'claim' AND c.text IS NOT NULL ORDER BY c.part"
    )
    while let row = try rows.next() {
      let key: Int = row[0]
      guard keys.last != key else { continue }
      let fields = try? PartFields(StudyPart(kind: .claim, text: row[1]))
      guard let subject = fields?["patient"] else { continue }
      let value = subject.trimmed.dropFirst("patient:".count)
      let bare = value.firstRange(of: " #").map { value[..<$0.lowerBound] } ?? value
      if String(bare).trimmed.trimmingCharacters(in: CharacterSet(charactersIn: "\"'")) == patient { keys.append(key) }
    }
    return keys
  }

  /// What still has the id of a patient as a word, and is not of the patient.
  private static func stillNaming(_ patient: Patient.ID, _ db: Database) throws -> [String] {
    var found: [String] = []
    // An id such as `1` is a word of nearly every text; only what names a patient counts then.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.revision, p.kind, c.text, p.present AND p.change = c.number FROM change c JOIN part p ON p.key = c.part
        WHERE c.text IS NOT NULL AND p.person IS NULL AND instr(c.text, ?) > 0 ORDER BY c.number
        """, arguments: [patient])
    while let row = try rows.next() {
      guard let kind = StudyPart.Kind(rawValue: row[1]), mentions(row[2], patient) else { continue }
      let when = row[3] as Bool ? "" : " (of revision \(row[0] as Int), not there any more)"
      found.append(PartTitle.words(StudyPart(kind: kind, text: row[2])) + when)
    }
    for row in try Row.fetchAll(
      db, sql: "SELECT number, why FROM revision WHERE why IS NOT NULL AND instr(why, ?) > 0", arguments: [patient])
    where mentions(row[1], patient) {
      found.append("the reason of revision \(row[0] as Int)")
    }
    for row in try Row.fetchAll(
      db, sql: "SELECT author, place, text FROM draft WHERE instr(text || place, ?) > 0", arguments: [patient])
    where mentions("\(row[1] as String) \(row[2] as String)", patient) {
      found.append("a draft of \(row[0] as String) (\(row[1] as String))")
    }
    return found
  }

  /// Whether a text has the id of a patient: as a word, and if it is a mere number, as one that follows `patient` or stands in the id of a finding.
  static func mentions(_ text: String, _ patient: Patient.ID) -> Bool {
    func isWord(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "-_.".contains(character)
    }
    let isNumber = patient.allSatisfy(\.isNumber)
    return text.ranges(of: patient).contains { range in
      let before = text[..<range.lowerBound], after = text[range.upperBound...]
      var rest = after
      // The stop at the end of a sentence is no part of a word.
      if rest.first == ".", rest.dropFirst().first.map({ $0.isWhitespace }) ?? true {
        rest = rest.dropFirst(rest.count)
      }
      guard before.last.map({ !isWord($0) }) ?? true, rest.first.map({ !isWord($0) }) ?? true else { return false }
      guard isNumber else { return true }
      let lead = before.reversed().prefix { !$0.isNewline }.prefix(16)
      let words = String(lead.reversed()).lowercased()
      return words.contains("patient") || before.last == "/" || after.first == "/"
    }
  }
}
