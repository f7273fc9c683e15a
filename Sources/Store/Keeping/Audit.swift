// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import GRDB
import Plain

/// What an audit or a verification found.
public struct Audit: Sendable, Hashable {
  /// Something that is not as it was written.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// The revision in which it is; nil for what is of no revision.
    public var revision: Int?
    /// What it is.
    public var words: String

    /// In one line.
    public var description: String { (revision.map { "revision \($0): " } ?? "") + words }
  }

  /// How many revisions there are.
  public var revisions = 0
  /// How many changes.
  public var changes = 0
  /// How many changes have no text any more, since a person was erased.
  public var erased = 0
  /// The hash of the last revision: noted elsewhere, it shows later that none was taken away from the end.
  public var head = ""
  /// What is not as it was written.
  public var findings: [Finding] = []

  /// Whether all is as it was written.
  public var isSound: Bool { findings.isEmpty }
}

extension Store {
  /// Holds the log against its chain of hashes, and what is against what the log says it should be.
  ///
  /// - Parameter head: the hash of an earlier last revision, noted elsewhere: it must be in the chain.
  public func audit(expecting head: String? = nil) async throws(StoreError) -> Audit {
    try await read { db in
      var auditor = Auditor(db)
      return try auditor.audit(expecting: head)
    }
  }

  /// The audit, and before it what SQLite says of the file: pages, indexes, foreign keys; then the bytes of attachments, and whether the study can be read.
  public func verify() async throws(StoreError) -> Audit {
    var audit = try await read { db in
      let pages = try Auditor.pages(db)
      var audit = try Auditor.content(db)
      audit.findings = pages + audit.findings
      return audit
    }
    do throws(StoreError) {
      audit.findings += try await study().errors.map { Audit.Finding(revision: nil, words: "\($0)") }
    } catch {
      // What cannot be put together was found above, but for what SQLite itself says.
      if audit.isSound { audit.findings.append(Audit.Finding(revision: nil, words: "\(error)")) }
    }
    return audit
  }
}

/// Goes through the log from its beginning.
struct Auditor {
  private let db: Database
  private var audit = Audit()
  /// The parts whose texts were erased, with the revision that did so.
  private var erasures: [Int: Int] = [:]
  /// Each part by its last change.
  private var last: [Int: (change: Int, position: Int, isRemoved: Bool, isErased: Bool)] = [:]

  init(_ db: Database) { self.db = db }

