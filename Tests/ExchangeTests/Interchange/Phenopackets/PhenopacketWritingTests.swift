// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study as phenopackets", .timeLimit(.minutes(60)))
struct PhenopacketWritingTests {
  /// So many studies; a longer run: VERLAUF_PHENOPACKET_STUDIES=1000.
  private static let rounds =
    ProcessInfo.processInfo.environment["VERLAUF_PHENOPACKET_STUDIES"].flatMap(Int.init) ?? 60
  private static let day = "2026-01-02"

  private func write(_ study: Study) -> StudyWriting { PhenopacketWriting.write(study, day: Self.day) }

  private func read(_ text: String) -> StudyReading {
    PhenopacketReading.read(StudyFormat.Request(files: [InputFile(name: "x.json", text: text)]))
  }

  @Test("comes back equal or is told, for studies at random")
  func roundTrip() throws {
    var trip = RoundTrip()
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      // Half of them with what packets can hold: random texts seldom are a date or a code.
      if seed % 2 == 1 {
        for index in study.patients.indices { FHIRWritingTests.plain(&study.patients[index], &random) }
      }
      let writing = write(study)
      guard let text = writing.files["cohort.json"] else { continue }
      try trip.hold(study, writing, read(text), seed)
    }
    #expect(trip.files > Self.rounds / 2 && trip.held > 10 * Self.rounds && trip.told > 0, "\(trip)")
  }

  @Test("has dates as exact as they were, and times as they were stated")
  func times() throws {
    var patient = Patient(id: "1")
    var diagnosis = Entry(id: "first", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma")))
    diagnosis.when = [try StatedTime(parsing: "2020-02")]
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine"])))
    therapy.when = [try StatedTime(parsing: "2020-04-03/2020-06-05")]
    therapy.ends = [try StatedTime(parsing: "6 mo after start of gem")]
    var death = Entry(id: "death", content: .death(Death()))
    death.when = [try StatedTime(parsing: "nearly 2 y after first")]
    patient.entries = [diagnosis, therapy, death]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = write(study)
    let text = try #require(writing.files["cohort.json"])
    #expect(text.contains("\"start\": \"2020-02-01T00:00:00Z\"") && text.contains("\"end\": \"2020-02-29T00:00:00Z\""))
    #expect(text.contains("\"label\": \"6 mo after start of gem\"") && text.contains("\"ATC:L01BC05\""))
    #expect(!text.contains("2022"))
    #expect(
      OBDSTesting.lines(try #require(read(text).study).patients[0]) == [
        "death: true; id: death; when: nearly 2 y after first", "diagnosis: leiomyosarcoma; id: first; when: 2020-02",
        "therapy: gemcitabine; id: gem; when: 2020-04-03/2020-06-05; ends: 6 mo after start of gem",
      ])
    #expect(writing.losses.lines.filter { $0.outcome == .unplaced }.map(\.column).sorted() == ["study"])
  }

  @Test("tells a time that counts from what a packet cannot hold")
  func counted() throws {
    var patient = Patient(id: "1")
    let event = Entry(id: "referral", content: .event("referral"))
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine"])))
    therapy.when = [try StatedTime(parsing: "after referral")]
    patient.entries = [event, therapy]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = write(study)
    let text = try #require(writing.files["cohort.json"])
    #expect(!text.contains("after referral"))
    #expect(OBDSTesting.lines(try #require(read(text).study).patients[0]) == ["therapy: gemcitabine; id: gem"])
    #expect(writing.losses.lines.contains { $0.outcome == .unplaced && $0.file == "therapy" && $0.column == "when" })
  }

  @Test("escapes every text, and holds it or tells it")
  func hostile() throws {
    for text in ["a \"b\" \\ c", "</script>", "x\u{2028}y", "{\"a\":1}", "💉 Ünï", "a\nb"] {
      var patient = Patient(id: "1")
      patient.entries = [Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: text)))]
      var study = Study(title: text)
      study.patients = [patient]
      let written = try #require(write(study).files["cohort.json"])
      #expect(OBDSTesting.lines(try #require(read(written).study).patients[0]) == ["diagnosis: \(text); id: diagnosis"])
    }
  }

  /// The published series as a cohort, kept as an example; the study folder is read anew each time. VERLAUF_EXAMPLES=1 writes it.
  @Test("of the published series is the example")
  func example() async throws {
    let study = try #require(
      await StudyFolder.read(PythonReader.root.appendingPathComponent("Examples/gemcitabine-maintenance").path).study)
    let text = try #require(write(study).files["cohort.json"])
    let file = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.phenopackets.json")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    let back = try #require(read(text).study)
    #expect(back.patients.map(\.id) == ["1", "2", "3"])
    // What has no place in a packet, by kinds.
    let without = [
      "quality of life", "best supportive care", "follow-up", "event", "decision", "plan", "complication",
      "toxicity: no",
      "metastases: none", "last contact", "local relapse",
    ]
    for (patient, own) in zip(back.patients, study.patients) {
      let lost = Set(own.entries.map(\.id)).subtracting(patient.entries.map(\.id))
      let lines = OBDSTesting.lines(own).filter { line in lost.contains { line.contains("id: \($0)") } }
      #expect(lines.allSatisfy { line in without.contains { line.contains($0) } }, "\(lines)")
    }
  }

  // MARK: an independent reader

  /// A Python that has the messages of the schema, as protobuf compiles them.
  private static let validator = PythonReader("readers-phenopackets", importing: "phenopackets")

  private static let program = """
    import json, pathlib, sys
    from google.protobuf.json_format import ParseDict
    import phenopackets
    count = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        try:
            cohort = ParseDict(json.loads(path.read_text(encoding="utf-8")), phenopackets.Cohort())
            for member in cohort.members:
                count += len(member.diseases) + len(member.medical_actions) + len(member.measurements)
                count += len(member.phenotypic_features) + len(member.biosamples)
                prefixes = {resource.namespace_prefix for resource in member.meta_data.resources}
                assert member.meta_data.created.seconds and member.meta_data.created_by
                for disease in member.diseases:
                    assert disease.term.id.split(":")[0] in prefixes, disease.term.id
        except Exception as error:
            print(path.name, str(error)[:400])
    print(count)
    """

  @Test(
    "is read by the messages of the schema",
    .enabled(if: validator != nil, "phenopackets is not installed (script/bootstrap --readers)"))
  func valid() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-packets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var texts: [String] = []
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      if seed % 2 == 1 {
        for index in study.patients.indices { FHIRWritingTests.plain(&study.patients[index], &random) }
      }
      guard let text = write(study).files["cohort.json"] else { continue }
      texts.append(text)
    }
    texts.append(
      try String(
        contentsOf: PythonReader.root.appendingPathComponent(
          "Examples/exchange/gemcitabine-maintenance.phenopackets.json"),
        encoding: .utf8))
    for (number, text) in texts.enumerated() {
      try text.write(to: folder.appendingPathComponent("\(number).json"), atomically: true, encoding: .utf8)
    }
    // Every element has a name of ours but weights and heights; death and last contact have one of the person.
    let count = texts.reduce(0) { sum, text in
      sum + text.components(separatedBy: "\"urn:verlauf:entry\"").count - 1
        - (text.components(separatedBy: "\"subject/vitalStatus\"").count - 1)
        + text.components(separatedBy: "\"LOINC:29463-7\"").count - 1
        + text.components(separatedBy: "\"LOINC:8302-2\"").count - 1
    }
    let verdict = try #require(Self.validator).run(Self.program, [folder.path])
    #expect(verdict == "\(count)\n", "\(verdict.prefix(2000))")
  }
}
