// SPDX-License-Identifier: Apache-2.0

import Foundation
import FuzzTargets
import Testing

@Suite("Stored corpus of the fuzzer")
struct CorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fuzz/Corpus")

  @Test("keeps the promises of the readers", arguments: FuzzTarget.allCases)
  func replay(target: FuzzTarget) throws {
    let folder = Self.folder.appendingPathComponent(target.rawValue)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 10)
    for file in files {
      do {
        try target.check(Array(try Data(contentsOf: file)))
      } catch {
        Issue.record("\(target.rawValue)/\(file.lastPathComponent): \(error)")
      }
    }
  }

  @Test("splits an input into the files that it was made of")
  func bundle() {
    let files = ["labs.csv": Array("a,b".utf8), "study.yaml": Array("study: x\n".utf8)]
    #expect(FileBundle.files(FileBundle.bytes(files), first: "other") == files)
    #expect(FileBundle.files(Array("a\n==> b\nc".utf8), first: "first") == ["first": [0x61], "b": [0x63]])
  }
}
