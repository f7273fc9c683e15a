// SPDX-License-Identifier: Apache-2.0

public import Course
public import Exchange
import GRDB
import Plain

extension Store {
  /// Saves changes as one revision: all of them or none. When this returns, they are on the disk.
  ///
  /// A part that somebody else has changed since the revision that an edit began with is merged field by field. A field that both changed, each in its own way, is a
  /// conflict; then nothing is saved.
  ///
  /// - Parameters:
  ///   - edits: what changes. An edit of a part comes once.
  ///   - by: who.
  ///   - why: needed where a recorded fact changes or goes; not for what is entered first.
  ///   - drafts: places of the author's drafts that this save settles; they go with it.
  /// - Throws: `conflict`, `reasonMissing`, `unreadable` where the study could not be read any more, and what the file or the disk does.
  public func save(
    _ edits: [Edit], by: String, why: String? = nil, settling drafts: [String] = []
  ) async throws(StoreError) -> Saved {
    let author = by.trimmed
    guard !author.isEmpty else { throw .refused("a change without an author") }
    let reason = why.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
    let (saved, learned) = try await write { [cache] db in
      var saving = try Saving(db, cache, by: author, why: reason)
      for edit in edits { try saving.take(edit) }
      let saved = try saving.finish()
      for place in drafts {
        try db.execute(sql: "DELETE FROM draft WHERE author = ? AND place = ?", arguments: [author, place])
      }
      return (saved, saving.learning)
    }
    for each in learned { cache.keep(each.names, each.patient, at: (each.change, 0)) }
    return saved
  }

  /// Makes parts what they were in a revision: a new revision that takes back what came after. What others changed meanwhile on the same fields is a conflict.
  ///
  /// - Parameters:
  ///   - revision: the revision that is taken back.
  ///   - by: who.
  ///   - why: why.
  public func takeBack(_ revision: Int, by: String, why: String) async throws(StoreError) -> Saved {
    let edits = try await read { db in
      try Self.check(revision, db)
      return try Self.inverse(of: revision, db)
    }
    return try await save(edits, by: by, why: why)
  }

  private static func inverse(of revision: Int, _ db: Database) throws -> [Edit] {
    guard try String.fetchOne(db, sql: "SELECT kind FROM revision WHERE number = ?", arguments: [revision]) == "save"
    else {
      throw StoreError.refused("revision \(revision) is no save of changes, and cannot be taken back")
    }
    var edits: [Edit] = []
    for key in try Int.fetchAll(
      db, sql: "SELECT part FROM change WHERE revision = ? ORDER BY number", arguments: [revision])
    {
      let before = try PartQuery.fetch(db, "p.key = :key", ["key": key], at: revision - 1).first
      let after = try PartQuery.fetch(db, "p.key = :key", ["key": key], at: revision).first
      switch (before, after) {
      case (let before?, .some): edits.append(.replace(key, base: revision, text: before.part.text))
      case (nil, .some): edits.append(.remove(key, base: revision))
      case (let before?, nil): edits.append(.add(before.part))
      case (nil, nil): break
      }
    }
    return edits
  }
}
