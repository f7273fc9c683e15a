// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Where Python is, if it is there.
private enum Python {
  static let path = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}

/// A Python that has pandas and lifelines: that of `script/bootstrap --readers`, or the system's.
private enum Readers {
  static let path = python(with: "pandas, lifelines")
  /// The one that has openpyxl too.
  static let workbooks = python(with: "openpyxl")
  /// The one that has python-docx too, where pandoc and the converter of figures are there.
  static let documents = hasConverters ? python(with: "docx") : nil

  private static let hasConverters = ["pandoc", "rsvg-convert"].allSatisfy { name in
    ["/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + name)
    }
  }

  private static func python(with modules: String) -> String? {
    let own = CommandLineTests.root.appendingPathComponent(".build/readers/bin/python3").path
    return ([own] + [Python.path].compactMap(\.self)).first { path in
      guard FileManager.default.isExecutableFile(atPath: path) else { return false }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = ["-c", "import \(modules)"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }
}

/// What leaves the program is read by another: Python's csv and json modules find the same numbers, with their types.
@Suite struct SecondReaderTests {
  let command = CommandLineTests()
  static let cohort = CommandLineTests.root.appendingPathComponent("Examples/invented-cohort").path

  /// Runs a program with files as its arguments; its words are its verdict.
  private func python(_ program: String, _ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Python.path))
    process.arguments = ["-c", program, folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Every value of the wide rows is of the type that the codebook says, no column lacks an entry, bounds are in order, days and months agree.
  @Test(.enabled(if: Python.path != nil, "python3 is not installed")) func wideRows() throws {
    let rows = try command.run("outcomes", Self.cohort, "--format", "csv", "--wide")
    let codebook = try command.run("outcomes", Self.cohort, "--codebook")
    #expect(rows.status == 0 && codebook.status == 0)
    let verdict = try python(
      """
      import csv, datetime, sys
      folder = sys.argv[1]
      book = {row["column"]: row for row in csv.DictReader(open(folder + "/codebook.csv", newline=""))}
      rows = list(csv.DictReader(open(folder + "/rows.csv", newline="")))
      assert list(rows[0]) == list(book), "columns differ"
      keys = set()
      for row in rows:
          assert None not in row, "a row is too long"
          key = (row["patient"], row["line"])
          assert key not in keys, key
          keys.add(key)
          for name, value in row.items():
              kind = book[name]["type"]
              assert kind in ("text", "number", "date", "0/1"), kind
              if value == "": continue
              if kind == "number": float(value)
              if kind == "0/1": assert value in ("0", "1"), (name, value)
              if kind == "date": datetime.date.fromisoformat(value)
          for name in book:
              if name.endswith("_lower_days"):
                  stem = name[:-11]
                  low, high = row[name], row[stem + "_upper_days"]
                  if low and high: assert float(low) <= float(high), (name, low, high)
                  for side in ("lower", "upper"):
                      days, months = row[f"{stem}_{side}_days"], row[f"{stem}_{side}_months"]
                      assert (days == "") == (months == "")
                      if days: assert abs(float(days) / 30.4375 - float(months)) < 1e-6
                  if low or high: assert row[stem + "_reason"], stem
      print("read", len(rows), len(set(key[0] for key in keys)))
      """, ["rows.csv": rows.output, "codebook.csv": codebook.output])
    let words = verdict.split(separator: " ")
    #expect(words.first == "read", "\(verdict)")
    let patients = try FileManager.default.contentsOfDirectory(atPath: Self.cohort + "/patients").count
    #expect(words.last == "\(patients)")
  }

  /// The tables of a cohort as CSV and as JSON: each p and each part of an estimate is the same number in both, and no p is 0.
  @Test(.enabled(if: Python.path != nil, "python3 is not installed")) func tablesInTwoForms() throws {
    let options = [Self.cohort, "--anchor", "line-1", "--by", "sex", "--test-small"]
    let text = try command.run(["cohort"] + options + ["--format", "csv"])
    let json = try command.run(["cohort"] + options + ["--format", "json"])
    #expect(text.status == 0 && json.status == 0)
    let verdict = try python(
      """
      import csv, json, sys
      folder = sys.argv[1]
      tables = json.load(open(folder + "/tables.json"))
      blocks = open(folder + "/tables.csv", newline="").read().split("\\r\\n\\n")
      blocks = [list(csv.reader(block.splitlines())) for block in blocks if block.strip()]
      assert len(blocks) == len(tables), (len(blocks), len(tables))
      seen = 0
      for block, table in zip(blocks, tables):
          head = block[0]
          assert len(block) - 1 == len(table["rows"]), table["name"]
          for line, row in zip(block[1:], table["rows"]):
              for column in table["columns"]:
                  key, value = column["key"], row[column["key"]]
                  name = key.split(",")[0].split(" (")[0]
                  if column["kind"] == "p" and isinstance(value, (int, float)):
                      assert 0 < value <= 1, value
                      assert float(line[head.index(name + ": value")]) == value
                      seen += 1
                  if column["kind"] == "estimate" and isinstance(value, dict):
                      for part, number in value.items():
                          if part == "note" or part == "missing" or number is None: continue
                          places = [i for i, h in enumerate(head) if h.startswith(name + ": " + part)]
                          assert any(line[i] != "" and abs(float(line[i]) - number) < 1e-8 * max(1, abs(number)) for i in places), (key, part)
                          seen += 1
      print("read", seen)
      """, ["tables.csv": text.output, "tables.json": json.output])
    #expect(verdict.hasPrefix("read "), "\(verdict)")
    #expect((Int(verdict.dropFirst(5)) ?? 0) > 50, "\(verdict)")
  }

  /// A report, a cohort and their JSON: pandas reads every file with its types, the numbers of CSV and JSON are the same, and lifelines estimates them again
  /// from the rows.
  @Test(.enabled(if: Readers.path != nil, "pandas and lifelines are not installed (script/bootstrap --readers)"))
  func everythingReadAgain() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let cohort = [Self.cohort, "--anchor", "line-1", "--by", "sex", "--test-small", "--median", "first"]
    let report = try command.run(["report"] + cohort + ["--no-prints", "--out", path("report")])
    let figures = try command.run(["cohort"] + cohort + ["--out", path("cohort")])
    #expect(report.status == 0 && figures.status == 0)
    for (name, arguments) in [
      ("cohort.json", ["cohort"] + cohort + ["--format", "json"]),
      ("outcomes.json", ["outcomes", Self.cohort, "--format", "json"]),
      ("wide.csv", ["outcomes", Self.cohort, "--format", "csv", "--wide"]),
      ("codebook.csv", ["outcomes", Self.cohort, "--codebook"]),
    ] {
      let output = try command.run(arguments)
      #expect(output.status == 0)
      try Data(output.output.utf8).write(to: folder.appendingPathComponent(name))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Readers.path))
    process.arguments = [
      CommandLineTests.root.appendingPathComponent("Tests/CommandLineTests/Readers/second_reader.py").path, folder.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let verdict = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && verdict.hasPrefix("read "), "\(verdict)")
  }

