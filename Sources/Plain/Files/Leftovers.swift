// SPDX-License-Identifier: Apache-2.0

/// Removes what a writer that died has left: drafts that never got their name, and old folders that had lost theirs.
///
/// Called with the lock of the folder held, so that no living writer has a draft there.
struct Leftovers<Calls: FileCalls> {
  let calls: Calls

  /// How the name of a draft begins and ends, around its token.
  static var prefix: String { ".verlauf-" }
  static var suffix: String { ".part" }

  /// What the name of an old folder ends with while two renames stand for an exchange.
  static var setAside: String { ".old" }

  /// The name of a draft.
  static func draftName(_ token: String) -> String { prefix + token + suffix }

  /// The token in the name of a draft; nil where this is no draft.
  static func token(of name: String) -> String? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let token = String(name.dropFirst(prefix.count).dropLast(suffix.count))
    return Manifest.isToken(token) ? token : nil
  }

  /// Sweeps a folder. What cannot be removed stays; nothing that a manifest does not vouch for is touched.
  func sweep(_ folder: String) {
    let names = Set((try? calls.names(in: folder)) ?? [])
    for name in names {
      if let token = Self.token(of: name), !names.contains(name + Self.setAside) {
        sweep(name, token, folder, names)
      }
      // What was set aside goes once the new has its name. As long as the draft is there it may be all that is left of the old.
      guard name.hasSuffix(Self.setAside) else { continue }
      let draft = String(name.dropLast(Self.setAside.count))
      if let token = Self.token(of: draft), !names.contains(draft) { sweep(name, token, folder, names) }
    }
  }

  /// Sweeps a draft, or an old folder that a draft has replaced: then it ends what the writer had begun.
  private func sweep(_ name: String, _ token: String, _ folder: String, _ names: Set<String>) {
    let path = "\(folder)/\(name)"
    guard Holdings.manifest(of: path, calls)?.token != token, let found = try? Holdings(path, calls), !found.isEmpty
    else { return remove(path, draft: token) }
    // The new folder bears the token of the draft that it was.
    let heir = names.sorted().lazy.filter { $0 != name }.compactMap { name -> (path: String, manifest: Manifest)? in
      let path = "\(folder)/\(name)"
      guard (try? calls.status(path))?.kind == .folder else { return nil }
      return Holdings.manifest(of: path, calls).flatMap { $0.token == token ? (path, $0) : nil }
    }.first
    if let heir { _ = Litter.move(found.litter, from: path, to: heir.path, calls) }
    remove(path, draft: token, withChanged: heir?.manifest.replaces ?? false)
  }

  /// Removes a draft, or an old folder under the name of one, as far as it is ours.
  ///
  /// A draft's own manifest bears the token of its name and is written first: what it lists was being written by us, whole or not. Any other manifest belongs to an
  /// older folder: of that, what it lists goes as long as it is unchanged.
  ///
  /// - Parameter withChanged: what somebody has changed goes too; its user has said so.
  func remove(_ path: String, draft token: String, withChanged: Bool = false) {
    guard (try? calls.status(path))?.kind == .folder else { return }
    guard let manifest = Holdings.manifest(of: path, calls) else {
      // Killed before its manifest was whole: then nothing else is there.
      let only = try? calls.names(in: path)
      if only == [Manifest.name], let bytes = try? calls.bytes(of: "\(path)/\(Manifest.name)", limit: 16_000_000),
        bytes.starts(with: Array("\(Manifest.head)\ntoken \(token)\n".utf8).prefix(bytes.count))
      {
        try? calls.remove("\(path)/\(Manifest.name)")
      }
      try? calls.removeFolder(path)
      return
    }
    let isDraft = manifest.token == token
    for file in manifest.files.values {
      let full = "\(path)/\(file.path)"
      guard (try? calls.status(full))?.kind == .file else { continue }
      if !isDraft, !withChanged {
        guard let bytes = try? calls.bytes(of: full, limit: file.size + 1), file.isUnchanged(bytes) else { continue }
      }
      try? calls.remove(full)
    }
    for folder in manifest.folders { try? calls.removeFolder("\(path)/\(folder)") }
    // The manifest goes last, so that a kill in between leaves what can still be known.
    if (try? calls.names(in: path)) == [Manifest.name] {
      try? calls.remove("\(path)/\(Manifest.name)")
      try? calls.removeFolder(path)
    }
  }
}
