// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Writes a study into the folder that it was read from.
///
/// Files that are there must hold what they held when they were compared; each is replaced in one step, and none is removed: of a patient who is there no more the
/// file is refused, with words, so that a person takes it away.
enum FolderWriting {
  static func write(_ new: [String: String], over old: [String: String], in folder: String) throws(WriteFailure) {
    let gone = old.keys.filter { new[$0] == nil }.sorted()
    guard gone.isEmpty else {
      throw .refused(
        "\(gone.joined(separator: ", ")): no part of the study any more; move what the folder has of it elsewhere, then write again"
      )
    }
    let writer = SafeWriter(protecting: [])
    var rewrites: [FileRewrite] = []
    for path in new.keys.sorted() {
      let place = folder + "/" + path
      guard let text = new[path] else { continue }
      if let before = FileManager.default.contents(atPath: place) {
        if before != Data(text.utf8) {
          rewrites.append(FileRewrite(path: path, before: Array(before), after: Array(text.utf8)))
        }
      } else {
        try writer.writeFile(Array(text.utf8), to: place)
      }
    }
    if !rewrites.isEmpty { try writer.rewriteFiles(rewrites, in: folder) }
  }
}
