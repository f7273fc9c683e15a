// SPDX-License-Identifier: Apache-2.0

internal import CPlain

/// The one writer of every command: what it writes appears whole or not at all, and it replaces nothing that it did not write.
///
/// It refuses an empty path, a link, a file where a folder is meant and the reverse, and the folders that are read, what they lie in and what lies in them. A
/// folder is replaced where its manifest vouches for everything in it; a file where the checksum that was kept with it still holds. Files are prepared beside the target in a
/// draft, reach the device, and are exchanged with what was there in one step (`renameat2`, `renamex_np`). What came out of the exchange is looked
/// through again before it is removed: if somebody put something there meanwhile, the exchange is undone.
///
/// Where a file system has no exchange, two renames take its place; a kill between them leaves the old folder under the name of a draft. See
/// Documentation/Writing.md for what is promised and how it is tested.
public struct SafeWriter<Calls: FileCalls>: Sendable {
  let calls: Calls
  private let protected: [String]

  /// A writer.
  ///
  /// - Parameters:
  ///   - protecting: folders that are read; they, what they lie in and what lies in them are never written to.
  ///   - calls: the system, or a faulty one in tests.
  public init(protecting: [String] = [], calls: Calls) {
    self.protected = protecting.filter { !$0.isEmpty }
    self.calls = calls
  }

  /// Writes a folder, in place of an older one of ours. What a desktop put into that moves on into the new one.
  ///
  /// - Parameters:
  ///   - files: what it holds.
  ///   - path: the folder.
  ///   - kind: what is written, in a word such as `report`: a folder of another kind is not replaced. nil: any is.
  ///   - replacing: also where somebody has changed files of ours; its user has said so. What is not ours is never replaced.
  public func writeFolder(
    _ files: [OutputFile], kind: String? = nil, to path: String, replacing: Bool = false
  ) throws(WriteFailure) {
    try atDestination(path) { place throws(WriteFailure) in
      let new = Manifest(token: "", files, kind: kind)
      let folders = new.folders
      let isThere = try mayReplaceFolder(place, by: new, replacing)
      let draft = try draft(files, place, isPrivate: true, kind: kind, replaces: replacing)
      guard isThere else {
        try appear(draft, draft.path, place)
        return
      }
      do throws(SystemError) { try exchange(draft.path, place.path) } catch {
        draft.discard()
        throw .failed("\(path): cannot be written; nothing was changed", error)
      }
      // What had the name lies in the draft's place now. Somebody may have put something into it meanwhile.
      let old = try? Holdings(draft.path, calls)
      let obstacle = old.map { $0.obstacle(replacing: replacing, folders: folders) } ?? "something that cannot be seen"
      guard let old, obstacle == nil else {
        let names = obstacle ?? ""
        do throws(SystemError) { try exchange(draft.path, place.path) } catch {
          throw .failed(
            "\(path): is written; the folder that was there is now \(draft.path), since it holds \(names)", error)
        }
        draft.discard()
        throw .refused("\(path): while this was prepared there came \(names); it is as it was, and nothing was written")
      }
      let left = Litter.move(old.litter, from: draft.path, to: place.path, calls)
      Leftovers(calls: calls).remove(draft.path, draft: draft.token, withChanged: replacing)
      try? Draft.synchronise(place.parent, calls)
      if let first = left.first {
        throw .failed(
          "\(path): is written; \(Holdings.inWords(left.map(\.path))), which was in the older one, could not be moved "
            + "into it and is in \(draft.path)", first.reason)
      }
    }
  }

  /// Writes a folder that is its user's from then on: nothing may have its name, and no later command of ours replaces it.
  ///
  /// - Parameters:
  ///   - files: what it holds.
  ///   - path: the folder.
  ///   - isPrivate: readable by its owner alone.
  public func makeFolder(_ files: [OutputFile], at path: String, isPrivate: Bool) throws(WriteFailure) {
    try atDestination(path) { place throws(WriteFailure) in
      guard (try? calls.status(place.path)) == nil else {
        throw .refused("\(path) exists already; nothing was written. Name another folder.")
      }
      let draft = try draft(files, place, isPrivate: isPrivate)
      try appear(draft, draft.path, place)
      // Without its manifest nothing in the folder is ours to replace.
      try? calls.remove("\(place.path)/\(Manifest.name)")
    }
  }

