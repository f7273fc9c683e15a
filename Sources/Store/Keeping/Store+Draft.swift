// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

extension Store {
  /// Has something made in a file beside its place, which nobody but the owner reads and which goes again, whatever happens, with what SQLite keeps beside it; only
  /// ``settle(_:at:)`` makes it stay. What a program that was killed has left there goes first.
  ///
  /// - Parameters:
  ///   - path: the file that is to be, which is not there yet.
  ///   - body: gets the path of the draft, which is empty.
  static func withDraft<Value>(of path: String, _ body: (String) throws -> Value) throws(StoreError) -> Value {
    guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path) }
    DraftName.sweep(path)
    let draft = DraftName.path(path, Hexadecimal.text((0..<6).map { _ in UInt8.random(in: 0...255) }))
    let descriptor = Foundation.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let error = SystemError(errno)
      switch error.code {
      case ENOENT, ENOTDIR: throw .refused("\(path): there is no such folder")
      case _ where error.isDenied: throw .readOnly(path)
      case ENOSPC: throw .full(path)
      default: throw .system(path, "\(error)")
      }
    }
    defer {
      DraftName.remove(draft)
      Foundation.close(descriptor)
    }
    // The lock lives as long as the writer: who can have it has found what a dead one left.
    flock(descriptor, LOCK_EX | LOCK_NB)
    do { return try body(draft) } catch { throw StoreError(error, path) }
  }
}

/// How the drafts of a file are called: `.NAME.verlauf-TOKEN.draft`, as no file of somebody else is.
private enum DraftName {
  private static let before = ".verlauf-"
  private static let after = ".draft"
  private static let digits = 12

  static func path(_ path: String, _ token: String) -> String {
    let place = URL(fileURLWithPath: path)
    return place.deletingLastPathComponent().appendingPathComponent(
      ".\(place.lastPathComponent)\(before)\(token)\(after)"
    ).path
  }

  /// Removes drafts of a file whose writers are dead.
  static func sweep(_ path: String) {
    let place = URL(fileURLWithPath: path)
    let folder = place.deletingLastPathComponent()
    let start = ".\(place.lastPathComponent)\(before)"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
      guard name.hasPrefix(start), name.hasSuffix(after) else { continue }
      let token = name.dropFirst(start.count).dropLast(after.count)
      guard token.count == digits, token.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { continue }
      let draft = folder.appendingPathComponent(name).path
      let descriptor = Foundation.open(draft, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { Foundation.close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(draft) }
    }
  }

  /// Removes a draft and what SQLite keeps beside it.
  static func remove(_ draft: String) {
    for end in ["-wal", "-shm", "-journal", ""] { unlink(draft + end) }
  }
}
