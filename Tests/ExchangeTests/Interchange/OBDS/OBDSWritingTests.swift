// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import StudyTesting
import Testing

@testable import Interchange

@Suite("A study as reports", .timeLimit(.minutes(60)))
struct OBDSWritingTests {
  /// So many studies; a longer run: VERLAUF_OBDS_STUDIES=1000.
  private static let rounds = ProcessInfo.processInfo.environment["VERLAUF_OBDS_STUDIES"].flatMap(Int.init) ?? 60

  /// A folder for the files, to be held against the XML schema by who has it: VERLAUF_OBDS_OUT=/tmp/reports.
  private static let folder = ProcessInfo.processInfo.environment["VERLAUF_OBDS_OUT"]

  @Test("comes back equal or is told, for studies at random")
  func roundTrip() throws {
    var trip = RoundTrip()
    for seed in 0..<UInt64(Self.rounds) {
      var random = RandomStudy(seed: seed)
      var study = random.study(patients: 2)
      // Half of them with what reports can hold: random texts seldom are a date or a code.
      if seed % 2 == 1 { for index in study.patients.indices { Self.plain(&study.patients[index], &random) } }
      let writing = OBDSWriting.write(study, day: "2024-01-01")
      guard let text = writing.files["reports.xml"] else { continue }
      if let folder = Self.folder { try text.write(toFile: "\(folder)/\(seed).xml", atomically: true, encoding: .utf8) }
      try trip.hold(study, writing, OBDSTesting.read([InputFile(name: "reports.xml", text: text)]), seed)
      #expect(OBDSRules.faults(of: text) == [], "\(seed)")
    }
    #expect(trip.files > Self.rounds / 2 && trip.held > 10 * Self.rounds && trip.told > 0, "\(trip)")
  }

  /// Gives a random patient dates and words that reports can hold.
  private static func plain(_ patient: inout Patient, _ random: inout RandomStudy) {
    for index in patient.entries.indices {
      patient.entries[index].when = StatedTime(Day(random.number(10_000...20_000))).map { [$0] } ?? []
      patient.entries[index].ends = []
      patient.entries[index].isOngoing = false
      patient.entries[index].lasts = []
      switch patient.entries[index].content {
      case .diagnosis(var diagnosis):
        diagnosis.statements = []
        diagnosis.histology = "sarcoma"
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
        surgery.procedure = random.pick(["hysterectomy (OPS 5-683)", "OPS 5-852.a0L, OPS 5-683", "resection"])
        surgery.margin = random.pick([.stated("R0"), .unknown, .notStated])
        patient.entries[index].content = .surgery(surgery)
      case .assessment(var assessment):
        assessment.statements = []
        assessment.modality = random.pick([.notStated, .stated("CT")])
        assessment.finding = random.pick([
          nil, "no tumour at the primary site", "local relapse; new distant metastases", "words",
        ])
        patient.entries[index].content = .assessment(assessment)
      case .therapy(var therapy):
        therapy.statements = []
        therapy.drugs = random.pick([["gemcitabine"], ["gemcitabine", "docetaxel"], ["x:y"]])
        therapy.stopReason = .stated(random.pick(["progression", "toxicity", "completed", "words"]))
        therapy.phases = []
        therapy.planned = []
        therapy.administrations = []
        patient.entries[index].content = .therapy(therapy)
      case .toxicity(var toxicity):
        toxicity.statements = []
        toxicity.statedAbsence = nil
        toxicity.term = random.pick(["neutropenia", "no toxicity"])
        toxicity.grade = random.pick([.stated(3), .stated(1), .notRecorded])
        toxicity.version = random.pick([.stated("5.0"), .notRecorded])
        toxicity.qualifier = .notRecorded
        patient.entries[index].content = .toxicity(toxicity)
        patient.entries[index].when = []
      case .radiotherapy(var radiotherapy):
        radiotherapy.statements = []
        radiotherapy.target = .notStated
        radiotherapy.stopReason = .stated(random.pick(["completed", "words"]))
        patient.entries[index].content = .radiotherapy(radiotherapy)
      case .death:
        patient.entries[index].content = .death(
          Death(cause: random.pick([.stated("tumour-related"), .unknown, .stated("x")])))
      case .decision:
        patient.entries[index].content = .decision(
          random.pick(["tumour board after surgery: chemotherapy, surgery", "words"]))
      default: break
      }
    }
  }

