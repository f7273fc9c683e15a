// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `write` and `read` of what registries, hospitals, networks and reference managers take, as a user runs them.
@Suite struct ExchangeCommandTests {
  let command = CommandLineTests()
  static let series = CommandLineTests.root.appendingPathComponent("Examples/gemcitabine-maintenance").path
  static let dated = CommandLineTests.root.appendingPathComponent("Examples/full-record").path

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-out-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// Each patient comes back with what is in the same words in both; what the format cannot hold is counted before anything is lost.
  @Test(
    "a series goes out and comes back",
    arguments: [
      ("fhir", "bundle.json", ["diagnosis: leiomyosarcoma", "sex: male"]),
      ("phenopackets", "cohort.json", ["diagnosis: leiomyosarcoma", "sex: male"]),
      ("obds", "reports.xml", ["sex: male"]),
    ])
  func aSeriesGoesOutAndComesBack(_ format: String, _ name: String, _ lines: [String]) throws {
    try inFolder { folder in
      let file = folder + "/" + name
      let write = try command.run("write", format, Self.series, "--out", file)
      #expect(write.status == 0, "\(write.errors)")
      #expect(write.errors.contains("values that they cannot hold"))
      #expect(write.output.contains("Outcome,File,Column,Meaning,Values,Examples"))
      let read = try command.run("read", format, file, "--into", folder + "/back")
      #expect(read.status == 0 && read.errors.contains("3 patients"), "\(read.errors)")
      let patient = try text(folder + "/back/patients/1.yaml")
      for line in lines { #expect(patient.contains(line), "\(line) in \(patient)") }
      // Nothing is written over, and half a file makes no study.
      #expect(try command.run("read", format, file, "--into", folder + "/back").status == 2)
      let whole = try Data(contentsOf: URL(fileURLWithPath: file))
      try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: file))
      let half = try command.run("read", format, file, "--into", folder + "/half")
      #expect(half.status == 2 && half.errors.contains(name), "\(half.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/half"))
    }
  }

  @Test(
    "a format that is one file has a name that says which",
    arguments: ["fhir", "phenopackets", "obds", "bibtex", "ris", "ical"])
  func oneFileHasAnEnding(_ format: String) throws {
    try inFolder { folder in
      let result = try command.run("write", format, Self.series, "--out", folder + "/out")
      #expect(result.status == 2 && result.errors.contains("its name must end in ."), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  /// What servers export is a file of each type, with a resource a line; the series has three patients.
  @Test("a series goes out as lines of resources, and comes back")
  func linesOfResources() throws {
    try inFolder { folder in
      let out = folder + "/export"
      let write = try command.run("write", "fhir", Self.series, "--container", "ndjson", "--out", out)
      #expect(write.status == 0, "\(write.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasSuffix(".ndjson") }.sorted()
      #expect(names.contains("Patient.ndjson") && names.contains("Condition.ndjson"), "\(names)")
      for name in names {
        let type = name.dropLast(".ndjson".count)
        for line in try text(out + "/" + name).split(separator: "\n") {
          let resource = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
          #expect(resource?["resourceType"] as? String == String(type), "\(line.prefix(80))")
        }
      }
      #expect(try text(out + "/Patient.ndjson").split(separator: "\n").count == 3)
      let files = names.map { out + "/" + $0 }
      let read = try command.run(["read", "fhir"] + files + ["--into", folder + "/back"])
      #expect(read.status == 0 && read.errors.contains("3 patients"), "\(read.errors)")
      for line in ["diagnosis: leiomyosarcoma", "sex: male"] {
        #expect(try text(folder + "/back/patients/1.yaml").contains(line), "\(line)")
      }
      // A line that is cut off makes no study, and is told with its file and line.
      let patients = try text(out + "/Patient.ndjson")
      try String(patients.dropLast(30)).write(toFile: out + "/Patient.ndjson", atomically: false, encoding: .utf8)
      let cut = try command.run(["read", "fhir"] + files + ["--into", folder + "/cut"])
      #expect(cut.status == 2 && cut.errors.contains("Patient.ndjson, line 3"), "\(cut.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/cut"))
    }
  }

  /// The age of the record, 61 at a diagnosis on 2023-11-20, leaves 1961 and 1962 as years of birth.
  @Test("tables of OMOP have full dates alone, and say what becomes of others")
  func tablesOfOMOP() throws {
    try inFolder { folder in
      let asked = try command.run("write", "omop", Self.dated, "--out", folder + "/none", "--partial-dates", "refuse")
      #expect(
        asked.status == 2 && asked.errors.contains("--partial-dates says what becomes of them"), "\(asked.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
      for (policy, year) in [("earliest", "1961"), ("latest", "1962")] {
        let out = folder + "/" + policy
        let write = try command.run("write", "omop", Self.dated, "--out", out, "--partial-dates", policy)
        #expect(write.status == 0, "\(write.errors)")
        #expect(try text(out + "/PERSON.csv").contains(",8532,\(year),"))
        let names = try FileManager.default.contentsOfDirectory(atPath: out).filter { $0.hasSuffix(".csv") }
        let read = try command.run(
          ["read", "omop"] + names.map { out + "/" + $0 } + ["--into", folder + "/back-\(policy)"])
        #expect(read.status == 0, "\(read.errors)")
        let patient = try text(folder + "/back-\(policy)/patients/S1.yaml")
        #expect(patient.contains("age: 61 at diagnosis") && patient.contains("diagnosis: leiomyosarcoma"), "\(patient)")
      }
      let slip = try command.run("write", "omop", Self.dated, "--out", folder + "/x", "--partial-dates", "earlyest")
      #expect(slip.status == 2 && slip.errors.contains("earliest"), "\(slip.errors)")
      let other = try command.run("write", "fhir", Self.dated, "--out", folder + "/x.json", "--partial-dates", "latest")
      #expect(other.status == 2 && other.errors.contains("--partial-dates"), "\(other.errors)")
    }
  }

  /// The series names 32 references; each is one entry, with its number as key.
  @Test("references go out and come back", arguments: [("bibtex", "r.bib", "@"), ("ris", "r.ris", "TY  - ")])
  func references(_ format: String, _ name: String, _ begin: String) throws {
    try inFolder { folder in
      let file = folder + "/" + name
      let write = try command.run("write", format, Self.series, "--out", file)
      #expect(write.status == 0, "\(write.errors)")
      #expect(try text(file).split(whereSeparator: \.isNewline).count { $0.hasPrefix(begin) } == 32)
      let read = try command.run("read", format, file, "--into", folder + "/back")
      #expect(read.status == 0 && read.errors.contains("32 references"), "\(read.errors)")
      // What comes back can stand in the folder of a study.
      let study = folder + "/study"
      #expect(try command.run("new", study).status == 0)
      try? FileManager.default.removeItem(atPath: study + "/references.yaml")
      try FileManager.default.copyItem(atPath: folder + "/back/references.yaml", toPath: study + "/references.yaml")
      #expect(try command.run("check", study, "--severity", "error").status == 0)
    }
  }

  /// A plan that has days is an event of a calendar; a record without one has none, and no file is made.
  @Test("plans go out as a calendar")
  func calendar() throws {
    try inFolder { folder in
      let none = try command.run("write", "ical", Self.series, "--out", folder + "/c.ics")
      #expect(none.status == 2 && none.errors.contains("nothing was written"), "\(none.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/c.ics"))
      let study = folder + "/study"
      try FileManager.default.copyItem(atPath: Self.dated, toPath: study)
      let file = study + "/patients/S1.yaml"
      let plan = "course:\n  - plan: CT of the chest; without contrast\n    when: 2024-09-02\n"
      try text(file).replacingOccurrences(of: "course:\n", with: plan).write(
        toFile: file, atomically: false, encoding: .utf8)
      let write = try command.run("write", "ical", study, "--out", folder + "/c.ics")
      #expect(write.status == 0, "\(write.errors)")
      let calendar = try text(folder + "/c.ics")
      #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n") && calendar.hasSuffix("END:VCALENDAR\r\n"))
      // A semicolon is escaped, and a day has no time (RFC 5545, 3.3.11 and 3.3.4).
      #expect(calendar.contains("DTSTART;VALUE=DATE:20240902\r\n"), "\(calendar)")
      #expect(calendar.contains("CT of the chest\\; without contrast"), "\(calendar)")
    }
  }
}
