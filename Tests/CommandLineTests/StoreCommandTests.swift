// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A study in one file, as a user works with it: every command goes through `verlauf`, which finds `verlauf-store` beside itself.
@Suite struct StoreCommandTests {
  private let line = CommandLineTests()

  private func scratch() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-cli-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  @Test("the file gives what the folder gives, and the folder again")
  func sameStudy() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/series.verlauf"
    let made = try line.run("import", CommandLineTests.series, file, "--by", "the authors")
    #expect(made.status == 0 && made.output.hasSuffix("series.verlauf: 3 patients in revision 1\n"), "\(made)")
    #expect(made.errors.contains("not taken in: README.md"))
    for command in [
      ["check"], ["outcomes", "--format", "csv"], ["timeline", "--format", "csv"], ["doses", "--format", "csv"],
    ] {
      let one = try line.run([command[0], CommandLineTests.series] + command.dropFirst())
      let other = try line.run([command[0], file] + command.dropFirst())
      #expect(one.status == other.status && one.output == other.output, "\(command): \(other.errors)")
    }
    let formatted = try line.run("format", file)
    #expect(formatted.status == 0 && formatted.errors.contains("nothing to do"))
    #expect(try line.run("export", file, folder + "/again").status == 0)
    let checked = try line.run("format", folder + "/again", "--check")
    #expect(checked.status == 0, "\(checked.output)")
    #expect(try line.run("check", folder + "/again").output == line.run("check", CommandLineTests.series).output)
    // Nothing stays beside the file, and no report takes its place.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["again", "series.verlauf"])
    #expect(try line.run("report", file, "--out", file, "--no-prints").status == 2)
    let twice = try line.run("import", CommandLineTests.series, file)
    #expect(twice.status == 2 && twice.errors.contains("is there already"))
  }

  @Test("history, compare, audit, verify, backup, restore and erase say what they do, and exit as they should")
  func log() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/series.verlauf"
    _ = try line.run("import", CommandLineTests.series, file, "--by", "the authors")
    let audit = try line.run("audit", file)
    let hash = String(audit.errors.split(separator: " ").last ?? "").trimmingCharacters(in: .newlines)
    #expect(audit.status == 0 && audit.output.isEmpty && hash.count == 64, "\(audit)")
    #expect(try line.run("erase", file, "3", "--by", "B").status == 2)
    #expect(try line.run("erase", file, "33", "--why", "request").errors.contains("there is no patient `33`"))
    let copied = try line.run("backup", file, folder + "/copy.verlauf")
    #expect(copied.status == 0, "\(copied)")
    let erased = try line.run("erase", file, "3", "--by", "B", "--why", "request")
    #expect([0, 1].contains(erased.status) && erased.errors.contains("tombstone in revision 2"), "\(erased)")
    let history = try line.run("history", file)
    #expect(history.status == 0 && history.output.contains("  B  erasure  "), "\(history)")
    #expect(history.output.split(separator: "\n").map { $0.prefix(1) } == ["2", "1"])
    #expect(try line.run("compare", file, "1", "2").status == 1)
    #expect(try line.run("compare", file, "2").status == 0)
    #expect(try line.run("audit", file, "--expect", hash).status == 0)
    #expect(try line.run("audit", file, "--expect", String(repeating: "0", count: 64)).status == 1)
    #expect(try line.run("verify", file).status == 0)
    #expect(try line.run("check", file).errors.contains("in 2 patients"))
    #expect(try line.run("restore", folder + "/copy.verlauf", folder + "/saved.verlauf").status == 0)
    #expect(try line.run("export", folder + "/saved.verlauf", folder + "/before", "--at", "1").status == 0)
    #expect(try line.run("export", file, folder + "/none", "--at", "9").errors.contains("there is no revision 9"))
  }

  @Test("both programs say the same version, which a file keeps of the one that made it")
  func version() throws {
    let program = try CommandLineTests.executable().deletingLastPathComponent().appendingPathComponent("verlauf-store")
    let process = Process()
    process.executableURL = program
    process.arguments = ["--version"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(try line.run("--version").output == said)
  }

  @Test("a study in one file is changed by a folder that was exported and edited")
  func update() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/series.verlauf"
    _ = try line.run("import", CommandLineTests.series, file, "--by", "the authors", "--why", "as submitted")
    #expect(try line.run("history", file).output.contains(": as submitted"))
    let exported = try line.run("export", file, folder + "/edited")
    #expect(exported.status == 0 && exported.output.hasSuffix("of revision 1\n"), "\(exported)")
    let path = folder + "/edited/study.yaml"
    let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    let title = try #require(text.split(separator: "\n").first { $0.hasPrefix("study:") })
    try Data(text.replacing(title, with: "study: Another title").utf8).write(to: URL(fileURLWithPath: path))
    let none = try line.run("import", folder + "/edited", file, "--by", "B")
    #expect(none.status == 2 && none.errors.contains("is there already") && none.errors.contains("--from"), "\(none)")
    let why = try line.run("import", folder + "/edited", file, "--from", "1", "--by", "B")
    #expect(why.status == 2 && why.errors.contains("a recorded fact changes (`study` of the study): say why"), "\(why)")
    let done = try line.run("import", folder + "/edited", file, "--from", "1", "--by", "B", "--why", "editor")
    #expect(done.status == 0 && done.output.hasSuffix(": 1 part changed in revision 2\n"), "\(done)")
    #expect(try line.run("history", file, "--revision", "2").output.contains("+ study: Another title"))
    let again = try line.run("import", folder + "/edited", file, "--from", "2", "--by", "B")
    #expect(again.status == 0 && again.output.contains("nothing is changed; the last revision is 2"), "\(again)")
    #expect(try line.run("import", folder + "/edited", file, "--from", "9").errors.contains("there is no revision 9"))
    #expect(try line.run("verify", file).status == 0)
  }

  @Test("files are attached, listed, written out, taken along by export and import, and taken away")
  func attachments() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/series.verlauf"
    _ = try line.run("import", CommandLineTests.series, file, "--by", "the authors")
    try Data("scan".utf8).write(to: URL(fileURLWithPath: folder + "/ct.png"))
    let attached = try line.run("attach", file, folder + "/ct.png", "--patient", "3", "--by", "A", "--why", "archive")
    #expect(
      attached.status == 0 && attached.output.contains("ct.png  image/png  4 bytes  of patient 3  A"), "\(attached)")
    #expect(try line.run("attach", file, folder + "/ct.png", "--patient", "3").errors.contains("is there already"))
    #expect(
      try line.run("attach", file, folder + "/ct.png", "--patient", "9").errors.contains("there is no patient `9`"))
    #expect(try line.run("attach", file, folder + "/none.png").status == 2)
    let list = try line.run("attachments", file)
    let number = String(try #require(list.output.split(separator: " ").first))
    #expect(try line.run("attachments", file, number, "--out", folder + "/out.png").status == 0)
    #expect(FileManager.default.contents(atPath: folder + "/out.png") == Data("scan".utf8))
    #expect(try line.run("attachments", file, number).status == 2)
    #expect(try line.run("export", file, folder + "/again", "--attachments").status == 0)
    #expect(
      FileManager.default.contents(atPath: folder + "/again/attachments/patients/3/ct.png") == Data("scan".utf8))
    #expect(try line.run("check", folder + "/again").output == line.run("check", CommandLineTests.series).output)
    let imported = try line.run("import", folder + "/again", folder + "/again.verlauf")
    #expect(imported.status == 0 && !imported.errors.contains("attachments"), "\(imported)")
    #expect(try line.run("attachments", folder + "/again.verlauf").output.contains("ct.png"))
    #expect(try line.run("backup", file, folder + "/small.verlauf", "--without-attachments").status == 0)
    #expect(try line.run("attachments", folder + "/small.verlauf").output.contains("(not in this copy)"))
    let without = try line.run("export", folder + "/small.verlauf", folder + "/small", "--attachments")
    #expect(without.status == 0 && without.errors.contains("not in this copy"), "\(without)")
    #expect(try line.run("detach", file, number, "--why", "of another patient").status == 0)
    #expect(try line.run("attachments", file).output == "")
    #expect(try line.run("verify", file).status == 0)
  }

  @Test("what is refused says so once, changes no byte, and takes any name of a file")
  func edges() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/series.verlauf"
    _ = try line.run("import", CommandLineTests.series, file, "--by", "the authors")
    let bytes = FileManager.default.contents(atPath: file)
    #expect(try line.run("history", file, "--revision", "9223372036854775807").errors.contains("there is no revision"))
    #expect(try line.run("erase", file, "3", "--why", "patient 3 asked").status == 2)
    #expect(try line.run("backup", file, folder + "/copy.verlauf").status == 0)
    #expect(FileManager.default.contents(atPath: file) == bytes)
    let text = folder + "/-x.verlauf"
    try Data("no store\n".utf8).write(to: URL(fileURLWithPath: text))
    let option = try line.run(["check", "--", "-x.verlauf"], in: folder)
    #expect(option.status == 2 && option.errors.contains("-x.verlauf: this is no SQLite file"), "\(option)")
    let none = try line.run("check", folder + "/text.verlauf")
    #expect(!none.errors.contains("error: error:"), "\(none)")
    mkfifo(folder + "/pipe", 0o600)
    mkfifo(folder + "/pipe.verlauf", 0o600)
    for pipe in ["pipe", "pipe.verlauf"] {
      #expect(try line.run("check", "\(folder)/\(pipe)").status == 2)
      #expect(try line.run("verify", "\(folder)/\(pipe)").errors.contains("this is a pipe; a store is a file"))
    }
    let refused = try line.run("import", CommandLineTests.series, folder + "/no/x.verlauf")
    #expect(refused.status == 2 && refused.errors == "error: \(folder)/no/x.verlauf: there is no such folder\n")
    #expect(try line.run("restore", text, folder + "/new.verlauf").errors.contains("restore") == false)
  }

  @Test("a file that is no store, and a program that is not there")
  func refusals() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let none = try line.run("check", folder + "/none.verlauf")
    #expect(none.status == 2 && none.errors.contains("there is no such file"), "\(none)")
    try Data("no store\n".utf8).write(to: URL(fileURLWithPath: folder + "/text.verlauf"))
    let text = try line.run("check", folder + "/text.verlauf")
    #expect(text.status == 2 && text.errors.contains("this is no SQLite file"), "\(text)")
    // A copy of the program without its neighbour.
    let alone = folder + "/verlauf"
    try FileManager.default.copyItem(at: try CommandLineTests.executable(), to: URL(fileURLWithPath: alone))
    for arguments in [
      ["check", folder + "/text.verlauf"], ["import", CommandLineTests.series, folder + "/x.verlauf"],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: alone)
      process.arguments = arguments
      process.environment = ["PATH": "/usr/bin:/bin"]
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      let errors = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 2 && errors.contains("swift build --product verlauf-store"), "\(errors)")
    }
  }
}