  /// What SQLite says of pages and indexes.
  static func pages(_ db: Database) throws -> [Audit.Finding] {
    try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }.map {
      Audit.Finding(revision: nil, words: "SQLite: \($0)")
    }
  }

  /// The audit, and before it what SQLite says of foreign keys; and the bytes of attachments.
  static func content(_ db: Database) throws -> Audit {
    var findings = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
      Audit.Finding(
        revision: nil, words: "a row of \(row[0] as String) names one of \(row[2] as String) that is not there")
    }
    var auditor = Auditor(db)
    var audit = try auditor.audit(expecting: nil)
    let attached = try Row.fetchCursor(
      db, sql: "SELECT digest, bytes FROM blob WHERE typeof(digest) = 'blob' AND typeof(bytes) = 'blob'")
    while let row = try attached.next() {
      let digest: Data = row[0]
      guard SHA256.digest(row[1] as Data) != Array(digest) else { continue }
      findings.append(
        Audit.Finding(
          revision: nil,
          words: "the bytes of an attachment are not those that were attached (SHA-256 \(Hexadecimal.text(digest)))"))
    }
    audit.findings = findings + audit.findings
    return audit
  }

  mutating func audit(expecting head: String?) throws -> Audit {
    try checkTables()
    // What is of another kind than its column cannot be gone through.
    guard try hasKinds() else { return audit }
    for row in try Row.fetchAll(
      db,
      sql:
        "SELECT c.part, max(c.revision) FROM change c JOIN revision r ON r.number = c.revision WHERE r.kind = 'erasure' GROUP BY c.part"
    ) { erasures[row[0]] = row[1] }
    var previous = try LogWriter.genesis(db)
    var isExpected = head == nil
    var next = 1
    let changes = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.revision, c.number, c.part, p.kind, p.person, c.position, c.removed, c.text, c.salt, c.digest
        FROM change c LEFT JOIN part p ON p.key = c.part ORDER BY c.revision, c.number
        """)
    var change = try changes.next()
    let revisions = try Row.fetchCursor(
      db, sql: "SELECT number, at, by, kind, person, why, why_salt, why_digest, hash FROM revision ORDER BY number")
    while let row = try revisions.next() {
      let revision = LoggedRevision(row)
      if revision.number != next {
        find(nil, "revisions \(next) to \(revision.number - 1) are missing")
      }
      next = revision.number + 1
      var own: [LoggedChange] = []
      var touchesErased = false
      while let row = change, (row[0] as Int) <= revision.number {
        if (row[0] as Int) == revision.number {
          own.append(try take(row))
          if erasures[row[2]] != nil { touchesErased = true }
        } else {
          find(row[0], "a change of a revision that is not there")
        }
        change = try changes.next()
      }
      checkReason(revision, touchesErased: touchesErased)
      var digest = RevisionDigest(previous: previous, revision, changes: own.count)
      for change in own { digest.take(change) }
      if digest.end() != revision.hash {
        find(revision.number, "it is not what was written, or not what it follows (its hash is another)")
      }
      previous = revision.hash
      if Hexadecimal.text(previous) == head?.lowercased() { isExpected = true }
      audit.revisions += 1
    }
    while let row = change {
      find(row[0], "a change of a revision that is not there")
      change = try changes.next()
    }
    audit.head = Hexadecimal.text(previous)
    if !isExpected {
      find(nil, "no revision has the expected hash \(head ?? ""): the log is another, or its end was taken away")
    }
    try checkPresent()
    return audit
  }

  private mutating func find(_ revision: Int?, _ words: String) {
    audit.findings.append(Audit.Finding(revision: revision, words: words))
  }

  private mutating func take(_ row: Row) throws -> LoggedChange {
    let change = LoggedChange(
      number: row[1], part: row[2], kind: row[3] ?? "", person: row[4], position: row[5], isRemoved: row[6],
      digest: Array(row[9] as Data))
    audit.changes += 1
    let text: String? = row[7]
    let salt = (row[8] as Data?).map { Array($0) }
    if let salt {
      if RevisionDigest.of(text, salt: salt) != change.digest {
        find(row[0], "the text of part \(change.part) is not the one that was written")
      }
    } else {
      audit.erased += 1
      let revision: Int = row[0]
      if !(erasures[change.part].map { $0 > revision } ?? false) {
        find(revision, "the text of part \(change.part) is gone, and no erasure took it away")
      }
    }
    last[change.part] = (change.number, change.position, change.isRemoved, salt == nil)
    return change
  }

  private mutating func checkReason(_ revision: LoggedRevision, touchesErased: Bool) {
    if let salt = revision.whySalt {
      if RevisionDigest.of(revision.why, salt: salt) != revision.whyDigest {
        find(revision.number, "the reason is not the one that was written")
      }
    } else if !touchesErased {
      find(revision.number, "the reason is gone, and no erasure took it away")
    }
  }

  /// What is now must be what the log comes to.
  private mutating func checkPresent() throws {
    let rows = try Row.fetchCursor(
      db,
      sql:
        "SELECT p.key, p.change, p.position, p.present, p.kind, n.name, c.text FROM part p LEFT JOIN person n ON n.key = p.person LEFT JOIN change c ON c.number = p.change"
    )
    while let row = try rows.next() {
      let key: Int = row[0]
      guard let state = last.removeValue(forKey: key) else {
        find(nil, "part \(key) is in no revision")
        continue
      }
      if (row[1] as Int) != state.change || (row[2] as Int) != state.position || (row[3] as Bool) == state.isRemoved {
        find(nil, "part \(key) is not what the log comes to")
      }
      guard row[3] as Bool else { continue }
      if StudyPart.Kind(rawValue: row[4]) == nil { find(nil, "part \(key) is of no known kind") }
      if state.isErased { find(nil, "part \(key) is there, and its text is gone") }
      if (row[4] as String) == "patient" {
        let name: String? = row[5]
        let part = StudyPart(kind: .patient, patient: name, text: row[6] ?? "")
        if name == nil || part.value(of: "patient") != name {
          find(nil, "the patient of part \(key) has another name than its text")
        }
      }
    }
    for key in last.keys.sorted() { find(nil, "part \(key) of the log is not there") }
    // The rows of what is not whole cannot be looked at.
    if audit.isSound { try checkRows() }
  }

  /// A row of a table belongs to the patient that its cells name.
  private mutating func checkRows() throws {
    let heads = Dictionary(
      try PartQuery.fetch(db, "p.person IS NULL AND p.kind LIKE '% columns'").map {
        ($0.part.kind, StudyParts.cells($0.part.text))
      },
      uniquingKeysWith: { first, _ in first })
    for (_, file) in StudyPart.Kind.files where file.isTable {
      guard let item = file.item, let index = heads[file.head]?.firstIndex(of: "patient") else { continue }
      for row in try PartQuery.fetch(db, "p.kind = :kind", ["kind": item.rawValue]) {
        let cells = StudyParts.cells(row.part.text)
        if !cells.indices.contains(index) || cells[index] != row.part.patient {
          find(nil, "part \(row.id) belongs to another patient than its row says")
        }
      }
    }
  }

  /// The tables, indexes and triggers must be those of the version.
  private mutating func checkTables() throws {
    let own = try Self.tables(db)
    let expected = try made { try Self.tables($0) }
    for (name, sql) in expected where own[name] != sql { find(nil, "`\(name)` of the schema is not as it was made") }
    for name in own.keys where expected[name] == nil { find(nil, "`\(name)` is in the schema, and not Verlauf's") }
  }

  /// Whether every value is of the kind of its column: SQLite asks that of what is written, and not of what a damaged page gives.
  private mutating func hasKinds() throws -> Bool {
    let columns = try made { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT t.name, c.name, lower(c.type), c."notnull" OR c.pk FROM pragma_table_list t, pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
          """
      ).map { (table: $0[0] as String, column: $0[1] as String, kind: $0[2] as String, isNeeded: $0[3] as Bool) }
    }
    var isRight = true
    for (table, column, kind, isNeeded) in columns {
      let revision = ["revision": "number", "change": "revision"][table] ?? "NULL"
      let kinds = isNeeded ? "'\(kind)'" : "'\(kind)', 'null'"
      let places = try DatabaseValue.fetchAll(
        db, sql: "SELECT \(revision) FROM \(table) WHERE typeof(\(column)) NOT IN (\(kinds)) LIMIT 20")
      for place in places {
        isRight = false
        find(
          Int.fromDatabaseValue(place), "a value of `\(column)` in `\(table)` is of another kind than it was written")
      }
    }
    return isRight
  }

  /// What is asked of tables as they are made in the version of the file.
  private func made<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let version = try Store.version(db)
    return try DatabaseQueue().write { db in
      for step in StoreSchema.steps.prefix(version) { try step(db) }
      return try body(db)
    }
  }

  private static func tables(_ db: Database) throws -> [String: String] {
    Dictionary(
      try Row.fetchAll(db, sql: "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
        .map { ($0[0] as String, ($0[1] as String?) ?? "") }, uniquingKeysWith: { first, _ in first })
  }
}

extension LoggedRevision {
  /// A row of `number, at, by, kind, person, why, why_salt, why_digest, hash`.
  init(_ row: Row) {
    self.init(
      number: row[0], at: row[1], by: row[2], kind: row[3], person: row[4], why: row[5],
      whySalt: (row[6] as Data?).map { Array($0) }, whyDigest: Array(row[7] as Data), hash: Array(row[8] as Data))
  }
}
