// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
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
    try await save(edits, by: by, why: why, settling: drafts, keepsNames: true) { _ in }
  }

  /// - Parameters:
  ///   - keepsNames: whether entries keep the names that they had.
  ///   - blobs: bytes of what is attached.
  ///   - check: what must hold for the save to stand.
  func save(
    _ edits: [Edit], by: String, why: String?, settling drafts: [String] = [], keepsNames: Bool,
    blobs: [[UInt8]] = [],
    check: @escaping @Sendable (Database) throws -> Void
  ) async throws(StoreError) -> Saved {
    let author = by.trimmed
    guard !author.isEmpty else { throw .refused("a change without an author") }
    let reason = why.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
    let (saved, learned) = try await write { [cache] db in
      for bytes in blobs {
        try db.execute(
          sql: "INSERT OR IGNORE INTO blob (digest, bytes) VALUES (?, ?)",
          arguments: [Data(SHA256.digest(bytes)), Data(bytes)])
      }
      var saving = try Saving(db, cache, by: author, why: reason, keepsNames: keepsNames)
      for edit in edits { try saving.take(edit) }
      let saved = try saving.finish()
      for place in drafts {
        try db.execute(sql: "DELETE FROM draft WHERE author = ? AND place = ?", arguments: [author, place])
      }
      if saved.isChanged { try check(db) }
      return (saved, saving.learning)
    }
    for each in learned { cache.keep(each.names, each.patient, Saving.KnownNames.name, at: (each.change, 0)) }
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

  /// The edits that take a revision back, each from that revision on.
  private static func inverse(of revision: Int, _ db: Database) throws -> [Edit] {
    guard try String.fetchOne(db, sql: "SELECT kind FROM revision WHERE number = ?", arguments: [revision]) == "save"
    else {
      throw StoreError.refused("revision \(revision) is no save of changes, and cannot be taken back")
    }
    var edits: [Edit] = []
    var gone: [StoredPart] = []
    for key in try Int.fetchAll(
      db, sql: "SELECT part FROM change WHERE revision = ? GROUP BY part ORDER BY min(number)", arguments: [revision])
    {
      let (before, isErased) = try state(of: key, at: revision - 1, db)
      if isErased {
        throw StoreError.refused("what revision \(revision) changed was erased with a person; it cannot be taken back")
      }
      let after = try state(of: key, at: revision, db).part
      guard let kind = (before ?? after)?.part.kind else { continue }
      if kind.isOfTable, kind.rank == 0 {
        // Columns that rows still need stay.
        guard let item = StudyPart.Kind.file(at: kind.path(nil))?.item else { continue }
        edits.append(.columns(item, before.map { StudyParts.cells($0.part.text) } ?? []))
        continue
      }
      switch (before, after) {
      case (let before?, let after?):
        // One that only moved, to make room, may stay where it is.
        guard before.part.text != after.part.text else { continue }
        if kind.isOfTable {
          edits.append(.replaceRow(key, base: revision, try cells(of: before.part, at: revision - 1, db)))
        } else {
          edits.append(.replace(key, base: revision, text: before.part.text))
        }
      case (nil, .some): edits.append(.remove(key, base: revision))
      case (let before?, nil): gone.append(before)
      case (nil, nil): break
      }
    }
    return edits + (try returning(gone, to: revision - 1, db))
  }

  /// The edits that bring parts back to where they were, behind the nearest that is still there.
  private static func returning(_ gone: [StoredPart], to revision: Int, _ db: Database) throws -> [Edit] {
    var orders: [StudyPart.Kind: [Int: [Int]]] = [:]
    /// The list in which a part stood, in its order.
    func order(_ part: StoredPart) throws -> [Int] {
      let person = part.part.kind.isOfPatientFile ? part.person ?? 0 : 0
      if let known = orders[part.part.kind]?[person] { return known }
      let keys = try PartQuery.fetch(
        db, "p.kind = :kind AND (:person = 0 OR p.person = :person)",
        ["kind": part.part.kind.rawValue, "person": person], at: revision
      ).map(\.id)
      orders[part.part.kind, default: [:]][person] = keys
      return keys
    }
    // A patient first; of neighbours the last first, so that each stands behind the same.
    let sorted = gone.sorted {
      ($0.part.kind.rank, -$0.position, -$0.id) < ($1.part.kind.rank, -$1.position, -$1.id)
    }
    let isThere = sorted.isEmpty ? [] : try Set(Int.fetchAll(db, sql: "SELECT key FROM part WHERE present = 1"))
    return try sorted.map { part in
      let before =
        part.part.kind.isSingle ? nil : try order(part).prefix { $0 != part.id }.last { isThere.contains($0) }
      let place: Edit.Place = before.map { .behind($0) } ?? .first
      guard part.part.kind.isOfTable else { return .add(part.part, at: part.part.kind.isOfFolder ? place : .last) }
      return .addRow(part.part.kind, try cells(of: part.part, at: revision, db), at: place)
    }
  }

  /// The cells of a row by column.
  private static func cells(of row: StudyPart, at revision: Int, _ db: Database) throws -> [String: String] {
    let names = try columns(of: row.kind, at: revision, db).map { StudyParts.cells($0) } ?? []
    return Dictionary(zip(names, StudyParts.cells(row.text)), uniquingKeysWith: { first, _ in first })
  }
}
