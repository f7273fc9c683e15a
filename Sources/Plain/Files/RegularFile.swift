// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads regular files and nothing else: no device, no pipe, no more bytes than a limit, and none from outside a folder.
///
/// What is looked at is what is read: the file is opened first, without waiting (a pipe that nobody writes would hang), and asked
/// through its descriptor what it is. A size is only believed to refuse; reading stops at the limit, so that a file that grows is bounded too.
public enum RegularFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: the file; links are followed.
  ///   - limit: the most bytes that are read.
  ///   - folder: the folder that links may not lead out of; the folder itself may be reached by a link. nil: anywhere.
  public static func read(
    _ path: String, limit: Int, within folder: String? = nil
  ) throws(FileRefusal) -> [UInt8] {
    var place = path
    if let folder { place = try FilePlace.inside(folder, path) }
    let (descriptor, size) = try openFile(place, path, O_RDONLY | (folder == nil ? 0 : O_NOFOLLOW))
    defer { close(descriptor) }
    if size > limit { throw .tooLarge(bytes: size, limit: limit) }
    return try bytes(descriptor, expected: size, limit: limit)
  }

  /// The first bytes of a file, by which its kind is told; fewer where it is shorter.
  ///
  /// - Parameters:
  ///   - path: the file; links are followed.
  ///   - count: how many bytes.
  public static func beginning(of path: String, count: Int) throws(FileRefusal) -> [UInt8] {
    let (descriptor, _) = try openFile(path, path, O_RDONLY)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: max(count, 0))
    while bytes.count < count {
      let count = part.withUnsafeMutableBytes { system_read(descriptor, $0.baseAddress, $0.count - bytes.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .of(errno)
      }
      if count == 0 { break }
      bytes += part[..<count]
    }
    return bytes
  }

  /// Opens a regular file without waiting; its descriptor and its size.
  static func openFile(
    _ place: String, _ path: String, _ flags: Int32
  ) throws(FileRefusal) -> (descriptor: Int32, size: Int) {
    let descriptor = system_open(place, flags | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      let number = errno
      if number == ENOENT, let target = FilePlace.target(path) { throw .dangling(target: target) }
      throw .of(number)
    }
    do throws(FileRefusal) {
      var state = stat()
      guard fstat(descriptor, &state) == 0 else { throw .of(errno) }
      switch state.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw .isFolder
      case S_IFIFO: throw .isNoFile("a pipe")
      case S_IFSOCK: throw .isNoFile("a socket")
      default: throw .isNoFile("a device")
      }
      return (descriptor, Int(state.st_size))
    } catch {
      close(descriptor)
      throw error
    }
  }

  private static func bytes(_ descriptor: Int32, expected: Int, limit: Int) throws(FileRefusal) -> [UInt8] {
    var bytes: [UInt8] = []
    // One more than expected tells a file that has grown, and the end of one that has not, in two calls.
    bytes.reserveCapacity(expected + 1)
    var part = [UInt8](repeating: 0, count: min(max(expected + 1, 4096), 1 << 20))
    while true {
      let count = part.withUnsafeMutableBytes { system_read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .of(errno)
      }
      if count == 0 { return bytes }
      bytes += part[..<count]
      if bytes.count > limit { throw .tooLarge(bytes: bytes.count, limit: limit) }
    }
  }
}

/// `open` of the system, whose name the enclosing type uses for its own.
private func system_open(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }

/// `read` of the system, whose name the enclosing type uses for its own.
private func system_read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
