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
        remove("\(folder)/\(name)", draft: token)
      }
      // What was set aside goes once the new has its name. As long as the draft is there it may be all that is left of the old.
      guard name.hasSuffix(Self.setAside) else { continue }
      let draft = String(name.dropLast(Self.setAside.count))
      if Self.token(of: draft) != nil, !names.contains(draft) { remove("\(folder)/\(name)", draft: "") }
    }
  }

  /// Removes a draft, or an old folder under the name of one, as far as it is ours.
  ///
  /// A draft's own manifest bears the token of its name and is written first: what it lists was being written by us, whole or not. Any other manifest belongs to an
  /// older folder: of that, what it lists goes as long as it is unchanged.
  func remove(_ path: String, draft token: String) {
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
      if !isDraft {
        guard let bytes = try? calls.bytes(of: full, limit: file.size + 1), file.isUnchanged(bytes) else { continue }
      }
      try? calls.remove(full)
    }
    for folder in manifest.folders + [""] {
      let full = folder.isEmpty ? path : "\(path)/\(folder)"
      for name in (try? calls.names(in: full)) ?? [] where Litter.isLitter(name) {
        try? calls.remove("\(full)/\(name)")
      }
      if !folder.isEmpty { try? calls.removeFolder(full) }
    }
    // The manifest goes last, so that a kill in between leaves what can still be known.
    if (try? calls.names(in: path)) == [Manifest.name] {
      try? calls.remove("\(path)/\(Manifest.name)")
      try? calls.removeFolder(path)
    }
  }
}
