// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Lines of outcomes by engines that others keep: Apache Spark derives them, DuckDB reads them.
@Suite struct ScaleEngineTests {
  let command = CommandLineTests()

  private static func python(_ environment: String, _ module: String) -> String? {
    let path = CommandLineTests.root.appendingPathComponent(".build/\(environment)/bin/python3").path
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    return run(path, ["-c", "import \(module)"])?.status == 0 ? path : nil
  }

  static let spark = hasJava ? python("spark", "pyspark") : nil
  static let duckDB = python("readers-omop", "duckdb")
  private static var hasJava: Bool { run("/usr/bin/env", ["java", "-version"])?.status == 0 }

  private static func run(_ program: String, _ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }

  private func inFolder(_ body: (_ folder: String, _ lines: String, _ outcomes: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-engine-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (lines, outcomes) = (folder + "/series.ndjson", folder + "/outcomes.ndjson")
    let series = CommandLineTests.root.appendingPathComponent("Examples/invented-cohort").path
    #expect(try command.run("write", "ndjson", series, "--out", lines).status == 0)
    #expect(try command.run("derive", "--from", lines, "--to", outcomes).status == 0)
    try body(folder, lines, outcomes)
  }

  @Test(
    "Spark gives the same lines from 1, 3 and 7 partitions, and the same tables",
    .enabled(if: spark != nil, "pyspark or Java is not installed (script/bootstrap --spark)"))
  func partitions() throws {
    let python = try #require(Self.spark)
    try inFolder { folder, lines, outcomes in
      let expected = try String(contentsOfFile: outcomes, encoding: .utf8).split(separator: "\n").sorted()
      let tables = try command.run("merge", outcomes, "--study", lines, "--format", "csv").output
      for partitions in ["1", "3", "7"] {
        let out = "\(folder)/spark-\(partitions)"
        let job = CommandLineTests.root.appendingPathComponent("Examples/spark/derive.py").path
        let program = try CommandLineTests.executable().path
        let run = Self.run(python, [job, lines, lines, out, "--verlauf", program, "--partitions", partitions])
        #expect(run?.status == 0)
        let parts = try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasPrefix("part-") }.sorted()
        #expect(parts.count == Int(partitions))
        let paths = parts.map { "\(out)/\($0)" }
        let found = try paths.flatMap {
          try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").map(String.init)
        }
        #expect(found.sorted() == expected.map(String.init))
        let merged = try command.run(["merge"] + paths + ["--study", lines, "--format", "csv"])
        #expect(merged.output == tables)
      }
    }
  }

  @Test(
    "DuckDB reads them as they are", .enabled(if: duckDB != nil, "DuckDB is not installed (script/bootstrap --readers)")
  )
  func sql() throws {
    let python = try #require(Self.duckDB)
    try inFolder { _, _, outcomes in
      let text = try String(contentsOfFile: outcomes, encoding: .utf8)
      let program = """
        import duckdb
        lines = "read_json('\(outcomes)', format='newline_delimited', maximum_object_size=67108864)"
        print(duckdb.sql(f"select count(*) from {lines}").fetchall()[0][0])
        print(duckdb.sql(f"select count(*) from (select unnest(findings) from {lines})").fetchall()[0][0])
        print(duckdb.sql(f"select count(*) from (select unnest(therapies) as t from {lines}) where t.duration.lowerDays is not null").fetchall()[0][0] > 0)
        """
      let run = try #require(Self.run(python, ["-c", program]))
      let patients = text.split(separator: "\n").count
      let findings = text.components(separatedBy: "\"severity\":").count - 1
      #expect(run.status == 0 && run.output == "\(patients)\n\(findings)\nTrue\n", "\(run.output)")
    }
  }
}
