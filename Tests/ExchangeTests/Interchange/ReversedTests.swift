// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// What ends before it begins is told in every format, also where the end is no key of the record; and no date of it takes the place of another.
@Suite("Ends before begins") struct ReversedTests {
  private func isTold(_ reading: StudyReading) -> Bool {
    reading.warnings.contains { $0.message.contains("the end of what begins on") }
      || reading.misfits.contains { $0.message.contains("ends on") || $0.message.contains("before it begins") }
  }

  @Test(arguments: [
    (#"Procedure,"status":"completed","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"5-683"}]},"performedPeriod":{"start":"2020-06-10","end":"END"}"#),
    (#"Procedure,"status":"completed","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/ops","code":"8-522"}]},"performedPeriod":{"start":"2020-06-10","end":"END"}"#),
    (#"MedicationStatement,"status":"completed","medicationCodeableConcept":{"text":"doxorubicin"},"effectivePeriod":{"start":"2020-06-10","end":"END"}"#),
    (#"MedicationAdministration,"status":"completed","medicationCodeableConcept":{"text":"doxorubicin"},"effectivePeriod":{"start":"2020-06-10","end":"END"}"#),
  ])
  func resources(text: String) {
    for (end, expected) in [("2020-06-01", true), ("2020-06-10", false), ("2020-06-20", false), ("2020-06", false)] {
      let reading = FHIRTesting.read([
        FHIRTesting.bundle([FHIRTesting.tumour, text.replacing("END", with: end)])
      ])
      #expect(isTold(reading) == expected, "\(text) \(end)")
      #expect(reading.warnings.count { $0.message.contains("the end of what begins on") } == (expected ? 1 : 0))
    }
  }

  @Test func rows() throws {
    func read(_ tables: [String: String]) throws -> StudyReading {
      try OMOPTesting.read(OMOPTesting.files(tables.merging(["PERSON": OMOPTesting.person]) { $1 }))
    }
    let procedure =
      "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_end_date,procedure_type_concept_id,procedure_source_value\n"
    #expect(isTold(try read(["PROCEDURE_OCCURRENCE": procedure + "1,7,0,2020-06-10,2020-06-01,0,5-683\n"])))
    #expect(!isTold(try read(["PROCEDURE_OCCURRENCE": procedure + "1,7,0,2020-06-10,2020-06-10,0,5-683\n"])))
    #expect(isTold(try read(["DRUG_EXPOSURE": OMOPTesting.drug + "1,7,0,2020-06-10,2020-06-01,0,doxorubicin\n"])))
    #expect(!isTold(try read(["DRUG_EXPOSURE": OMOPTesting.drug + "1,7,0,2020-06-10,2020-06-11,0,doxorubicin\n"])))
    #expect(isTold(try read(["EPISODE": OMOPTesting.episode + "1,7,32531,2020-06-10,2020-06-01,,0,0,doxorubicin\n"])))
  }

  @Test(arguments: [
    ("PR", "PRSEQ,PRTRT,PRCAT,PRSTDTC,PRENDTC", "1,Hysterectomy,SURGERY"),
    ("EX", "EXSEQ,EXTRT,EXCAT,EXSTDTC,EXENDTC", "1,DOXORUBICIN,x"),
    ("EC", "ECSEQ,ECTRT,ECCAT,ECSTDTC,ECENDTC", "1,DOXORUBICIN,x"),
  ])
  func records(domain: String, header: String, record: String) {
    for (end, expected) in [("2020-06-01", true), ("2020-06-10", false), ("2020-06", false)] {
      let reading = CDISCTesting.read([
        CDISCTesting.csv("DM", "SEX", "F"), CDISCTesting.csv(domain, header, "\(record),2020-06-10,\(end)"),
      ])
      #expect(isTold(reading) == expected, "\(domain) \(end): \(reading.misfits)")
    }
  }

  @Test(arguments: [
    "<SYST SYST_ID=\"1\"><Intention>K</Intention><Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit=\"E\">2020-06-10</Beginn><Ende>END</Ende></SYST>",
    "<SYST SYST_ID=\"1\"><Intention>K</Intention><Therapieart>SZ</Therapieart><Beginn Datumsgenauigkeit=\"E\">2020-06-10</Beginn><Ende>END</Ende></SYST>",
    "<ST ST_ID=\"1\"><Intention>K</Intention><Menge_Bestrahlung><Bestrahlung><Beginn>2020-06-10</Beginn><Ende>END</Ende></Bestrahlung></Menge_Bestrahlung></ST>",
  ])
  func reports(text: String) {
    for (end, expected) in [("2020-06-01", true), ("2020-06-10", false)] {
      let reading = OBDSTesting.read([OBDSTesting.document([text.replacing("END", with: end)])])
      #expect(isTold(reading) == expected, "\(text) \(end)")
    }
  }

  /// Of two blocks of a drug the second one ends before it begins: its begin is not that of the therapy.
  @Test func packets() throws {
    func block(_ start: String, _ end: String) -> String {
      #"{"quantity":{"unit":{"id":"UCUM:mg/m2","label":"mg/m2"},"value":75},"interval":{"start":"\#(start)T00:00:00Z","end":"\#(end)T00:00:00Z"}}"#
    }
    func read(_ blocks: [String]) throws -> StudyReading {
      try PhenopacketTesting.read([
        PhenopacketTesting.packet(
          PhenopacketTesting.tumour
            + #","medicalActions":[{"treatment":{"agent":{"id":"ATC:L01DB01","label":"doxorubicin"},"doseIntervals":[\#(blocks.joined(separator: ","))]}}]"#
        )
      ])
    }
    let wrong = try read([block("2020-06-10", "2020-07-10"), block("2020-06-09", "2020-06-02")])
    #expect(isTold(wrong))
    let line =
      OBDSTesting.lines(try #require(wrong.study).patients[0]).first { $0.contains("therapy: doxorubicin") } ?? ""
    #expect(!line.contains("2020-06-09") && !line.contains("2020-06-02"), "\(line)")
    #expect(!isTold(try read([block("2020-06-10", "2020-07-10"), block("2020-08-09", "2020-09-02")])))
    let regimen =
      #","medicalActions":[{"therapeuticRegimen":{"ontologyClass":{"id":"X:1","label":"doxorubicin"},"startTime":{"timestamp":"2020-06-10T00:00:00Z"},"endTime":{"timestamp":"2020-06-02T00:00:00Z"}}}]"#
    #expect(isTold(try PhenopacketTesting.read([PhenopacketTesting.packet(PhenopacketTesting.tumour + regimen)])))
  }
}
