// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Plain

/// A study in one SQLite file: the same parts of the same notation that a folder has, and every change of them as a revision.
///
/// ```swift
/// let store = try Store.open("study.verlauf")
/// let reading = try await store.study()
/// ```
///
/// The file is in WAL mode with `synchronous = FULL`: when a call that changes something returns, the change is on the disk. Several processes may open one file.
public final class Store: Sendable {
  /// The path of the file.
  public let path: String
  /// Whether nothing can be changed.
  public let isReadOnly: Bool
  let database: any DatabaseWriter
  let cache = StudyCache()

  init(path: String, database: any DatabaseWriter, isReadOnly: Bool) {
    self.path = path
    self.database = database
    self.isReadOnly = isReadOnly
  }

  /// How long a call waits for another process that writes, in seconds, where nobody says otherwise.
  public static let patience: Double = 10

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - readOnly: open it to read; a file that may not be written to can be opened so.
  ///   - readsMeanwhile: whether this process reads while it writes. A program that does one thing needs no more than one connection; with it a file of which nothing is
  ///     changed stays as it is, byte for byte.
  ///   - patience: how long a call waits for another process that writes, in seconds.
  public static func open(
    _ path: String, readOnly: Bool = false, readsMeanwhile: Bool = true, patience: Double = Store.patience
  ) throws(StoreError) -> Store {
    let head = try FileHead(path)
    try head.check(path)
    do {
      let store = Store(
        path: path, database: try connect(path, readOnly: readOnly, readsMeanwhile, patience), isReadOnly: readOnly)
      try store.checkTables()
      return store
    } catch { throw StoreError(error, path) }
  }

  private static func connect(
    _ path: String, readOnly: Bool, _ readsMeanwhile: Bool, _ patience: Double
  ) throws -> any DatabaseWriter {
    var configuration = configuration(patience)
    guard readOnly else {
      guard access(path, W_OK) == 0 else { throw StoreError.readOnly(path) }
      // A pool makes and drops a table when it opens a file (GRDB's issue 102).
      guard readsMeanwhile else { return try DatabaseQueue(path: path, configuration: configuration) }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL when it opens a pool, after all that a configuration can say: a loss of power would take what was acknowledged.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return pool
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if access(path, W_OK) == 0, access(folder, W_OK) == 0 {
      // What waits beside the file is written into it when the last one closes it; a reader with leave to write does so too.
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // What SQLite keeps beside a file in WAL mode is asked for with the first statement.
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM store") }
      return queue
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
      && !FileManager.default.fileExists(atPath: path + "-wal")
    {
      // In a folder that may not be written to, and nothing waits beside the file: it is all there is.
      var name = CharacterSet.urlPathAllowed
      name.remove(charactersIn: "?#%")
      let place = URL(fileURLWithPath: path).path.addingPercentEncoding(withAllowedCharacters: name) ?? path
      return try DatabaseQueue(path: "file:\(place)?immutable=1", configuration: configuration)
    }
  }

  static func configuration(_ patience: Double = Store.patience) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      // A commit waits until its bytes are on the disk; on macOS until the disk says so.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;")
      // Nothing in the schema of a file that came by mail is trusted, and damaged pages are found when they are read.
      try db.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
      // What is removed is overwritten.
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA secure_delete = ON") }
    }
    return configuration
  }

  /// Brings older tables to those of this program, after a backup beside the file; who only reads takes them as they are.
  private func checkTables() throws {
    let version = try database.read { try Self.version($0) }
    guard version <= StoreSchema.version else {
      throw StoreError.newer(path, version: version, known: Int(StoreSchema.version))
    }
    guard version < StoreSchema.version, !isReadOnly else { return }
    try keepCopy(version)
    try database.write { db in
      // Another process may have done so meanwhile.
      for step in StoreSchema.steps.dropFirst(try Self.version(db)) { try step(db) }
      try db.execute(sql: "PRAGMA user_version = \(StoreSchema.version)")
    }
  }

  static func version(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  /// Copies the file with older tables to `FILE.version-N`; where there is one already, to `FILE.version-N-2` and so on.
  private func keepCopy(_ version: Int) throws {
    for number in 1... {
      let copy = "\(path).version-\(version)" + (number == 1 ? "" : "-\(number)")
      do throws(StoreError) {
        try backUp(to: copy)
        return
      } catch {
        guard error == .exists(copy), number < 100 else { throw error }
      }
    }
  }

  /// Writes what waits beside the file into it and closes it, so that the one file is all there is. Where another process has it open, that one does so.
  public func close() throws(StoreError) {
    do {
      if !isReadOnly {
        _ = try? database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      }
      try database.close()
      // The last one to close must be one that may write: it takes away what is empty then. A file that somebody has taken away meanwhile is not made again.
      if !isReadOnly, access(path, F_OK) == 0,
        let last = try? DatabaseQueue(path: path, configuration: Self.configuration())
      {
        _ = try? last.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM store") }
        try? last.close()
      }
    } catch { throw StoreError(error, path) }
  }

  /// Runs a read on one state of the file.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(StoreError) -> Value {
    do { return try await database.read(body) } catch { throw StoreError(error, path) }
  }

  /// Runs a change: all of it or nothing, on the disk when this returns.
  func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws(StoreError) -> Value
  {
    guard !isReadOnly else { throw .readOnly(path) }
    do { return try await database.write(body) } catch { throw StoreError(error, path) }
  }
}
