// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

extension RegimenFolder {
  /// Collects the files of a library from disk, and what is wrong with them.
  struct DiskReader {
    /// What was asked for: a folder, or one file.
    let folder: String
    private(set) var files: [String: [UInt8]] = [:]
    private(set) var problems: [Problem] = []
    /// Whether that is a folder whose entries could be listed.
    private(set) var isFolder = false
    /// Entries that may still be looked at.
    private var left = RegimenFolder.entryLimit
    /// Folders that lie too deep.
    private var deeper: [String] = []

    init(folder: String) { self.folder = folder }

    /// Reads the file, or the folder and the folders in it.
    mutating func read() {
      do {
        try list(folder, isRoot: true)
      } catch .isNoFolder {
        file(folder, within: nil)
        return
      } catch {
        tell(folder, error == .missing ? "there is no such file or folder" : error.description)
        return
      }
      if let first = deeper.first {
        tell(
          first,
          deeper.count == 1 ? "this folder is not read" : "this folder and \(deeper.count - 1) more are not read",
          expected: "files in the folder itself or in a folder in it", .warning)
      }
    }

    private mutating func list(_ path: String, isRoot: Bool) throws(FileRefusal) {
      let entries = try FolderListing.entries(path, limit: left, within: folder)
      isFolder = true
      left -= entries.count
      for entry in entries {
        let own = path.hasSuffix("/") ? path + entry.name : path + "/" + entry.name
        switch entry.kind {
        case .folder where !isRoot: deeper.append(own)
        case .folder:
          do {
            try list(own, isRoot: false)
          } catch .tooMany {
            throw .tooMany(limit: RegimenFolder.entryLimit)
          } catch {
            tell(own, error.description)
          }
        case .linkToFolder:
          tell(own, "a link to a folder is not followed", expected: "the folder itself", .warning)
        case .file, .link, .other:
          if entry.name.hasSuffix(".yaml") { file(own, within: folder) }
        }
      }
    }

    private mutating func file(_ path: String, within root: String?) {
      do {
        files[path] = try RegularFile.read(path, limit: SourceText.limit, within: root)
      } catch {
        tell(path, error.description)
      }
    }

    private mutating func tell(
      _ path: String, _ message: String, expected: String? = nil, _ severity: Problem.Severity = .error
    ) {
      let location = SourceLocation(file: path, line: 1, column: 1)
      problems.append(Problem(severity, at: location, message, expected: expected))
    }
  }
}
