/// What lies in a folder, held against its manifest: what is ours and unchanged, and what is not.
struct Holdings {
  /// The paths that the manifest does not vouch for: not listed, or changed since.
  private(set) var foreign: [String] = []
  /// The manifest, where there is one.
  private(set) var manifest: Manifest?
  /// Whether nothing at all is there.
  private(set) var isEmpty = true

  /// More paths than these are not looked for.
  private static let limit = 100

  /// Looks through a folder. Links are not followed.
  init(_ folder: String, _ calls: some FileCalls) throws(SystemError) {
    manifest = Self.manifest(of: folder, calls)
    let folders = Set(manifest?.folders ?? [])
    var waiting = [""]
    while let place = waiting.popLast(), foreign.count < Self.limit {
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
          guard let file = manifest?.files[path], status.size == file.size,
            file.isUnchanged(try calls.bytes(of: full, limit: file.size + 1))
          else {
            foreign.append(path)
            continue
          }
        default: foreign.append(path)
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
