// SPDX-License-Identifier: Apache-2.0

import Foundation
import Plain
import Testing
import VerlaufTesting

/// Expectations are the promises of Documentation/Writing.md.
@Suite struct SafeWriterTests {
  static let first = [OutputFile(path: "index.html", text: "one"), OutputFile(path: "tables/a.csv", text: "1,2")]
  static let second = [OutputFile(path: "index.html", text: "two"), OutputFile(path: "figures/b.svg", text: "<svg/>")]
  static let firstState = [
    "report": "/", "report/index.html": "one", "report/tables": "/", "report/tables/a.csv": "1,2",
  ]
  static let secondState = [
    "report": "/", "report/index.html": "two", "report/figures": "/", "report/figures/b.svg": "<svg/>",
  ]

  private func with(_ body: (Playground) throws -> Void) throws {
    let ground = try Playground()
    defer { ground.remove() }
    try body(ground)
  }

  @Test func aFolderOfOursIsReplacedWhole() throws {
    try with { ground in
      let writer = SafeWriter()
      try writer.writeFolder(Self.first, to: "\(ground.path)/report")
      #expect(try ground.contents() == Self.firstState)
      try writer.writeFolder(Self.second, to: "\(ground.path)/report/")
      #expect(try ground.contents() == Self.secondState)
      // Nothing is left but the manifest.
      let hidden = try ground.contents(hidden: true).keys.filter { $0.contains(".verlauf") }
      #expect(hidden == ["report/.verlauf-manifest"])
      let mode = try FileManager.default.attributesOfItem(atPath: "\(ground.path)/report")[.posixPermissions] as? Int
      #expect(mode == 0o700)
      let file = try FileManager.default.attributesOfItem(atPath: "\(ground.path)/report/index.html")
      #expect(file[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test(arguments: ["report/notes.txt", "report/tables/notes.txt", "report/deep/er/notes.txt", "report/index.html"])
  func aFolderThatHoldsAnythingElseIsLeftAsItIs(note: String) throws {
    try with { ground in
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      try ground.put("mine", at: note)
      let before = try ground.contents(hidden: true)
      let error = #expect(throws: WriteFailure.self) {
        try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report")
      }
      #expect(error?.description.contains(note.dropFirst("report/".count).split(separator: "/")[0]) == true)
      let words = note == "report/index.html" ? "changed since" : "did not write"
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
      #expect(try ground.contents(hidden: true) == before)
    }
  }

  /// What a desktop puts into a folder by itself, at the top and in a folder of ours.
  static let litter = [
    "report/.DS_Store": "a", "report/Thumbs.db": "b", "report/tables/desktop.ini": "c",
    "report/tables/.~lock.a.csv#": "d", "report/._index.html": "e", "report/~$a.xlsx": "f",
  ]
  /// A report with a folder in which files of the desktop can stay.
  static let third = [OutputFile(path: "index.html", text: "three"), OutputFile(path: "tables/c.csv", text: "5")]
  static let thirdState = [
    "report": "/", "report/index.html": "three", "report/tables": "/", "report/tables/c.csv": "5",
  ]

  @Test func filesOfTheDesktopMoveOnUnchanged() throws {
    try with { ground in
      let writer = SafeWriter()
      try writer.writeFolder(Self.first, to: "\(ground.path)/report")
      for (path, text) in Self.litter { try ground.put(text, at: path) }
      let identity = try SystemCalls().status("\(ground.path)/report/Thumbs.db").identity
      try writer.writeFolder(Self.third, to: "\(ground.path)/report")
      #expect(try ground.contents() == Self.thirdState.merging(Self.litter) { _, new in new })
      #expect(try SystemCalls().status("\(ground.path)/report/Thumbs.db").identity == identity)
      // The second report has no `tables`: there is no place to move them to.
      let before = try ground.contents(hidden: true)
      let error = #expect(throws: WriteFailure.self) {
        try writer.writeFolder(Self.second, to: "\(ground.path)/report", replacing: true)
      }
      #expect(error?.description.contains("`tables/.~lock.a.csv#`, `tables/desktop.ini`") == true)
      #expect(error?.description.contains("Move it away") == true)
      #expect(try ground.contents(hidden: true) == before)
      // A folder or a link of such a name is no such file, nor is one in a folder that is not ours.
      for path in ["desktop.ini/thesis.txt", "mine/Thumbs.db"] {
        let ground = try Playground()
        defer { ground.remove() }
        try writer.writeFolder(Self.first, to: "\(ground.path)/report")
        try ground.put("mine", at: "report/\(path)")
        #expect(throws: WriteFailure.self) { try writer.writeFolder(Self.first, to: "\(ground.path)/report") }
        #expect(try ground.contents()["report/\(path)"] == "mine")
      }
    }
  }

