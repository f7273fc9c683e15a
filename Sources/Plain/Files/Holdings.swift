// SPDX-License-Identifier: Apache-2.0

/// What lies in a folder, held against its manifest: what is ours and unchanged, and what is not.
struct Holdings {
  /// The paths that the manifest does not list.
  private(set) var unlisted: [String] = []
  /// The paths of files that it lists and that somebody has changed since.
  private(set) var changed: [String] = []
  /// The manifest, where there is one.
  private(set) var manifest: Manifest?
  /// Whether nothing at all is there.
  private(set) var isEmpty = true

  /// Whether something is there that the manifest does not vouch for.
  var hasForeign: Bool { !unlisted.isEmpty || !changed.isEmpty }

  /// What is not vouched for, in words: `notes.txt`, which Verlauf did not write; `index.html`, which was changed since.
  var foreignInWords: String {
    [(unlisted, "which Verlauf did not write"), (changed, "which somebody has changed since Verlauf wrote it")]
      .filter { !$0.0.isEmpty }
      .map { paths, words in
        let shown = paths.prefix(4).map { "`\($0)`" }.joined(separator: ", ") + (paths.count > 4 ? " and more" : "")
        // A file browser does not show these; a person must be told how to see them.
        let hidden = paths.contains { $0.split(separator: "/").contains { $0.hasPrefix(".") } }
        return "\(shown), \(words)" + (hidden ? " (a name that begins with a dot is hidden: see `ls -A`)" : "")
      }.joined(separator: "; ")
  }

  /// More paths than these are not looked for.
  private static let limit = 100

  /// Looks through a folder. Links are not followed.
  init(_ folder: String, _ calls: some FileCalls) throws(SystemError) {
    manifest = Self.manifest(of: folder, calls)
    let folders = Set(manifest?.folders ?? [])
    var waiting = [""]
    while let place = waiting.popLast(), unlisted.count + changed.count < Self.limit {
      for name in try calls.names(in: place.isEmpty ? folder : "\(folder)/\(place)").sorted() {
        isEmpty = false
        let path = place.isEmpty ? name : "\(place)/\(name)"
        if path == Manifest.name, manifest != nil { continue }
        if Litter.isLitter(name) { continue }
        let full = "\(folder)/\(path)"
        let status = try calls.status(full)
        switch status.kind {
        case .folder where folders.contains(path): waiting.append(path)
        case .file:
          if let file = manifest?.files[path] {
            let bytes = status.size == file.size ? try calls.bytes(of: full, limit: file.size + 1) : []
            if status.size != file.size || !file.isUnchanged(bytes) { changed.append(path) }
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

/// Files that a system puts into every folder that somebody looks at; they hold nothing of a user's, and move on with the folder.
enum Litter {
  static func isLitter(_ name: String) -> Bool {
    #if os(macOS)
      name == ".DS_Store"
    #else
      false
    #endif
  }
}
