// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The right to make drafts in a folder, for one writer at a time; it ends with the process, however that ends.
struct WriterLock<Calls: FileCalls> {
  /// Its name in the folder; an empty file that the last writer removes.
  static var name: String { ".verlauf-lock" }

  private let calls: Calls
  private let path: String
  private let file: Int32

  /// Waits for the lock, at most ten seconds.
  init(_ folder: String, _ calls: Calls) throws(WriteFailure) {
    self.calls = calls
    path = "\(folder)/\(Self.name)"
    for _ in 0..<200 {
      let opened: Int32
      do throws(SystemError) { opened = try calls.openLock(path) } catch {
        throw .failed("\(folder): cannot be written to", error)
      }
      do {
        try calls.lock(opened)
        // The last holder may have removed the file that we opened; then another is the lock now.
        if let there = try? calls.status(path), there.identity == (try calls.status(of: opened)).identity {
          file = opened
          return
        }
        try? calls.close(opened)
        continue
      } catch {
        try? calls.close(opened)
        guard error == .wouldBlock else { throw .failed("\(folder): cannot be locked", error) }
      }
      usleep(50_000)
    }
    throw .refused("\(folder): another verlauf is writing there; nothing was written")
  }

  /// Gives it up.
  func end() {
    if let status = try? calls.status(of: file), status.kind == .file, status.size == 0 { try? calls.remove(path) }
    try? calls.close(file)
  }
}