  /// Who takes the right to write away means it to stay, and what this process may not remove would lie about for ever.
  @Test(arguments: ["report", "report/tables", "report/index.html"])
  func whatIsWriteProtectedStays(path: String) throws {
    try with { ground in
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      let full = "\(ground.path)/\(path)"
      let isFile = path.hasSuffix("html")
      try FileManager.default.setAttributes([.posixPermissions: isFile ? 0o400 : 0o500], ofItemAtPath: full)
      defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: full) }
      let before = try ground.contents(hidden: true)
      for replacing in [false, true] {
        let error = #expect(throws: WriteFailure.self) {
          try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report", replacing: replacing)
        }
        #expect(error?.description.contains("write-protected") == true, "\(String(describing: error))")
      }
      #expect(try ground.contents(hidden: true) == before)
    }
  }

  @Test func aFileThatIsWriteProtectedGoesByAWordAlone() throws {
    try with { ground in
      let path = "\(ground.path)/figure.svg"
      try SafeWriter().writeFile(Array("one".utf8), to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
      let error = #expect(throws: WriteFailure.self) { try SafeWriter().writeFile(Array("two".utf8), to: path) }
      #expect(error?.description.contains("write-protected") == true)
      try SafeWriter().writeFile(Array("two".utf8), to: path, replacing: true)
      #expect(try ground.contents() == ["figure.svg": "two"])
    }
  }

  @Test func anEmptyFolderThatWasLookedAtIsReplaced() throws {
    try with { ground in
      try ground.put("a", at: "report/.DS_Store")
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      #expect(try ground.contents() == Self.firstState.merging(["report/.DS_Store": "a"]) { $1 })
      #expect(try FileManager.default.contentsOfDirectory(atPath: ground.path) == ["report"])
    }
  }

  @Test func changesOfOursAreReplacedWhereTheirUserSaysSo() throws {
    try with { ground in
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      try ground.put("edited", at: "report/index.html")
      let error = #expect(throws: WriteFailure.self) {
        try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report")
      }
      #expect(error?.description.contains("--replace") == true)
      try ground.put("mine", at: "report/notes.txt")
      let before = try ground.contents(hidden: true)
      let foreign = #expect(throws: WriteFailure.self) {
        try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report", replacing: true)
      }
      #expect(foreign?.description.contains("notes.txt") == true)
      #expect(foreign?.description.contains("index.html") == false)
      #expect(foreign?.description.contains("--replace") == false)
      #expect(try ground.contents(hidden: true) == before)
      try FileManager.default.removeItem(atPath: "\(ground.path)/report/notes.txt")
      try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report", replacing: true)
      #expect(try ground.contents() == Self.secondState)
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      #expect(try ground.contents() == Self.firstState)
      #expect(try FileManager.default.contentsOfDirectory(atPath: ground.path) == ["report"])
    }
  }

  @Test func whatAnotherReportCouldPassForIsNotOurs() throws {
    try with { ground in
      // A study in which an outcomes.json lies, as the old marker had it; and a manifest that lists what it may not.
      try ground.put("{}", at: "study/outcomes.json")
      try ground.put("study: A", at: "study/study.yaml")
      try ground.put(
        "verlauf-manifest/1\ntoken 0123456789abcdef\n0000000000000000 3 ../thesis.txt\nend\n",
        at: "trap/.verlauf-manifest")
      try ground.put("mine", at: "thesis.txt")
      let before = try ground.contents(hidden: true)
      for name in ["study", "trap"] {
        #expect(throws: WriteFailure.self) { try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/\(name)") }
      }
      #expect(try ground.contents(hidden: true) == before)
    }
  }

  @Test func placesThatAreNoneAreRefused() throws {
    try with { ground in
      try ground.put("study: A", at: "study/study.yaml")
      try ground.put("mine", at: "notes.html")
      try FileManager.default.createSymbolicLink(atPath: "\(ground.path)/link", withDestinationPath: "elsewhere")
      try FileManager.default.createSymbolicLink(atPath: "\(ground.path)/other", withDestinationPath: "study")
      let before = try ground.contents(hidden: true)
      let writer = SafeWriter(protecting: ["\(ground.path)/study"])
      let root = ground.path
      for path in [
        "", " ", "/", ".", "..", "\(root)/.", "\(root)/study", "\(root)/study/", "\(root)/study/report",
        "\(root)/study/new/report", "\(root)/other/report", "\(root)/other", root, "\(root)/..", "\(root)/notes.html",
        "\(root)/link", "\(root)/a\nb", "\(root)/a\u{1B}b", "\(root)/study/../study", "\(root)/.verlauf-lock",
        "\(root)/.verlauf-0123456789abcdef.part",
      ] {
        let error = #expect(throws: WriteFailure.self, "\(path)") { try writer.writeFolder(Self.first, to: path) }
        if case .refused? = error {} else { Issue.record("\(path): \(String(describing: error))") }
        if path != "\(root)/notes.html" {
          #expect(throws: WriteFailure.self, "\(path)") {
            try writer.writeFile([1], to: path.isEmpty ? path : "\(path)", replacing: true)
          }
        }
      }
      #expect(try ground.contents(hidden: true) == before)
    }
  }

  @Test func aFileIsReplacedWhereItIsOursAndUnchanged() throws {
    try with { ground in
      let path = "\(ground.path)/a/b/figure.svg"
      try SafeWriter().writeFile(Array("one".utf8), to: path)
      let hasSeals = try SystemCalls().seal(of: path) != nil
      if hasSeals {
        try SafeWriter().writeFile(Array("two".utf8), to: path)
        #expect(try ground.contents()["a/b/figure.svg"] == "two")
      }
      try ground.put("mine", at: "a/b/figure.svg")
      #expect(throws: WriteFailure.self) { try SafeWriter().writeFile(Array("three".utf8), to: path) }
      #expect(try ground.contents()["a/b/figure.svg"] == "mine")
      try SafeWriter().writeFile(Array("three".utf8), to: path, replacing: true)
      #expect(try ground.contents(hidden: true) == ["a": "/", "a/b": "/", "a/b/figure.svg": "three"])
    }
  }

  @Test func aFolderThatIsMadeIsItsUsersAlone() throws {
    try with { ground in
      try SafeWriter().makeFolder(Self.first, at: "\(ground.path)/report", isPrivate: true)
      #expect(try ground.contents(hidden: true) == Self.firstState)
      #expect(throws: WriteFailure.self) {
        try SafeWriter().makeFolder(Self.second, at: "\(ground.path)/report", isPrivate: true)
      }
      #expect(throws: WriteFailure.self) { try SafeWriter().writeFolder(Self.second, to: "\(ground.path)/report") }
      #expect(try ground.contents(hidden: true) == Self.firstState)
    }
  }

  @Test func whatComesInMeanwhileIsNotLost() throws {
    try with { ground in
      try SafeWriter().writeFolder(Self.first, to: "\(ground.path)/report")
      let path = ground.path
      let calls = FaultyCalls(meanwhile: {
        try? Data("mine".utf8).write(to: URL(fileURLWithPath: "\(path)/report/note"))
      })
      #expect(throws: WriteFailure.self) {
        try SafeWriter(calls: calls).writeFolder(Self.second, to: "\(ground.path)/report")
      }
      var expected = Self.firstState
      expected["report/note"] = "mine"
      #expect(try ground.contents() == expected)
    }
  }

  /// Every call fails once, in each way, over each beginning: afterwards the old state is there or the new one, and the next command finds nothing of the last in
  /// its way.
  @Test(arguments: FaultyCalls.Fault.allCases, [true, false])
  func anyCallMayFail(fault: FaultyCalls.Fault, isModern: Bool) throws {
    for (begin, old) in [(false, [:]), (true, Self.firstState)] {
      var number = 0
      while true {
        let ground = try Playground()
        defer { ground.remove() }
        let target = "\(ground.path)/report"
        if begin { try SafeWriter(calls: FaultyCalls()).writeFolder(Self.first, to: target) }
        try ground.put("mine", at: "thesis.txt")
        let calls = FaultyCalls(fault, at: number, isModern: isModern)
        let result = Result { try SafeWriter(calls: calls).writeFolder(Self.second, to: target) }
        var state = try ground.contents()
        #expect(state.removeValue(forKey: "thesis.txt") == "mine")
        let isKilled = fault == .killed || fault == .killedAfter
        // Two renames are not one: documented, and nothing is lost.
        let isBetween = !isModern && isKilled && begin && state.isEmpty
        if isBetween {
          let hidden = try ground.contents(hidden: true)
          #expect(hidden.contains { $0.key.hasSuffix("/index.html") && $0.value == "one" }, "call \(number)")
        } else {
          #expect(state == old || state == Self.secondState, "call \(number)")
          if !isKilled, case .failure = result { #expect(state == old, "call \(number)") }
          if case .success = result { #expect(state == Self.secondState, "call \(number)") }
          try SafeWriter(calls: FaultyCalls()).writeFolder(Self.second, to: target)
          var after = try ground.contents(hidden: true)
          after["report/.verlauf-manifest"] = nil
          after["thesis.txt"] = nil
          #expect(after == Self.secondState, "call \(number)")
        }
        if calls.calls <= number { break }
        number += 1
      }
      #expect(number > 30)
    }
  }

  /// The same over a report that its user has edited and that a desktop was in: the edits go with the old state, the desktop's files are
  /// never lost, and the next command ends what a dead one had begun.
  @Test(arguments: FaultyCalls.Fault.allCases, [true, false])
  func anyCallMayFailAmongFilesOfTheDesktop(fault: FaultyCalls.Fault, isModern: Bool) throws {
    var old = Self.firstState
    old["report/index.html"] = "edited"
    let litter = ["report/.DS_Store": "a", "report/tables/desktop.ini": "c"]
    var number = 0
    while true {
      let ground = try Playground()
      defer { ground.remove() }
      let target = "\(ground.path)/report"
      try SafeWriter(calls: FaultyCalls()).writeFolder(Self.first, to: target)
      try ground.put("edited", at: "report/index.html")
      for (path, text) in litter { try ground.put(text, at: path) }
      let calls = FaultyCalls(fault, at: number, isModern: isModern)
      let result = Result { try SafeWriter(calls: calls).writeFolder(Self.third, to: target, replacing: true) }
      let all = try ground.contents(hidden: true)
      for (path, text) in litter {
        let name = path.dropFirst("report/".count)
        #expect(all.contains { $0.key.hasSuffix("/\(name)") && $0.value == text }, "\(path) after call \(number)")
      }
      let state = try ground.contents().filter { litter[$0.key] == nil }
      let isKilled = fault == .killed || fault == .killedAfter
      if !(isKilled && !isModern && state.isEmpty) {
        #expect(state == old || state == Self.thirdState, "call \(number)")
        if case .success = result { #expect(state == Self.thirdState, "call \(number)") }
        // Once the new state is there no word is needed any more.
        try SafeWriter(calls: FaultyCalls()).writeFolder(Self.third, to: target, replacing: state == old)
        #expect(try ground.contents() == Self.thirdState.merging(litter) { $1 }, "call \(number)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.path) == ["report"], "call \(number)")
      }
      if calls.calls <= number { break }
      number += 1
    }
    #expect(number > 40)
  }

  @Test(arguments: FaultyCalls.Fault.allCases)
  func anyCallOfAFileMayFail(fault: FaultyCalls.Fault) throws {
    for begin in [false, true] {
      var number = 0
      while true {
        let ground = try Playground()
        defer { ground.remove() }
        let target = "\(ground.path)/figure.svg"
        if begin { try ground.put("one", at: "figure.svg") }
        let calls = FaultyCalls(fault, at: number)
        try? SafeWriter(calls: calls).writeFile(Array("two".utf8), to: target, replacing: true)
        let state = try ground.contents()
        #expect(state == (begin ? ["figure.svg": "one"] : [:]) || state == ["figure.svg": "two"], "call \(number)")
        try SafeWriter(calls: FaultyCalls()).writeFile(Array("two".utf8), to: target, replacing: true)
        #expect(try ground.contents(hidden: true) == ["figure.svg": "two"], "call \(number)")
        if calls.calls <= number { break }
        number += 1
      }
      #expect(number > 10)
    }
  }

  @Test func manyAtOnceLeaveOneWholeState() async throws {
    let ground = try Playground()
    defer { ground.remove() }
    let target = "\(ground.path)/report"
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let files = (0..<5).map { OutputFile(path: "f\($0)", text: "\(number)") }
          try? SafeWriter().writeFolder(files, to: target)
        }
      }
    }
    let state = try ground.contents(hidden: true).filter { $0.key.hasPrefix("report/f") }
    #expect(state.count == 5)
    #expect(Set(state.values).count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: ground.path) == ["report"])
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func nothingForeignIsEverTouched(seed: UInt64) throws {
    try with { ground in
      var random = SeededGenerator(seed: seed)
      let names = [
        "a", "b", "report", "outcomes.json", "index.html", ".verlauf-manifest", ".verlauf-lock", "tables", "x.csv",
        ".verlauf-0123456789abcdef.part", ".hidden", "study", "Thumbs.db", "desktop.ini", ".DS_Store", ".~lock.a#",
      ]
      func name() -> String { names.randomElement(using: &random) ?? "a" }
      func path() -> String { (0..<Int.random(in: 1...3, using: &random)).map { _ in name() }.joined(separator: "/") }
      for _ in 0..<12 { try? ground.put("foreign \(Int.random(in: 0...9, using: &random))", at: path()) }
      try? FileManager.default.createSymbolicLink(atPath: "\(ground.path)/\(name())", withDestinationPath: name())
      var foreign = try ground.contents(hidden: true).filter { $0.value != "/" }
      let writer = SafeWriter(protecting: ["\(ground.path)/study"], calls: FaultyCalls())
      for _ in 0..<20 {
        // Somebody looks into a folder of ours, or edits a file of ours.
        let before = try ground.contents()
        if let folder = before.filter({ $0.value == "/" }).keys.sorted().randomElement(using: &random),
          case let path = "\(folder)/\(["desktop.ini", "Thumbs.db"].randomElement(using: &random) ?? "")",
          before[path] == nil
        {
          try? ground.put("desktop", at: path)
          foreign[path] = "desktop"
        }
        let target = "\(ground.path)/\(path())" + (Bool.random(using: &random) ? "/" : "")
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          let files = [Self.first, Self.second, Self.third].randomElement(using: &random) ?? []
          try? writer.writeFolder(files, to: target, replacing: Bool.random(using: &random))
        case 1: try? writer.writeFile(Array("ours".utf8), to: target)
        default: try? writer.makeFolder(Self.first, at: target, isPrivate: false)
        }
        let now = try ground.contents(hidden: true)
        for (path, text) in foreign { #expect(now[path] == text, "\(path) after \(target)") }
      }
    }
  }
}
