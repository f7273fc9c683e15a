// SPDX-License-Identifier: Apache-2.0

internal import CPlain

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The calls of the system we run on.
public struct SystemCalls: FileCalls {
  /// The calls.
  public init() {}

  private func check(_ result: Int32) throws(SystemError) {
    if result != 0 { throw SystemError.last }
  }

  /// The error of a C function of ours, which returns the number.
  private func checkNumber(_ number: Int32) throws(SystemError) {
    if number != 0 { throw SystemError(number) }
  }

  private func status(_ found: stat) -> FileStatus {
    let kind: FileStatus.Kind =
      switch found.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return FileStatus(
      kind: kind, size: Int(found.st_size), isProtected: found.st_mode & 0o222 == 0,
      identity: .init(
        device: UInt64(truncatingIfNeeded: found.st_dev), number: UInt64(truncatingIfNeeded: found.st_ino)))
  }

  /// What a path is, without following a link at its end.
  public func status(_ path: String) throws(SystemError) -> FileStatus {
    var found = stat()
    try check(lstat(path, &found))
    return status(found)
  }

  /// What an open file is.
  public func status(of file: Descriptor) throws(SystemError) -> FileStatus {
    var found = stat()
    try check(fstat(file, &found))
    return status(found)
  }

  /// Whether this process may change what is in a folder.
  public func mayWrite(in folder: String) throws(SystemError) -> Bool {
    if access(folder, W_OK | X_OK) == 0 { return true }
    if SystemError.last.isDenied { return false }
    throw SystemError.last
  }

  /// The absolute path with all links followed.
  public func resolved(_ path: String) throws(SystemError) -> String {
    guard let found = realpath(path, nil) else { throw SystemError.last }
    defer { free(found) }
    return String(cString: found)
  }

  /// The names in a folder, without `.` and `..`, in no order.
  public func names(in folder: String) throws(SystemError) -> [String] {
    guard let stream = opendir(folder) else { throw SystemError.last }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError.last }
        return names
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// The bytes of a regular file, at most `limit` of them; a link is not followed.
  public func bytes(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
    // Without O_NONBLOCK a pipe that somebody put there would wait for a writer.
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw SystemError.last }
    defer { _ = systemClose(file) }
    let found = try status(of: file)
    guard found.kind == .file else { throw SystemError(EINVAL) }
    var bytes = [UInt8](repeating: 0, count: min(max(limit, 0), found.size))
    var count = 0
    while count < bytes.count {
      let room = bytes.count - count
      let read = bytes.withUnsafeMutableBytes { systemRead(file, $0.baseAddress.map { $0 + count }, room) }
      if read < 0 {
        if errno == EINTR { continue }
        throw SystemError.last
      }
      if read == 0 { break }
      count += read
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Makes a folder.
  public func makeFolder(_ path: String, mode: UInt32) throws(SystemError) {
    try check(mkdir(path, mode_t(truncatingIfNeeded: mode)))
  }

  /// Makes a file that was not there, open for writing.
  public func makeFile(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_t(truncatingIfNeeded: mode))
    guard file >= 0 else { throw SystemError.last }
    return file
  }

  /// Writes bytes, as many as the system takes.
  public func write(_ bytes: ArraySlice<UInt8>, to file: Descriptor) throws(SystemError) -> Int {
    let count = bytes.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
    if count < 0 { throw SystemError.last }
    return count
  }

  /// Has everything written reach the device.
  public func synchronise(_ file: Descriptor) throws(SystemError) {
    guard fsync(file) != 0 else { return }
    // Some file systems have nothing to synchronise a folder with.
    if errno != EINVAL, errno != ENOTSUP { throw SystemError.last }
  }

  /// Opens a folder, to synchronise it.
  public func openFolder(_ path: String) throws(SystemError) -> Descriptor {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw SystemError.last }
    return folder
  }

  /// Closes what was opened. What was open is closed even where this fails.
  public func close(_ file: Descriptor) throws(SystemError) {
    // An interrupted close has closed the descriptor on Linux and macOS; to close it again could close another's.
    if systemClose(file) != 0, errno != EINTR { throw SystemError.last }
  }

  /// Opens a lock file, which is made where there is none; a link is not followed.
  public func openLock(_ path: String) throws(SystemError) -> (file: Descriptor, isNew: Bool) {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let new = open(path, flags | O_EXCL, 0o600 as mode_t)
    if new >= 0 { return (new, true) }
    guard errno == EEXIST else { throw SystemError.last }
    let file = open(path, flags, 0o600 as mode_t)
    guard file >= 0 else { throw SystemError.last }
    return (file, false)
  }

  /// Locks without waiting; fails with `wouldBlock` where somebody else holds the lock.
  public func lock(_ file: Descriptor) throws(SystemError) {
    try check(flock(file, LOCK_EX | LOCK_NB))
  }

  /// Exchanges two paths in one step; `unsupported` where that is not to be had.
  public func exchange(_ first: String, _ second: String) throws(SystemError) {
    try checkNumber(verlauf_exchange(first, second))
  }

  /// Renames to a name that nothing has, in one step; `unsupported` where that is not to be had.
  public func renameNew(_ from: String, _ to: String) throws(SystemError) {
    try checkNumber(verlauf_rename_new(from, to))
  }

  /// Renames, in place of what has the name.
  public func rename(_ from: String, _ to: String) throws(SystemError) { try check(systemRename(from, to)) }
  /// Removes a file.
  public func remove(_ path: String) throws(SystemError) { try check(unlink(path)) }
  /// Removes an empty folder.
  public func removeFolder(_ path: String) throws(SystemError) { try check(rmdir(path)) }

  /// Keeps a checksum beside a file's contents, as an extended attribute; `unsupported` where there are none.
  public func seal(_ path: String, _ checksum: UInt64) throws(SystemError) {
    try checkNumber(verlauf_seal(path, checksum))
  }

  /// The checksum kept beside a file's contents; nil where there is none.
  public func seal(of path: String) throws(SystemError) -> UInt64? {
    var checksum: UInt64 = 0
    let number = verlauf_read_seal(path, &checksum)
    if number == ENOENT || number == ENOTSUP { return nil }
    try checkNumber(number)
    return checksum
  }
}

// The C functions whose names the methods above have too.
private func systemClose(_ file: Int32) -> Int32 { close(file) }
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, bytes, count)
}
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
private func systemRename(_ from: String, _ to: String) -> Int32 { rename(from, to) }
