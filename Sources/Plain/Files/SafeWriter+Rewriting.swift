// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// A new content for a file of the user's own.
public struct FileRewrite: Sendable, Hashable {
  /// Path in the folder, with `/`.
  public var path: String
  /// What it held when it was read.
  public var before: [UInt8]
  /// What it shall hold.
  public var after: [UInt8]

  /// A new content.
  public init(path: String, before: [UInt8], after: [UInt8]) {
    self.path = path
    self.before = before
    self.after = after
  }
}

extension SafeWriter {
  /// Puts new contents in the place of files that are the user's own: only for a command that says that it does just this.
  ///
  /// Each file must still hold what was read. All new ones are prepared in the folder, with the rights of the old, and reach the device before the first is put in
  /// place; each takes the place of the old in one step. What came out is looked at again: if somebody changed it meanwhile, it is put back.
  ///
  /// - Parameters:
  ///   - files: the new contents.
  ///   - folder: the folder, which is there.
  /// - Throws: `refused` where a file is a link, write-protected or not what was read; then that file and those after it are as they were.
  public func rewriteFiles(_ files: [FileRewrite], in folder: String) throws(WriteFailure) {
    verlauf_begin_writing()
    defer { verlauf_end_writing() }
    let place: String
    do throws(SystemError) { place = try calls.resolved(folder) } catch {
      throw .failed("\(folder): cannot be written to; nothing was changed", error)
    }
    for file in files {
      guard Manifest.isInside(file.path) else {
        throw .refused("\(file.path): a name that leads elsewhere; nothing was changed")
      }
      if let obstacle = obstacle(file, in: place) { throw .refused("\(file.path) \(obstacle); nothing was changed") }
    }
    let lock = try WriterLock(place, calls)
    defer { lock.end() }
    Leftovers(calls: calls).sweep(place)
    let draft: Draft<Calls>
    do throws(WriteFailure) {
      let new = files.map { OutputFile(path: $0.path, bytes: $0.after) }
      draft = try Draft(new, in: place, isPrivate: true, calls)
    } catch {
      guard case .failed(let words, let reason) = error else { throw error }
      throw .failed("\(folder): \(words); nothing was changed", reason)
    }
    do throws(SystemError) {
      for file in files { try calls.copyRights(of: "\(place)/\(file.path)", to: "\(draft.path)/\(file.path)") }
    } catch {
      draft.discard()
      throw .failed("\(folder): cannot be written; nothing was changed", error)
    }
    for (index, file) in files.enumerated() {
      let state =
        index == 0
        ? "nothing was changed" : "\(index) of \(files.count) files are written, this and the rest are as they were"
      do throws(WriteFailure) {
        try put(file, from: draft.path, in: place, state)
      } catch {
        draft.discard()
        throw error
      }
    }
    draft.discard()
    for folder in Set(files.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") }) {
      try? Draft.synchronise(folder.isEmpty ? place : "\(place)/\(folder)", calls)
    }
  }

  /// Puts one file in place. After an error it is as it was.
  private func put(
    _ file: FileRewrite, from draft: String, in place: String, _ state: String
  ) throws(WriteFailure) {
    let (new, target) = ("\(draft)/\(file.path)", "\(place)/\(file.path)")
    if let obstacle = obstacle(file, in: place) { throw .refused("\(file.path) \(obstacle); \(state)") }
    do throws(SystemError) {
      do throws(SystemError) { try calls.exchange(new, target) } catch {
        guard error == .unsupported else { throw error }
        // A rename is one step too, but what it replaces cannot be looked at any more.
        try calls.rename(new, target)
        return
      }
    } catch {
      throw .failed("\(file.path): cannot be written; \(state)", error)
    }
    if let old = try? calls.bytes(of: new, limit: file.before.count + 1), old == file.before { return }
    do throws(SystemError) { try calls.exchange(new, target) } catch {
      throw .failed("\(file.path): is written; the file that was there is now \(new)", error)
    }
    throw .refused("\(file.path) was changed by somebody else meanwhile; \(state)")
  }

  /// Why a file may not be rewritten; nil where it may.
  private func obstacle(_ file: FileRewrite, in place: String) -> String? {
    let path = "\(place)/\(file.path)"
    guard let status = try? calls.status(path) else { return "cannot be looked at" }
    switch status.kind {
    case .file: break
    case .link: return "is a link: only a file itself is rewritten"
    case .folder, .other: return "is no file"
    }
    if status.isProtected { return "is write-protected" }
    guard let bytes = try? calls.bytes(of: path, limit: file.before.count + 1), bytes == file.before else {
      return "has changed since it was read"
    }
    return nil
  }
}
