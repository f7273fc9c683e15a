// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Plain

/// What could be saved of a damaged file.
public struct Salvage: Sendable, Hashable {
  /// Whether nothing was damaged: the new file is the old one.
  public var isWhole: Bool
  /// How many revisions were saved.
  public var revisions: Int
  /// How many changes.
  public var changes: Int
  /// What could not be read, or is not as it was written, each in words.
  public var lost: [String]
}

extension Store {
  /// Saves what can be read of a damaged file into a new one. The damaged file is not touched: a copy of it is read.
  ///
  /// What is saved keeps its numbers and hashes, so that an audit of the new file names the revisions that lack something; a last revision says that the file was
  /// restored. It also has the texts that can be read, and held against their digests, of revisions that cannot.
  public static func restore(_ path: String, to other: String, by: String, program: String) throws(StoreError)
    -> Salvage
  {
    guard try !FileHead.bytes(of: path).isEmpty else { throw .foreign(path, "the file is empty") }
    return try withDraft(of: other) { copy in
      try FileHead.copy(path, over: copy)
      if FileManager.default.fileExists(atPath: path + "-wal") {
        try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
      }
      try FileHead.mend(copy)
      let (whole, findings) = try keepWhole(copy, path, other)
      if let whole { return whole }
      let rows = try read(copy, path)
      var result = Salvage(isWhole: false, revisions: 0, changes: 0, lost: [])
      try create(other) { db in
        var rescue = Rescue(db, rows)
        (result.revisions, result.changes) = try rescue.write(by: by, program: program)
        var told: Set<String> = []
        result.lost = (findings + rescue.lost).filter { told.insert($0).inserted }
      }
      return result
    }
  }

  /// What can be read of a damaged file; a copy of it is read.
  private static func read(_ copy: String, _ path: String) throws(StoreError) -> DamagedFile.Rows {
    let words: String
    do {
      var reader = try DamagedFile(copy)
      let rows = reader.read()
      if !rows.changes.isEmpty { return rows }
      words = (["no change"] + rows.lost).joined(separator: "; ")
    } catch {
      switch StoreError(error, path) {
      case .damaged(_, let reason), .foreign(_, let reason): words = reason
      case let failure: throw failure
      }
    }
    // What is another program's, or none's, is not damaged.
    try FileHead(path).check(path)
    throw .lost(path, words)
  }

  /// A file that is as it was written is taken as it is; of one that SQLite reads and that is not, what the audit finds.
  private static func keepWhole(
    _ copy: String, _ path: String, _ other: String
  ) throws(StoreError) -> (Salvage?, findings: [String]) {
    let store: Store
    let audit: Audit
    do throws(StoreError) {
      store = try open(copy, readOnly: true)
      do {
        let (pages, found) = try store.database.read { db in
          let pages = try Auditor.pages(db)
          return (pages, pages.isEmpty ? try Auditor.content(db) : nil)
        }
        guard let found else {
          try? store.close()
          return (nil, pages.map(\.description))
        }
        audit = found
      } catch {
        try? store.close()
        throw StoreError(error, copy)
      }
    } catch {
      switch error {
      // These say nothing of the file.
      case .newer(_, let version, let known): throw .newer(path, version: version, known: known)
      case .full: throw .full(other)
      default: return (nil, [])
      }
    }
    defer { try? store.close() }
    guard audit.isSound else { return (nil, audit.findings.map(\.description)) }
    try store.backUp(to: other)
    return (Salvage(isWhole: true, revisions: audit.revisions, changes: audit.changes, lost: []), [])
  }
}
