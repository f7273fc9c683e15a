// SPDX-License-Identifier: Apache-2.0

import Course
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
}