  /// Of the published series no date is known, so that reports have the tumours and radiotherapies, and nothing that needs a day; of an invented record it has what has its day. VERLAUF_EXAMPLES=1 writes them.
  @Test(
    "of the published series and of an invented record are the examples",
    arguments: [("gemcitabine-maintenance", 3, 3), ("full-record", 1, 3)])
  func examples(name: String, patients: Int, others: Int) async throws {
    let root = PythonReader.root
    let study = try #require(await StudyFolder.read(root.appendingPathComponent("Examples/\(name)").path).study)
    let text = try #require(OBDSWriting.write(study, day: "2026-01-02").files["reports.xml"])
    let file = root.appendingPathComponent("Examples/exchange/\(name).obds.xml")
    if ProcessInfo.processInfo.environment["VERLAUF_EXAMPLES"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    #expect(OBDSRules.faults(of: text) == [])
    let count = { (tag: String) in text.components(separatedBy: tag).count - 1 }
    #expect(count("<Diagnose>") == patients)
    #expect(count("<SYST ") + count("<Verlauf ") + count("<OP ") + count("<ST ") == others)
    let back = try #require(OBDSTesting.read([InputFile(name: "reports.xml", text: text)]).study)
    #expect(back.patients.map(\.id) == study.patients.map(\.id))
  }

  @Test("that was read from reports says again what they said", arguments: OBDSSampleTests.all)
  func samples(_ expected: OBDSSampleTests.Expectation) throws {
    let study = try #require(OBDSTesting.read([try OBDSTesting.sample(expected.name)]).study)
    let writing = OBDSWriting.write(study, day: "2024-01-01")
    let text = try #require(writing.files["reports.xml"])
    #expect(OBDSRules.faults(of: text) == [])
    let reading = OBDSTesting.read([InputFile(name: "reports.xml", text: text)])
    #expect(reading.misfits.map(\.description) == [])
    let back = try #require(reading.study)
    // The day of birth is not in the study, so that the age cannot come back; a death without its day has no report.
    let isHeld: (String) -> Bool = {
      !$0.hasPrefix("age: ") && $0 != "death: unknown; id: death" && $0 != "death: not stated; id: death"
    }
    #expect(back.patients.map(OBDSTesting.lines) == study.patients.map { OBDSTesting.lines($0).filter(isHeld) })
    let lost = Set(writing.losses.lines.filter { $0.outcome == .unplaced }.map { "\($0.file)/\($0.column)" })
    #expect(
      lost.isSubset(of: [
        "study/study", "patient/age", "death/death", "death/id", "diagnosis/note", "therapy/note", "assessment/note",
        "death/note", "decision/note",
      ]))
  }

