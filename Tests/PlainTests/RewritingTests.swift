// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing

/// Files of the user's own that a command was told to rewrite.
@Suite struct RewritingTests {
  static let before = ["a.yaml": "one", "patients": "/", "patients/1.yaml": "two", "notes.txt": "mine"]
  static let after = ["a.yaml": "ONE", "patients": "/", "patients/1.yaml": "TWO", "notes.txt": "mine"]
  static let files = [
    FileRewrite(path: "a.yaml", before: Array("one".utf8), after: Array("ONE".utf8)),
    FileRewrite(path: "patients/1.yaml", before: Array("two".utf8), after: Array("TWO".utf8)),
  ]

  private func with(_ body: (Playground) throws -> Void) throws {
    let ground = try Playground()
    defer { ground.remove() }
    for (path, text) in Self.before where text != "/" { try ground.put(text, at: path) }
    try body(ground)
  }

  @Test func theyHaveTheNewContentAndTheOldRights() throws {
    try with { ground in
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: "\(ground.path)/a.yaml")
      try SafeWriter().rewriteFiles(Self.files, in: ground.path)
      #expect(try ground.contents(hidden: true) == Self.after)
      let rights = try FileManager.default.attributesOfItem(atPath: "\(ground.path)/a.yaml")[.posixPermissions] as? Int
      #expect(rights == 0o640)
    }
  }

  @Test func whatIsNotWhatWasReadStaysAndNothingIsWritten() throws {
    for (path, change) in [("a.yaml", "changed"), ("patients/1.yaml", "two "), ("patients/1.yaml", "")] {
      try with { ground in
        try ground.put(change, at: path)
        let before = try ground.contents(hidden: true)
        let error = #expect(throws: WriteFailure.self) { try SafeWriter().rewriteFiles(Self.files, in: ground.path) }
        #expect(error?.description.contains("\(path) has changed since it was read; nothing was changed") == true)
        #expect(try ground.contents(hidden: true) == before)
      }
    }
  }

  @Test func linksProtectedFilesAndNamesThatLeadElsewhereAreRefused() throws {
    try with { ground in
      let manager = FileManager.default
      try manager.moveItem(atPath: "\(ground.path)/a.yaml", toPath: "\(ground.path)/b.yaml")
      try manager.createSymbolicLink(atPath: "\(ground.path)/a.yaml", withDestinationPath: "b.yaml")
      let error = #expect(throws: WriteFailure.self) { try SafeWriter().rewriteFiles(Self.files, in: ground.path) }
      #expect(error?.description.contains("a.yaml is a link") == true)
      #expect(try ground.contents()["b.yaml"] == "one")
    }
    try with { ground in
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: "\(ground.path)/a.yaml")
      let error = #expect(throws: WriteFailure.self) { try SafeWriter().rewriteFiles(Self.files, in: ground.path) }
      #expect(error?.description.contains("a.yaml is write-protected") == true)
      #expect(try ground.contents(hidden: true) == Self.before)
    }
    try with { ground in
      try ground.put("one", at: "deep/x")
      let file = FileRewrite(path: "../a.yaml", before: Array("one".utf8), after: [])
      #expect(throws: WriteFailure.self) { try SafeWriter().rewriteFiles([file], in: "\(ground.path)/deep") }
      #expect(try ground.contents()["a.yaml"] == "one")
    }
  }

  @Test func whatSomebodyWritesInTheVeryMomentIsPutBack() throws {
    try with { ground in
      let path = "\(ground.path)/a.yaml"
      let calls = FaultyCalls(meanwhile: {
        if (try? String(contentsOfFile: path, encoding: .utf8)) == "one" {
          try? "theirs".write(toFile: path, atomically: false, encoding: .utf8)
        }
      })
      let error = #expect(throws: WriteFailure.self) {
        try SafeWriter(calls: calls).rewriteFiles(Self.files, in: ground.path)
      }
      #expect(error?.description.contains("changed by somebody else meanwhile; nothing was changed") == true)
      let expected = Self.before.merging(["a.yaml": "theirs"]) { $1 }
      let found = try ground.contents(hidden: true)
      #expect(found == expected)
    }
  }

  /// Every call fails once, and is once the last: each file is the old or the new one, whole; what is not ours is as it was; and the next try comes through.
  @Test(arguments: FaultyCalls.Fault.allCases, [true, false])
  func afterAnyFaultEachFileIsOldOrNew(fault: FaultyCalls.Fault, isModern: Bool) throws {
    var number = 0
    while true {
      var isDone = false
      try with { ground in
        let calls = FaultyCalls(fault, at: number, isModern: isModern)
        let result = Result { try SafeWriter(calls: calls).rewriteFiles(Self.files, in: ground.path) }
        isDone = calls.calls <= number
        let found = try ground.contents()
        for (path, text) in Self.before {
          #expect(found[path] == text || found[path] == Self.after[path], "\(path) after \(fault) at \(number)")
        }
        #expect(found.count == Self.before.count)
        if case .success = result { #expect(found == Self.after) }
        let rest = Self.files.filter { found[$0.path] == String(decoding: $0.before, as: UTF8.self) }
        try SafeWriter(calls: FaultyCalls(isModern: isModern)).rewriteFiles(
          rest.isEmpty ? [FileRewrite(path: "notes.txt", before: Array("mine".utf8), after: Array("mine".utf8))] : rest,
          in: ground.path)
        #expect(try ground.contents(hidden: true) == Self.after, "after \(fault) at \(number)")
      }
      if isDone { break }
      number += 1
    }
    #expect(number > 20)
  }
}
