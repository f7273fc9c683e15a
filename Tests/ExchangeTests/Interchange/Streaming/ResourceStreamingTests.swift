// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Plain
import Testing

@testable import Interchange

@Suite("Resources of files that are read a patient at a time")
struct ResourceStreamingTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func onDisk(_ files: [InputFile], _ folder: URL) throws -> [InputFile] {
    try files.map { file in
      let url = folder.appendingPathComponent(file.name)
      try Data(file.bytes(limit: .max)).write(to: url)
      return InputFile(path: url.path)
    }
  }

  @Test("are read from disk as from memory")
  func disk() throws {
    let samples = [
      ["jenny-m-fullBundle.json"], ["outcomeBundle.json"],
      ["bulk/Patient.000.ndjson", "bulk/AllergyIntolerance.000.ndjson"], FHIRSampleTests.mii,
    ]
    for paths in samples {
      try inFolder { folder in
        let files = try paths.map { try FHIRTesting.sample($0) }
        let one = FHIRTesting.read(files, keepsGoing: true)
        let other = FHIRTesting.read(try onDisk(files, folder), keepsGoing: true)
        #expect(one.study != nil && one == other, "\(paths)")
      }
    }
  }

  /// A byte order mark counts in the offsets of a file and in no line.
  @Test("are found behind a byte order mark")
  func mark() throws {
    let lines = Self.patients(3)
    let reading = FHIRTesting.read([InputFile(name: "x.ndjson", bytes: [0xEF, 0xBB, 0xBF] + Array(lines.utf8))])
    #expect(reading.study?.patients.map(\.id) == ["1", "2", "3"])
    let bundle = try FHIRTesting.sample("outcomeBundle.json").bytes(limit: .max)
    let one = FHIRTesting.read([InputFile(name: "x.json", bytes: bundle)], keepsGoing: true)
    let other = FHIRTesting.read([InputFile(name: "x.json", bytes: [0xEF, 0xBB, 0xBF] + bundle)], keepsGoing: true)
    #expect(one == other)
  }

  private static func patients(_ count: Int) -> String {
    (1...count).map { "{\"resourceType\":\"Patient\",\"id\":\"\($0)\",\"gender\":\"female\"}\n" }.joined()
  }

  @Test("of a file that is another one when its patients are read are refused")
  func changed() throws {
    try inFolder { folder in
      let url = folder.appendingPathComponent("Patient.ndjson")
      let text = Self.patients(2)
      try Data(text.utf8).write(to: url)
      var outcome = TableOutcome()
      var files = FHIRFiles()
      files.read(InputFile(path: url.path), &outcome)
      #expect(files.resources.map(\.id) == ["1", "2"] && outcome.misfits.isEmpty)
      var tape = JSONTape()
      #expect(try files.element(files.resources[1], &tape).peek("id") == "2")
      // The same length, another id; then no JSON; then nothing.
      for other in [text.replacing("\"2\"", with: "\"3\""), text.replacing("}", with: "]"), ""] {
        let handle = try FileHandle(forWritingTo: url)
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(other.utf8))
        try handle.close()
        #expect(throws: FHIRFiles.Changed.self) { try files.element(files.resources[1], &tape) }
      }
    }
  }

  /// What is asked of a file at once: no more than a block, or a resource.
  @Test("are never in memory as a whole")
  func parts() throws {
    let asked = AskedParts()
    let bytes = Array(Self.patients(2000).utf8)
    let parts = asked.parts(bytes, block: 1000)
    let reading = FHIRTesting.read([InputFile(name: "Patient.ndjson", parts: parts)])
    #expect(reading.study?.patients.count == 2000)
    #expect(asked.most == 1000 && bytes.count > 90_000)
  }

  @Test("that are there in two files are read once where they say the same, and told where not")
  func twice() {
    let condition =
      #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/1"},"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","version":"2021","code":"C49.2"}],"text":"leiomyosarcoma"}}"#
    let other = condition.replacing("leiomyosarcoma", with: "liposarcoma")
    func read(_ second: String) -> StudyReading {
      FHIRTesting.read([
        InputFile(name: "Patient.ndjson", text: Self.patients(1)),
        InputFile(name: "Condition.000.ndjson", text: condition + "\n"),
        InputFile(name: "Condition.001.ndjson", text: "\n" + second + "\n"),
      ])
    }
    let once = read(condition)
    #expect(once.misfits.isEmpty && once.study?.patients[0].entries.count == 1)
    let twice = read(other)
    #expect(twice.study == nil)
    #expect(
      twice.misfits.map(\.description) == [
        "Condition.001.ndjson, line 2, patient 1, Condition/c, Condition: the resource `Condition/c` again, with another content than in Condition.000.ndjson, line 1, patient 1, Condition/c; expected one version of each resource"
      ])
  }

  @Test("of a patient who is in no file make one without sex and year of birth, and it is told")
  func nobody() throws {
    let condition =
      #"{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/9"},"code":{"text":"leiomyosarcoma"}}"#
    let reading = FHIRTesting.read([
      InputFile(name: "Patient.ndjson", text: Self.patients(1)), InputFile(name: "Condition.ndjson", text: condition),
    ])
    #expect(reading.study?.patients.map(\.id) == ["1", "9"])
    #expect(reading.warnings.contains { $0.message == "no `Patient` for `9`: sex and year of birth are not stated" })
    // By an address that names nobody it is told, and no study is made.
    let lost = condition.replacing("Patient/9", with: "urn:uuid:0f0f0f0f-0000-4000-8000-000000000000")
    let none = FHIRTesting.read([
      InputFile(name: "Patient.ndjson", text: Self.patients(1)), InputFile(name: "Condition.ndjson", text: lost),
    ])
    #expect(none.study == nil && none.misfits.contains { $0.message.contains("not among the files") })
  }

  @Test("that refer to themselves and to each other are read", .timeLimit(.minutes(60)))
  func cycles() throws {
    let lines = [
      #"{"resourceType":"Procedure","id":"p","status":"completed","subject":{"reference":"Patient/1"},"partOf":[{"reference":"Procedure/q"}],"code":{"text":"resection"}}"#,
      #"{"resourceType":"Procedure","id":"q","status":"completed","subject":{"reference":"Patient/1"},"partOf":[{"reference":"Procedure/p"}],"code":{"text":"resection"}}"#,
      #"{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/1"},"hasMember":[{"reference":"Observation/o"}],"code":{"text":"finding"},"valueString":"x"}"#,
      #"{"resourceType":"MedicationStatement","id":"m","status":"completed","subject":{"reference":"Patient/1"},"partOf":[{"reference":"MedicationStatement/m"}],"medicationReference":{"reference":"MedicationStatement/m"}}"#,
      #"{"resourceType":"Condition","id":"s","subject":{"reference":"Condition/s"},"code":{"text":"leiomyosarcoma"}}"#,
    ]
    for count in 1...lines.count {
      let reading = FHIRTesting.read(
        [InputFile(name: "x.ndjson", text: Self.patients(1) + lines.prefix(count).joined(separator: "\n"))],
        keepsGoing: true)
      #expect(reading.study?.patients.count == 1, "\(count): \(reading.misfits)")
    }
  }

  @Test("with a line that is cut off, too long or no UTF-8 make no study, and say which line")
  func lines() {
    let good = Self.patients(2)
    func told(_ bytes: [UInt8]) -> [String] {
      let reading = FHIRTesting.read([InputFile(name: "x.ndjson", bytes: bytes)], keepsGoing: true)
      #expect(reading.study == nil)
      return reading.misfits.map(\.description)
    }
    let cut = told(Array((good + good.dropLast(20)).utf8))
    #expect(cut.count == 1 && cut[0].hasPrefix("x.ndjson, line 4: "), "\(cut)")
    let latin = told(
      Array(good.utf8) + Array("{\"resourceType\":\"Patient\",\"id\":\"".utf8) + [0xFC] + Array("\"}".utf8))
    #expect(latin.count == 1 && latin[0].hasPrefix("x.ndjson, line 3: bytes that are no UTF-8"), "\(latin)")
    let huge =
      Array("{\"resourceType\":\"Patient\",\"id\":\"".utf8) + [UInt8](repeating: 0x37, count: 33_000_000)
      + Array("\"}\n".utf8) + Array(good.utf8)
    #expect(
      told(huge) == ["x.ndjson, line 1: a line of 33000034 bytes; expected no more than 32000000"])
  }
}
