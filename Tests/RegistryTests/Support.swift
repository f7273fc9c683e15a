// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Plain
import Registry
import VerlaufTesting

/// Folders and files of the tests.
enum Place {
  /// The repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The study of an example.
  static func study(_ name: String) async throws -> Study {
    let reading = await StudyFolder.read("\(root)/Examples/\(name)")
    guard let study = reading.study else { throw Missing(words: "\(reading.problems)") }
    return study
  }

  /// A file of its own with this text, until `body` has ended.
  static func withFile<Value>(_ text: String, _ body: (String) async throws -> Value) async throws -> Value {
    let path = NSTemporaryDirectory() + "verlauf-registry-\(UUID().uuidString).ndjson"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
  }

  struct Missing: Error { var words: String }
}

/// A derivation of lines in memory.
enum Derived {
  /// The lines of outcomes of some lines of patients, with what was told.
  static func lines(
    _ text: String, head: StudyHead, size: Int = 1 << 18
  ) async throws -> (text: String, counts: DeriveRun.Counts, problems: [Problem]) {
    try await Place.withFile(text) { path in
      var run = DeriveRun(PatientDerivation(head: head, library: BuiltInLibrary.read().library))
      var lines = LineBlocks(
        try ByteSource(path: path, searchPath: "/usr/bin:/bin"), limit: PatientLines.limit, size: size)
      var bytes: [UInt8] = []
      var problems: [Problem] = []
      try await run.derive(&lines, first: nil, file: "patients.ndjson", tell: { problems += $0 }) { bytes += $0 }
      return (String(decoding: bytes, as: UTF8.self), run.counts, problems)
    }
  }

  /// The lines of patients of a study, without the head.
  static func patients(_ study: Study) -> String {
    String(StudyLines.text(of: study).drop { $0 != "\n" }.dropFirst())
  }
}
