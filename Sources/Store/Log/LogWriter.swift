// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB

/// Writes one revision with its changes, within a transaction.
struct LogWriter {
  private let db: Database
  /// The number of the revision that is written.
  let number: Int
  private let previous: [UInt8]
  private var change: Int
  private var changes: [LoggedChange] = []

  /// Begins a revision.
  ///
  /// - Parameter lost: the highest numbers that revisions and changes had which are there no more: none of them is given again.
  init(_ db: Database, after lost: (revision: Int, change: Int) = (0, 0)) throws {
    self.db = db
    let last = try Row.fetchOne(db, sql: "SELECT number, hash FROM revision ORDER BY number DESC LIMIT 1")
    number = try Self.next(max(last?[0] ?? 0, lost.revision))
    if let last {
      previous = Array(last[1] as Data)
    } else {
      previous = try Self.genesis(db)
    }
    change = max(try Int.fetchOne(db, sql: "SELECT max(number) FROM change") ?? 0, lost.change)
  }

  /// The number that follows another; only a file that was tampered with has come to the end of them.
  private static func next(_ number: Int) throws -> Int {
    guard number < Int.max else { throw StoreError.damaged("", "a number in it is as high as numbers go") }
    return number + 1
  }

  /// The hash that the first revision follows.
  static func genesis(_ db: Database) throws -> [UInt8] {
    guard let row = try Row.fetchOne(db, sql: "SELECT id, created FROM store") else {
      throw StoreError.damaged("", "the file does not say what it is")
    }
    return try RevisionDigest.genesis(id: Array(row.decode(Data.self, atIndex: 0)), created: row.decode(atIndex: 1))
  }

  /// Whether anything was changed.
  var isEmpty: Bool { changes.isEmpty }

  /// Adds a part.
  mutating func add(_ part: StudyPart, person: Int?, position: Int) throws -> Int {
    let key = try Self.next(Int.fetchOne(db, sql: "SELECT max(key) FROM part") ?? 0)
    try db.execute(
      cached: "INSERT INTO part (key, kind, person, position, present, change) VALUES (?, ?, ?, ?, 1, ?)",
      [key, part.kind.rawValue, person, position, try Self.next(change)])
    try log(key, part.kind.rawValue, person, position, part.text)
    return key
  }

  /// Makes a part what it was once: there with a text, or not there.
  mutating func bringBack(_ key: Int, _ kind: StudyPart.Kind, person: Int?, position: Int, text: String?) throws {
    try log(key, kind.rawValue, person, position, text)
    try db.execute(
      cached: "UPDATE part SET present = ?, position = ?, change = ? WHERE key = ?",
      [text == nil ? 0 : 1, position, change, key])
  }

  /// Gives a part another text, or another place.
  mutating func change(_ part: StoredPart, text: String, position: Int? = nil) throws {
    let place = position ?? part.position
    try log(part.id, part.part.kind.rawValue, part.person, place, text)
    try db.execute(cached: "UPDATE part SET position = ?, change = ? WHERE key = ?", [place, change, part.id])
  }

  /// Takes a part away.
  mutating func remove(_ part: StoredPart) throws {
    try log(part.id, part.part.kind.rawValue, part.person, part.position, nil)
    try db.execute(cached: "UPDATE part SET present = 0, change = ? WHERE key = ?", [change, part.id])
  }

  private mutating func log(_ part: Int, _ kind: String, _ person: Int?, _ position: Int, _ text: String?) throws {
    change = try Self.next(change)
    let salt = RevisionDigest.salt()
    let digest = RevisionDigest.of(text, salt: salt)
    try db.execute(
      cached:
        "INSERT INTO change (number, revision, part, position, removed, text, salt, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [change, number, part, position, text == nil ? 1 : 0, text, Data(salt), Data(digest)])
    changes.append(
      LoggedChange(
        number: change, part: part, kind: kind, person: person, position: position, isRemoved: text == nil,
        digest: digest))
  }

  /// Ends the revision.
  func finish(kind: Revision.Kind, by: String, why: String?, person: Int? = nil, at: Date = Date()) throws {
    let salt = RevisionDigest.salt()
    var revision = LoggedRevision(
      number: number, at: Self.text(at), by: by, kind: kind.rawValue, person: person, why: why, whySalt: salt,
      whyDigest: RevisionDigest.of(why, salt: salt), hash: [])
    var digest = RevisionDigest(previous: previous, revision, changes: changes.count)
    for change in changes { digest.take(change) }
    revision.hash = digest.end()
    try db.execute(
      cached:
        "INSERT INTO revision (number, at, by, kind, person, why, why_salt, why_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        number, revision.at, by, kind.rawValue, person, why, Data(salt), Data(revision.whyDigest), Data(revision.hash),
      ])
  }

  /// A time as the log has it: UTC to the millisecond, ISO 8601.
  static func text(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}

extension Database {
  /// Runs a statement that is kept prepared.
  func execute(cached sql: String, _ arguments: StatementArguments) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
