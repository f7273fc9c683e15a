// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Notation
import Outcomes
import Plain
import Report
import StudyTesting
import Testing

@testable import Interchange

/// A Python that has frictionless: that of `script/bootstrap --readers`.
private enum Frictionless {
  static let path: String? = {
    let own = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../.build/readers/bin/frictionless").standardizedFileURL.path
    return FileManager.default.isExecutableFile(atPath: own) ? own : nil
  }()
}

@Suite("Data to share")
struct SharedStudyTests {
  private static func terms(_ report: DeidentificationReport?) throws -> SharingTerms {
    SharingTerms(licence: try Licence("CC BY 4.0"), deidentification: report, version: "1.2.3")
  }

  /// The record of an archive, read as somebody who got it would.
  private static func record(of files: [String: String]) throws -> Study {
    let own = files.filter { $0.key.hasPrefix("record/") }.map { (String($0.key.dropFirst(7)), $0.value) }
    let reading = StudyFolder.read(files: Dictionary(uniqueKeysWithValues: own))
    #expect(reading.errors.isEmpty)
    return try #require(reading.study)
  }

  private static func files(of study: Study) async -> [String: [UInt8]] {
    let report = Report(await StudyOutcomes(study, library: BuiltInLibrary.read().library))
    let files = report.files().filter {
      $0.path.hasPrefix("tables/") || $0.path.hasPrefix("figures/") || $0.path == "patients.csv"
    }
    return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
  }

  /// Every table and figure of the report is, byte for byte, what it was of the study itself.
  @Test(
    "rebuilds every table and figure of the report", .timeLimit(.minutes(60)),
    arguments: ["Examples/gemcitabine-maintenance", "Examples/full-record", "Tests/Series/planted-faults"])
  func rebuilds(path: String) async throws {
    let study = try DeidentificationTests.study(path)
    let writing = SharedStudy.write(study, try Self.terms(nil))
    let back = try Self.record(of: writing.files)
    #expect(back == study)
    let (one, other) = (await Self.files(of: study), await Self.files(of: back))
    #expect(one.count > 15 && one == other)
  }

  /// De-identified, it gives the tables of the de-identified record, whose numbers are those of the study.
  @Test("rebuilds them of a de-identified record, with the numbers of the study")
  func rebuildsDeidentified() async throws {
    let study = try DeidentificationTests.study("Examples/gemcitabine-maintenance")
    let own = try DeidentificationTests.deidentified(study)
    let back = try Self.record(of: SharedStudy.write(own.study, try Self.terms(own.report)).files)
    #expect(back == own.study)
    #expect(await Self.files(of: back) == Self.files(of: own.study))
    // The wide rows have a row a line of therapy; the numbers of each are those before, whatever the patient is called.
    func numbers(_ study: Study) async -> Set<[String]> {
      let wide = WideOutcomes(await StudyOutcomes(study, library: BuiltInLibrary.read().library)).csv
      let rows = CSV.rows(wide.replacing("\r\n", with: "\n"))
      let head = rows[0]
      return Set(
        rows.dropFirst().map { row in
          zip(head, row).filter { name, text in Double(text) != nil && name != "patient" }
            .map { "\($0)=\($1)" }
        })
    }
    let (before, after) = (await numbers(study), await numbers(back))
    #expect(before.count >= 3 && before.allSatisfy { $0.count > 10 })
    #expect(before == after)
  }

  /// The description names every file with its size and digest, and every column of every table with what it means.
  @Test("describes every file and every column", arguments: 0..<12)
  func describes(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(700 + seed))
    let study = random.study(patients: random.number(1...3))
    let writing = SharedStudy.write(study, try Self.terms(nil))
    #expect(writing.refusal == nil)
    let files = writing.files
    let object = try JSONSerialization.jsonObject(with: Data((files["datapackage.json"] ?? "").utf8))
    let package = try #require(object as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    let others = try #require((package["verlauf"] as? [String: Any])?["files"] as? [[String: Any]])
    var told: Set<String> = ["datapackage.json"]
    for file in resources + others {
      let path = try #require(file["path"] as? String)
      let text = try #require(files[path], "\(path)")
      told.insert(path)
      #expect(file["bytes"] as? Int == text.utf8.count)
      let digest = SHA256.digest(Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      #expect(file["hash"] as? String == "sha256:" + digest.joined())
    }
    #expect(told == Set(files.keys))
    let codebook = CSV.rows((files["codebook.csv"] ?? "").replacing("\r\n", with: "\n"))
    let known = Set(codebook.map { "\($0[0]) \($0[2])" })
    for resource in resources where resource["name"] as? String != "codebook" {
      let path = try #require(resource["path"] as? String)
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      let head = try #require(CSV.rows(files[path] ?? "").first)
      #expect(fields.map { $0["name"] as? String } == head)
      for field in fields {
        let name = try #require(field["name"] as? String)
        #expect(!(field["description"] as? String ?? "").isEmpty, "\(path) \(name)")
        #expect(known.contains("\(path) \(name)"), "\(path) \(name)")
      }
    }
  }

