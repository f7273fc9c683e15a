// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain

/// Writes a study into the folder that it was read from.
///
/// Files that are there must hold what they held when they were compared; each is replaced in one step, and none is removed: of a patient who is there no more the
/// file is refused, with words, so that a person takes it away.
enum FolderWriting {
  ///
  /// - Parameter pictures: those of assessments by their names. One that is there stays; where it has other bytes nothing is written.
  static func write(
    _ new: [String: String], over old: [String: String], pictures: [String: [UInt8]] = [:], in folder: String
  ) throws(WriteFailure) {
    let gone = old.keys.filter { new[$0] == nil }.sorted()
    guard gone.isEmpty else {
      throw .refused(
        "\(gone.joined(separator: ", ")): no part of the study any more; move what the folder has of it elsewhere, then write again"
      )
    }
    let writer = SafeWriter(protecting: [])
    // Pictures first: a record that names them is never without them.
    for (name, bytes) in pictures.sorted(by: { $0.key < $1.key }) {
      let place = "\(folder)/images/\(name)"
      if let there = FileManager.default.contents(atPath: place) {
        guard Array(there) == bytes else {
          throw .refused("images/\(name): it is there with other bytes; move it away, then write again")
        }
        continue
      }
      try writer.writeFile(bytes, to: place, within: folder)
    }
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
