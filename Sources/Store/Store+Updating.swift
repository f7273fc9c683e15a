// SPDX-License-Identifier: Apache-2.0

public import Exchange
import GRDB
import Notation
import Plain

extension Store {
  /// Takes in a folder that was made of a revision and changed since: what differs between the two is one revision.
  ///
  /// Pictures that its record names come along. It is a save like any other: what others have changed since that revision is merged, and what both have changed is a conflict.
  ///
  /// - Parameters:
  ///   - source: the folder. It must read without errors.
  ///   - base: the revision of which the folder was made.
  ///   - by: who.
  ///   - why: needed where a recorded fact changes or goes.
  public func update(
    from source: some FileSource, of base: Int, by: String, why: String? = nil
  ) async throws(StoreError) -> Saved {
    let files: [String: String]
    do throws(FolderFormat.Refusal) { files = try FolderFormat.canonical(source) } catch {
      throw .unreadable(error.problems)
    }
    let (edits, last) = try await read { db in
      try Self.check(base, db)
      return (
        try FolderEdits.of(files, from: base, db), try Int.fetchOne(db, sql: "SELECT max(number) FROM revision") ?? 0
      )
    }
    let pictures = try await newAttachments(try Self.pictures(of: source, named: files))
    let all = edits + pictures.parts.map { .add($0) }
    let bytes = pictures.bytes
    guard base == last else {
      return try await save(all, by: by, why: why, keepsNames: true, blobs: bytes) { _ in }
    }
    let study = StudyFolder.readInOrder(from: MemoryFiles(texts: files)).study
    // Nobody has changed anything meanwhile: then it is the folder that must come of it, with the names that entries have there.
    return try await save(all, by: by, why: why, keepsNames: false, blobs: bytes) { db in
      guard try Int.fetchOne(db, sql: "SELECT max(number) FROM revision") == base + 1 else { return }
      let now = StudyFolder.readInOrder(from: MemoryFiles(texts: PartQuery.files(try PartQuery.fetch(db)))).study
      guard now == study else {
        throw StoreError.refused("the store would not come to say what the folder says, which is a fault of Verlauf")
      }
    }
  }
}
