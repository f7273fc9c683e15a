// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// Of statements of one day and one thing one alone can hold: which, nobody knows, so that both stand and it is told; in every format, by hand.
@Suite("Statements of one day that exclude each other") struct OneDayTests {
  private func told(_ reading: StudyReading, _ words: String) -> Bool {
    #expect(reading.study != nil, "\(reading.misfits)")
    return reading.warnings.contains { $0.message.contains(words) && $0.message.contains("both stand") }
  }

  // MARK: metastases

  private static func report(_ stage: String, _ metastasis: String) -> InputFile {
    OBDSTesting.document([
      "<Diagnose><Menge_FM><Fernmetastase><Diagnosedatum Datumsgenauigkeit=\"E\">\(metastasis)</Diagnosedatum><Lokalisation>PUL</Lokalisation></Fernmetastase></Menge_FM><cTNM><Version>8</Version>\(stage)</cTNM></Diagnose>"
    ])
  }

  private static let none =
    "<c_p_u_Praefix_T>c</c_p_u_Praefix_T><T>2</T><N>0</N><c_p_u_Praefix_M>c</c_p_u_Praefix_M><M>0</M>"

  /// The tumour was diagnosed on 16 May 2020.
  @Test(arguments: [
    (none, "2020-05-16", true), (none, "2020-04-01", true), (none, "2020-05-17", false), (none, "2021-01-01", false),
    (none.replacing("<M>0", with: "<M>1"), "2020-05-16", false), ("<T>2</T><N>0</N>", "2020-05-16", false),
    // Restaged after a first treatment.
    ("<y_Symbol>y</y_Symbol>" + none, "2020-05-16", false),
  ])
  func reports(stage: String, day: String, isTold: Bool) {
    #expect(told(OBDSTesting.read([Self.report(stage, day)]), "M0") == isTold, "\(stage) \(day)")
  }

  @Test(arguments: [("C78.0", true), ("C79.3", true)]) func resources(code: String, isTold: Bool) {
    let stage =
      #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"21907-1"}]},"focus":[{"reference":"Condition/r1"}],"effectiveDateTime":"2020-05-16","valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"cM0"}]}"#
    let metastasis =
      #"Condition,"onsetDateTime":"2020-05-16","code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"\#(code)"}]}"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, stage, metastasis])])
    #expect(told(reading, "M0") == isTold, "\(reading.warnings)")
  }

  // MARK: margins

  private static func operation(_ id: String, _ margin: String, day: String = "2020-06-01", code: String = "5-683")
    -> String
  {
    "<OP OP_ID=\"\(id)\"><Intention>K</Intention><Datum>\(day)</Datum><Menge_OPS><OPS><Code>\(code)</Code><Version>2020</Version></OPS></Menge_OPS><Residualstatus><Lokale_Beurteilung_Residualstatus>\(margin)</Lokale_Beurteilung_Residualstatus></Residualstatus></OP>"
  }

  @Test(arguments: [
    (operation("a", "R0"), operation("b", "R1"), true), (operation("a", "R0"), operation("b", "RX"), false),
    (operation("a", "R0"), operation("b", "R1", day: "2020-06-08"), false),
    // Two procedures of one day have margins of their own.
    (operation("a", "R0"), operation("b", "R1", code: "5-547.0"), false),
    (operation("a", "R1"), operation("b", "R1(is)"), false),
  ])
  func margins(one: String, other: String, isTold: Bool) {
    #expect(told(OBDSTesting.read([OBDSTesting.document([one, other])]), "for the margin") == isTold)
  }

  // MARK: performance status

  private static func status(_ number: Int, _ day: String, code: String = "89247-1") -> String {
    #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}]},"effectiveDateTime":"\#(day)","valueInteger":\#(number)"#
  }

