// SPDX-License-Identifier: Apache-2.0

import Plain

/// Files of a folder on disk.
///
/// Only regular files are read, and only from inside the folder: a link that leads out of it is refused, whatever it leads to.
public struct DiskFiles: FileSource {
  /// A folder may have so many entries.
  static let entryLimit = 100_000

  /// The path of the folder.
  public var folder: String

  /// The files of a folder.
  public init(folder: String) { self.folder = folder }

  /// The files of the folder and of its `patients`; what begins with a dot is left out.
  public func paths() throws(FileProblem) -> [String] {
    var found: [String] = []
    for name in try names(folder) {
      if name == "patients" {
        found += try names(folder + "/patients").map { "patients/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found
  }

  /// The files below `attachments`, three folders deep at most.
  public func attachmentPaths() throws(FileProblem) -> [String] {
    try names(folder).contains("attachments") ? files("attachments", depth: 3) : []
  }

  /// The files of `images`.
  public func imagePaths() throws(FileProblem) -> [String] {
    guard try names(folder).contains("images") else { return [] }
    return try names(folder + "/images").map { "images/" + $0 }
  }

  private func files(_ path: String, depth: Int) throws(FileProblem) -> [String] {
    var found: [String] = []
    let entries: [FolderListing.Entry]
    do { entries = try FolderListing.entries("\(folder)/\(path)", limit: Self.entryLimit, within: folder) } catch {
      if error == .isNoFolder { return [path] }
      throw .unreadable("the folder \(path) cannot be listed: \(error)")
    }
    for entry in entries {
      let own = "\(path)/\(entry.name)"
      if entry.kind == .folder, depth > 1 { found += try files(own, depth: depth - 1) } else { found.append(own) }
    }
    return found
  }

  private func names(_ path: String) throws(FileProblem) -> [String] {
    do {
      return try FolderListing.entries(path, limit: Self.entryLimit, within: folder).map(\.name)
    } catch {
      let isStudy = path == folder
      switch error {
      case .missing: throw .missing(isStudy ? "there is no such folder" : "there is no folder \(path)")
      case .isNoFolder:
        throw .missing(isStudy ? "this is a file; a study is a folder" : "\(path) is a file, not a folder")
      default: throw .unreadable(isStudy ? error.description : "the folder \(path) cannot be listed: \(error)")
      }
    }
  }

  /// The bytes of a file.
  public func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    do {
      return try RegularFile.read(folder + "/" + path, limit: limit, within: folder)
    } catch {
      switch error {
      case .missing: throw .missing(error.description)
      case .tooLarge(let bytes, _): throw .tooLarge(bytes)
      default: throw .unreadable(error.description)
      }
    }
  }
}
