// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `derive` and `merge` as a user runs them: files, files of gzip, standard input, folders; what becomes of faults and of interrupts.
@Suite struct ScaleCommandTests {
  let command = CommandLineTests()
  static let series = CommandLineTests.root.appendingPathComponent("Examples/invented-cohort").path

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-scale-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// What a shell makes of a line in which `$V` is the program.
  private func shell(_ line: String, _ folder: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["V": try CommandLineTests.executable().path]
    ) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test("the same bytes come from a folder, lines, gzip, a pipe and parts, and the tables are those of the folder")
  func sameBytes() throws {
    try inFolder { folder in
      let lines = folder + "/series.ndjson"
      #expect(try command.run("write", "ndjson", Self.series, "--out", lines).status == 0)
      let whole = try command.run("derive", "--from", lines, "--to", folder + "/lines.out")
      #expect(whole.status == 0 && whole.errors.contains("patients derived"), "\(whole.errors)")
      let expected = try text(folder + "/lines.out")
      #expect(expected.split(separator: "\n").count > 10)
      #expect(try command.run("derive", "--from", Self.series, "--to", folder + "/folder.out").status == 0)
      #expect(try text(folder + "/folder.out") == expected)
      #expect(
        try shell(
          """
          gzip -k series.ndjson && "$V" derive --from series.ndjson.gz --to gzip.out \
          && tail -n +2 series.ndjson | "$V" derive --study series.ndjson > pipe.out \
          && tail -n +2 series.ndjson | split -l 3 --filter='"$V" derive --study series.ndjson > $FILE.out' - part- \
          && cat part-*.out > parts.out && "$V" derive --from series.ndjson.gz --to - > standard.out
          """, folder) == 0)
      for name in ["gzip", "pipe", "parts", "standard"] {
        #expect(try text("\(folder)/\(name).out") == expected, "\(name)")
      }
      let cohort = try command.run("cohort", Self.series, "--by", "sex", "--format", "csv")
      let merged = try command.run(
        "merge", folder + "/lines.out", "--study", Self.series, "--by", "sex", "--format", "csv")
      #expect(cohort.status == 0 && merged.status == 0, "\(merged.errors)")
      #expect(merged.output == cohort.output)
      #expect(
        try shell(
          "tac lines.out | gzip > back.gz && \"$V\" merge back.gz --study series.ndjson --by sex --format csv > merged.csv",
          folder)
          == 0)
      #expect(try text(folder + "/merged.csv") == cohort.output)
    }
  }

  @Test("what cannot be read is told and costs nothing else; what cannot be used is refused")
  func faults() throws {
    try inFolder { folder in
      let lines = folder + "/series.ndjson"
      #expect(try command.run("write", "ndjson", Self.series, "--out", lines).status == 0)
      let good = try text(lines)
      let bad = folder + "/bad.ndjson"
      try (good + "{\"patient\":\"late\",\"sx\":\"male\"}\n").write(toFile: bad, atomically: true, encoding: .utf8)
      let run = try command.run("derive", "--from", bad, "--to", folder + "/bad.out")
      #expect(run.status == 1 && run.errors.contains("unknown key `sx`") && run.errors.contains("1 line not read"))
      #expect(try text(folder + "/bad.out").contains("{\"patient\":\"late\",\"line\":"))
      let merged = try command.run("merge", folder + "/bad.out", "--study", lines, "--format", "csv")
      #expect(merged.status == 1 && merged.errors.contains("they are in no number"), "\(merged.errors)")
      // A file that somebody else wrote stays.
      try "mine".write(toFile: folder + "/mine", atomically: true, encoding: .utf8)
      #expect(try command.run("derive", "--from", lines, "--to", folder + "/mine").status == 2)
      #expect(try text(folder + "/mine") == "mine")
      // A head without patients is no fault, and is told.
      #expect(try shell("head -n 1 series.ndjson > head.ndjson", folder) == 0)
      let nobody = try command.run("derive", "--from", folder + "/head.ndjson")
      #expect(nobody.status == 0 && nobody.errors.contains("there is no patient in"), "\(nobody.errors)")
      // What is not there is told before the first line goes out.
      let absent = try command.run("derive", "--from", lines, "--from", folder + "/absent")
      #expect(absent.status == 2 && absent.output.isEmpty && absent.errors.contains("--from"), "\(absent.errors)")
      // No head, a broken archive, another study.
      #expect(
        try shell("tail -n +2 series.ndjson > patients.ndjson; \"$V\" derive --from patients.ndjson --to none", folder)
          == 2)
      #expect(
        try shell(
          "gzip -k series.ndjson; head -c 900 series.ndjson.gz > cut.gz; \"$V\" derive --from cut.gz --to none", folder)
          == 2)
      #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
      let other = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      let refused = try command.run("merge", folder + "/bad.out", "--study", other)
      #expect(refused.status == 2 && refused.errors.contains("of another study"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.hasSuffix(".part") })
    }
  }

  // A shell has what it starts behind it ignore SIGINT, and who ignores it means it.
  @Test("an interrupt leaves no file behind", arguments: ["HUP", "TERM"])
  func interrupt(_ signal: String) throws {
    try inFolder { folder in
      if try CommandLineTests.isIgnored(signal) { return }
      #expect(try command.run("write", "ndjson", Self.series, "--out", folder + "/series.ndjson").status == 0)
      // It waits for more lines when the interrupt comes.
      let status = try shell(
        """
        (cat series.ndjson; sleep 60) | "$V" derive --from - --to out &
        for i in $(seq 200); do ls -a | grep -q 'part$' && break; sleep 0.2; done
        ls -a | grep -c 'part$' > before; kill -\(signal) $!; wait $!; exit $?
        """, folder)
      #expect(status != 0)
      #expect(try text(folder + "/before") == "1\n")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!left.contains("out") && left.allSatisfy { !$0.hasSuffix(".part") }, "\(left)")
    }
  }
}
