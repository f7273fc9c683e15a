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
  /// How many claims on the patient, and decisions on findings of the patient, went too.
  public var claims: Int
  /// What still names the patient and is not of the patient, each in words: a person must look.
  public var stillNaming: [String]
  /// Why the file could not be written anew, so that bytes of what was erased are still in it; ``Store/purge()`` does it later. nil: it was.
  public var leftBehind: StoreError?

  /// Whether the file was written anew, so that no byte of what was erased stays in it.
  public var isPurged: Bool { leftBehind == nil }
}

extension Store {
  /// Removes a person: all texts of all revisions, rows, claims on this patient, decisions on findings of this patient, drafts, attachments, the id. The chain of hashes stays whole, since it holds digests.
  ///
  /// - Parameters:
  ///   - patient: the patient.
  ///   - by: who does so.
  ///   - why: such as the request; it must not name the patient.
  public func erase(_ patient: Patient.ID, by: String, why: String) async throws(StoreError) -> Erasure {
    let (author, reason) = (by.trimmed, why.trimmed)
    guard !author.isEmpty, !reason.isEmpty else { throw .refused("an erasure needs who and why") }
    for (text, what) in [(reason, "the reason"), (author, "who erases")] where Patient.isNamed(patient, in: text) {
      throw .refused("\(what) names the patient, and would keep the name; say it without")
    }
    var erasure = try await write { db in
      let person = try Self.person(patient, db)
      let claims = try Self.claims(on: patient, db)
      let parts =
        try Int.fetchAll(db, sql: "SELECT key FROM part WHERE person = ?", arguments: [person]) + claims.gone
      let others = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM part WHERE kind = 'patient' AND present = 1 AND person <> ?", arguments: [person]
      )
      guard others != 0 else {
        throw StoreError.refused(
          "`\(patient)` is the only patient, and a study has at least one: remove the file itself, with its copies")
      }
      let path = StudyPart.Kind.patient.path(patient)
      let course = PartQuery.ordered(try PartQuery.fetch(db, "p.person = :person", ["person": person])).map(\.part)
        .filter(\.kind.isOfPatientFile)
      let names = StudyFolder.names(in: StudyParts.join(course, path), of: patient).map { Set($0.kinds.keys) } ?? []
      var log = try LogWriter(db)
      var texts = 0
      for key in parts.sorted() {
        // A part that was removed before is removed once more: so the tombstone names all that it took away.
        guard
          let row = try Row.fetchOne(
            db, sql: "SELECT kind, position, person FROM part WHERE key = ?", arguments: [key]),
          let kind = try StudyPart.Kind(rawValue: row.decode(atIndex: 0))
        else { continue }
        try log.remove(
          StoredPart(
            id: key, part: StudyPart(kind: kind, text: ""), revision: 0, person: try row.decode(atIndex: 2),
            position: try row.decode(atIndex: 1)))
        texts +=
          try Int.fetchOne(
            db, sql: "SELECT count(*) FROM change WHERE part = ? AND text IS NOT NULL", arguments: [key]) ?? 0
        try db.execute(
          sql: "UPDATE change SET text = NULL, salt = NULL WHERE part = ? AND revision < ?",
          arguments: [key, log.number])
      }
      // A claim that was on the patient once and is no more stays; its texts of then go.
      for claim in claims.moved {
        if let part = claim.now {
          try log.change(part, text: part.part.text)
        } else {
          try log.remove(
            StoredPart(
              id: claim.key, part: StudyPart(kind: claim.kind, text: ""), revision: 0, person: nil,
              position: claim.position
            ))
        }
        for change in claim.changes {
          try db.execute(sql: "UPDATE change SET text = NULL, salt = NULL WHERE number = ?", arguments: [change])
        }
        texts += claim.changes.count
      }
      // The reason of a revision goes where nothing is left of what it did.
      let only = try Int.fetchAll(
        db,
        sql: """
          SELECT r.number FROM revision r WHERE r.why IS NOT NULL AND EXISTS (SELECT 1 FROM change c WHERE c.revision = r.number)
          AND NOT EXISTS (SELECT 1 FROM change c WHERE c.revision = r.number AND c.salt IS NOT NULL)
          """)
      for number in only {
        try db.execute(sql: "UPDATE revision SET why = NULL, why_salt = NULL WHERE number = ?", arguments: [number])
      }
      try db.execute(sql: "DELETE FROM draft WHERE person = ?", arguments: [person])
      for key in parts { try db.execute(sql: "DELETE FROM draft WHERE part = ?", arguments: [key]) }
      try Self.sweepBytes(db)
      try db.execute(sql: "UPDATE person SET name = NULL WHERE key = ?", arguments: [person])
      try log.finish(kind: .erasure, by: author, why: reason, person: person)
      try SavedStudy(
        db, touched: Set([path] + claims.kinds.map { $0.path(nil) }), rows: [],
        hidden: names, fieldsChange: false
      ).check()
      return Erasure(
        revision: log.number, texts: texts, claims: claims.gone.count, stillNaming: try Self.stillNaming(patient, db))
    }
    cache.forget(patient)
    // The person is erased, whatever comes of this: what still names the person must be told all the same.
    do throws(StoreError) { try purge() } catch { erasure.leftBehind = error }
    return erasure
  }

  /// Writes the file anew without what was erased, and empties what SQLite keeps beside it. Nobody else may be reading meanwhile.
  public func purge() throws(StoreError) {
    guard !isReadOnly else { throw .readOnly(path) }
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
    } catch {
      let failure = StoreError(error, path)
      guard failure == .locked(path) else { throw failure }
      throw .refused(
        "\(path): what was erased from the log is still in the file, since another process reads it as it was; when that one has closed it, run `verlauf erase FILE --purge`"
      )
    }
  }

  /// A claim or a decision that was on a patient once, and is on another now.
  private struct MovedClaim {
    var key: Int
    var kind: StudyPart.Kind
    /// As it is; nil where it is there no more.
    var now: StoredPart?
    var position: Int
    /// The changes whose texts name the patient.
    var changes: [Int]
  }

  /// What is said of a patient elsewhere: claims, and decisions on findings of the patient, which quote them. Those whose last text is on the patient, and those of which only an earlier one is.
  private static func claims(
    on patient: Patient.ID, _ db: Database
  ) throws -> (gone: [Int], moved: [MovedClaim], kinds: Set<StudyPart.Kind>) {
    var all: [(key: Int, kind: StudyPart.Kind, changes: [Int], isLast: Bool, position: Int)] = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.part, c.number, c.text, p.position, p.kind FROM change c JOIN part p ON p.key = c.part
        WHERE p.kind IN ('claim', 'decision') AND c.text IS NOT NULL ORDER BY c.part, c.number
        """)
    while let row = try rows.next() {
      let key: Int = try row.decode(atIndex: 0)
      let kind: StudyPart.Kind = try row.decode(String.self, atIndex: 4) == "claim" ? .claim : .decision
      if all.last?.key != key { all.append((key, kind, [], false, try row.decode(atIndex: 3))) }
      let part = StudyPart(kind: kind, text: try row.decode(atIndex: 2))
      let names =
        kind == .claim
        ? part.value(of: "patient") == patient
        : part.value(of: "finding").flatMap { FindingDecision.patient(of: $0) } == patient
      all[all.count - 1].isLast = names
      if names { all[all.count - 1].changes.append(try row.decode(atIndex: 1)) }
    }
    let named = all.filter { !$0.changes.isEmpty }
    return (
      named.filter(\.isLast).map(\.key),
      try named.filter { !$0.isLast }.map { claim in
        MovedClaim(
          key: claim.key, kind: claim.kind, now: try PartQuery.fetch(db, "p.key = :key", ["key": claim.key]).first,
          position: claim.position, changes: claim.changes)
      }, Set(named.map(\.kind))
    )
  }

  /// What still has the id of a patient as a word, and is not of the patient.
  private static func stillNaming(_ patient: Patient.ID, _ db: Database) throws -> [String] {
    var found: [String] = []
    let id = patient.lowercased()
    // An id such as `1` is a word of nearly every text; only what names a patient counts then.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.revision, p.kind, c.text, p.present AND p.change = c.number, n.name FROM change c JOIN part p ON p.key = c.part
        LEFT JOIN person n ON n.key = p.person WHERE c.text IS NOT NULL AND instr(lower(c.text), ?) > 0 ORDER BY c.number
        """, arguments: [id])
    while let row = try rows.next() {
      guard let kind = StudyPart.Kind(rawValue: try row.decode(atIndex: 1)),
        Patient.isNamed(patient, in: try row.decode(atIndex: 2))
      else { continue }
      let when =
        try row.decode(Bool.self, atIndex: 3)
        ? "" : " (of revision \(row.decode(Int.self, atIndex: 0)), not there any more)"
      try found.append(
        PartTitle.words(StudyPart(kind: kind, patient: row.decode(atIndex: 4), text: row.decode(atIndex: 2))) + when)
    }
    func look(_ sql: String, _ words: (Row) -> String) throws {
      for row in try Row.fetchAll(db, sql: sql, arguments: [id])
      where Patient.isNamed(patient, in: try row.decode(atIndex: 0)) {
        found.append(words(row))
      }
    }
    try look("SELECT why, number FROM revision WHERE why IS NOT NULL AND instr(lower(why), ?) > 0") {
      "the reason of revision \($0[1] as Int)"
    }
    try look("SELECT by, number FROM revision WHERE instr(lower(by), ?) > 0") {
      "who made revision \($0[1] as Int)"
    }
    try look(
      "SELECT author || ' ' || place || ' ' || text AS words, author, place FROM draft WHERE instr(lower(words), ?) > 0"
    ) {
      "a draft of \($0[1] as String) (\($0[2] as String))"
    }
    return found
  }
}
