// SPDX-License-Identifier: Apache-2.0

import Course
import DoubleEntry
import Exchange
import Foundation
import Notation
import Plain
import Store

/// The file of a second entry: a study of its own, which its abstractor opens by herself and which the comparison only reads.
struct SecondFile: Sendable {
  let store: Store
  let path: String
  let study: Study
  /// Who has changed anything in it, without whoever made it.
  let authors: [String]
  let revision: Int

  /// Reads a second entry; throws in words what it cannot be.
  init(_ path: String, notThe first: String) async throws(StoreError) {
    guard URL(fileURLWithPath: path).standardizedFileURL != URL(fileURLWithPath: first).standardizedFileURL else {
      throw .refused("`\(path)` is the study that is open; a second entry is another file")
    }
    let store = try Store.open(path, readOnly: true)
    let revision = try await store.lastRevision()
    let reading = try await store.study(at: revision)
    guard let study = reading.study else { throw .unreadable(reading.errors) }
    var authors: [String] = []
    for own in try await store.history(most: 10_000) where own.kind == .save && !authors.contains(own.by) {
      authors.append(own.by)
    }
    self.store = store
    self.path = path
    self.study = study
    self.authors = authors
    self.revision = revision
  }

  /// What the first revision of such a file says.
  static let why = "second entry"

  /// Where a second entry of a study comes to lie: beside it.
  static func proposed(_ first: String) -> String {
    (first.hasSuffix(".verlauf") ? String(first.dropLast(".verlauf".count)) : first) + "-second.verlauf"
  }

  /// Makes the file that the second abstractor is given: the definitions of the study and ids of its patients, nothing of what was entered of them.
  ///
  /// - Parameter patients: whom; nil for all.
  static func begin(
    _ path: String, of study: Study, patients: Set<Patient.ID>?, by: String, program: String
  ) throws(StoreError) {
    let files: [String: String]
    do throws(UnwritableStudy) {
      files = try StudyFolder.write(SecondEntry.blank(of: study, patients: patients))
    } catch {
      throw .refused("\(error)")
    }
    try Store.create(path, from: MemoryFiles(texts: files), by: by, program: program, why: Self.why)
  }
}
