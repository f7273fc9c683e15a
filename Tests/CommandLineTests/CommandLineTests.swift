// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Runs the built command line as a user does.
@Suite struct CommandLineTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let series = root.appendingPathComponent("Examples/gemcitabine-maintenance").path

  /// The program that was built with the tests.
  static func executable() throws -> URL {
    let beside = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent("verlauf")
    let built = root.appendingPathComponent(".build/debug/verlauf")
    return try #require(
      [beside, built].compactMap(\.self).first { FileManager.default.isExecutableFile(atPath: $0.path) })
  }

  /// Whether whoever runs the tests has a signal ignored, as `nohup` and a shell do of what they start behind them: then a program that is started here ignores it too. A shell cannot trap what was ignored when it began.
  static func isIgnored(_ signal: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "trap 'exit 9' \(signal); kill -\(signal) $$; exit 0"]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  func run(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) { try run(arguments) }

  /// Runs it; on a terminal of so many columns and in a folder, where they are named.
  func run(
    _ arguments: [String], columns: Int? = nil, in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let own = environment.merging(columns.map { ["COLUMNS": "\($0)"] } ?? [:]) { $1 }
    if !own.isEmpty { process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 } }
    process.executableURL = try Self.executable()
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files, not pipes: long output cannot block.
    let output = folder.appendingPathComponent("output")
    let errors = folder.appendingPathComponent("errors")
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self),
      String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    )
  }

  @Test func checkExitsByWhatItFinds() throws {
    #expect(try run("check", Self.series).status == 1)
    let faultless = Self.root.appendingPathComponent("Tests/ExchangeTests/Fixtures/faultless").path
    #expect(try run("check", faultless).status == 0)
    let none = try run("check", "/no/such/folder")
    #expect(none.status == 2)
    #expect(none.output.isEmpty)
    #expect(none.errors.contains("error"))
  }

  /// A warning is no error: a death in a year that has not come is questioned by every command that reads it, and `check` exits with 0.
  @Test func aDayToComeIsQuestioned() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-future-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("patients"), withIntermediateDirectories: true)
    try "study: Future\nguideline: none\n".write(
      to: folder.appendingPathComponent("study.yaml"), atomically: true, encoding: .utf8)
    try
      "patient: 1\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2019-05-01\n  - death: not stated\n    when: 2099-05-01\n"
      .write(
        to: folder.appendingPathComponent("patients/1.yaml"), atomically: true, encoding: .utf8)
    let check = try run("check", folder.path, "--format", "csv")
    #expect(check.status == 0)
    #expect(check.output.contains("warning,1,doubtful-date,death: 2099-05-01 is in the future"))
    #expect(!check.output.split(separator: "\r\n").contains { $0.hasPrefix("error,") })
    for command in ["outcomes", "cohort", "check"] {
      #expect(try run(command, folder.path).errors.contains("`2099-05-01` is in the future (today is 20"), "\(command)")
    }
  }

  /// `--severity` names the least that is shown: that and what is graver.
  @Test(arguments: [("error", ["error"]), ("warning", ["error", "warning"]), ("note", ["error", "warning", "note"])])
  func severityIsTheLeastShown(option: String, shown: [String]) throws {
    let result = try run("check", Self.series, "--severity", option, "--format", "csv")
    let severities = ["error", "warning", "note"].filter { severity in
      result.output.split(separator: "\r\n").contains { $0.hasPrefix(severity + ",") }
    }
    #expect(severities == shown)
  }

  /// The last line counts what is shown, and says what is not.
  @Test func checkCountsWhatItShows() throws {
    func summary(_ severity: String) throws -> (shown: Int, line: String) {
      let result = try run("check", Self.series, "--severity", severity, "--format", "json")
      let list = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      return (
        (list?["findings"] as? [Any])?.count ?? -1, result.errors.split(separator: "\n").last.map(String.init) ?? ""
      )
    }
    let all = try summary("note")
    let numbers = all.line.matches(of: /[0-9]+/).compactMap { Int($0.output) }
    try #require(numbers.count == 4 && numbers[1] > 0 && numbers[2] > 0)
    #expect(all.shown == numbers[0] + numbers[1] + numbers[2])
    #expect(!all.line.contains("not shown"))
    let errors = try summary("error")
    #expect(errors.shown == numbers[0])
    let (warnings, notes) = ("\(numbers[1]) warning", "\(numbers[2]) note")
    #expect(errors.line.hasPrefix("\(numbers[0]) error"))
    #expect(errors.line.contains("(not shown: \(warnings)") && errors.line.contains(notes))
    let some = try summary("warning")
    #expect(some.shown == numbers[0] + numbers[1])
    #expect(some.line.contains("\(warnings)") && some.line.contains("(not shown: \(notes)"))
  }

  /// Formatting changes what `--check` has named, once; a folder with an error is left alone.
  @Test func formatChangesWhatItSays() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-format-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("patients"), withIntermediateDirectories: true)
    func put(_ text: String, _ path: String) throws {
      try text.write(to: folder.appendingPathComponent(path), atomically: false, encoding: .utf8)
    }
    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }
    try put("study: x\n", "study.yaml")
    try put("sex:   female # as told\npatient: '1'\n", "patients/1.yaml")
    try put("b:   1\n", "mine.yaml")
    let check = try run("format", folder.path, "--check")
    #expect(check.status == 1 && check.output == "patients/1.yaml\n")
    #expect(check.errors.contains("1 of 2 files would change"))
    #expect(try text("patients/1.yaml") == "sex:   female # as told\npatient: '1'\n")
    let format = try run("format", folder.path)
    #expect(format.status == 0 && format.output == "patients/1.yaml\n")
    #expect(try text("patients/1.yaml") == "patient: 1\nsex: female   # as told\n")
    #expect(try text("mine.yaml") == "b:   1\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "mine.yaml", "patients", "study.yaml",
      ])
    let again = try run("format", folder.path, "--check")
    #expect(again.status == 0 && again.output.isEmpty && again.errors.contains("0 of 2 files would change"))
    try put("sex:   male\npatient: 1\nage: old\n", "patients/1.yaml")
    let refused = try run("format", folder.path)
    #expect(
      refused.status == 2 && refused.errors.contains("patients/1.yaml:3:6")
        && refused.errors.contains("nothing was changed"))
    // A command that writes nothing does not speak of writing.
    let unread = try run("check", folder.path)
    #expect(unread.status == 2 && unread.errors.contains(": 1 error; the study cannot be read."), "\(unread.errors)")
    #expect(try text("patients/1.yaml") == "sex:   male\npatient: 1\nage: old\n")
  }

  @Test func aPipeGetsPlainData() throws {
    let result = try run("outcomes", Self.series)
    #expect(result.output.hasPrefix("Pat. ID,Therapy,Line,"))
    #expect(!result.output.contains("\u{1B}"))
    let json = try run("outcomes", Self.series, "--format", "json")
    #expect(
      (try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])?["schema"] as? String
        == "verlauf-outcomes/1")
  }

  @Test func explainSaysWhyAndKnowsItsNames() throws {
    let why = try run("explain", Self.series, "3/half-dose/intensity")
    #expect(why.status == 0)
    #expect(why.output.contains("500 × 2 = 1000 mg/m² a cycle; ÷ 4 wk = 250 mg/m²/wk"))
    let beginning = try run("explain", Self.series, "3/half-dose/inten")
    #expect(beginning.status == 0 && beginning.output == why.output)
    let wrong = try run("explain", Self.series, "1/maintenance/duratoin")
    #expect(wrong.status != 0)
    #expect(wrong.errors.contains("did you mean `1/maintenance/duration`? `verlauf"))
  }

  @Test func aNewFolderIsSoundAndNeverOverwritten() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-new-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try run("new", folder).status == 0)
    #expect(try run("check", folder).status != 2)
    #expect(try run("new", folder).status == 2)
  }

  @Test func aReportIsAWholeFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-report-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try run("report", Self.series, "--out", folder.path).status == 0)
    for path in ["index.html", "outcomes.json", "findings.json", "tables/outcomes.csv", "figures/figure-2-swimmer.svg"]
    {
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path))
    }
  }

  @Test func schemaIsJSON() throws {
    let schema = try run("schema")
    #expect((try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any])?["$defs"] != nil)
  }
}