  /// LOINC 718-7 is haemoglobin by mass and 59260-0 by amount of substance; the unit decides (g/dL). Platelets have a code by automated count and one by any method. Of units: `10*9/L`.
  @Test("names the codes of what stands in the study")
  func codes() throws {
    let patient = """
      patient: 1
      weight: 70 kg
      course:
        - diagnosis: Leiomyosarcoma
        - therapy: Gemzar + docetaxel + drug of nobody
          id: chemo
          starts: 2020-01-01
        - lab: Hb
          value: 11.2 g/dl
          when: 2020-01-02
        - lab: Thrombozyten
          value: 180 G/l
          when: 2020-01-02
        - lab: CRP
          value: 5 mg/L
          when: 2020-01-02

      """
    let reading = StudyFolder.read(files: ["study.yaml": "study: S\n", "patients/1.yaml": patient])
    #expect(reading.errors.isEmpty, "\(reading.errors)")
    let files = SharedStudy.write(try #require(reading.study), try Self.terms(nil)).files
    let rows = CSV.rows((files["codebook.csv"] ?? "").replacing("\r\n", with: "\n"))
    let head = try #require(rows.first)
    func cell(_ table: String, _ column: String, _ name: String) throws -> String {
      let row = try #require(rows.first { $0[1] == table && $0[2] == column && $0[0].hasPrefix("tables/") })
      return row[try #require(head.firstIndex(of: name))]
    }
    #expect(try cell("lab", "lab", "codes") == "Hb: LOINC 718-7; Thrombozyten: LOINC 777-3, 26515-7")
    #expect(try cell("lab", "value", "codes") == "G/l: UCUM 10*9/L; g/dl: UCUM g/dL; mg/L: UCUM mg/L")
    #expect(try cell("therapy", "therapy", "codes") == "Gemzar: ATC L01BC05; docetaxel: ATC L01CD02")
    #expect(try cell("diagnosis", "diagnosis", "codes") == "Leiomyosarcoma: ICD-O-3-M 8890/3")
    #expect(try cell("patient", "weight", "UCUM") == "kg")
  }

  /// An independent reader finds every table as it is described, and tells one that was changed.
  @Test(
    "is valid for an independent reader, and not when a cell was changed",
    .enabled(if: Frictionless.path != nil, "frictionless is not installed: script/bootstrap --readers"),
    arguments: ["Examples/gemcitabine-maintenance", "Tests/Series/clean-sarcoma", "random"])
  func isValid(path: String) throws {
    var random = RandomStudy(seed: 77)
    let study = path == "random" ? random.study(patients: 3) : try DeidentificationTests.study(path)
    let own = try DeidentificationTests.deidentified(study)
    var files = SharedStudy.write(own.study, try Self.terms(own.report)).files
    #expect(try Self.validate(files) == 0)
    let table = try #require(files["tables/patients.csv"])
    files["tables/patients.csv"] = table.replacing("p-", with: "q-")
    #expect(try Self.validate(files) != 0)
  }

  private static func validate(_ files: [String: String]) throws -> Int32 {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-share-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let place = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Frictionless.path))
    process.arguments = ["validate", folder.appendingPathComponent("datapackage.json").path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test(
    "knows licences, and takes terms in a sentence for what they are",
    arguments: [
      ("CC-BY-4.0", "CC-BY-4.0"), ("cc by 4.0", "CC-BY-4.0"), ("CC0 1.0 Universal", "CC0-1.0"),
      ("odbl-1.0", "ODbL-1.0"),
      ("By agreement with the authors alone", nil),
    ] as [(String, String?)])
  func licences(words: String, id: String?) throws {
    let licence = try Licence(words)
    #expect(licence.id == id && (licence.address != nil) == (id != nil))
  }

  @Test(
    "refuses what is no licence",
    arguments: [("CC-BY-4", "CC-BY-4.0"), ("free", nil), ("", nil)]
      as [(String, String?)])
  func noLicence(words: String, meant: String?) {
    do throws(Licence.Doubt) {
      _ = try Licence(words)
      Issue.record("\(words) is no licence")
    } catch { if let meant { #expect(error.suggestion == meant) } }
  }
}
