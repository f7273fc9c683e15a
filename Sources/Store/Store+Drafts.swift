// SPDX-License-Identifier: Apache-2.0

public import Course
import Foundation
import GRDB
import Plain

/// What somebody has begun and not saved yet. It is no part of the study and of no revision.
public struct Draft: Sendable, Hashable {
  /// Whose it is.
  public var author: String
  /// Where it belongs, in words of the one who keeps it: `part 12`, `new entry of 3`. One author has one draft a place.
  public var place: String
  /// The part that is edited; nil for a new one.
  public var part: Int?
  /// The patient.
  public var patient: Patient.ID?
  /// The revision that the edit began with.
  public var base: Int
  /// What was entered.
  public var text: String
  /// When it was kept, in UTC.
  public var at: String

  /// A draft; `at` is set where it is kept.
  public init(author: String, place: String, part: Int? = nil, patient: Patient.ID? = nil, base: Int, text: String) {
    self.author = author
    self.place = place
    self.part = part
    self.patient = patient
    self.base = base
    self.text = text
    at = ""
  }
}

extension Store {
  /// Keeps a draft in place of the one before. A save that settles it removes it.
  public func keep(_ draft: Draft) async throws(StoreError) {
    let author = draft.author.trimmed
    guard !author.isEmpty, !draft.place.isEmpty else { throw .refused("a draft without an author or a place") }
    try await write { db in
      try Self.check(draft.base, db)
      try db.execute(
        sql: "INSERT OR REPLACE INTO draft (author, place, part, person, base, text, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          author, draft.place, draft.part, try draft.patient.map { try Self.person($0, db) }, draft.base, draft.text,
          LogWriter.text(Date()),
        ])
    }
  }

  /// The drafts of an author, or of all, the last first.
  public func drafts(of author: String? = nil) async throws(StoreError) -> [Draft] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.author, d.place, d.part, n.name, d.base, d.text, d.at FROM draft d LEFT JOIN person n ON n.key = d.person
          WHERE ? IS NULL OR d.author = ? ORDER BY d.at DESC
          """, arguments: [author, author]
      ).map { row in
        var draft = try Draft(
          author: row.decode(atIndex: 0), place: row.decode(atIndex: 1), part: row.decode(atIndex: 2),
          patient: row.decode(atIndex: 3), base: row.decode(atIndex: 4), text: row.decode(atIndex: 5))
        draft.at = try row.decode(atIndex: 6)
        return draft
      }
    }
  }

  /// Removes a draft.
  public func discard(_ place: String, of author: String) async throws(StoreError) {
    try await write {
      try $0.execute(sql: "DELETE FROM draft WHERE author = ? AND place = ?", arguments: [author, place])
    }
  }
}
