// SPDX-License-Identifier: Apache-2.0

import Dosing
import Exchange
import Foundation
import Plain
import Planning
import Report
import Testing

/// `verlauf trial from` and `verlauf trial synopsis`, and the published series end to end.
@Suite struct TrialPlanCommandTests {
  static let root = CommandLineTests.root
  static let example = root.appendingPathComponent("Examples/gemcitabine-maintenance-trial")

  private func run(_ line: [String], in folder: String? = nil) throws -> (status: Int32, output: String, errors: String)
  {
    try CommandLineTests().run(line, in: folder ?? Self.root.path)
  }

  private func scratch(_ work: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(folder.path)
  }

  /// The lines of the example, as its README has them.
  private static func lines() throws -> [[String]] {
    let text = try String(contentsOf: example.appendingPathComponent("README.md"), encoding: .utf8)
    let block = text.components(separatedBy: "```\n")[1].replacing("\\\n", with: " ")
    var lines: [[String]] = []
    for line in block.split(separator: "\n") where line.hasPrefix("verlauf ") {
      var words: [String] = []
      // Words, of which those in quotes are one.
      for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
        if index.isMultiple(of: 2) {
          words += part.split(separator: " ").map(String.init)
        } else {
          words.append(String(part))
        }
      }
      lines.append(Array(words.dropFirst()))
    }
    return lines
  }

  /// What is checked in is what the lines of its README write; `VERLAUF_WRITE_EXAMPLES=1` writes it again.
  @Test func theExampleIsCurrent() throws {
    let lines = try Self.lines()
    #expect(lines.count == 2)
    try scratch { folder in
      for line in lines {
        var line = line
        let place = try #require(line.firstIndex(of: "--out"))
        line[place + 1] = folder + "/" + URL(fileURLWithPath: line[place + 1]).lastPathComponent
        if let design = line.firstIndex(where: { $0.hasSuffix("design.json") && $0 != line[place + 1] }) {
          line[design] = folder + "/design.json"
        }
        let found = try run(line)
        #expect(found.status == 0, "\(found.errors)")
      }
      let isWriting = ProcessInfo.processInfo.environment["VERLAUF_WRITE_EXAMPLES"] != nil
      for (name, path) in [
        ("design.json", "design.json"), ("synopsis.html", "synopsis/synopsis.html"),
        ("synopsis.md", "synopsis/synopsis.md"), ("spirit-2013.csv", "synopsis/spirit-2013.csv"),
      ]
        + ["schema", "toxicity-bounds", "bounds", "characteristics"].flatMap({ name in
          ["svg", "csv"].map { ("figures/\(name).\($0)", "synopsis/figures/\(name).\($0)") }
        })
      {
        let now = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
        if isWriting { try Data(now.utf8).write(to: Self.example.appendingPathComponent(name)) }
        let kept = try String(contentsOf: Self.example.appendingPathComponent(name), encoding: .utf8)
        #expect(now == kept, "\(name) is not what the program writes now")
      }
    }
  }

  private static func number(_ value: Any?) -> Double? {
    (value as? Double) ?? (value as? Int).map(Double.init) ?? (value as? NSNumber)?.doubleValue
  }

  /// Each command line of the synopsis runs, and prints each number of it.
  @Test func everyNumberComesAgain() throws {
    let bytes = Array(try Data(contentsOf: Self.example.appendingPathComponent("design.json")))
    let synopsis = try comesAgain(try DesignFile.read(bytes))
    #expect(synopsis.numbers.count > 60)
  }

  /// The same of each other design that a series is planned with.
  @Test(
    arguments: [
      ["single-stage", "--p0", "20%", "--p1", "40%", "--landmark", "3", "--scans", "8 weeks", "--deaths", "10%"],
      [
        "randomised", "--median", "3.5", "--hazard-ratio", "0.6", "--per-month", "3", "--follow-up", "6", "--dropout",
        "5%", "--allocation", "2", "--scans", "6 weeks", "--tolerable", "20%", "--toxic", "40%",
      ],
      [
        "one-sample", "--median", "3.5", "--historical-events", "40", "--hazard-ratio", "0.6", "--accrual", "24",
        "--follow-up", "6", "--per-month", "2", "--scans", "6 weeks", "--alpha", "10%",
      ],
      [
        "milestone", "--p0", "20%", "--p1", "40%", "--landmark", "12 weeks", "--per-month", "3", "--follow-up", "3",
        "--scans", "6 weeks", "--dropout", "10%",
      ],
      [
        "growth-modulation", "--hazard-ratio", "0.5", "--shape", "1.2", "--concordance", "0.3", "--per-month", "2",
        "--eligible", "60%", "--power", "90%",
      ],
    ])
  func everyNumberOfOtherDesignsComesAgain(_ line: [String]) throws {
    try scratch { folder in
      let design = folder + "/design.json"
      let found = try run(
        [
          "trial", "from", "Examples/gemcitabine-maintenance", "--out", design, "--regimen", "gemcitabine-900-q21",
          "--design",
        ]
          + line)
      #expect(found.status == 0, "\(found.errors)")
      let synopsis = try comesAgain(try DesignFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: design)))))
      #expect(synopsis.numbers.count > 40)
      #expect(try run(["trial", "synopsis", design, "--out", folder + "/out", "--no-word"]).status == 0)
    }
  }

  /// Runs the lines of a plan, and finds in what they print each number of its synopsis.
  private func comesAgain(_ plan: TrialPlan) throws -> Synopsis {
    let synopsis = try Synopsis(plan, library: BuiltInLibrary.read().library)
    var printed: [PlanCommand.Kind: String] = [:]
    var tables: [PlanCommand.Kind: [[String: Any]]] = [:]
    for command in plan.commands {
      #expect(synopsis.html.contains("id=\"calculation_\(command.kind.rawValue)\""))
      let found = try run(command.arguments + (command.kind == .regimen ? [] : ["--format", "json"]))
      #expect(found.status == 0, "\(command.line): \(found.errors)")
      printed[command.kind] = found.output + found.errors
      if command.kind != .regimen {
        tables[command.kind] = try #require(
          try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [[String: Any]])
      }
    }
    for number in synopsis.numbers {
      switch number.place {
      case .words(let words): #expect(printed[number.command]?.contains(words) == true, "\(number)")
      case .cell(let table, let row, let column, let part, let factor, let decimals):
        let own = tables[number.command]?.first { $0["name"] as? String == table }
        let head = ((own?["columns"] as? [[String: Any]])?.first)?["key"] as? String ?? ""
        let rows = own?["rows"] as? [[String: Any]] ?? []
        let found = rows.first { cells in
          let name = (cells[head] as? String) ?? Self.number(cells[head]).map { Numbers.text($0, decimals: 0) } ?? ""
          return name == row || name.components(separatedBy: ", ").contains(row)
        }
        var value = found?[column]
        if let part { value = (value as? [String: Any])?[part] }
        let text = Self.number(value).map {
          number.text == "< 0.0001" && $0 < 1e-4 ? number.text : Numbers.text($0 * factor, decimals: decimals)
        }
        #expect(text == number.text, "\(number): \(text ?? "nothing")")
      }
    }
    return synopsis
  }

  /// Three patients: the series is told with its worth, and nothing of it is proposed.
  @Test func fromTheSeries() throws {
    let found = try run(["trial", "from", "Examples/gemcitabine-maintenance", "--format", "csv"])
    #expect(found.status == 0)
    #expect(found.errors.contains("3 patients propose nothing alone"))
    #expect(found.errors.contains("To be given: --landmark"))
    // 3 of 3 by hand: 0.025^(1/3) is 29.2 %.
    #expect(
      found.output.contains(
        "progression-free-3,alive and free of progression 3 months after the first dose of maintenance,100 (29.2–100),%,3,"
      ))
    #expect(found.output.contains("Merimsky"))
    #expect(found.output.contains("comparators.csv:"))
  }

  @Test func refusals() throws {
    let series = "Examples/gemcitabine-maintenance"
    for (line, words) in [
      (["--p0", "20%"], "--p0 and --p1 go together"), (["--p0", "40%", "--p1", "20%"], "p1"),
      (["--power", "0.8"], "--power is for --p0 and --p1"),
      (["--tolerable", "0.2"], "--tolerable and --toxic go together"),
      (["--looks", "10,20"], "--looks is for"), (["--deaths", "0.1"], "--deaths is for --scans"),
      (["--regimen", "gemcitabine-900-q22"], "did you mean `gemcitabine-900-q21`"),
      (["--replace"], "--replace is for --out"),
      (["--p0", "0.2", "--p1", "0.201"], "two-stage design"),
      (["--median", "3"], "--median is not asked for by --design two-stage, but by: one-sample, randomised"),
      (["--design", "growth-modulation", "--p0", "0.2", "--p1", "0.4"], "--p0 is not asked for"),
      (["--design", "randomised", "--control", "none", "--hazard-ratio", "0.6"], "none does"),
      (["--design", "randomised", "--control", "a", "--median", "3"], "--control has the median"),
      (["--control", "a"], "--control is for --design one-sample or randomised"),
      (["--design", "randomised", "--choose", "minimax"], "--choose is for --design two-stage"),
      (["--design", "randomised", "--alpha", "0.1"], "--alpha is for --median"),
      (["--design", "three-stage"], "two-stage"),
    ] {
      let found = try run(["trial", "from", series] + line)
      #expect(found.status == 2 && found.errors.contains(words), "\(line): \(found.status) \(found.errors)")
      #expect(found.output.isEmpty)
    }
    try scratch { folder in
      for (name, text, words) in [
        ("empty.json", "", "line 1"), ("other.json", "{}", "/schema"), ("list.json", "[1]", "found an array"),
      ] {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let found = try run(["trial", "synopsis", path, "--out", folder + "/out"])
        #expect(found.status == 2 && found.errors.contains(words), "\(name): \(found.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
      }
      let missing = try run(["trial", "synopsis", folder + "/none.json", "--out", folder + "/out"])
      #expect(missing.status == 2)
    }
  }

  /// A folder of one's own is not replaced, and an absolute path does not come into the file.
  @Test func files() throws {
    try scratch { folder in
      let series = Self.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
      let design = folder + "/design.json"
      #expect(try run(["trial", "from", series, "--p0", "20%", "--p1", "40%", "--out", design]).status == 0)
      let text = try String(contentsOfFile: design, encoding: .utf8)
      #expect(text.contains("\"folder\": \"gemcitabine-maintenance\"") && !text.contains(Self.root.path))
      try FileManager.default.createDirectory(atPath: folder + "/mine", withIntermediateDirectories: true)
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/mine/note.txt"))
      #expect(try run(["trial", "synopsis", design, "--out", folder + "/mine", "--no-word"]).status == 2)
      #expect(try run(["trial", "synopsis", design, "--out", folder + "/out", "--no-word"]).status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/out").filter { !$0.hasPrefix(".") }
      #expect(names.sorted() == ["design.json", "figures", "spirit-2013.csv", "synopsis.html", "synopsis.md"])
    }
  }
}
