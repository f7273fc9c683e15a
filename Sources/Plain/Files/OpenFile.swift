// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file of which parts are read, each when it is asked for. It stays the file that was opened, whatever becomes of its name.
package final class OpenFile: Sendable {
  /// Its size when it was opened.
  package let size: Int
  private let descriptor: Int32

  init(descriptor: Int32, size: Int) {
    self.descriptor = descriptor
    self.size = size
  }

  deinit { close(descriptor) }

  /// The bytes of a part; a part that is not there any more is refused.
  package func read(_ range: Range<Int>) throws(FileRefusal) -> [UInt8] {
    var fault: FileRefusal?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let count = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, range.count - filled, off_t(range.lowerBound + filled))
        if count > 0 {
          filled += count
        } else if count == 0 {
          fault = .unreadable("it became shorter while it was read")
          return
        } else if errno != EINTR {
          fault = .of(errno)
          return
        }
      }
    }
    if let fault { throw fault }
    return bytes
  }
}

extension RegularFile {
  /// Opens a file of which parts are read.
  ///
  /// - Parameters:
  ///   - path: the file; links are followed.
  ///   - limit: the most bytes that it may have.
  package static func open(_ path: String, limit: Int) throws(FileRefusal) -> OpenFile {
    let (descriptor, size) = try openFile(path, path, O_RDONLY)
    let file = OpenFile(descriptor: descriptor, size: size)
    if size > limit { throw .tooLarge(bytes: size, limit: limit) }
    return file
  }
}
