// SPDX-License-Identifier: Apache-2.0

internal import CPlain

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Bytes that come one part after the other: of a file, of standard input, or of a compressed file through `gzip`. Memory does not grow with them.
///
/// Waiting for bytes ends when an interrupt was noted (`Interrupts.isNoted`). A reference, since it closes what it has opened.
package final class ByteSource {
  /// Why there are no more bytes.
  package enum Failure: Error, Hashable, Sendable {
    /// The file cannot be opened or read.
    case file(FileRefusal)
    /// The system failed.
    case system(SystemError)
    /// Nothing here takes `gzip` apart.
    case noGzip
    /// The compressed file is damaged; the exit status of `gzip`.
    case damaged(status: Int32)
    /// An interrupt came.
    case interrupted
  }

  /// As it is told: a path, or `standard input`.
  package let name: String
  /// The size of a file; nil where nobody knows it.
  package let size: Int?
  private var descriptor: Int32
  private let owns: Bool
  private var child: pid_t?

  /// Standard input.
  package init() {
    name = "standard input"
    size = nil
    descriptor = STDIN_FILENO
    owns = false
  }

  /// A file; one that begins as `gzip` files do is taken apart by `gzip`, which stands in one of the folders of `searchPath`.
  package init(path: String, searchPath: String) throws(Failure) {
    name = path
    owns = true
    let beginning: [UInt8]
    do throws(FileRefusal) {
      let (opened, size) = try RegularFile.openFile(path, path, O_RDONLY)
      descriptor = opened
      self.size = size
      beginning = try RegularFile.beginning(of: path, count: 2)
    } catch {
      throw .file(error)
    }
    // What was opened without waiting is a file, which never waits.
    guard beginning == Self.gzipMark else { return }
    guard let gzip = Filter.path(of: "gzip", in: searchPath) else { throw .noGzip }
    var words: [UnsafeMutablePointer<CChar>?] = ([gzip, "-dc"] as [String]).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var (output, own): (Int32, pid_t) = (-1, -1)
    let number = verlauf_start_filter(gzip, words, descriptor, &output, &own)
    close(descriptor)
    descriptor = output
    guard number == 0 else { throw .system(SystemError(number)) }
    child = own
  }

  /// How a file of `gzip` begins.
  package static let gzipMark: [UInt8] = [0x1F, 0x8B]

  deinit {
    if owns, descriptor >= 0 { close(descriptor) }
    if let child { _ = verlauf_end_filter(child, 1) }
  }

  /// Adds the next bytes, at most so many; false where there are none any more.
  package func read(into bytes: inout [UInt8], most: Int) throws(Failure) -> Bool {
    while true {
      if verlauf_noted_interrupt() != 0 { throw .interrupted }
      // A read that has begun is not ended by an interrupt.
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wait, 1, 200)
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: most))
      let count = bytes.withUnsafeMutableBytes { buffer in
        system_read(descriptor, buffer.baseAddress.map { $0 + start }, most)
      }
      let number = errno
      bytes.removeLast(most - max(0, count))
      if count > 0 { return true }
      if count == 0 {
        try end()
        return false
      }
      guard number == EINTR || number == EAGAIN else { throw .system(SystemError(number)) }
    }
  }

  private func end() throws(Failure) {
    guard let child else { return }
    self.child = nil
    let status = verlauf_end_filter(child, 0)
    if status != 0 { throw .damaged(status: status) }
  }
}

/// `read` of the system, whose name the enclosing type uses for its own.
private func system_read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