  /// Writes one file, in place of an older one of ours that nobody has changed.
  ///
  /// - Parameters:
  ///   - bytes: the content.
  ///   - path: the file.
  ///   - replacing: in place of any file; its user has said so.
  ///   - folder: the folder that it must lie in, without a link on the way; nil for anywhere.
  public func writeFile(
    _ bytes: [UInt8], to path: String, replacing: Bool = false, within folder: String? = nil
  ) throws(WriteFailure) {
    if let folder { try refuseLinks(to: path, from: folder) }
    guard !path.hasSuffix("/") else { throw .refused("\(path): expected the name of a file; nothing was written") }
    try atDestination(path) { place throws(WriteFailure) in
      let before = try mayReplaceFile(place, replacing)
      let draft = try draft([OutputFile(path: "content", bytes: bytes)], place, isPrivate: true)
      let content = "\(draft.path)/content"
      do throws(SystemError) { try calls.seal(content, Manifest.checksum(bytes)) } catch {
        // Where the file system keeps no seal, the file is replaced by the user's word alone.
        guard error == .unsupported else {
          draft.discard()
          throw .failed("\(path): cannot be written; nothing was changed", error)
        }
      }
      guard let before else {
        try appear(draft, content, place)
        return
      }
      do throws(SystemError) { try exchange(content, place.path) } catch {
        draft.discard()
        throw .failed("\(path): cannot be written; nothing was changed", error)
      }
      if let old = try? calls.status(content), old.identity == before.identity, old.kind == .file,
        old.size == before.size
      {
        draft.discard()
        try? Draft.synchronise(place.parent, calls)
        return
      }
      do throws(SystemError) { try exchange(content, place.path) } catch {
        throw .failed("\(path): is written; the file that was there is now \(content)", error)
      }
      draft.discard()
      throw .refused("\(path): was changed by somebody else meanwhile; it is as that left it, and nothing was written")
    }
  }

  /// Refuses a path with a link on the way from a folder to it: what is written would lie somewhere else.
  private func refuseLinks(to path: String, from folder: String) throws(WriteFailure) {
    guard path.hasPrefix(folder + "/") else {
      throw .refused("\(path): expected a path in \(folder); nothing was written")
    }
    var way = folder
    for part in path.dropFirst(folder.count + 1).split(separator: "/").dropLast() {
      way += "/" + part
      if let status = try? calls.status(way), status.kind == .link {
        throw .refused("\(way) is a link, which leads out of \(folder); expected a folder. Nothing was written.")
      }
    }
  }

  /// Refuses what ``writeFile(_:to:replacing:within:)`` would refuse of any of these files, so that of several none is written where one cannot be.
  public func check(files paths: [String], replacing: Bool = false) throws(WriteFailure) {
    for path in paths {
      guard !path.hasSuffix("/") else { throw .refused("\(path): expected the name of a file; nothing was written") }
      try atDestination(path) { place throws(WriteFailure) in _ = try mayReplaceFile(place, replacing) }
    }
  }

  /// Resolves, locks, sweeps, and keeps interrupts from ending the process in the middle.
  private func atDestination(_ path: String, _ body: (Destination) throws(WriteFailure) -> Void) throws(WriteFailure) {
    verlauf_begin_writing()
    defer { verlauf_end_writing() }
    let place = try Destination(path, protecting: protected, calls)
    do throws(WriteFailure) {
      try refuseNow(place)
      let lock = try WriterLock(place.parent, calls)
      defer { lock.end() }
      Leftovers(calls: calls).sweep(place.parent)
      try body(place)
    } catch {
      place.undo(calls)
      throw error
    }
  }

  /// What is refused before anything is made, the lock too.
  private func refuseNow(_ place: Destination) throws(WriteFailure) {
    guard let status = try? calls.status(place.path) else { return }
    switch status.kind {
    case .link:
      throw .refused("\(place.given) is a link; nothing was written. Name the place itself, or another.")
    case .other: throw .refused("\(place.given) is no file and no folder; nothing was written. Name another.")
    case .file, .folder: break
    }
  }

