// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Notation
import Testing

@testable import Interchange

@Suite("Ready mappings")
struct ReadyMappingTests {
  private func lengths(_ study: Study, _ patient: String, _ id: String, isEnd: Bool = false) throws -> LengthBounds {
    let patient = try #require(study.patients.first { $0.id == patient })
    let timeline = PatientTimeline(patient, in: study)
    let from = try #require(
      timeline.start(of: study.patients.first?.entry("diagnosis") == nil ? "treatment" : "diagnosis"))
    let event = try #require(isEnd ? timeline.end(of: id) : timeline.start(of: id))
    return timeline.length(from: from, to: event)
  }

  /// Bounds in months of 30.4375 days; the grid of lengths is 1/6400 day.
  private func expect(_ bounds: LengthBounds, _ lower: Double, _ upper: Double) throws {
    let (least, most) = (try #require(bounds.lower).days, try #require(bounds.upper).days)
    #expect(abs(least - lower * 30.4375) < 0.001, "\(least)")
    #expect(abs(most - upper * 30.4375) < 0.001, "\(most)")
  }

  @Test("read what they are for", arguments: ReadyMapping.all.map(\.name))
  func sound(name: String) throws {
    let file = try #require(ReadyMapping.named(name))
    #expect(TableMapping.read(file).misfits == [])
    // A mapping is what it says: written and read again it is the same.
    let mapping = try #require(TableMapping.read(file).mapping)
    #expect(TableMapping.read(InputFile(name: "again.yaml", text: mapping.text)).mapping == mapping)
  }

  /// A made-up table as packages for swimmer plots have it: months from the start.
  @Test("of a swimmer plot with one row a patient has its times in months")
  func swimmerPatients() throws {
    let csv = """
      patient,treatment,end,ongoing,response,response time,progression,death,last contact
      1,drug A,7.5,no,PR,2.0,7.5,12.25,
      2,drug B,,yes,NA,NA,NA,NA,9

      """
    let reading = try readReady("swimmer-patients", ["s.csv": csv])
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    let ids = study.patients.map { $0.entries.map(\.id) }
    #expect(ids == [["treatment", "response", "progression", "death"], ["treatment", "last-contact"]])
    // 7.5 mo to half of its last digit: 7.45 to 7.55 months of 30.4375 days.
    let end = try lengths(study, "1", "treatment", isEnd: true)
    try expect(end, 7.45, 7.55)
    let death = try lengths(study, "1", "death")
    try expect(death, 12.245, 12.255)
    let last = try lengths(study, "2", "last-contact")
    try expect(last, 8.5, 9.5)
    #expect(study.patients[1].entry("treatment")?.isOngoing == true)
    #expect(reading.losses.count(.unplaced) == 0)
  }

  @Test("of a swimmer plot with one row an event has its times in days")
  func swimmerEvents() throws {
    let csv = """
      patient,event,what,start,end
      1,treatment,drug A,0,220
      1,response,PR,61,
      1,progression,,220,
      1,death,,373,
      2,treatment,drug B,0,
      2,surgery,resection,-30,
      2,last contact,,150,

      """
    let reading = try readReady("swimmer-events", ["s.csv": csv])
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients[1].entry("treatment")?.sources.map(\.section) == ["s.csv, row 6: start, what"])
    func exactly(_ days: Double) -> LengthBounds {
      LengthBounds(lower: TimeLength(days: days), upper: TimeLength(days: days))
    }
    try #expect(lengths(study, "1", "treatment", isEnd: true) == exactly(220))
    try #expect(lengths(study, "1", "response") == exactly(61))
    try #expect(lengths(study, "1", "death") == exactly(373))
    try #expect(lengths(study, "2", "surgery") == exactly(-30))
    try #expect(lengths(study, "2", "last-contact") == exactly(150))
  }

  /// A made-up study in the format of cBioPortal.
  @Test("of cBioPortal counts from the diagnosis")
  func cBioPortal() throws {
    let clinical = """
      #Patient Identifier\tSex\tAge\tOS status\tOS months
      #Patient Identifier\tSex\tAge\tOS status\tOS months
      #STRING\tSTRING\tNUMBER\tSTRING\tNUMBER
      #1\t1\t1\t1\t1
      PATIENT_ID\tSEX\tAGE\tOS_STATUS\tOS_MONTHS
      P-1\tFemale\t61\t1:DECEASED\t20.5
      P-2\tMale\t44\t0:LIVING\t31

      """
    let treatment = """
      PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\tTREATMENT_TYPE\tSUBTYPE\tAGENT
      P-1\t20\t146\tTREATMENT\tMedical Therapy\tChemotherapy\tdoxorubicin
      P-1\t200\t240\tTREATMENT\tRadiation Therapy\tWPRT\t
      P-2\t5\t300\tTREATMENT\tMedical Therapy\tChemotherapy\tgemcitabine

      """
    let surgery = "PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\nP-2\t10\t\tSURGERY\n"
    let files = [
      "data_clinical_patient.txt": clinical, "data_timeline_treatment.txt": treatment,
      "data_timeline_surgery.txt": surgery,
    ].sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
    #expect(StudyFormat.cBioPortal.recognises(files.map(\.name)))
    let read = try #require(StudyFormat.cBioPortal.read)
    let reading = read(StudyFormat.Request(files: files))
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    func exactly(_ days: Double) -> LengthBounds {
      LengthBounds(lower: TimeLength(days: days), upper: TimeLength(days: days))
    }
    try #expect(lengths(study, "P-1", "treatment") == exactly(20))
    try #expect(lengths(study, "P-1", "treatment", isEnd: true) == exactly(146))
    try #expect(lengths(study, "P-1", "radiation", isEnd: true) == exactly(240))
    try #expect(lengths(study, "P-2", "treatment") == exactly(5))
    try #expect(lengths(study, "P-2", "surgery") == exactly(10))
    let death = try lengths(study, "P-1", "death")
    try expect(death, 20.45, 20.55)
    #expect(study.patients[1].entry("last-contact")?.when.map(\.text) == ["31 mo after diagnosis"])
    #expect(study.patients[0].age.value?.years == 61)
  }

  private func readReady(_ name: String, _ files: [String: String]) throws -> StudyReading {
    let inputs = files.map { InputFile(name: $0.key, text: $0.value) }
    let mapping = try #require(ReadyMapping.named(name))
    return TableReading.read(StudyFormat.Request(files: inputs, mapping: mapping))
  }
}

