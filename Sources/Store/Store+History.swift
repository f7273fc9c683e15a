// SPDX-License-Identifier: Apache-2.0

public import Course
import Exchange
import Foundation
import GRDB
import Plain

extension Store {
  /// What a history is asked for.
  public enum Scope: Sendable, Hashable {
    /// Everything.
    case study
    /// All that is said of a patient.
    case patient(Patient.ID)
    /// A part.
    case part(Int)
  }

  /// The revisions that changed something, the last first.
  ///
  /// - Parameters:
  ///   - scope: of what.
  ///   - before: only those before a revision, so that a long history comes in pages.
  ///   - most: how many.
  public func history(
    _ scope: Scope = .study, before: Int? = nil, most: Int = 100
  ) async throws(StoreError) -> [Revision] {
    try await read { db in
      let condition: String
      var arguments: StatementArguments = ["before": before ?? Int.max, "most": max(0, most)]
      switch scope {
      case .study: condition = "1"
      case .patient(let id):
        condition =
          "r.number IN (SELECT c.revision FROM change c JOIN part p ON p.key = c.part WHERE p.person = :person)"
        _ = arguments.append(contentsOf: ["person": try Self.person(id, db)])
      case .part(let key):
        condition = "r.number IN (SELECT revision FROM change WHERE part = :part)"
        _ = arguments.append(contentsOf: ["part": key])
      }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT r.number, r.at, r.by, r.kind, r.why, r.hash, (SELECT count(*) FROM change c WHERE c.revision = r.number)
          FROM revision r WHERE r.number < :before AND \(condition) ORDER BY r.number DESC LIMIT :most
          """, arguments: arguments
      ).map(Revision.init)
    }
  }

  /// What one revision did, part by part and field by field; of a patient alone, where one is named.
  public func changes(in revision: Int, of patient: Patient.ID? = nil) async throws(StoreError) -> [PartChange] {
    try await read { db in
      try Self.check(revision, db)
      let person = try patient.map { try Self.person($0, db) }
      let keys = try Int.fetchAll(
        db,
        sql:
          "SELECT c.part FROM change c JOIN part p ON p.key = c.part WHERE c.revision = ? AND (? IS NULL OR p.person = ?) ORDER BY c.number",
        arguments: [revision, person, person])
      return try keys.map { try Self.change(of: $0, from: revision - 1, to: revision, db) }
    }
  }

  /// How two states differ, part by part and field by field.
  public func compare(_ first: Int, _ second: Int) async throws(StoreError) -> [PartChange] {
    try await read { db in
      try Self.check(first, db)
      try Self.check(second, db)
      let (from, to) = (min(first, second), max(first, second))
      let keys = try Int.fetchAll(
        db, sql: "SELECT part FROM change WHERE revision > ? AND revision <= ? GROUP BY part ORDER BY min(number)",
        arguments: [from, to])
      return try keys.map { try Self.change(of: $0, from: first, to: second, db) }.filter {
        $0.isErased || !$0.fields.isEmpty
      }
    }
  }

  /// One part in two states.
  private static func change(of key: Int, from: Int, to: Int, _ db: Database) throws -> PartChange {
    let (old, oldIsErased) = try state(of: key, at: from, db)
    let (new, newIsErased) = try state(of: key, at: to, db)
    let part = new ?? old
    let columns = try part.map { try Self.columns(of: $0.part.kind, at: max(from, to), db) } ?? nil
    func fields(_ stored: StoredPart?) -> PartFields? {
      stored.flatMap { try? PartFields($0.part, columns: columns) }
    }
    let differences = PartFields.differences(fields(old), fields(new))
    let row = try Row.fetchOne(
      db, sql: "SELECT p.kind, n.name FROM part p LEFT JOIN person n ON n.key = p.person WHERE p.key = ?",
      arguments: [key])
    let kind: String = row?[0] ?? "a part"
    return PartChange(
      part: key, patient: row?[1], title: part.map { PartTitle.words($0.part) } ?? "\(kind) of a person who was erased",
      isErased: oldIsErased || newIsErased,
      fields: differences.map { PartChange.Field(name: $0.name, old: $0.old, new: $0.new) })
  }

  static func state(of key: Int, at revision: Int, _ db: Database) throws -> (part: StoredPart?, isErased: Bool) {
    guard revision > 0 else { return (nil, false) }
    if let part = try PartQuery.fetch(db, "p.key = :key", ["key": key], at: revision).first { return (part, false) }
    let erased = try Bool.fetchOne(
      db, sql: "SELECT removed = 0 FROM change WHERE part = ? AND revision <= ? ORDER BY number DESC LIMIT 1",
      arguments: [key, revision])
    return (nil, erased ?? false)
  }

  /// The columns of the table of a kind of rows, as a line.
  static func columns(of kind: StudyPart.Kind, at revision: Int, _ db: Database) throws -> String? {
    guard let head = StudyPart.Kind.files.first(where: { $0.file.isTable && $0.file.item == kind })?.file.head else {
      return nil
    }
    return try PartQuery.fetch(db, "p.kind = :kind", ["kind": head.rawValue], at: revision).first?.part.text
  }
}

extension Revision {
  init(_ row: Row) throws {
    self.init(
      id: try row.decode(atIndex: 0), at: try row.decode(atIndex: 1), by: try row.decode(atIndex: 2),
      kind: Kind(rawValue: try row.decode(atIndex: 3)) ?? .save, why: try row.decode(atIndex: 4),
      hash: Hexadecimal.text(try row.decode(Data.self, atIndex: 5)), changes: try row.decode(atIndex: 6))
  }
}