  @Test(arguments: [
    (status(0, "2020-06-01"), status(2, "2020-06-01"), true), (status(1, "2020-06-01"), status(1, "2020-06-01"), false),
    (status(0, "2020-06-01"), status(2, "2020-06-02"), false),
    (status(0, "2020-06-01"), status(90, "2020-06-01", code: "89243-0"), false),
    // A month is no day.
    (status(0, "2020-06"), status(2, "2020-06"), false),
  ])
  func performance(one: String, other: String, isTold: Bool) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, one, other])])
    #expect(told(reading, "for the performance status") == isTold)
  }

  @Test func performanceOfRecords() {
    func read(_ second: String) -> StudyReading {
      CDISCTesting.read([
        CDISCTesting.csv("DM", "SEX", "F"),
        CDISCTesting.csv(
          "QS", "QSSEQ,QSCAT,QSTESTCD,QSTEST,QSORRES,QSSTRESC,QSDTC", "1,ECOG,ECOG101,ECOG,0,0,2020-06-01",
          "2,ECOG,ECOG101,ECOG,\(second)"),
      ])
    }
    #expect(told(read("2,2,2020-06-01"), "for the performance status"))
    #expect(!told(read("2,2,2020-06-08"), "for the performance status"))
  }

  // MARK: laboratory

  private static func haemoglobin(_ value: String, _ unit: String, at time: String) -> String {
    #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]},"effectiveDateTime":"\#(time)","valueQuantity":{"value":\#(value),"unit":"\#(unit)","system":"http://unitsofmeasure.org","code":"\#(unit)"}"#
  }

  /// 10.4 g/dL are 104 g/L, and 6.45 mmol/L of the tetramer's parts.
  @Test(arguments: [
    (
      haemoglobin("10.4", "g/dL", at: "2020-06-01T08:00:00Z"), haemoglobin("8.1", "g/dL", at: "2020-06-01T08:00:00Z"),
      true
    ),
    (
      haemoglobin("10.4", "g/dL", at: "2020-06-01T08:00:00Z"), haemoglobin("10.5", "g/dL", at: "2020-06-01T08:00:00Z"),
      true
    ),
    (
      haemoglobin("10.4", "g/dL", at: "2020-06-01T08:00:00Z"), haemoglobin("8.1", "g/dL", at: "2020-06-01T18:00:00Z"),
      false
    ),
    (
      haemoglobin("10.4", "g/dL", at: "2020-06-01T08:00:00Z"), haemoglobin("104", "g/L", at: "2020-06-01T08:00:00Z"),
      false
    ),
    // There may be two on a day.
    (haemoglobin("10.4", "g/dL", at: "2020-06-01"), haemoglobin("8.1", "g/dL", at: "2020-06-01"), false),
  ])
  func laboratory(one: String, other: String, isTold: Bool) {
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, one, other])])
    #expect(told(reading, "haemoglobin at") == isTold, "\(reading.warnings)")
  }

  @Test func laboratoryOfRecordsAndTables() throws {
    func read(_ time: String) -> StudyReading {
      CDISCTesting.read([
        CDISCTesting.csv("DM", "SEX", "F"),
        CDISCTesting.csv(
          "LB", "LBSEQ,LBTESTCD,LBTEST,LBORRES,LBORRESU,LBDTC", "1,HGB,Hemoglobin,10.4,g/dL,2020-06-01T08:00",
          "2,HGB,Hemoglobin,8.1,g/dL,\(time)"),
      ])
    }
    #expect(told(read("2020-06-01T08:00"), "haemoglobin at"))
    #expect(!told(read("2020-06-01T18:00"), "haemoglobin at"))
    let head =
      "measurement_id,person_id,measurement_concept_id,measurement_date,measurement_datetime,measurement_type_concept_id,value_as_number,measurement_source_value,unit_source_value\n"
    func table(_ time: String) throws -> StudyReading {
      try OMOPTesting.read(
        OMOPTesting.files([
          "PERSON": OMOPTesting.person,
          "MEASUREMENT": head
            + "1,7,0,2020-06-01,2020-06-01 08:00:00,0,10.4,718-7,g/dL\n2,7,0,2020-06-01,\(time),0,8.1,718-7,g/dL\n",
        ]))
    }
    #expect(told(try table("2020-06-01 08:00:00"), "haemoglobin at"))
    #expect(!told(try table("2020-06-01 18:00:00"), "haemoglobin at"))
  }
}
