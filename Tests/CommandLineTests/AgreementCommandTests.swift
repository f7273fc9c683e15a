// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A study entered twice, as commands: the empty study for the second person, and the comparison.
@Suite struct AgreementCommandTests {
  let command = CommandLineTests()

  private func scratch() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-second-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func enteredAgainAndCompared() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let second = folder.appendingPathComponent("second").path
    let made = try command.run("second-entry", CommandLineTests.series, "--out", second)
    #expect(made.status == 0, "\(made.errors)")
    for name in ["study.yaml", "patients/1.yaml", "patients/2.yaml", "patients/3.yaml"] {
      let text = try String(contentsOfFile: "\(second)/\(name)", encoding: .utf8)
      #expect(!text.contains("leiomyosarcoma") && !text.lowercased().contains("pazopanib"), "\(name)")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: second).filter { $0.hasSuffix(".csv") }.isEmpty)
    // Nothing is entered yet: nothing can be compared, and that is said.
    let early = try command.run("agreement", CommandLineTests.series, second)
    #expect(early.status == 2 && early.errors.contains("nothing is entered yet in the second: patients 1, 2, 3"))

    let original = try String(contentsOfFile: CommandLineTests.series + "/patients/1.yaml", encoding: .utf8)
    #expect(original.contains("grade: G2"))
    try original.replacing("grade: G2", with: "grade: G3").write(
      toFile: second + "/patients/1.yaml", atomically: true, encoding: .utf8)
    let compared = try command.run("agreement", CommandLineTests.series, second, "--format", "csv")
    #expect(compared.status == 0, "\(compared.errors)")
    let lines = compared.output.split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines[1] == "1,diagnosis,leiomyosarcoma,grade,G2,G3,different,,,second-entry/1/diagnosis/grade")
    #expect(lines[2].hasPrefix("Entry,In both"), "one difference, and no more")
    // One pair of two categories: none agrees, and by chance none would; κ = (0 − 0) / (1 − 0) = 0, without an interval. The columns that follow are parts of it.
    #expect(
      lines.contains { $0.hasPrefix("diagnosis,grade,1,0,0,1,0,0,0,0,0,1,") },
      "\(lines.filter { $0.contains("grade") })")
    #expect(compared.errors.contains("patients 2, 3"))
    // Agreement after differences were settled says that it is.
    #expect(!compared.errors.contains("settled"))
    let settled = folder.appendingPathComponent("settled").path
    try FileManager.default.copyItem(atPath: CommandLineTests.series, toPath: settled)
    let decisions = settled + "/decisions.yaml"
    let before = (try? String(contentsOfFile: decisions, encoding: .utf8)) ?? ""
    try (before + "- finding: second-entry/1/diagnosis/grade\n  reads: x\n  decision: first\n  reason: y\n  by: z\n")
      .write(
        toFile: decisions, atomically: true, encoding: .utf8)
    let after = try command.run("agreement", settled, second)
    #expect(after.status == 0 && after.errors.contains("1 difference has been settled"), "\(after.errors)")
    let table = try command.run(
      ["agreement", CommandLineTests.series, second, "--format", "table"], columns: 100)
    #expect(table.output.contains("diagnosis (leiomyosarcoma): grade"))
    #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func whatCannotBeCompared() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let out = folder.appendingPathComponent("second").path
    let stranger = try command.run("second-entry", CommandLineTests.series, "--out", out, "--patient", "4")
    #expect(stranger.status != 0 && stranger.errors.contains("4"))
    #expect(!FileManager.default.fileExists(atPath: out))
    let one = try command.run("second-entry", CommandLineTests.series, "--out", out, "--patient", "2")
    #expect(one.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out + "/patients") == ["2.yaml"])
    // What is there is not written over.
    #expect(try command.run("second-entry", CommandLineTests.series, "--out", out).status != 0)
    #expect(try command.run("agreement", CommandLineTests.series, "/no/such/folder").status == 2)
    #expect(
      try command.run("agreement", CommandLineTests.series, CommandLineTests.series, "--patient", "9").status != 0)
    let same = try command.run("agreement", CommandLineTests.series, CommandLineTests.series)
    #expect(same.status == 0 && same.errors.contains("Nothing differs."))
  }
}
