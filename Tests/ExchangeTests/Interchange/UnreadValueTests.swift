// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// Values that the record knows and cannot read are told, what it has no key for is named in the loss report, and messages say where they stand.
@Suite("Values that are not read, and where they stand") struct UnreadValueTests {
  private static func observation(_ code: String, _ value: String) -> String {
    #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}],"text":"LDH"},"effectiveDateTime":"2020-06-01",\#(value)"#
      .replacing(code == "2532-0" ? "\u{0}" : #","text":"LDH""#, with: "")
  }

  private static let ucum = #""system":"http://unitsofmeasure.org""#

  @Test(arguments: [
    ("718-7", #""valueString":"10,4 g/dl""#), ("26499-4", #""valueQuantity":{"value":2.1,"unit":"G/l"}"#),
    ("26499-4", #""valueQuantity":{"value":2.1,"unit":"Tsd./µl"}"#),
    ("718-7", #""valueQuantity":{"value":10.4,"comparator":">=","unit":"g/dL",\#(ucum),"code":"g/dL"}"#),
    ("29463-7", #""valueQuantity":{"value":71000,"unit":"g",\#(ucum),"code":"g"}"#),
    ("29463-7", #""valueString":"71 kg""#),
  ])
  func told(code: String, value: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.observation(code, value)])])
    #expect(reading.study != nil, "\(reading.misfits)")
    #expect(
      reading.warnings.count { $0.message.contains("read in no such form") } == 1, "\(value): \(reading.warnings)")
  }

  @Test(arguments: [
    ("718-7", #""valueQuantity":{"value":10.4,"unit":"g/dL",\#(ucum),"code":"g/dL"}"#),
    ("29463-7", #""valueQuantity":{"value":71,"unit":"kg",\#(ucum),"code":"kg"}"#),
    ("2532-0", #""valueQuantity":{"value":310,"unit":"U/L",\#(ucum),"code":"U/L"}"#),
  ])
  func untold(code: String, value: String) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.observation(code, value)])])
    #expect(
      reading.study != nil && !reading.warnings.contains { $0.message.contains("no such form") }, "\(reading.warnings)")
  }

  /// The record has no key for LDH: the loss report names it, in every format.
  @Test func keyless() throws {
    func isNamed(_ reading: StudyReading, _ name: String) -> Bool {
      reading.losses.lines.contains {
        $0.outcome == .kept && $0.meaning.contains("no key for") && $0.meaning.contains(name)
      }
    }
    let value = #""valueQuantity":{"value":310,"unit":"U/L",\#(Self.ucum),"code":"U/L"}"#
    let resource = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, Self.observation("2532-0", value)])])
    #expect(isNamed(resource, "LDH"), "\(resource.losses.lines.map(\.meaning))")
    let record = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"),
      CDISCTesting.csv("LB", "LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU", "1,LDH,Lactate Dehydrogenase,310,U/L"),
    ])
    #expect(isNamed(record, "Lactate Dehydrogenase"))
    let row = try OMOPTesting.read(
      OMOPTesting.files([
        "PERSON": OMOPTesting.person,
        "MEASUREMENT": OMOPTesting.measurement + "1,7,0,2020-06-01,0,,310,2532-0,U/L,,,\n",
      ]))
    #expect(isNamed(row, "2532-0"))
  }

  @Test func recordsAndRows() throws {
    func record(_ domain: String, _ header: String, _ text: String) -> StudyReading {
      CDISCTesting.read([CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv(domain, header, text)])
    }
    let header = "LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU"
    func isTold(_ reading: StudyReading) -> Bool { reading.warnings.contains { $0.message.contains("no such form") } }
    #expect(isTold(record("LB", header, "1,HGB,Hemoglobin,10.4,furlong")))
    #expect(!isTold(record("LB", header, "1,HGB,Hemoglobin,10.4,g/dL")))
    #expect(isTold(record("VS", "VSSEQ,VSTESTCD,VSORRES,VSORRESU", "1,WEIGHT,71000,g")))
    #expect(!isTold(record("VS", "VSSEQ,VSTESTCD,VSORRES,VSORRESU", "1,WEIGHT,71,kg")))
    func row(_ unit: String) throws -> StudyReading {
      try OMOPTesting.read(
        OMOPTesting.files([
          "PERSON": OMOPTesting.person,
          "MEASUREMENT": OMOPTesting.measurement + "1,7,0,2020-06-01,0,,10.4,718-7,\(unit),,,\n",
        ]))
    }
    #expect(isTold(try row("furlong")))
    #expect(!isTold(try row("g/dL")))
  }

  // MARK: places

  @Test func lineAndByte() {
    let text = "{\"resourceType\":\"Bundle\",\n  \"entry\":[ {,}]}"
    let bundle = FHIRTesting.read([InputFile(name: "b.json", text: text)])
    // The comma is the 14th byte of the second line.
    #expect(
      bundle.misfits.map(\.description).first?.hasPrefix("b.json, line 2: `,`, at byte 14 of the line") ?? false,
      "\(bundle.misfits)")
    let packet = PhenopacketReading.read(
      StudyFormat.Request(files: [InputFile(name: "p.json", text: text)], keepsGoing: false))
    #expect(
      packet.misfits.first?.description.contains("line 2: `,`, at byte 14 of the line") ?? false, "\(packet.misfits)")
    let dataset = CDISCTesting.read([
      InputFile(name: "dm.json", text: "{\"datasetJSONVersion\":\"1.1.0\",\n \"rows\":[[1,]]}")
    ])
    #expect(dataset.misfits.first?.message.contains("at byte 13 of the line (line 2)") ?? false, "\(dataset.misfits)")
  }

  @Test func tablesThatAreNotThere() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("verlauf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, words) in [
      (folder.appendingPathComponent("missing.csv").path, "there is no such file"), (folder.path, "a folder"),
    ] {
      let reading = OMOPReading.read(StudyFormat.Request(files: [InputFile(path: path)], keepsGoing: false))
      #expect(reading.misfits.first?.message.contains(words) ?? false, "\(reading.misfits)")
      #expect(reading.misfits.first?.expected?.contains("PERSON.csv") ?? false)
    }
    let alone = try OMOPTesting.read(
      OMOPTesting.files(["MEASUREMENT": OMOPTesting.measurement + "1,7,0,2020-06-01,0,,10.4,718-7,g/dL,,,\n"]))
    #expect(alone.warnings.contains { $0.message.contains("no table PERSON among the files (MEASUREMENT)") })
  }

  // MARK: terms

  @Test(arguments: [
    ("F", "female"), ("M", "male"), ("Female", "female"), ("MALE", "male"), ("f", "female"), ("U", "unknown"),
  ])
  func sexes(term: String, word: String) throws {
    let reading = CDISCTesting.read([CDISCTesting.csv("DM", "SEX", term)])
    #expect(OBDSTesting.lines(try #require(reading.study).patients[0]).contains("sex: \(word)"), "\(reading.misfits)")
  }

  @Test func otherSex() { #expect(CDISCTesting.read([CDISCTesting.csv("DM", "SEX", "Fem")]).study == nil) }

  @Test(arguments: [
    ("UNLIKELY", false), ("NOT RELATED", false), ("UNLIKELY RELATED", false), ("N", false), ("PROBABLE", true),
    ("POSSIBLY RELATED", true), ("NOT ASSESSABLE", true),
  ])
  func causes(term: String, isOf: Bool) throws {
    let reading = CDISCTesting.read([
      CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv("EX", "EXSEQ,EXTRT,EXSTDTC", "1,DOXORUBICIN,2020-06-01"),
      CDISCTesting.csv("AE", "AESEQ,AETERM,AETOXGR,AEREL,AESTDTC", "1,Neutropenia,3,\(term),2020-06-10"),
      CDISCTesting.csv(
        "RELREC", "RDOMAIN,IDVAR,IDVARVAL,RELTYPE,RELID", "EX,EXSEQ,1,,A", "AE,AESEQ,1,,A"),
    ])
    let lines = OBDSTesting.lines(try #require(reading.study).patients[0])
    let line = lines.first { $0.contains("toxicity: Neutropenia") } ?? ""
    #expect(line.contains("of: therapy") == isOf, "\(lines)")
    #expect(reading.warnings.contains { $0.message.contains("counts as none of") } != isOf)
  }

  @Test func suspectsOfAnother() {
    func event(_ reference: String, _ cause: String = "") -> String {
      #"AdverseEvent,"actuality":"actual","event":{"text":"Neutropenia"},"suspectEntity":[{"instance":{"reference":"\#(reference)"}\#(cause)}]"#
    }
    let drug =
      #"MedicationStatement,"status":"completed","medicationCodeableConcept":{"text":"doxorubicin"},"effectiveDateTime":"2020-06-01""#
    func read(_ event: String) -> (lines: [String], warnings: [Misfit]) {
      let other =
        #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"8","gender":"male"}},{"resource":{"resourceType":"MedicationStatement","id":"x","status":"completed","subject":{"reference":"Patient/8"},"medicationCodeableConcept":{"text":"docetaxel"},"effectiveDateTime":"2020-06-01"}}]}"#
      let reading = FHIRTesting.read([
        FHIRTesting.bundle([FHIRTesting.tumour, drug, event]), InputFile(name: "other.json", text: other),
      ])
      let patient = reading.study?.patients.first { $0.id == "7" }
      return (patient.map { OBDSTesting.lines($0) } ?? [], reading.warnings)
    }
    let foreign = read(event("MedicationStatement/x"))
    #expect(foreign.warnings.contains { $0.message.contains("of another patient") })
    let own = read(event("MedicationStatement/r2"))
    #expect(own.lines.contains { $0.contains("Neutropenia") && $0.contains("of: r2") }, "\(own.lines)")
    #expect(!own.warnings.contains { $0.message.contains("of another patient") })
    let unlikely = read(
      event("MedicationStatement/r2", #","causality":[{"assessment":{"coding":[{"code":"Unlikely"}]}}]"#))
    #expect(!unlikely.lines.contains { $0.contains("Neutropenia") && $0.contains("of: r2") }, "\(unlikely.lines)")
  }
}
