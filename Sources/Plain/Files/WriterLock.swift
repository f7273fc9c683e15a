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
      let opened: (file: Int32, isNew: Bool)
      do throws(SystemError) { opened = try calls.openLock(path) } catch {
        throw .failed("\(folder): cannot be written to; nothing was written", error)
      }
      do {
        try calls.lock(opened.file)
        // The last holder may have removed the file that we opened; then another is the lock now.
        if let there = try? calls.status(path), there.identity == (try calls.status(of: opened.file)).identity {
          file = opened.file
          return
        }
        try? calls.close(opened.file)
        continue
      } catch {
        // Whoever has opened it meanwhile sees that it is the lock no more.
        if opened.isNew, error != .wouldBlock { try? calls.remove(path) }
        try? calls.close(opened.file)
        guard error == .wouldBlock else {
          throw .failed("\(folder): cannot be locked; nothing was written", error)
        }
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