  /// Workbooks through openpyxl: every cell of a report is the value of its CSV, numbers are numbers, nothing is a formula, links lead somewhere; the template has its lists and explanations.
  @Test(
    .enabled(if: Readers.workbooks != nil, "openpyxl is not installed (script/bootstrap --readers)"),
    arguments: ["gemcitabine-maintenance", "invented-cohort"])
  func workbooksReadAgain(example: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let study = CommandLineTests.root.appendingPathComponent("Examples/\(example)").path
    let commands = [
      ["report", study, "--no-prints", "--out", path("report")],
      ["write", "xlsx", study, "--out", path("report.xlsx")],
      ["new", "--spreadsheet", path("template.xlsx")],
    ]
    for arguments in commands {
      let result = try command.run(arguments)
      #expect(result.status == 0, "\(result.errors)")
    }
    let verdict = try Self.script("workbook_reader.py", folder.path, python: try #require(Readers.workbooks))
    #expect(verdict.hasPrefix("read "), "\(verdict)")
  }

  /// A Word document through python-docx: tables with the cells of the report's CSV files, figures with captions and alternative texts, every link to a place, every sentence to its sources, courses word for word.
  @Test(
    .enabled(
      if: Readers.documents != nil, "python-docx, pandoc or rsvg-convert is not installed (script/bootstrap --readers)"),
    arguments: ["gemcitabine-maintenance", "full-record"])
  func documentReadAgain(example: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    let study = CommandLineTests.root.appendingPathComponent("Examples/\(example)").path
    for arguments in [
      ["report", study, "--no-prints", "--out", path("report")],
      ["write", "docx", study, "--out", path("manuscript.docx")],
    ] {
      let result = try command.run(arguments)
      #expect(result.status == 0, "\(result.errors)")
    }
    let verdict = try Self.script("document_reader.py", folder.path, python: try #require(Readers.documents))
    #expect(verdict.hasPrefix("read "), "\(verdict)")
  }

  /// Runs one of the readers; its words are its verdict.
  static func script(_ name: String, _ folder: String, python: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [
      CommandLineTests.root.appendingPathComponent("Tests/CommandLineTests/Readers/\(name)").path, folder,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let verdict = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return verdict
  }
}
