// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain
import Testing

@testable import Interchange

/// What a resource says twice and differently is never read as one of the two: no study is made, and what was found is told.
@Suite("Resources that contradict themselves") struct FHIRContradictionTests {
  private static let patient = #"{"resourceType":"Patient","id":"7","gender":"male"}"#

  private func read(_ lines: [String], name: String = "a.ndjson") -> StudyReading {
    FHIRTesting.read([InputFile(name: name, text: lines.joined(separator: "\n"))])
  }

  private static func laboratory(_ quantity: String, code: String = #"{"system":"http://loinc.org","code":"718-7"}"#)
    -> String
  {
    #"{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/7"},"code":{"coding":["#
      + code + #"]},"effectiveDateTime":"2020-01-01","valueQuantity":"# + quantity + "}"
  }

  private static let ucum = #""system":"http://unitsofmeasure.org""#
  private static func drug(_ concept: String) -> String {
    #"{"resourceType":"MedicationStatement","id":"m","status":"completed","subject":{"reference":"Patient/7"},"effectiveDateTime":"2020-01-01",\#(concept)}"#
  }

  static let contradictions: [(String, String)] = [
    // A death that a flag denies.
    (
      #"{"resourceType":"Patient","id":"7","gender":"male","deceasedBoolean":false,"deceasedDateTime":"2022-11"}"#,
      "deceasedBoolean"
    ),
    // 6.5 mmol/L haemoglobin are 10.5 g/dL.
    (patient + "\n" + laboratory(#"{"value":6.5,"unit":"mmol/L",\#(ucum),"code":"g/dL"}"#), "mmol/L"),
    (patient + "\n" + laboratory(#"{"value":104,"unit":"g/dL",\#(ucum),"code":"g/L"}"#), "g/dL"),
    // Haemoglobin and platelets.
    (
      patient + "\n"
        + laboratory(
          #"{"value":10,"unit":"g/dL",\#(ucum),"code":"g/dL"}"#,
          code: #"{"system":"http://loinc.org","code":"718-7"},{"system":"http://loinc.org","code":"777-3"}"#), "777-3"
    ),
    (
      patient + "\n"
        + drug(
          #""medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"L01BC05"}],"text":"pazopanib"}"#
        ),
      "pazopanib"
    ),
    (
      patient + "\n"
        + drug(
          #""medicationCodeableConcept":{"text":"gemcitabine"},"medicationReference":{"reference":"Medication/x"}"#),
      "medicationReference"
    ),
  ]

  @Test(arguments: contradictions) func isToldAndNotRead(_ text: String, _ found: String) {
    let reading = read([text])
    #expect(reading.study == nil)
    #expect(reading.misfits.contains { $0.message.contains(found) }, "\(reading.misfits.map(\.message))")
  }

  /// What says the same in two ways is read: a unit as people print it, a brand beside the code.
  @Test(arguments: [
    (laboratory(#"{"value":10.4,"unit":"g/dL",\#(ucum),"code":"g/dL"}"#), "10.4 g/dL"),
    (
      drug(
        #""medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"L01BC05","display":"Gemcitabin"}],"text":"Gemzar"}"#
      ),
      "gemcitabine"
    ),
  ]) func theSameTwiceIsRead(_ text: String, _ value: String) throws {
    let reading = read([Self.patient, text])
    let study = try #require(reading.study, "\(reading.misfits.map(\.message))")
    #expect(StudyJSON.text(of: study).contains(value))
  }

  /// `Patient/7` of one server is not that of another, whether or not the other's patient is among the files.
  @Test func aPatientOfAnotherServer() {
    let bundle =
      #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"http://h/fhir/Patient/7","resource":\#(Self.patient)},"#
      + #"{"fullUrl":"http://h/fhir/Observation/o","resource":"#
      + Self.laboratory(#"{"value":9,"unit":"g/dL",\#(Self.ucum),"code":"g/dL"}"#).replacing(
        "\"Patient/7\"", with: "\"http://other/fhir/Patient/7\"") + "}]}"
    let reading = read([bundle], name: "a.json")
    #expect(reading.study == nil && reading.misfits.contains { $0.message.contains("two servers") })
  }

  @Test func anEmptyFileIsTold() {
    let reading = FHIRTesting.read([
      InputFile(name: "p.ndjson", text: Self.patient), InputFile(name: "e.ndjson", bytes: []),
    ])
    #expect(
      reading.study != nil && reading.warnings.contains { $0.place.file == "e.ndjson" && $0.message == "an empty file" }
    )
  }

  /// 9E-1 is 0.9: JSON may write it so.
  @Test func anExponentIsRead() throws {
    let reading = read([Self.patient, Self.laboratory(#"{"value":9.1E+0,"unit":"g/dL",\#(Self.ucum),"code":"g/dL"}"#)])
    let study = try #require(reading.study, "\(reading.misfits.map(\.message))")
    #expect(StudyJSON.text(of: study).contains("9.1 g/dL"))
  }

  @Test(arguments: [
    ("9E-1", "0.9"), ("1.50e2", "150"), ("1.234E1", "12.34"), ("-5e-3", "-0.005"), ("0e3", "0"),
    ("1e12", "1000000000000"),
    ("12", "12"), ("1e99", "1e99"), ("e5", "e5"), ("007e0", "7"), ("0.05e1", "0.5"),
  ]) func decimals(_ written: String, _ plain: String) { #expect(DecimalText.plain(written) == plain) }

  /// A finding of patient 7 that names the tumour of patient 8 is not of it, and that is told.
  @Test func aTumourOfAnotherPatientIsTold() throws {
    let tumour = { (id: String) in
      #"{"resourceType":"Condition","id":"c\#(id)","subject":{"reference":"Patient/\#(id)"},"code":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/icd-10-gm","code":"C49.2","version":"2021"}]}}"#
    }
    let response = { (id: String) in
      #"{"resourceType":"Observation","id":"o\#(id)","status":"final","subject":{"reference":"Patient/7"},"focus":[{"reference":"Condition/\#(id)"}],"code":{"coding":[{"system":"http://loinc.org","code":"33732-9"}]},"valueCodeableConcept":{"coding":[{"system":"https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/mii-cs-onko-grading","code":"2"}]}}"#
    }
    let others = [Self.patient, #"{"resourceType":"Patient","id":"8","gender":"male"}"#, tumour("7"), tumour("8")]
    let told = read(others + [response("c8")]).warnings.filter { $0.message.contains("of another patient") }
    #expect(told.count == 1 && told.first?.message.contains("`Condition/c8`") == true)
    #expect(!read(others + [response("c7")]).warnings.contains { $0.message.contains("of another patient") })
  }

  /// Organs that are free have no place in resources; metastases beside them are written all the same, and what is lost is told.
  @Test func metastasesBesideFreeOrgansAreWritten() throws {
    let study = try #require(
      StudyFolder.read(files: [
        "study.yaml": "study: S\n",
        "patients/7.yaml":
          "patient: 7\ncourse:\n  - diagnosis: sarcoma\n    when: 2020-01-02\n  - metastases: [liver]\n    none in: [lung]\n    when: 2020-02-03\n",
      ]).study)
    let written = FHIRWriting.write(study)
    let text = try #require(written.files.values.first)
    #expect(text.contains("mcode-secondary-cancer-condition") && text.contains("liver"))
    #expect(written.losses.lines.contains { $0.column == "none in" })
  }
}
