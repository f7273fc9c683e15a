// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An error number of the system, with its words.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number, as `errno` has it.
  public let code: Int32

  /// An error of a number.
  public init(_ code: Int32) { self.code = code }

  /// The error of the last call that failed.
  static var last: SystemError { SystemError(errno) }

  /// `No space left on device`
  public var description: String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }

  /// Whether it is the place that may not be written to, by its rights or since its device is read-only; no failure of the device.
  public var isDenied: Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// Nothing is there.
  static let missing = SystemError(ENOENT)
  /// Something is there already.
  static let exists = SystemError(EEXIST)
  /// The file system or the kernel cannot do this.
  static let unsupported = SystemError(ENOTSUP)
  /// Something is in a folder that should be empty.
  static let notEmpty = SystemError(ENOTEMPTY)
  /// No space is left on the device.
  public static let noSpace = SystemError(ENOSPC)
  /// The device failed.
  public static let inputOutput = SystemError(EIO)
  /// Nobody reads the other end.
  public static let brokenPipe = SystemError(EPIPE)
  /// The call was interrupted by a signal and can be made again.
  static let interrupted = SystemError(EINTR)
  /// Nothing can be had now without waiting.
  public static let wouldBlock = SystemError(EWOULDBLOCK)
}
