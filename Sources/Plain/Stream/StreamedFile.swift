// SPDX-License-Identifier: Apache-2.0

internal import CPlain

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file that is written part by part beside its place and takes it when it is whole: nobody ever sees half of it.
///
/// It keeps the promises of ``SafeWriter`` for a file too large to hold in memory: an older file is replaced where it is the program's own and unchanged, or its user says so. An interrupt is noted from
/// the first part on (`Interrupts.isNoted`); who writes looks for it, gives the file up by ``discard()``, and then it ends the process.
package final class StreamedFile {
  private let target: String
  private let draft: String
  private let descriptor: Int32
  private let replaces: Bool
  private var checksum: UInt64 = 0xcbf2_9ce4_8422_2325
  private var isOpen = true
  private let calls = SystemCalls()

  /// A file that is prepared beside `path`.
  ///
  /// - Parameter replacing: in place of any file; its user has said so.
  package init(_ path: String, replacing: Bool, protecting: [String] = []) throws(WriteFailure) {
    target = path
    try SafeWriter(protecting: protecting, calls: calls).check(files: [path], replacing: true)
    let before = try? calls.status(path)
    replaces = before != nil
    if let before, !replacing {
      guard !before.isProtected else {
        throw .refused("\(path) is write-protected: nothing was written. Name another file, or say --replace.")
      }
      guard let seal = try? calls.seal(of: path), Self.checksum(of: path) == seal else {
        throw .refused(
          "\(path) is there, and Verlauf did not write it or somebody has changed it since: nothing was written. "
            + "Name another file, or say --replace.")
      }
    }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let folder = path.dropLast(name.count)
    draft = "\(folder).verlauf-\(name)-\(getpid()).part"
    verlauf_begin_writing()
    do throws(SystemError) { descriptor = try calls.makeFile(draft, mode: 0o600) } catch {
      verlauf_end_writing()
      throw .failed("\(path): cannot be written; nothing was changed", error)
    }
  }

  /// Adds bytes.
  package func write(_ bytes: [UInt8]) throws(WriteFailure) {
    checksum = bytes.withUnsafeBufferPointer { verlauf_checksum($0.baseAddress, $0.count, checksum) }
    do throws(SystemError) { try CheckedOutput.write(bytes[...], to: descriptor, calls) } catch {
      throw .failed("\(target): cannot be written; nothing was changed", error)
    }
  }

  /// Gives the file its place.
  package func finish() throws(WriteFailure) {
    do throws(SystemError) {
      try calls.synchronise(descriptor)
      isOpen = false
      try calls.close(descriptor)
      do throws(SystemError) { try calls.seal(draft, checksum) } catch {
        // Where the file system keeps no seal, the file is replaced by the user's word alone.
        guard error == .unsupported else { throw error }
      }
      if replaces { try calls.rename(draft, target) } else { try calls.renameToNew(draft, target) }
    } catch {
      if isOpen { try? calls.close(descriptor) }
      isOpen = false
      try? calls.remove(draft)
      verlauf_end_writing()
      if error == .exists { throw .refused("\(target) has come to be meanwhile; nothing was written") }
      throw .failed("\(target): cannot be written; nothing was changed", error)
    }
    verlauf_end_writing()
  }

  /// Leaves nothing behind. A noted interrupt ends the process then.
  package func discard() {
    guard isOpen else { return }
    isOpen = false
    try? calls.close(descriptor)
    try? calls.remove(draft)
    verlauf_end_writing()
  }

  deinit { discard() }

  /// The checksum of a file, read part by part; nil where it cannot be read.
  private static func checksum(of path: String) -> UInt64? {
    guard let (file, _) = try? RegularFile.openFile(path, path, O_RDONLY) else { return nil }
    defer { close(file) }
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = part.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0 { return nil }
      if count == 0 { return sum }
      sum = part.withUnsafeBufferPointer { verlauf_checksum($0.baseAddress, count, sum) }
    }
  }
}
