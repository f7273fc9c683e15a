// SPDX-License-Identifier: Apache-2.0

public import Exchange
import GRDB

/// A part as a store holds it.
public struct StoredPart: Sendable, Hashable, Identifiable {
  /// Its number, the same for ever.
  public var id: Int
  /// What it is, whose, and its text.
  public var part: StudyPart
  /// The revision with which it became what it is: the base of an edit.
  public var revision: Int
  var person: Int?
  var position: Int
}

/// Parts as they are, or as they were with a revision.
struct PartQuery {
  private static let columns = "p.key, p.kind, p.person, n.name, c.revision, c.text"

  /// Kinds as a list of SQL.
  static func list(_ kinds: [StudyPart.Kind]) -> String { kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ") }

  /// Parts that are there, in the order of their files; `revision` nil: now.
  ///
  /// - Parameters:
  ///   - condition: SQL on `p`, the part.
  static func fetch(
    _ db: Database, _ condition: String = "1", _ arguments: StatementArguments = [], at revision: Int? = nil
  ) throws -> [StoredPart] {
    let sql: String
    var all = arguments
    if let revision {
      sql = """
        SELECT \(columns), c.position FROM part p JOIN change c ON c.number =
          (SELECT max(number) FROM change WHERE part = p.key AND revision <= :at)
        LEFT JOIN person n ON n.key = p.person
        WHERE c.removed = 0 AND c.text IS NOT NULL AND (\(condition)) ORDER BY c.position, p.key
        """
      _ = all.append(contentsOf: ["at": revision])
    } else {
      sql = """
        SELECT \(columns), p.position FROM part p JOIN change c ON c.number = p.change
        LEFT JOIN person n ON n.key = p.person
        WHERE p.present = 1 AND (\(condition)) ORDER BY p.position, p.key
        """
    }
    var parts: [StoredPart] = []
    let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: all)
    while let row = try rows.next() {
      let key = try row.decode(Int.self, atIndex: 0)
      guard let kind = StudyPart.Kind(rawValue: try row.decode(atIndex: 1)),
        let text = try row.decode(String?.self, atIndex: 5)
      else {
        throw StoreError.damaged("", "the part \(key) is of no known kind, or has no text")
      }
      parts.append(
        StoredPart(
          id: key, part: StudyPart(kind: kind, patient: try row.decode(atIndex: 3), text: text),
          revision: try row.decode(atIndex: 4), person: try row.decode(atIndex: 2), position: try row.decode(atIndex: 6)
        ))
    }
    return parts
  }

  /// The files of parts, by path.
  static func files(_ parts: [StoredPart]) -> [String: String] {
    var byPath: [String: [StoredPart]] = [:]
    for part in parts where part.part.kind.isOfFolder {
      byPath[part.part.kind.path(part.part.kind.isOfPatientFile ? part.part.patient : nil), default: []].append(part)
    }
    var files: [String: String] = [:]
    for (path, parts) in byPath { files[path] = StudyParts.join(ordered(parts).map(\.part), path) }
    return files
  }

  /// Parts of one file in its order: head, items, end.
  static func ordered(_ parts: [StoredPart]) -> [StoredPart] {
    parts.enumerated().sorted {
      ($0.element.part.kind.rank, $0.element.position, $0.offset)
        < ($1.element.part.kind.rank, $1.element.position, $1.offset)
    }.map(\.element)
  }
}
