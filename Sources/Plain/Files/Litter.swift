// SPDX-License-Identifier: Apache-2.0

/// Files that a desktop puts by itself into a folder that somebody looks at or opens a file of. They hold nothing of a report and are not ours: where a folder is written anew they
/// move on unchanged, to the same path in the new one. Among files that are read they are passed over.
public enum Litter {
  /// In small letters: macOS, Windows, KDE.
  private static let names: Set<String> = [
    ".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory",
  ]

  /// Whether a file of this name is such a one.
  public static func isLitter(_ name: String) -> Bool {
    names.contains(name.lowercased())
      // What macOS keeps beside a file on foreign file systems.
      || name.hasPrefix("._")
      // Who has a file open: LibreOffice, Microsoft Office.
      || (name.hasPrefix(".~lock.") && name.hasSuffix("#")) || name.hasPrefix("~$")
  }

  /// Moves files on, each to its path in the new folder.
  ///
  /// - Returns: those that could not be moved, and why; they are where they were.
  static func move(
    _ paths: [String], from old: String, to new: String, _ calls: some FileCalls
  ) -> [(path: String, reason: SystemError)] {
    paths.compactMap { path in
      do throws(SystemError) { try calls.renameToNew("\(old)/\(path)", "\(new)/\(path)") } catch {
        return (path, error)
      }
      return nil
    }
  }
}
