// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Figures of `verlauf trial`, and its commands of further designs. Expected values are published designs or are worked where they stand.
@Suite struct TrialFigureCommandTests {
  private func run(_ line: [String], in folder: String? = nil) throws -> (status: Int32, output: String, errors: String)
  {
    try CommandLineTests().run(["trial"] + line, in: folder)
  }

  private func folder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-design-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// Simon's optimal design 3/13, 12/43: 0 to 3 of 13 stop. Text stays text; the table stands beside the picture; nothing else is written.
  @Test func figureWithItsTable() throws {
    try folder { folder in
      let found = try run(
        ["simon", "--p0", "20%", "--p1", "40%", "--figure", "b.svg", "--draw", "bounds", "--format", "csv"],
        in: folder.path)
      #expect(found.status == 0 && found.output.contains("\noptimal,3,13,12,43,"), "\(found.errors)")
      let table = try String(contentsOf: folder.appendingPathComponent("b.csv"), encoding: .utf8)
      #expect(table.contains("\"optimal: 3/13, 12/43\",bar,\"stop, or H0 not rejected\",13,0,3,Patients,Responses"))
      let picture = try String(contentsOf: folder.appendingPathComponent("b.svg"), encoding: .utf8)
      #expect(picture.contains("<text") && picture.contains(">Responses</text>"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["b.csv", "b.svg"])
      // What somebody has changed is not replaced without being told to.
      try Data("mine".utf8).write(to: folder.appendingPathComponent("b.csv"))
      let again = try run(["simon", "--p0", "20%", "--p1", "40%", "--figure", "b.svg"], in: folder.path)
      #expect(again.status == 2 && again.output.isEmpty && again.errors.contains("b.csv"), "\(again)")
      #expect(try String(contentsOf: folder.appendingPathComponent("b.csv"), encoding: .utf8) == "mine")
      let told = try run(["simon", "--p0", "20%", "--p1", "40%", "--figure", "b.svg", "--replace"], in: folder.path)
      #expect(told.status == 0, "\(told.errors)")
    }
  }

