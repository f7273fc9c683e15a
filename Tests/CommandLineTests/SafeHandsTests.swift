// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What a command does to its user's files and streams; the promises of Documentation/Writing.md, with exit codes of sysexits.h.
@Suite struct SafeHandsTests {
  private static let series = CommandLineTests.series

  /// Runs a line of shell with the program as `$V` and the series as `$S`, in a folder of its own.
  private func shell(_ script: String, in folder: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "V": try CommandLineTests.executable().path, "S": Self.series, "SWIFT_BACKTRACE": "enable=no",
    ]) { _, new in new }
    let output = URL(fileURLWithPath: folder + ".output")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: output) }
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self))
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-hands-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func contents(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      found[name] = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
    }
    return found
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
    arguments: [
      ("$V outcomes $S > /dev/full", 74), ("$V check $S --format json > /dev/full", 74), ("$V --help > /dev/full", 74),
      ("$V schema > /dev/full", 74), ("$V explain $S > /dev/full", 74), ("$V regimen list > /dev/full", 74),
      ("$V outcomes $S 2> /dev/full", 74), ("$V outcomes $S >&-", 74), ("$V check $S 2>&-", 1), ("$V nonsense 2>&-", 2),
      // A reader that goes away is no error, and does not hide what a check found.
      ("{ $V check $S; echo $? >&3; } 3>code | head -1 >/dev/null; exit $(cat code)", 1),
      ("{ $V outcomes $S --format json; echo $? >&3; } 3>code | head -1 >/dev/null; exit $(cat code)", 0),
    ] as [(String, Int32)])
  func everyErrorOfAStreamIsSeen(script: String, status: Int32) throws {
    try inFolder { folder in
      let result = try shell(script, in: folder)
      #expect(result.status == status, "\(result.output)")
      if script.hasSuffix("> /dev/full"), !script.contains("2>") {
        #expect(result.output.contains("error: standard output: No space left on device"))
      }
    }
  }

  @Test(arguments: [4, 5, 6, 8, 10, 12, 14, 16, 20])
  func fewDescriptorsAreNoTrap(count: Int) throws {
    try inFolder { folder in
      let result = try shell("ulimit -n \(count); $V report $S --out report", in: folder)
      #expect([0, 2, 74].contains(result.status), "\(result.output)")
    }
  }

  /// Each of these deleted something once, with exit code 0.
  @Test(arguments: [
    "$V cohort study --out ''", "$V report study --out study", "$V report study --out .",
    "$V report study --out notes.html",
    "$V report study --out study/labs.csv", "$V report study --out study/patients/1.yaml",
    "$V cohort study --out results.csv", "$V report study --out link", "$V report study --out full",
    "$V cohort study --out full", "$V figure study --out notes.svg", "$V figure study --out study/f.svg",
    "$V figure study --out link.svg --replace", "$V figure study --out full.svg --replace",
    "$V calendar gemcitabine-1000-q28 --start 2027-01-11 --as ics --out plan.ics",
    "$V calendar gemcitabine-1000-q28 --start 2027-01-11 --out link.svg", "$V new full", "$V new notes.html",
    "$V new ''",
    "$V regimen export full", "$V regimen export link", "cd study && $V report . --out report",
    "$V report study --out '~/report'", "$V new '~'", "$V new \"$(printf 'a\\377')\"",
    "$V figure study --out '~/a.svg'",
    "$V report study --out ..", "$V report study --out /", "$V figure study --out study.svg/..",
  ])
  func slipsOfAPathCostNothing(script: String) throws {
    try inFolder { folder in
      try FileManager.default.copyItem(
        atPath: CommandLineTests.root.appendingPathComponent("Tests/ExchangeTests/Fixtures/faultless").path,
        toPath: "\(folder)/study")
      try FileManager.default.createDirectory(atPath: "\(folder)/full", withIntermediateDirectories: true)
      try FileManager.default.createDirectory(atPath: "\(folder)/full.svg", withIntermediateDirectories: true)
      for name in [
        "notes.html", "results.csv", "notes.svg", "plan.ics", "study/outcomes.json", "full/notes.txt",
        "full/outcomes.json",
      ] { try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
      for (link, target) in [("link", "full"), ("link.svg", "notes.svg")] {
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(link)", withDestinationPath: target)
      }
      let before = try contents(folder)
      let result = try shell(script, in: folder)
      #expect(result.status == 2, "\(result.output)")
      #expect(result.output.contains("othing was written") || result.output.contains("must end in"), "\(result.output)")
      #expect(try contents(folder) == before)
    }
  }

  @Test(arguments: ["report $S --no-prints", "cohort $S"])
  func ownEditsGoWithAWordAndNotesNever(command: String) throws {
    try inFolder { folder in
      let line = "$V \(command) --out out"
      #expect(try shell(line, in: folder).status == 0)
      let table = try #require(try contents("\(folder)/out").keys.sorted().first { $0.hasSuffix(".csv") })
      for name in [".DS_Store", "Thumbs.db", ".~lock.\(table)#"] where !name.contains("/") {
        try Data("desktop".utf8).write(to: URL(fileURLWithPath: "\(folder)/out/\(name)"))
      }
      #expect(try shell(line, in: folder).status == 0)
      #expect(try contents("\(folder)/out")["Thumbs.db"] == Data("desktop".utf8))
      try Data("edited".utf8).write(to: URL(fileURLWithPath: "\(folder)/out/\(table)"))
      let refused = try shell(line, in: folder)
      #expect(refused.status == 2 && refused.output.contains("`\(table)`") && refused.output.contains("--replace"))
      #expect(try contents("\(folder)/out")[table] == Data("edited".utf8))
      try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/out/notes.txt"))
      let foreign = try shell("\(line) --replace", in: folder)
      #expect(foreign.status == 2 && foreign.output.contains("`notes.txt`"), "\(foreign.output)")
      #expect(try contents("\(folder)/out")[table] == Data("edited".utf8))
      try FileManager.default.removeItem(atPath: "\(folder)/out/notes.txt")
      #expect(try shell("\(line) --replace", in: folder).status == 0)
      #expect(try contents("\(folder)/out")[table] != Data("edited".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out"])
      // The other command's folder is not this one's to replace.
      let before = try contents(folder)
      let other = try shell(
        "\(command.hasPrefix("report") ? "$V cohort $S" : "$V report $S --no-prints") --out out --replace", in: folder)
      #expect(other.status == 2 && other.output.contains("`verlauf \(command.prefix(6))`"), "\(other.output)")
      #expect(try contents(folder) == before)
    }
  }

  @Test func withoutAConverterTheReportNamesNoPrint() throws {
    try inFolder { folder in
      let result = try shell(
        "PATH=/nowhere; \"$V\" report \"$S\" --out report && \"$V\" cohort \"$S\" --out cohort", in: folder)
      #expect(result.status == 0, "\(result.output)")
      #expect(result.output.contains("warning: figures are written as SVG only"))
      let page = try String(contentsOfFile: "\(folder)/report/index.html", encoding: .utf8)
      #expect(page.contains("figures/figure-2-swimmer.svg") && !page.contains(".pdf"))
    }
  }

  @Test func anInterruptLeavesTheOldStateOrTheNew() throws {
    try inFolder { folder in
      #expect(try shell("$V report $S --out report --no-prints", in: folder).status == 0)
      let old = try contents(folder)
      for (signal, delay) in [("INT", "0.3"), ("TERM", "0.6"), ("KILL", "0.9"), ("INT", "1.2"), ("KILL", "1.5")] {
        _ = try shell(
          "$V report $S --out report --no-prints & P=$!; sleep \(delay); kill -\(signal) $P; wait $P", in: folder)
        let now = try contents(folder).filter {
          !$0.key.hasPrefix(".verlauf-") && !$0.key.hasSuffix(".verlauf-manifest")
        }
        #expect(now == old.filter { !$0.key.hasSuffix(".verlauf-manifest") }, "\(signal) after \(delay)")
      }
      #expect(try shell("$V report $S --out report --no-prints", in: folder).status == 0)
      #expect(try contents(folder).keys.filter { $0.hasPrefix(".") } == [])
    }
  }

  /// Of a figure of several pages all are written or none, and pages of an older run that had more are named.
  @Test func pagesAreAllOrNone() throws {
    try inFolder { folder in
      let draw = "$V figure $S --kind swimmer --out s.svg --per-page"
      let refused = try shell("echo mine > s-page-2.svg; \(draw) 2", in: folder)
      #expect(refused.status == 2 && refused.output.contains("nothing was written"), "\(refused.output)")
      #expect(try contents(folder).keys.sorted() == ["s-page-2.svg"])
      #expect(try contents(folder)["s-page-2.svg"] == Data("mine\n".utf8))
      let fewer = try shell("rm s-page-2.svg; \(draw) 2 && \(draw) 300", in: folder)
      #expect(fewer.status == 0, "\(fewer.output)")
      #expect(fewer.output.contains("s-page-2.svg"))
      #expect(fewer.output.contains(": there from before, and no page of this figure"), "\(fewer.output)")
    }
  }
}
