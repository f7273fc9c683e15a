// SPDX-License-Identifier: Apache-2.0

/// What lies in a folder, held against its manifest: what is ours and unchanged, and what is not.
struct Holdings {
  /// The paths that the manifest does not list.
  private(set) var unlisted: [String] = []
  /// The paths of files that it lists and that somebody has changed since.
  private(set) var changed: [String] = []
  /// The paths that nobody may write, or not this process; the empty one is the folder itself.
  private(set) var protected: [String] = []
  /// The paths of files that the desktop put there.
  private(set) var litter: [String] = []
  /// The manifest, where there is one.
  private(set) var manifest: Manifest?
  /// Whether nothing at all is there.
  private(set) var isEmpty = true

  /// What forbids to replace the folder, in words: `notes.txt`, which Verlauf did not write; `index.html`, which was changed since. nil where nothing does.
  ///
  /// - Parameters:
  ///   - replacing: its user has said that changed files of ours may go.
  ///   - folders: the folders in the new one, where files of the desktop can move on to.
  func obstacle(replacing: Bool, folders: [String]) -> String? {
    let folders = Set(folders)
    let homeless = litter.filter { path in
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      return !folder.isEmpty && !folders.contains(folder)
    }
    let groups = [
      (unlisted, "which Verlauf did not write"),
      (replacing ? [] : changed, "which somebody has changed since Verlauf wrote it"),
      (protected.map { $0.isEmpty ? "." : $0 }, "which is write-protected"),
      (homeless, "which the desktop put into a folder that is no longer written"),
    ].filter { !$0.0.isEmpty }
    return groups.isEmpty ? nil : groups.map { "\(Self.inWords($0)), \($1)" }.joined(separator: "; ")
  }

  /// Paths in words, the first four of them.
  static func inWords(_ paths: [String]) -> String {
    let shown = paths.prefix(4).map { "`\($0)`" }.joined(separator: ", ") + (paths.count > 4 ? " and more" : "")
    // A file browser does not show these; a person must be told how to see them.
    let hidden = paths.contains { $0.split(separator: "/").contains { $0.hasPrefix(".") } }
    return shown + (hidden ? " (a name that begins with a dot is hidden: see `ls -A`)" : "")
  }

  /// More paths than these are not looked for.
  private static let limit = 100

  /// Looks through a folder. Links are not followed.
  init(_ folder: String, _ calls: some FileCalls) throws(SystemError) {
    manifest = Self.manifest(of: folder, calls)
    let folders = Set(manifest?.folders ?? [])
    var waiting = [""]
    while let place = waiting.popLast(), unlisted.count + changed.count < Self.limit {
      let listed = place.isEmpty ? folder : "\(folder)/\(place)"
      let status = try calls.status(listed)
      let mayWrite = try calls.mayWrite(in: listed)
      if status.isProtected || !mayWrite { protected.append(place) }
      for name in try calls.names(in: listed).sorted() {
        isEmpty = false
        let path = place.isEmpty ? name : "\(place)/\(name)"
        if path == Manifest.name, manifest != nil { continue }
        let full = "\(folder)/\(path)"
        let status = try calls.status(full)
        switch status.kind {
        case .folder where folders.contains(path): waiting.append(path)
        case .file:
          if let file = manifest?.files[path] {
            if status.isProtected { protected.append(path) }
            let bytes = status.size == file.size ? try calls.bytes(of: full, limit: file.size + 1) : []
            if status.size != file.size || !file.isUnchanged(bytes) { changed.append(path) }
          } else if Litter.isLitter(name) {
            litter.append(path)
          } else {
            unlisted.append(path)
          }
        default: unlisted.append(path)
        }
      }
    }
  }

  /// The manifest of a folder, if it has one that is whole.
  static func manifest(of folder: String, _ calls: some FileCalls) -> Manifest? {
    (try? calls.bytes(of: "\(folder)/\(Manifest.name)", limit: 16_000_000)).flatMap(Manifest.init)
  }
}
