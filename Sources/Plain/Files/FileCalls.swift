// SPDX-License-Identifier: Apache-2.0

/// The one system call of a stream.
public protocol StreamCalls: Sendable {
  /// Writes bytes, as many as the system takes.
  func write(_ bytes: ArraySlice<UInt8>, to file: Int32) throws(SystemError) -> Int
}

/// The system calls of the writer, each of which may fail. The writer knows files through these alone, so that a test can make any one of
/// them fail, or be the last.
public protocol FileCalls: StreamCalls {
  /// An open file or folder.
  typealias Descriptor = Int32

  /// What a path is, without following a link at its end.
  func status(_ path: String) throws(SystemError) -> FileStatus
  /// Whether this process may change what is in a folder.
  func mayWrite(in folder: String) throws(SystemError) -> Bool
  /// The absolute path with all links followed.
  func resolved(_ path: String) throws(SystemError) -> String
  /// The names in a folder, without `.` and `..`, in no order.
  func names(in folder: String) throws(SystemError) -> [String]
  /// The bytes of a regular file, at most `limit` of them; a link is not followed.
  func bytes(of path: String, limit: Int) throws(SystemError) -> [UInt8]

  /// Makes a folder.
  func makeFolder(_ path: String, mode: UInt32) throws(SystemError)
  /// Makes a file that was not there, open for writing.
  func makeFile(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor
  /// Has everything written reach the device.
  func synchronise(_ file: Descriptor) throws(SystemError)
  /// Opens a folder, to synchronise it.
  func openFolder(_ path: String) throws(SystemError) -> Descriptor
  /// Closes what was opened. What was open is closed even where this fails.
  func close(_ file: Descriptor) throws(SystemError)

  /// Opens a lock file, which is made where there is none; a link is not followed.
  func openLock(_ path: String) throws(SystemError) -> (file: Descriptor, isNew: Bool)
  /// Locks without waiting; fails with `wouldBlock` where somebody else holds the lock.
  func lock(_ file: Descriptor) throws(SystemError)
  /// What an open file is.
  func status(of file: Descriptor) throws(SystemError) -> FileStatus

  /// Exchanges two paths in one step; `unsupported` where that is not to be had.
  func exchange(_ first: String, _ second: String) throws(SystemError)
  /// Renames to a name that nothing has, in one step; `unsupported` where that is not to be had.
  func renameNew(_ from: String, _ to: String) throws(SystemError)
  /// Renames, in place of what has the name.
  func rename(_ from: String, _ to: String) throws(SystemError)
  /// Removes a file.
  func remove(_ path: String) throws(SystemError)
  /// Removes an empty folder.
  func removeFolder(_ path: String) throws(SystemError)

  /// Keeps a checksum beside a file's contents, as an extended attribute; `unsupported` where there are none.
  func seal(_ path: String, _ checksum: UInt64) throws(SystemError)
  /// The checksum kept beside a file's contents; nil where there is none.
  func seal(of path: String) throws(SystemError) -> UInt64?
}

extension FileCalls {
  /// Renames to a name that nothing has; where that is not to be had in one step, the look and the rename are two.
  func renameToNew(_ from: String, _ to: String) throws(SystemError) {
    do throws(SystemError) { try renameNew(from, to) } catch {
      guard error == .unsupported else { throw error }
      guard (try? status(to)) == nil else { throw SystemError.exists }
      try rename(from, to)
    }
  }
}

/// What a path is.
public struct FileStatus: Sendable, Hashable {
  /// The kinds that the writer tells apart.
  public enum Kind: Sendable, Hashable {
    case file
    case folder
    case link
    case other
  }

  /// The kind.
  public var kind: Kind
  /// Size in bytes.
  public var size: Int
  /// Whether nobody may write it: somebody means it to stay.
  public var isProtected: Bool
  /// The device and the number on it: two paths with the same are one thing.
  public var identity: Identity

  /// Device and number on it.
  public struct Identity: Sendable, Hashable {
    var device: UInt64
    var number: UInt64
  }
}
