// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study as resources of FHIR", .timeLimit(.minutes(60)))
struct FHIRWritingTests {
  /// So many studies; a longer run: VERLAUF_FHIR_STUDIES=1000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_FHIR_STUDIES"].flatMap(Int.init) ?? 60

  @Test("comes back equal or is told, for studies at random", arguments: FHIRWriting.shapes)
  func roundTrip(_ shape: String) throws {
    var trip = RoundTrip()
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      // Half of them with what resources can hold: random texts seldom are a date or a code.
      if seed % 2 == 1 { for index in study.patients.indices { Self.plain(&study.patients[index], &random) } }
      let writing = FHIRWriting.write(study, shape: shape)
      guard !writing.files.isEmpty else { continue }
      try trip.hold(study, writing, FHIRTesting.read(writing.files.map { InputFile(name: $0, text: $1) }), seed)
    }
    #expect(trip.files > Self.rounds / 2 && trip.held > 20 * Self.rounds && trip.told > 0, "\(trip)")
  }

  /// Gives a random patient codes and words that resources can hold; times stay as they are.
  static func plain(_ patient: inout Patient, _ random: inout RandomStudy) {
    for index in patient.entries.indices {
      switch patient.entries[index].content {
      case .diagnosis(var diagnosis):
        diagnosis.statements = []
        diagnosis.histology = random.pick(["leiomyosarcoma", "uterine sarcoma"])
        diagnosis.grade = .stated(random.pick(["G1", "G2", "high"]))
        diagnosis.stage = .stated(random.pick(["pT2 pN0 cM0 UICC IIA", "stage IV"]))
        diagnosis.stageEdition = .stated("UICC 8")
        diagnosis.biomarkers = random.pick([["KIT: mutation/positive", "PDGFRA: D842V"], ["KIT"], []])
        patient.entries[index].content = .diagnosis(diagnosis)
      case .metastases:
        patient.entries[index].content = .metastases(
          Metastases(sites: random.pick([["lung"], ["lung", "bone"], ["iliac"]])))
      case .surgery(var surgery):
        surgery.statements = []
        surgery.procedure = random.pick(["hysterectomy (OPS 5-683)", "resection"])
        surgery.margin = random.pick([.stated("R0"), .unknown, .notStated])
        patient.entries[index].content = .surgery(surgery)
      case .assessment(var assessment):
        assessment.statements = []
        assessment.modality = random.pick([.notStated, .stated("CT")])
        assessment.finding = random.pick([nil, "new nodules", "words"])
        patient.entries[index].content = .assessment(assessment)
      case .therapy(var therapy):
        therapy.statements = []
        therapy.drugs = random.pick([["gemcitabine"], ["gemcitabine", "docetaxel"], ["x:y"]])
        // What goes on was not stopped.
        let reason: Recorded<String> = .stated(random.pick(["progression", "toxicity", "words"]))
        therapy.stopReason = patient.entries[index].isOngoing ? .notRecorded : reason
        therapy.phases = []
        therapy.planned = []
        therapy.administrations = []
        patient.entries[index].content = .therapy(therapy)
      case .toxicity(var toxicity):
        toxicity.statements = []
        toxicity.statedAbsence = nil
        toxicity.term = random.pick(["neutropenia", "no toxicity"])
        toxicity.grade = random.pick([.stated(3), .stated(1), .notRecorded])
        toxicity.qualifier = .notRecorded
        patient.entries[index].content = .toxicity(toxicity)
      case .radiotherapy(var radiotherapy):
        radiotherapy.statements = []
        radiotherapy.target = random.pick([.notStated, .stated("pelvis")])
        let why: Recorded<String> = .stated(random.pick(["completed", "words"]))
        radiotherapy.stopReason = patient.entries[index].isOngoing ? .notRecorded : why
        patient.entries[index].content = .radiotherapy(radiotherapy)
      case .death:
        patient.entries[index].content = .death(
          Death(cause: random.pick([.stated("tumour-related"), .unknown, .stated("sepsis")])))
      case .decision:
        patient.entries[index].content = .decision(
          random.pick(["tumour board after surgery: chemotherapy, surgery", "words"]))
      default: break
      }
    }
  }

  /// A time that is no date of FHIR stands as it was stated; no date is made up of it.
  @Test("has dates as exact as they were, and times as they were stated")
  func times() throws {
    var patient = Patient(id: "1")
    var diagnosis = Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma")))
    diagnosis.when = [try StatedTime(parsing: "2020-03")]
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine"])))
    therapy.when = [try StatedTime(parsing: "2020-04/2020-06")]
    therapy.ends = [try StatedTime(parsing: "6 mo after start of gem")]
    var death = Entry(id: "death", content: .death(Death()))
    death.when = [try StatedTime(parsing: "nearly 2 y after diagnosis")]
    patient.entries = [diagnosis, therapy, death]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = FHIRWriting.write(study)
    let text = try #require(writing.files["bundle.json"])
    #expect(text.contains("\"valueDateTime\": \"2020-03\"") && text.contains("\"valueString\": \"2020-04/2020-06\""))
    #expect(!text.contains("2020-04-") && !text.contains("2022"))
    let back = try #require(FHIRTesting.read([InputFile(name: "x.json", text: text)]).study)
    #expect(
      OBDSTesting.lines(back.patients[0]) == [
        "diagnosis: leiomyosarcoma; id: diagnosis; when: 2020-03",
        "death: true; id: death; when: nearly 2 y after diagnosis",
        "therapy: gemcitabine; id: gem; when: 2020-04/2020-06; ends: 6 mo after start of gem",
      ])
    #expect(writing.losses.lines.filter { $0.outcome == .unplaced }.map(\.column).sorted() == ["study"])
  }

  /// What a server exports: a file for each type, in each line one resource of that type, references by type and id (FHIR Bulk Data Access 2.0, 5.2.4).
  @Test("as lines has a file for each type, and holds what the bundle holds")
  func lines() throws {
    var patient = Patient(id: "7")
    // An entry may be called as the patient is in references of a bundle.
    patient.entries = [
      Entry(id: "patient", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma"))),
      Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine", "docetaxel"]))),
    ]
    patient.entries[1].when = [try StatedTime(parsing: "2020-04-03")]
    var study = Study(title: "A study")
    study.patients = [patient, Patient(id: "8")]
    let files = FHIRWriting.write(study, shape: "ndjson").files
    #expect(
      files.keys.sorted() == ["Condition.ndjson", "MedicationStatement.ndjson", "Patient.ndjson", "Procedure.ndjson"])
    let lines = files.mapValues { $0.split(separator: "\n") }
    #expect(lines.mapValues(\.count).sorted { $0.key < $1.key }.map(\.value) == [1, 2, 2, 1])
    for (name, text) in files {
      #expect(text.hasSuffix("}\n") && !text.contains("\n\n") && !text.contains("urn:uuid"), "\(name)")
      for line in lines[name] ?? [] {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["resourceType"] as? String == String(name.dropLast(".ndjson".count)))
        let subject = object["subject"] as? [String: Any]
        #expect(name == "Patient.ndjson" || subject?["reference"] as? String == "Patient/7", "\(line)")
      }
    }
    let back = FHIRTesting.read(files.map { InputFile(name: $0, text: $1) })
    let bundle = FHIRTesting.read(FHIRWriting.write(study).files.map { InputFile(name: $0, text: $1) })
    let (one, other) = (try #require(back.study), try #require(bundle.study))
    #expect(one.patients.map(\.id) == ["7", "8"])
    for (one, other) in zip(one.patients, other.patients) {
      #expect(OBDSTesting.lines(one) == OBDSTesting.lines(other))
    }
    #expect(
      OBDSTesting.lines(one.patients[0]) == [
        "diagnosis: leiomyosarcoma; id: patient", "therapy: gemcitabine + docetaxel; id: gem; when: 2020-04-03",
      ])
    #expect(FHIRWriting.write(study, shape: "xml").refusal != nil)
  }

  @Test("escapes every text, and holds it or tells it")
  func hostile() throws {
    for text in ["a \"b\" \\ c", "</script>", "x\u{2028}y", "{\"a\":1}", "💉 Ünï", "a\nb"] {
      var patient = Patient(id: "1")
      patient.entries = [Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: text)))]
      var study = Study(title: text)
      study.patients = [patient]
      for shape in FHIRWriting.shapes {
        let files = FHIRWriting.write(study, shape: shape).files.map { InputFile(name: $0, text: $1) }
        let back = try #require(FHIRTesting.read(files).study)
        #expect(OBDSTesting.lines(back.patients[0]) == ["diagnosis: \(text); id: diagnosis"])
      }
    }
  }

  @Test(
    "that was read from resources says again what they said",
    arguments: ["jenny-m-fullBundle.json", "mcode-extraction-patient-1.json"])
  func samples(_ path: String) throws {
    let study = try #require(FHIRTesting.read([try FHIRTesting.sample(path)]).study)
    let writing = FHIRWriting.write(study)
    let text = try #require(writing.files["bundle.json"])
    let reading = FHIRTesting.read([InputFile(name: "bundle.json", text: text)])
    #expect(reading.misfits.map(\.description) == [])
    let back = try #require(reading.study)
    // Events and orders have no resource of their own; two stages side by side, and the age without the day of birth, are told.
    for (own, other) in zip(
      study.patients.filter { $0.entries.count > 2 }, back.patients.filter { $0.entries.count > 2 })
    {
      let kinds = ["surgery", "therapy", "assessment", "performance status", "radiotherapy"]
      let isHeld = { (line: String) in kinds.contains { line.hasPrefix($0 + ":") } }
      #expect(OBDSTesting.lines(other).filter(isHeld) == OBDSTesting.lines(own).filter(isHeld))
    }
  }

  /// The published series as a bundle, kept as an example; the study folder is read anew each time. VERLAUF_EXAMPLES=1 writes it.
  @Test("of the published series is the example")
  func example() async throws {
    let folder = PythonReader.root.appendingPathComponent("Examples/gemcitabine-maintenance")
    let study = try #require(await StudyFolder.read(folder.path).study)
    let text = try #require(FHIRWriting.write(study).files["bundle.json"])
    let file = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.fhir.json")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    let lines = FHIRWriting.write(study, shape: "ndjson").files
    let export = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.fhir")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try FileManager.default.createDirectory(at: export, withIntermediateDirectories: true)
      for (name, text) in lines {
        try text.write(to: export.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: export.path)) == Set(lines.keys))
    for (name, text) in lines {
      #expect(try String(contentsOf: export.appendingPathComponent(name), encoding: .utf8) == text, "\(name)")
    }
    let back = try #require(FHIRTesting.read([InputFile(name: "x.json", text: text)]).study)
    let other = try #require(FHIRTesting.read(lines.map { InputFile(name: $0, text: $1) }).study)
    #expect(other.patients.map { OBDSTesting.lines($0) } == back.patients.map { OBDSTesting.lines($0) })
    #expect(back.patients.map(\.id) == ["1", "2", "3"])
    // What has no resource: that there was no complication and no metastasis, quality of life, supportive care, follow-up, last contacts.
    let without = [
      "no serious complications", "metastases: none", "quality of life", "best supportive care", "follow-up",
      "last contact",
    ]
    for (patient, own) in zip(back.patients, study.patients) {
      let lost = Set(own.entries.map(\.id)).subtracting(patient.entries.map(\.id))
      let lines = OBDSTesting.lines(own).filter { line in lost.contains { line.contains("id: \($0)") } }
      #expect(lines.allSatisfy { line in without.contains { line.contains($0) } }, "\(lines)")
    }
  }

  // MARK: an independent validator

  /// A Python that has fhir.resources 6.4.0, the last one for R4.
  private static let validator = PythonReader("readers-fhir", importing: "fhir.resources")

  /// Bundles of a folder as they are; folders in it as exports, in which every reference is to a resource that is there.
  private static let program = """
    import json, pathlib, sys
    from fhir.resources import construct_fhir_element
    from fhir.resources import __fhir_version__ as version
    count = 0
    def references(value):
        if isinstance(value, dict):
            for key, own in value.items():
                if key == "reference": yield own
                else: yield from references(own)
        elif isinstance(value, list):
            for own in value: yield from references(own)
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        try:
            if path.is_file():
                bundle = construct_fhir_element("Bundle", json.loads(path.read_text(encoding="utf-8")))
                count += len(bundle.entry or [])
                continue
            there, named = set(), set()
            for file in path.iterdir():
                lines = file.read_text(encoding="utf-8").split("\\n")
                assert lines.pop() == "", "no line end at the end of " + file.name
                for line in lines:
                    own = json.loads(line)
                    construct_fhir_element(file.name.removesuffix(".ndjson"), own)
                    key = own["resourceType"] + "/" + own["id"]
                    assert key not in there, key + " twice"
                    there.add(key)
                    named.update(references(own))
                    count += 1
            assert named <= there, str(named - there)
        except Exception as error:
            print(path.name, str(error)[:400])
    print(version, count)
    """

  @Test(
    "is valid R4 by fhir.resources",
    .enabled(if: validator != nil, "fhir.resources 6.4.0 is not installed (script/bootstrap --readers)"))
  func valid() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-fhir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var count = 0
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      if seed % 2 == 1 { for index in study.patients.indices { Self.plain(&study.patients[index], &random) } }
      guard let text = FHIRWriting.write(study).files["bundle.json"] else { continue }
      count += text.components(separatedBy: "\"resourceType\"").count - 2
      try text.write(to: folder.appendingPathComponent("\(seed).json"), atomically: true, encoding: .utf8)
      let export = folder.appendingPathComponent("\(seed)")
      try FileManager.default.createDirectory(at: export, withIntermediateDirectories: true)
      for (name, text) in FHIRWriting.write(study, shape: "ndjson").files {
        count += text.split(separator: "\n").count
        try text.write(to: export.appendingPathComponent(name), atomically: true, encoding: .utf8)
      }
    }
    let example = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.fhir.json")
    count += try String(contentsOf: example, encoding: .utf8).components(separatedBy: "\"resourceType\"").count - 2
    try FileManager.default.copyItem(at: example, to: folder.appendingPathComponent("example.json"))
    let export = PythonReader.root.appendingPathComponent("Examples/exchange/gemcitabine-maintenance.fhir")
    for name in try FileManager.default.contentsOfDirectory(atPath: export.path) {
      let text = try String(contentsOf: export.appendingPathComponent(name), encoding: .utf8)
      count += text.split(separator: "\n").count
    }
    try FileManager.default.copyItem(at: export, to: folder.appendingPathComponent("example"))
    let verdict = try #require(Self.validator).run(Self.program, [folder.path])
    #expect(verdict == "4.0.1 \(count)\n", "\(verdict.prefix(2000))")
  }
}
