// SPDX-License-Identifier: Apache-2.0

public import Course
public import Exchange
import Foundation
import GRDB
import Plain

extension Store {
  /// A patient in a list, without the course.
  public struct PatientSummary: Sendable, Hashable, Identifiable {
    /// The patient.
    public var id: Patient.ID
    /// The part that is the patient: the same for ever, and it tells nothing of a person.
    public var part: Int
    /// How many entries the course has.
    public var entries: Int
    /// How many rows of tables there are.
    public var rows: Int
    /// The last revision that changed anything of the patient.
    public var revision: Int
  }

  /// The patients in natural order of their ids, with counts. No course is read.
  public func patients() async throws(StoreError) -> [PatientSummary] {
    try await read { db in
      // Both walks are of an index alone.
      var counts: [Int: (part: Int, entries: Int, rows: Int)] = [:]
      let kinds = try Row.fetchCursor(
        db,
        sql:
          "SELECT person, kind, count(*), min(key) FROM part WHERE present = 1 AND person IS NOT NULL GROUP BY person, kind"
      )
      while let row = try kinds.next() {
        let kind: String = try row.decode(atIndex: 1)
        switch kind {
        case "patient": try counts[row.decode(atIndex: 0), default: (0, 0, 0)].part = row.decode(atIndex: 3)
        case "entry": counts[try row.decode(atIndex: 0), default: (0, 0, 0)].entries = try row.decode(atIndex: 2)
        case "patient end", "attachment": break
        default: try counts[row.decode(atIndex: 0), default: (0, 0, 0)].rows += row.decode(Int.self, atIndex: 2)
        }
      }
      var found: [PatientSummary] = []
      found.reserveCapacity(counts.count)
      let people = try Row.fetchCursor(
        db,
        sql: """
          SELECT n.key, n.name, (SELECT revision FROM change WHERE number = (SELECT max(change) FROM part WHERE person = n.key))
          FROM person n WHERE n.name IS NOT NULL
          """)
      while let row = try people.next() {
        guard let count = try counts[row.decode(atIndex: 0)], count.part > 0 else { continue }
        try found.append(
          PatientSummary(
            id: row.decode(atIndex: 1), part: count.part, entries: count.entries, rows: count.rows,
            revision: row.decode(atIndex: 2) ?? 0))
      }
      return found.sorted { NaturalOrder.precedes($0.id, $1.id) }
    }
  }

  /// The whole study, as it is or as it was with a revision: read by the reader of the folder, so that places are those of the files that ``files(at:)`` gives.
  public func study(at revision: Int? = nil) async throws(StoreError) -> Reading {
    await StudyFolder.read(from: MemoryFiles(texts: try await files(at: revision)))
  }

  /// The files of the study as a folder has them, by path; of some parts as they are or as they were with a revision.
  public func files(at revision: Int? = nil) async throws(StoreError) -> [String: String] {
    try await read { db in
      try Self.check(revision, db)
      return PartQuery.files(try PartQuery.fetch(db, at: revision))
    }
  }

  /// One patient in a study without the others: what the study says of itself, the course and the rows. Claims and references are left out.
  public func patient(_ id: Patient.ID, at revision: Int? = nil) async throws(StoreError) -> Reading {
    let files = try await read { db in
      try Self.check(revision, db)
      return try Self.files(of: Self.person(id, db), db, at: revision)
    }
    return StudyFolder.readInOrder(from: MemoryFiles(texts: files))
  }

  /// Something that was derived of one patient alone; kept until the patient or the study changes.
  ///
  /// - Parameters:
  ///   - id: the patient.
  ///   - name: what it is: two derivations have two names.
  ///   - derive: makes it of the study with this patient.
  public func derived<Value: Sendable>(
    _ id: Patient.ID, as name: String, _ derive: @Sendable (Reading) async throws -> Value
  ) async throws -> Value {
    let (files, revisions): ([String: String]?, (patient: Int, study: Int)) = try await read { [cache] db in
      let person = try Self.person(id, db)
      let revisions = (
        try Self.lastChange("person = \(person)", db),
        try Self.lastChange("person IS NULL AND kind IN (\(PartQuery.list(StudyPart.Kind.aroundPatient)))", db)
      )
      if cache.value(id, name, at: revisions, Value.self) != nil { return (nil, revisions) }
      return (try Self.files(of: person, db, at: nil), revisions)
    }
    if let value = cache.value(id, name, at: revisions, Value.self) { return value }
    let texts: [String: String]
    if let files {
      texts = files
    } else {
      texts = try await read { try Self.files(of: Self.person(id, $0), $0, at: nil) }
    }
    let value = try await derive(StudyFolder.readInOrder(from: MemoryFiles(texts: texts)))
    cache.keep(value, id, name, at: revisions)
    return value
  }

  /// The parts of a patient, or without one those of the study, as they are or as they were.
  public func parts(of patient: Patient.ID?, at revision: Int? = nil) async throws(StoreError) -> [StoredPart] {
    try await read { db in
      try Self.check(revision, db)
      guard let patient else {
        return PartQuery.ordered(try PartQuery.fetch(db, "p.person IS NULL", at: revision))
      }
      return PartQuery.ordered(
        try PartQuery.fetch(db, "p.person = :person", ["person": Self.person(patient, db)], at: revision))
    }
  }

  /// The number of the last revision.
  public func lastRevision() async throws(StoreError) -> Int {
    try await read { try Int.fetchOne($0, sql: "SELECT max(number) FROM revision") ?? 0 }
  }

  // MARK: within one state

  /// Refuses a revision that is not there.
  static func check(_ revision: Int?, _ db: Database) throws {
    guard let revision else { return }
    let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM revision") ?? 0
    guard revision >= 1, revision <= last else {
      throw StoreError.refused("there is no revision \(revision); the last is \(last)")
    }
  }

  /// The key of a patient.
  static func person(_ id: Patient.ID, _ db: Database) throws -> Int {
    if let key = try Int.fetchOne(db, sql: "SELECT key FROM person WHERE name = ? COLLATE BINARY", arguments: [id]) {
      return key
    }
    let names = try String.fetchAll(db, sql: "SELECT name FROM person WHERE name IS NOT NULL LIMIT 10000")
    let nearest = Spelling.nearest(to: id, among: names).map { "; did you mean `\($0)`?" } ?? ""
    throw StoreError.refused("there is no patient `\(id)`\(nearest)")
  }

  /// The number of the last change of parts.
  static func lastChange(_ condition: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT max(change) FROM part WHERE \(condition)") ?? 0
  }

  /// The files that one patient is read of.
  static func files(of person: Int, _ db: Database, at revision: Int?) throws -> [String: String] {
    PartQuery.files(
      try PartQuery.fetch(
        db,
        "p.person = :person OR (p.person IS NULL AND p.kind IN (\(PartQuery.list(StudyPart.Kind.aroundPatient))))",
        ["person": person], at: revision)
    )
    .filter { path, text in !Self.isEmptyTable(path, text) }
  }

  /// Whether a table has no row.
  static func isEmptyTable(_ path: String, _ text: String) -> Bool {
    path.hasSuffix(".csv") && text.firstIndex(of: "\n").map { text.index(after: $0) == text.endIndex } ?? true
  }
}