@Suite("A mapping that is proposed")
struct MappingProposalTests {
  /// The proposal of the German spreadsheet: what is sure is a mapping that reads, what is not is a comment.
  @Test("can be read as it stands, and leaves open what the file does not say")
  func forty() throws {
    let csv = try #require(try TableReadingTests.tables()["patienten.csv"])
    let proposal = MappingProposal.propose([InputFile(name: "patienten.csv", text: csv)])
    #expect(proposal.misfits == [])
    let text = try #require(proposal.text)
    let read = TableMapping.read(InputFile(name: "mapping.yaml", text: text))
    #expect(read.misfits == [], "\(text)")
    let table = try #require(read.mapping?.tables.first)
    #expect(table.separator == .semicolon && table.header == [1, 2] && table.decimal == .comma)
    #expect(Set(table.dates) == [.german, .germanMonth, .year])
    func column(_ name: String) -> TableMapping.Column? { table.columns.first { $0.name == name } }
    #expect(column("Pat.-Nr.")?.key == "patient")
    #expect(column("Geschlecht")?.words == [.init("m", "male"), .init("w", "female")])
    #expect(column("Erstlinie Beginn").map { [$0.entry ?? "", $0.key] } == ["line-1", "starts"])
    // Days count from an event that no header names, and `Kohorte` is in no list.
    #expect(column("Erstlinie Ende (Tag)") == nil && column("Kohorte") == nil)
    #expect(
      text.contains("# - {column: \"Erstlinie Ende (Tag)\"") || text.contains("# - {column: Erstlinie Ende (Tag)"),
      "\(text)")
    #expect(text.contains("is number: 0") && text.contains("is number: 1"))
    #expect(proposal.preview.contains("patient: P01") && proposal.preview.contains("2022-01-24"), "\(proposal.preview)")
    #expect(proposal.openQuestions > 3)
  }

  @Test("offers each column of ids where no header names the patient")
  func unnamedPatient() throws {
    let csv = "mrn,sex,remark\n1,m,fell ill\n2,f,\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(text.contains("# - {column: mrn, is: patient}") && !text.contains("{column: remark, is: patient}"))
  }

  @Test("offers both readings of dates that have two")
  func bothReadings() throws {
    let text = try #require(
      MappingProposal.propose([InputFile(name: "a.csv", text: "id,start\n1,03/04/2020\n2,05/06/2020\n")]).text)
    #expect(text.contains("# dates: [dd/mm/yyyy]") && text.contains("# dates: [mm/dd/yyyy]"))
    let sure = try #require(
      MappingProposal.propose([InputFile(name: "a.csv", text: "id,start\n1,03/04/2020\n2,25/06/2020\n")]).text)
    #expect(sure.contains("\n    dates: [dd/mm/yyyy]"))
  }
}

@Suite("The page on tables")
struct MappingPageTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/Tables.md")

  /// `script/tables` runs this with the variable, and it writes the page.
  @Test("has the keys that the notation of a mapping has")
  func tables() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = MappingPage.renewed(page)
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run script/tables")
    for (name, text) in MappingPage.tables { #expect(page.contains(text), "no table \(name)") }
  }

  @Test("shows a mapping that can be read")
  func example() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let block = try #require(
      page.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let header =
      "Cohort;No.;Sex;Age;Weight (kg);Histology;Diagnosed;First line;;;Best response;Response (day);Status;Last seen (day)\n"
    let names = ";;;;;;;Drug;Start;End (day);;;;\n"
    let row = "North;1;f;61;64,5;leiomyosarcoma;3.2019;doxorubicin;2.4.2019;85;PR;43;dead;400\n;Total;1;;;;;;;;;;;\n"
    let reading = readTable(["patients.csv": header + names + row], block)
    #expect(reading.misfits == [])
    let patient = try #require(reading.study?.patients.first)
    // Day 85 of a therapy that starts on day 1 is 84 days later.
    #expect(patient.entry("line-1")?.ends.map(\.text) == ["84 d after start of line-1"])
    #expect(patient.diagnosis?.entry.when.map(\.text) == ["2019-03"])
    #expect(patient.death?.when.map(\.text) == ["399 d after start of line-1"])
  }
}
