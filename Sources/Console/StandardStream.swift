// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Plain

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output or standard error, written with every error seen.
///
/// A closed pipe ends the writing and nothing else: who reads no more wants no more, and the exit code still says what a command found. Any other error is kept for
/// the end, where it decides the exit code. The one thing here that changes; guarded by a lock.
package final class StandardStream: @unchecked Sendable {
  private let descriptor: Int32
  private let isBuffered: Bool
  private let lock = NSLock()
  private var buffer: [UInt8] = []
  private var failure: SystemError?

  package static let output = StandardStream(STDOUT_FILENO, isBuffered: isatty(STDOUT_FILENO) == 0)
  package static let errors = StandardStream(STDERR_FILENO, isBuffered: false)

  private init(_ descriptor: Int32, isBuffered: Bool) {
    self.descriptor = descriptor
    self.isBuffered = isBuffered
  }

  /// Takes text, to be written now or with what follows.
  package func write(_ text: String) {
    lock.withLock {
      guard failure == nil else { return }
      buffer.append(contentsOf: text.utf8)
      if !isBuffered || buffer.count >= 65536 { send() }
    }
  }

  /// Takes bytes, to be written now or with what follows; false where nothing is written any more.
  package func write(_ bytes: [UInt8]) -> Bool {
    lock.withLock {
      guard failure == nil else { return false }
      buffer.append(contentsOf: bytes)
      if !isBuffered || buffer.count >= 65536 { send() }
      return failure == nil
    }
  }

  /// Writes what is left.
  package func flush() { lock.withLock { send() } }

  /// Notes that the stream was closed before the program began.
  func wasClosed() { lock.withLock { failure = SystemError(EBADF) } }

  /// Why not everything was written; nil where all was, or where the reader went away.
  package var lost: SystemError? {
    lock.withLock { failure == .brokenPipe ? nil : failure }
  }

  /// Whether so many more descriptors are to be had.
  package static func canOpen(_ count: Int) -> Bool {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    for _ in 0..<count {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      opened.append(descriptor)
    }
    return true
  }

  private func send() {
    guard failure == nil, !buffer.isEmpty else { return }
    do throws(SystemError) { try CheckedOutput.write(buffer[...], to: descriptor, WaitingCalls()) } catch {
      failure = error
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Has the three standard streams be open, so that no file of ours takes the number of one and gets what is meant for a person.
  package static func reserve() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      guard open("/dev/null", O_RDWR) == descriptor else { continue }
      if descriptor == STDOUT_FILENO { output.wasClosed() }
    }
  }
}

/// A write that waits where a stream is set not to block.
private struct WaitingCalls: StreamCalls {
  func write(_ bytes: ArraySlice<UInt8>, to file: Int32) throws(SystemError) -> Int {
    while true {
      do throws(SystemError) { return try SystemCalls().write(bytes, to: file) } catch {
        guard error == .wouldBlock else { throw error }
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      }
    }
  }
}
