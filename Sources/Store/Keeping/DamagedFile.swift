// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// A file that SQLite can read in part.
struct DamagedFile {
  /// The rows that could be read, each with its key first, in the order of the keys.
  struct Rows {
    var store: [[DatabaseValue]] = []
    var people: [[DatabaseValue]] = []
    var revisions: [[DatabaseValue]] = []
    var parts: [[DatabaseValue]] = []
    var changes: [[DatabaseValue]] = []
    var drafts: [[DatabaseValue]] = []
    var attachments: [[DatabaseValue]] = []
    var blobs: [[DatabaseValue]] = []
    /// What could not be read, in words.
    var lost: [String] = []
  }

  /// No file has so many rows: a key above it is one that was damaged.
  static let highestKey: Int64 = 1 << 40

  private let source: DatabaseQueue
  private var lost: [String] = []

  /// - Parameter copy: a copy of the file, which may be changed.
  init(_ copy: String) throws {
    var configuration = Configuration()
    configuration.readonly = false
    // No index is trusted, and no constraint asked for.
    configuration.foreignKeysEnabled = false
    // With this SQLite goes on where the schema or the size of the file is not right.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON") }
    source = try DatabaseQueue(path: copy, configuration: configuration)
  }

  /// Reads what there is.
  mutating func read() -> Rows {
    var found = Rows()
    found.store = rows("store", "one", ["id", "created", "program"])
    found.people = rows("person", "key", ["name"])
    found.revisions = rows("revision", "number", Array(Rescue.revisionColumns.dropFirst()))
    found.parts = rows("part", "key", ["kind", "person", "position", "present", "change"])
    found.changes = rows("change", "number", Array(Rescue.changeColumns.dropFirst()))
    found.drafts = rows("draft", nil, Rescue.draftColumns)
    // Tables before version 3 have those apart.
    let isOld = try? source.read { try $0.tableExists("attachment") }
    if isOld ?? false { found.attachments = rows("attachment", "key", Array(Rescue.attachmentColumns.dropFirst())) }
    found.blobs = rows("blob", "rowid", ["digest", "bytes"])
    found.lost = lost
    return found
  }

  /// The rows of a table that can be read, by key: in order from the front, from the back, and one by one between.
  private mutating func rows(_ table: String, _ key: String?, _ columns: [String]) -> [[DatabaseValue]] {
    let list = ([key].compactMap(\.self) + columns).joined(separator: ", ")
    var found: [Int64: [DatabaseValue]] = [:]
    var others: [[DatabaseValue]] = []
    func walk(_ sql: String) -> Bool {
      do {
        try source.read { db in
          let cursor = try Row.fetchCursor(db, sql: sql)
          while let row = try cursor.next() {
            let values = Array(row.databaseValues)
            guard key != nil else {
              others.append(values)
              continue
            }
            if let number = Int64.fromDatabaseValue(values[0]), abs(number / 2) <= Self.highestKey / 2 {
              found[number] = values
            }
          }
        }
        return true
      } catch { return false }
    }
    guard let key else {
      if !walk("SELECT \(list) FROM \(table)") { lost.append("rows of \(table)") }
      return others
    }
    if !walk("SELECT \(list) FROM \(table) NOT INDEXED ORDER BY \(key)") {
      let front = found.keys.max()
      _ = walk("SELECT \(list) FROM \(table) NOT INDEXED ORDER BY \(key) DESC")
      let back = found.keys.filter { front == nil || $0 > front ?? 0 }.min()
      let start = (front ?? 0) + 1
      // Without an end nobody knows how far the table goes; a run of so many rows that are not there ends the search.
      let end = back ?? start + 100_000
      let patience = back == nil ? 2_000 : 100_000
      var misses = 0
      var number = start
      while number < end, misses <= patience {
        let isThere = walk("SELECT \(list) FROM \(table) NOT INDEXED WHERE \(key) = \(number)") && found[number] != nil
        misses = isThere ? 0 : misses + 1
        number += 1
      }
      let gone = back.map { back in Int(back - start) - found.keys.count { $0 >= start && $0 < back } }
      if gone != 0 {
        lost.append("\(gone.map(String.init) ?? "some") rows of \(table)\(gone == nil ? " at its end" : "")")
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}
