// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Exchange

/// Counts readings, not seconds.
@Suite struct ReadingComplexityTests {
  /// Files in memory that count how often each is asked for.
  private final class CountingFiles: FileSource, @unchecked Sendable {
    private let files: MemoryFiles
    private let lock = NSLock()
    private var asked: [String: Int] = [:]

    init(_ texts: [String: String]) { files = MemoryFiles(texts: texts) }

    var counts: [String: Int] { lock.withLock { asked } }

    func paths() throws(FileProblem) -> [String] {
      lock.withLock { asked["", default: 0] += 1 }
      return try files.paths()
    }

    func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
      lock.withLock { asked[path, default: 0] += 1 }
      return try files.bytes(of: path, limit: limit)
    }
  }

  @Test(arguments: [1, 10, 100])
  func everyFileIsReadOnceHoweverManyThereAre(count: Int) {
    var texts = ["study.yaml": "study: Test\n", "labs.csv": "patient,date,analyte,value,unit\n"]
    for id in 1...count { texts["patients/\(id).yaml"] = "patient: \(id)\ncourse: []\n" }
    let files = CountingFiles(texts)
    _ = StudyFolder.readInOrder(from: files)
    var expected = texts.mapValues { _ in 1 }
    expected[""] = 1
    #expect(files.counts == expected)
  }
}
