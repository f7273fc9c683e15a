// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The entries of one folder, without those below it.
public enum FolderListing {
  /// What an entry is, links not followed.
  public enum Kind: Sendable, Hashable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A link to a folder.
    case linkToFolder
    /// A link to anything else, or to nothing.
    case link
    /// A device, a pipe or a socket.
    case other
  }

  /// One entry.
  public struct Entry: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it is.
    public var kind: Kind
  }

  /// Whether there is a folder of this name, links followed.
  public static func isFolder(_ path: String) -> Bool {
    var found = stat()
    return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
  }

  /// The entries of a folder by name; those that begin with a dot are left out.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - limit: the most entries; a folder of more is refused before all are read.
  ///   - folder: the folder that links may not lead out of. nil: anywhere.
  public static func entries(
    _ path: String, limit: Int, within folder: String? = nil
  ) throws(FileRefusal) -> [Entry] {
    var place = path
    if let folder { place = try FilePlace.inside(folder, path) }
    guard let directory = opendir(place) else {
      throw errno == ENOTDIR ? .isNoFolder : .of(errno)
    }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        guard errno == 0 else { throw .of(errno) }
        return entries.sorted { $0.name < $1.name }
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard !name.hasPrefix(".") else { continue }
      guard entries.count < limit else { throw .tooMany(limit: limit) }
      entries.append(Entry(name: name, kind: kind(place + "/" + name)))
    }
  }

  private static func kind(_ path: String) -> Kind {
    var state = stat()
    guard lstat(path, &state) == 0 else { return .other }
    switch state.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK:
      guard stat(path, &state) == 0 else { return .link }
      return state.st_mode & S_IFMT == S_IFDIR ? .linkToFolder : .link
    default: return .other
    }
  }
}