  @Test("has dates with their precision, and no day that is not known")
  func dates() throws {
    var patient = Patient(id: "1")
    var diagnosis = Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "leiomyosarcoma")))
    diagnosis.when = [try #require(try? .init(parsing: "2020-03"))]
    var therapy = Entry(id: "gem", content: .therapy(Therapy(drugs: ["gemcitabine"])))
    therapy.when = [try #require(try? .init(parsing: "2020"))]
    var death = Entry(id: "death", content: .death(Death()))
    death.when = [try #require(try? .init(parsing: "2021-05"))]
    patient.entries = [diagnosis, therapy, death]
    var study = Study(title: "A study")
    study.patients = [patient]
    let writing = OBDSWriting.write(study, day: "2024-01-01")
    let text = try #require(writing.files["reports.xml"])
    #expect(text.contains("<Diagnosedatum Datumsgenauigkeit=\"T\">2020-03-15</Diagnosedatum>"))
    // A begin is at least a month, a death a day: neither is made up.
    #expect(!text.contains("<SYST") && !text.contains("<Tod"))
    for kind in ["therapy", "death"] {
      #expect(writing.losses.lines.contains { $0.outcome == .unplaced && $0.file == kind && $0.column == "when" })
    }
    #expect(
      text.contains("<Code>C80.9</Code>") && text.contains("<Wert>not recorded: Tumorzuordnung/Primaertumor_ICD</Wert>")
    )
    let back = try #require(OBDSTesting.read([InputFile(name: "x.xml", text: text)]).study)
    #expect(OBDSTesting.lines(back.patients[0]) == ["diagnosis: leiomyosarcoma; id: diagnosis; when: 2020-03"])
  }

  @Test("is held against rules that find what is out of place")
  func rules() throws {
    let study = try #require(OBDSTesting.read([try OBDSTesting.sample("obdsv3_verlauf")]).study)
    let text = try #require(OBDSWriting.write(study, day: "2024-01-01").files["reports.xml"])
    #expect(OBDSRules.faults(of: text) == [])
    let breaks = [
      ("<Eigene_Leistung>U</Eigene_Leistung>", ""), ("<Geschlecht>M</Geschlecht>", "<Geschlecht>male</Geschlecht>"),
      ("<Sterbedatum>2024-10-16</Sterbedatum>", "<Sterbedatum>2024-10</Sterbedatum>"),
      (" Datumsgenauigkeit=\"M\"", ""), ("<Code>C17.1</Code>", "<Code>17.1</Code>"),
      (
        "<Tod_tumorbedingt>J</Tod_tumorbedingt>",
        "<Tod_tumorbedingt>J</Tod_tumorbedingt><Sterbedatum>2024-10-16</Sterbedatum>"
      ),
      ("<Nachname>Unbekannt</Nachname>", "<Nachname>7</Nachname>"),
      (" Meldung_ID=\"20001234-2\"", " Meldung_ID=\"20001234-1\""),
      ("<Meldedatum>2024-01-01</Meldedatum>", ""), ("<Adresse/>", "<Adresse/><Adresse/>"),
    ]
    for (sound, broken) in breaks {
      let changed = text.replacingOccurrences(of: sound, with: broken)
      #expect(changed != text && !OBDSRules.faults(of: changed).isEmpty, "\(sound)")
    }
  }

  /// What was assessed by CT with a response keeps response and day; that it was a CT is told.
  @Test("keeps of an entry what reports can hold of it")
  func partly() throws {
    var assessment = Assessment(modality: .stated("CT"))
    assessment.response = .stated(.partial)
    var visit = Entry(id: "ct-1", content: .assessment(assessment))
    visit.when = [try StatedTime(parsing: "2020-05-03")]
    var patient = Patient(id: "1")
    patient.entries = [Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: "sarcoma"))), visit]
    var study = Study(title: "x")
    study.patients = [patient]
    let writing = OBDSWriting.write(study, day: "2024-01-01")
    let lines = writing.losses.lines.filter { $0.file == "assessment" }
    #expect(lines.filter { $0.outcome == .understood }.map(\.column).sorted() == ["id", "response", "when"])
    #expect(lines.filter { $0.outcome != .understood }.map(\.column) == ["assessment"])
  }

  @Test("escapes every text")
  func hostile() throws {
    let texts = ["a & b < c > d \" e ' f", "]]>", "<![CDATA[x]]>", "&amp;", "<!-- x -->", "<?x y?>"]
    for text in texts {
      var patient = Patient(id: "1")
      patient.entries = [Entry(id: "diagnosis", content: .diagnosis(Diagnosis(histology: text)))]
      var study = Study(title: text)
      study.patients = [patient]
      let written = try #require(OBDSWriting.write(study, day: "2024-01-01").files["reports.xml"])
      let back = try #require(OBDSTesting.read([InputFile(name: "x.xml", text: written)]).study)
      #expect(OBDSTesting.lines(back.patients[0]) == ["diagnosis: \(text); id: diagnosis"])
    }
    #expect(ReportNode.escaped("a\u{7}\u{FFFE}b\n") == "a\u{FFFD}\u{FFFD}b&#10;")
  }

  /// UICC, TNM Classification of Malignant Tumours: the prefix before each category, symbols before it.
  @Test(
    "takes a stage apart as it was put together",
    arguments: ["ypT2(m) ypN0 ycM0 L0 V1 Pn0 UICC IIA", "cT2 cN0 cM0", "T1 N0 M0", "pT3", "UICC IV", "L1", "rpT0 rpN1"])
  func stage(text: String) throws {
    #expect(OBDSStage(text) != nil)
    var diagnosis = Diagnosis(histology: "sarcoma")
    diagnosis.stage = .stated(text)
    diagnosis.stageEdition = .stated("UICC 8")
    var patient = Patient(id: "1")
    patient.entries = [Entry(id: "diagnosis", content: .diagnosis(diagnosis))]
    var study = Study(title: "x")
    study.patients = [patient]
    let written = try #require(OBDSWriting.write(study, day: "2024-01-01").files["reports.xml"])
    #expect(OBDSRules.faults(of: written) == [])
    let back = try #require(OBDSTesting.read([InputFile(name: "x.xml", text: written)]).study)
    #expect(
      OBDSTesting.lines(back.patients[0]) == [
        "diagnosis: sarcoma; id: diagnosis; stage: \(text); stage edition: UICC 8"
      ])
    for none in ["T2 T3", "N0 T1", "stage IV", "T9", "UICC V", "", "ypT2 pN0", "high", "M0 L0 T1", "T2  N0"] {
      #expect(OBDSStage(none) == nil, "\(none)")
    }
  }
}