  @Test func everyDesignHasItsFigures() throws {
    let arms = ["--median", "3.5", "--hazard-ratio", "0.6"]
    let rates = ["--p0", "0.2", "--p1", "0.4"]
    try folder { folder in
      for (line, kinds) in [
        (["single"] + rates, ["characteristics"]), (["simon"] + rates, ["characteristics", "bounds"]),
        (["monitor"] + rates, ["characteristics", "bounds"]),
        (["toxicity", "--tolerable", "0.2", "--toxic", "0.4"], ["characteristics", "bounds"]),
        (["one-sample", "--median", "3.5"], ["characteristics", "forecast"]),
        (["milestone", "--at", "3", "--null", "0.2", "--alternative", "0.4"], ["characteristics"]),
        (["logrank"] + arms, ["characteristics", "forecast", "schema"]),
        (
          ["sequential", "--looks", "1/3,2/3,1", "--futility", "pocock"] + arms,
          ["characteristics", "bounds", "forecast", "schema"]
        ),
        (["maintenance", "--replicates", "4"] + arms, ["schema"]),
      ] {
        for kind in ["characteristics", "bounds", "forecast", "schema"] {
          let name = "\(line[0])-\(kind).svg"
          let found = try run(line + ["--figure", name, "--draw", kind, "--width", "85", "--grey"], in: folder.path)
          let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
          #expect(
            found.status == (kinds.contains(kind) ? 0 : 2) && isThere == kinds.contains(kind), "\(name): \(found)")
        }
      }
    }
  }

  @Test(
    arguments: [
      (["single", "--p0", "0.2", "--p1", "0.4", "--figure", "a.gif"], "must end in .svg, .pdf or .png"),
      (["single", "--p0", "0.2", "--p1", "0.4", "--draw", "bounds"], "for --figure"),
      (
        ["single", "--p0", "0.2", "--p1", "0.4", "--figure", "a.svg", "--draw", "bounds"],
        "this design has characteristics"
      ),
      (["single", "--p0", "0.2", "--p1", "0.4", "--width", "85"], "for --figure"),
      (["boin", "--rates", "0,2,0,4"], "where it is a decimal sign, write 0.2,0.4 or 0,2;0,4"),
      (["sequential", "--median", "3.5", "--hazard-ratio", "0.6", "--looks", "0,5,1"], "where it is a decimal sign"),
      (["crm", "--skeleton", "0,08,0,16"], "where it is a decimal sign"),
      (["logrank", "--median", "3.5 Wochenenden", "--hazard-ratio", "0.6"], "Wochenenden"),
      (["one-sample", "--median", "3.5", "--medians", "3 until 2, then 6"], "one of them alone"),
      (["one-sample", "--curve", "/nowhere/points.csv"], "points.csv"),
      (["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--patients", "20"], "fewer events than patients"),
      (["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--levels", "75%/10%,100%/5%"], "falling"),
      (["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--levels", "100%"], "expected dose/toxicity"),
      (
        ["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--window", "1 week"],
        "--window and --missed need --scans"
      ),
      (
        ["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--scans", "1 month", "--window", "3 weeks"],
        "window of scans"
      ),
      (["maintenance", "--arms", "1", "--median", "3.5", "--hazard-ratio", "0.6", "--design", "3/13"], "--design"),
      (
        ["maintenance", "--arms", "1", "--median", "3.5", "--hazard-ratio", "0.6", "--design", "3/13,12/43"],
        "go together"
      ),
      (["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--replay", "1/9999"], "patient: found 9999"),
      (["maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--replay", "x"], "--replay x"),
      (["discontinuation", "--sensitive", "0.4", "--median", "3.5"], "are needed"),
      (["n-of-1", "--effect", "5"], "--effect and --within"),
    ] as [([String], String)])
  func refused(line: [String], words: String) throws {
    let found = try run(line)
    #expect(
      found.status == 2 && found.output.isEmpty && found.errors.contains(words),
      "\(found.status) \(found.output) \(found.errors)")
  }

  /// German units and decimal commas mean the same.
  @Test func german() throws {
    func same(_ one: [String], _ other: [String]) throws {
      let (one, other) = (try run(one + ["--format", "csv"]), try run(other + ["--format", "csv"]))
      #expect(one.status == 0 && one.output == other.output, "\(one.errors) \(other.errors)")
    }
    let scans = ["simon", "--p0", "0.2", "--p1", "0.4", "--most", "50", "--scans"]
    try same(scans + ["8 Wochen", "--landmark", "3 Monate"], scans + ["8 weeks", "--landmark", "3"])
    try same(scans + ["56 Tage", "--landmark", "1 Jahr"], scans + ["56 days", "--landmark", "12"])
    let boin = ["boin", "--replicates", "100", "--rates"]
    try same(boin + ["0,1;0,3"], boin + ["0.1,0.3"])
    try same(boin + ["10%,30%"], boin + ["0.1,0.3"])
  }

  /// 0/3, 1/6, 3/6 at a target of 0.25: estimates 0.05/3.1, 1.05/6.1 and 3.05/6.1, and the second is the nearest.
  @Test func boinEstimates() throws {
    let found = try run(["boin", "--seen", "0/3,1/6,3/6", "--format", "csv"])
    #expect(found.output.contains("\ndose,2,"))
    #expect(found.output.contains("\n1,3,0,0,0.01613,0.31641,escalate"), "\(found.output)")
    #expect(
      found.output.contains("\n2,6,1,0.16667,0.17213,") && found.output.contains("\n3,6,3,0.5,0.5,"), "\(found.output)")
  }

  /// Points of the exponential curve of median 3.5 need the patients of the median; a mistake in the file has its place.
  @Test func curveFile() throws {
    try folder { folder in
      func write(_ text: String) throws -> String {
        let file = folder.appendingPathComponent("points.csv")
        try Data(text.utf8).write(to: file)
        return file.path
      }
      let rows = stride(from: 0.0, through: 31, by: 1).map { "\($0),\(pow(0.5, $0 / 3.5))" }
      let points = try write("time,survival\n" + rows.joined(separator: "\n"))
      let (curve, plain) = (
        try run(["one-sample", "--curve", points, "--format", "csv"]),
        try run(["one-sample", "--median", "3.5", "--format", "csv"])
      )
      #expect(curve.status == 0 && curve.output == plain.output, "\(curve.errors)")
      #expect(curve.errors.contains("known up to 31 months"))
      let short = try write("time,survival\n1,0.8\n5,0.4\n")
      let refused = try run(["one-sample", "--curve", short])
      #expect(
        refused.status == 2 && refused.errors.contains("points up to 5.0 months") && refused.output.isEmpty,
        "\(refused)")
      #expect(try run(["one-sample", "--curve", short, "--extend"]).status == 0)
      let wrong = try run(["one-sample", "--curve", try write("time,survival\n1,0.8\n5,80\n")])
      #expect(wrong.status == 2 && wrong.errors.contains("points.csv:3:3: error"), "\(wrong.errors)")
      let columns = try run(["one-sample", "--curve", try write("a,b\n1,0.8\n")])
      #expect(columns.status == 2 && columns.errors.contains("expected time (in months) and survival"))
    }
    let same = try run(["one-sample", "--medians", "3.5 until 2, then 3.5", "--format", "csv"])
    #expect(same.output == (try run(["one-sample", "--median", "3.5", "--format", "csv"])).output)
  }

  /// A hundred replicates of the same seed are the same, whatever the cores; a replayed patient stands in the replay of all.
  @Test func maintenance() throws {
    let line = [
      "maintenance", "--arms", "1", "--design", "3/13,12/43", "--landmark", "3", "--median", "1.3", "--hazard-ratio",
      "0.57", "--scans", "6 weeks", "--missed", "10%", "--window", "1 week", "--levels", "100%/15%,75%/10%", "--format",
      "csv",
    ]
    let (one, other) = (try run(line + ["--replicates", "100"]), try run(line + ["--replicates", "100"]))
    #expect(one.status == 0 && one.output == other.output, "\(one.errors)")
    #expect(one.output.contains("\nnull,") && one.output.contains("\nslow accrual,") && one.output.contains(",exact"))
    #expect(!one.errors.contains("of 100 trials"), "progress is for a terminal")
    let all = try run(line + ["--replay", "7"]).output.split(whereSeparator: \.isNewline)
    let single = try run(line + ["--replay", "7/5"]).output.split(whereSeparator: \.isNewline)
    #expect(single.count == 2 && all.contains(single[1]) && single[1].hasPrefix("5,"))
    let two = try run([
      "maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--allocation", "2:1", "--looks", "1/2,1",
      "--futility",
      "--replicates", "40", "--survival-after", "12 Monate", "--format", "json",
    ])
    #expect(two.status == 0, "\(two.errors)")
    #expect((try? JSONSerialization.jsonObject(with: Data(two.output.utf8))) is [Any])
  }

  /// Interrupted in the middle it ends by the signal, has printed nothing, and has written nothing.
  @Test func interrupted() throws {
    if try CommandLineTests.isIgnored("INT") { return }
    try folder { folder in
      let process = Process()
      process.executableURL = try CommandLineTests.executable()
      process.arguments = [
        "trial", "maintenance", "--median", "3.5", "--hazard-ratio", "0.6", "--replicates", "1000000", "--figure",
        "schema.svg",
      ]
      process.currentDirectoryURL = folder
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: 1)
      #expect(process.isRunning)
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus != 0)
      #expect(output.fileHandleForReading.readDataToEndOfFile().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  /// 0.4·2^(−0.5) + 0.6·0.5 = 0.58284 are randomised of 40 % sensitive, median 4 months, ratio ½, run-in 4 months; 27 patients find half a deviation (R's power.t.test: 26.14).
  @Test func discontinuationAndSinglePatients() throws {
    let found = try run([
      "discontinuation", "--sensitive", "40%", "--median", "4", "--hazard-ratio", "0.5", "--run-in", "4", "--after",
      "4",
      "--format", "csv",
    ])
    #expect(found.output.contains("\nrandomised,0.58284,") && found.output.contains("0.60051,0.5,"), "\(found.output)")
    let single = try run(["n-of-1", "--effect", "0.5", "--within", "1", "--pairs", "2", "--format", "csv"])
    #expect(single.output.contains("\n2,27,108,"), "\(single.output) \(single.errors)")
  }
}