  private func draft(
    _ files: [OutputFile], _ place: Destination, isPrivate: Bool, kind: String? = nil, replaces: Bool = false
  ) throws(WriteFailure) -> Draft<Calls> {
    guard Set(files.map(\.path)).count == files.count, files.allSatisfy({ Manifest.isInside($0.path) }) else {
      throw .refused("\(place.given): two files of one name, or a name that leads elsewhere; nothing was written")
    }
    do throws(WriteFailure) {
      return try Draft(files, in: place.parent, isPrivate: isPrivate, kind: kind, replaces: replaces, calls)
    } catch {
      if case .failed(let words, let reason) = error {
        throw .failed("\(place.given): \(words); nothing was changed", reason)
      }
      throw error
    }
  }

  /// Whether there is a folder to replace. Throws where what is there is not ours.
  private func mayReplaceFolder(
    _ place: Destination, by new: Manifest, _ replacing: Bool
  ) throws(WriteFailure) -> Bool {
    guard let status = try? calls.status(place.path) else { return false }
    guard status.kind == .folder else {
      throw .refused("\(place.given) is a file; expected a folder, or a name that nothing has. Nothing was written.")
    }
    let found: Holdings
    do throws(SystemError) { found = try Holdings(place.path, calls) } catch {
      throw .failed("\(place.given): cannot be looked through; nothing was written", error)
    }
    guard !found.protected.contains("") else {
      throw .refused("\(place.given) is write-protected: nothing was written. Name another folder.")
    }
    if let kind = new.kind, let old = found.manifest?.kind, old != kind {
      throw .refused(
        "\(place.given) holds what `verlauf \(old)` wrote, and this is `verlauf \(kind)`: nothing was written. Name another folder."
      )
    }
    let folders = new.folders
    if let obstacle = found.obstacle(replacing: replacing, folders: folders) {
      let way = found.obstacle(replacing: true, folders: folders) == nil ? "Say --replace" : "Move it away"
      throw .refused("\(place.given) holds \(obstacle): nothing was written. \(way), or name another folder.")
    }
    return true
  }

  /// The file to replace, or nil where there is none. Throws where what is there is not ours.
  private func mayReplaceFile(_ place: Destination, _ replacing: Bool) throws(WriteFailure) -> FileStatus? {
    guard let status = try? calls.status(place.path) else { return nil }
    guard status.kind == .file else {
      throw .refused("\(place.given) is a folder; expected the name of a file. Nothing was written.")
    }
    if replacing { return status }
    guard !status.isProtected else {
      throw .refused(
        "\(place.given) is write-protected: nothing was written. Name another file, or say --replace.")
    }
    if let seal = try? calls.seal(of: place.path), let bytes = try? calls.bytes(of: place.path, limit: status.size + 1),
      Manifest.checksum(bytes) == seal
    {
      return status
    }
    throw .refused(
      "\(place.given) is there, and Verlauf did not write it or somebody has changed it since: nothing was written. "
        + "Name another file, or say --replace.")
  }

  /// Gives a draft, or a file in it, the name that nothing has.
  private func appear(_ draft: Draft<Calls>, _ from: String, _ place: Destination) throws(WriteFailure) {
    do throws(SystemError) {
      // Where these are two steps, a folder still never takes the place of one that holds something.
      try calls.renameToNew(from, place.path)
    } catch {
      draft.discard()
      if error == .exists { throw .refused("\(place.given) has come to be meanwhile; nothing was written") }
      throw .failed("\(place.given): cannot be written; nothing was changed", error)
    }
    if from != draft.path { draft.discard() }
    try? Draft.synchronise(place.parent, calls)
  }

  private func exchange(_ draft: String, _ target: String) throws(SystemError) {
    do throws(SystemError) { try calls.exchange(draft, target) } catch {
      guard error == .unsupported else { throw error }
      let between = draft + Leftovers<Calls>.setAside
      try calls.rename(target, between)
      do throws(SystemError) { try calls.rename(draft, target) } catch {
        try? calls.rename(between, target)
        throw error
      }
      do throws(SystemError) { try calls.rename(between, draft) } catch {
        try? calls.rename(target, draft)
        try? calls.rename(between, target)
        throw error
      }
    }
  }
}

extension SafeWriter where Calls == SystemCalls {
  /// A writer on this system.
  public init(protecting: [String] = []) { self.init(protecting: protecting, calls: SystemCalls()) }
}
