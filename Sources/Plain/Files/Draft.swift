// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// A folder beside the target in which files are prepared under a name of their own.
struct Draft<Calls: FileCalls> {
  let calls: Calls
  let token: String
  /// Its whole path.
  let path: String

  /// Prepares files, all of them on the device before this returns. The folder and its files are its owner's alone unless `isPrivate` is false.
  ///
  /// - Parameters:
  ///   - kind: what the folder is, for its manifest.
  ///   - replaces: it comes in place of a folder whose changed files may go.
  /// - Throws: the error of the system, after everything that was made has been removed.
  init(
    _ files: [OutputFile], in parent: String, isPrivate: Bool, kind: String? = nil, replaces: Bool = false,
    _ calls: Calls
  )
    throws(WriteFailure)
  {
    self.calls = calls
    token = Manifest.newToken()
    path = (parent == "/" ? "" : parent) + "/" + Leftovers<Calls>.draftName(token)
    let manifest = Manifest(token: token, files, kind: kind, replaces: replaces)
    do throws(SystemError) {
      let folderMode: UInt32 = isPrivate ? 0o700 : 0o777
      let fileMode: UInt32 = isPrivate ? 0o600 : 0o666
      try calls.makeFolder(path, mode: folderMode)
      try write(OutputFile(path: Manifest.name, bytes: manifest.bytes), fileMode)
      for folder in manifest.folders.reversed() { try calls.makeFolder("\(path)/\(folder)", mode: folderMode) }
      for file in files {
        if verlauf_noted_interrupt() != 0 { throw SystemError.interrupted }
        try write(file, fileMode)
      }
      for folder in manifest.folders { try Self.synchronise("\(path)/\(folder)", calls) }
      try Self.synchronise(path, calls)
    } catch {
      Leftovers(calls: calls).remove(path, draft: token)
      if error == .interrupted, verlauf_noted_interrupt() != 0 { throw .interrupted }
      throw .failed("cannot be written", error)
    }
  }

  /// Removes it.
  func discard() { Leftovers(calls: calls).remove(path, draft: token) }

  private func write(_ file: OutputFile, _ mode: UInt32) throws(SystemError) {
    let descriptor = try calls.makeFile("\(path)/\(file.path)", mode: mode)
    do throws(SystemError) {
      try CheckedOutput.write(file.bytes[...], to: descriptor, calls)
      try calls.synchronise(descriptor)
    } catch {
      try? calls.close(descriptor)
      throw error
    }
    try calls.close(descriptor)
  }

  static func synchronise(_ folder: String, _ calls: Calls) throws(SystemError) {
    let descriptor = try calls.openFolder(folder)
    do throws(SystemError) { try calls.synchronise(descriptor) } catch {
      try? calls.close(descriptor)
      throw error
    }
    try calls.close(descriptor)
  }
}
