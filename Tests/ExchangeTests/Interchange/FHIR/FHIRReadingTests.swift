// SPDX-License-Identifier: Apache-2.0

import Course
import Foundation
import Testing

@testable import Interchange

/// What must never become a fact, and what does: resources made here, read by the definitions of FHIR R4 (hl7.org/fhir/R4).
@Suite("Resources of FHIR")
struct FHIRReadingTests {
  private func read(_ resources: [String], keepsGoing: Bool = false) -> StudyReading {
    let file = FHIRTesting.bundle(resources)
    let reading = FHIRTesting.read([file], keepsGoing: keepsGoing)
    let count = (try? file.bytes(limit: .max)).flatMap(FHIRTesting.count) ?? -1
    #expect(reading.losses.counts.reduce(0, +) == count)
    return reading
  }

  private func lines(_ resources: [String]) throws -> [String] {
    let reading = read(resources)
    #expect(reading.misfits.map(\.description) == [])
    return OBDSTesting.lines(try #require(reading.study).patients[0])
  }

  private static let code = #""code":{"coding":[{"system":"http://loinc.org","code":"718-7"}]}"#
  private static let value =
    #""valueQuantity":{"value":9.4,"unit":"g/dl","system":"http://unitsofmeasure.org","code":"g/dL"}"#
  private static let drug =
    #""medicationCodeableConcept":{"coding":[{"system":"http://fhir.de/CodeSystem/bfarm/atc","code":"L01BC05"}]}"#

  // MARK: what is no fact

  /// FHIR R4: value sets observation-status, event-status, medication-statement-status, medication-admin-status, medicationrequest-status, request-status, condition-ver-status.
  @Test(
    "that were planned, not done, refuted or not final are left out, for that reason",
    arguments: [
      #"Observation,"status":"preliminary",\#(code),\#(value)"#,
      #"Observation,"status":"registered",\#(code),\#(value)"#,
      #"Observation,"status":"cancelled",\#(code),\#(value)"#,
      #"Observation,"status":"entered-in-error",\#(code),\#(value)"#,
      #"Observation,"status":"unknown",\#(code),\#(value)"#,
      #"Observation,"status":"final",\#(code),"dataAbsentReason":{"text":"not done"}"#,
      #"Procedure,"status":"not-done","code":{"text":"resection"}"#,
      #"Procedure,"status":"preparation","code":{"text":"resection"}"#,
      #"Procedure,"status":"on-hold","code":{"text":"resection"}"#,
      #"Procedure,"status":"entered-in-error","code":{"text":"resection"}"#,
      #"MedicationAdministration,"status":"not-done",\#(drug)"#,
      #"MedicationAdministration,"status":"entered-in-error",\#(drug)"#,
      #"MedicationStatement,"status":"not-taken",\#(drug)"#, #"MedicationStatement,"status":"intended",\#(drug)"#,
      #"MedicationRequest,"status":"cancelled","intent":"order",\#(drug)"#,
      #"MedicationRequest,"status":"draft","intent":"order",\#(drug)"#,
      #"MedicationRequest,"status":"active","intent":"proposal",\#(drug)"#,
      #"MedicationRequest,"status":"active","intent":"order","doNotPerform":true,\#(drug)"#,
      #"Condition,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"refuted"}]},"code":{"text":"sarcoma"}"#,
      #"Condition,"verificationStatus":{"coding":[{"code":"entered-in-error"}]},"code":{"text":"sarcoma"}"#,
      #"Condition,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"provisional"}]},"code":{"text":"sarcoma"}"#,
      #"AdverseEvent,"actuality":"potential","event":{"text":"neutropenia"}"#,
      #"CarePlan,"status":"draft","intent":"plan""#, #"CarePlan,"status":"revoked","intent":"plan""#,
      #"CarePlan,"status":"active","intent":"proposal""#,
      #"ServiceRequest,"status":"active","intent":"order","code":{"text":"resection"}"#,
      #"FamilyMemberHistory,"status":"completed","condition":[{"code":{"text":"sarcoma"}}]"#,
    ])
  func noFacts(_ resource: String) throws {
    let reading = read([resource])
    #expect(reading.misfits.map(\.description) == [])
    #expect(OBDSTesting.lines(try #require(reading.study).patients[0]) == ["sex: female", "year of birth: 1960"])
    #expect(reading.losses.count(.leftOut) > 3 && reading.losses.count(.kept) == 0)
  }

  @Test(
    "that may mean something else are told, and make no study",
    arguments: [
      (
        #"Observation,"status":"final",\#(code),\#(value),"modifierExtension":[{"url":"x","valueBoolean":true}]"#,
        "modifierExtension"
      ),
      (#"Observation,"implicitRules":"http://x","status":"final",\#(code),\#(value)"#, "implicitRules"),
      (#"Observation,\#(code),\#(value)"#, "no `status`"),
      (#"Observation,"status":"done",\#(code),\#(value)"#, "`done`"),
      (#"Observation,"status":"final","kode":{"text":"x"},\#(value)"#, "`kode`"),
      (
        #"Observation,"status":"final",\#(code),"valueQuantity":{"value":"9.4","system":"http://unitsofmeasure.org","code":"g/dL"}"#,
        "`9.4`"
      ),
      (#"Observation,"status":"final","code":"718-7",\#(value)"#, "`718-7`"),
      (#"Observation,"status":["final"],\#(code),"valueString":5"#, "`5`"),
      (#"Observation,"status":"final",\#(code),\#(value),"effectiveDateTime":"2020-13-01""#, "`2020-13-01`"),
      (#"Observation,"status":"final",\#(code),\#(value),"effectiveDateTime":"01.02.2020""#, "`01.02.2020`"),
      (#"Condition,"verificationStatus":{"coding":[{"code":"perhaps"}]},"code":{"text":"sarcoma"}"#, "`perhaps`"),
      (#"Starship,"status":"final""#, "`Starship`"),
    ])
  func told(_ resource: String, _ words: String) throws {
    let strict = read([resource])
    #expect(strict.study == nil)
    #expect(strict.misfits.contains { $0.message.contains(words) }, "\(strict.misfits)")
    #expect(strict.misfits.allSatisfy { $0.place.row == 2 })
    // What was not understood is kept, and is no value of the record.
    let study = try #require(read([resource], keepsGoing: true).study)
    let kinds = OBDSTesting.lines(study.patients[0]).map { $0.prefix { $0 != ":" } }
    #expect(!kinds.contains("diagnosis"))
  }

  // MARK: dates

  /// hl7.org/fhir/R4/datatypes.html#dateTime: a date may end after the year or the month; of a time the day is that which stands there.
  @Test(
    "have dates as exact as they say",
    arguments: [
      ("2020", "2020"), ("2020-05", "2020-05"), ("2020-05-03", "2020-05-03"),
      ("2020-05-03T00:30:00+14:00", "2020-05-03"),
      ("2020-05-03T23:59:59.123Z", "2020-05-03"),
    ])
  func dates(_ text: String, _ date: String) throws {
    let lines = try lines([
      #"Procedure,"status":"completed","category":{"coding":[{"system":"http://snomed.info/sct","code":"387713003"}]},"code":{"text":"resection"},"performedDateTime":"\#(text)""#
    ])
    #expect(lines.last == "surgery: resection; id: r1; when: \(date)")
  }

  @Test("whose dates are none are not read as dates")
  func noDates() {
    for text in [
      "2020-05-03T25:00:00Z", "2020-1", "20200503", "2020-02-30", "2020-05-03 08:00", "1700", "2020-00", "2017-21", "",
    ] {
      #expect(throws: FHIRDate.Fault.self, "\(text)") { try FHIRDate.parse(text) }
    }
  }

  // MARK: patients

  @Test("come together by every form of reference, whatever their order")
  func references() throws {
    let visit = { (reference: String, day: String) in
      #"{"resourceType":"Observation","status":"final","subject":{"reference":"\#(reference)"},"code":{"coding":[{"system":"http://loinc.org","code":"89247-1"}]},"valueInteger":1,"effectiveDateTime":"\#(day)"}"#
    }
    let patient = #"{"resourceType":"Patient","id":"7","gender":"male"}"#
    let bundle = InputFile(
      name: "a.json",
      text:
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://server/fhir/Observation/1","resource":\#(visit("Patient/7", "2020-01-01"))},{"fullUrl":"https://server/fhir/Patient/7","resource":\#(patient)},{"resource":\#(visit("https://server/fhir/Patient/7/_history/3", "2020-01-02"))}]}"#
    )
    let urn = InputFile(
      name: "b.json",
      text:
        #"{"resourceType":"Bundle","type":"collection","entry":[{"resource":\#(visit("urn:uuid:0b6a", "2020-01-03"))},{"fullUrl":"urn:uuid:0b6a","resource":{"resourceType":"Patient","id":"8"}}]}"#
    )
    let lines = InputFile(
      name: "c.ndjson", text: visit("Patient/7", "2020-01-04") + "\n\n" + visit("Patient/9", "2020-01-05") + "\r\n")
    for files in [[bundle, urn, lines], [lines, urn, bundle]] {
      let reading = FHIRTesting.read(files)
      #expect(reading.misfits.map(\.description) == [])
      let study = try #require(reading.study)
      #expect(study.patients.map(\.id) == ["7", "8", "9"])
      #expect(study.patients.map(\.entries.count) == [3, 1, 1])
      #expect(reading.warnings.map(\.message) == ["no `Patient` for `9`: sex and year of birth are not stated"])
    }
    // A patient of whom nothing says who it is, and one of another server with the same number.
    let none = FHIRTesting.read([InputFile(name: "d.json", text: visit("urn:uuid:none", "2020-01-01"))])
    #expect(none.study == nil && none.misfits[0].message.contains("`urn:uuid:none`"))
    let other = InputFile(
      name: "e.json",
      text:
        #"{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://other/fhir/Patient/7","resource":\#(patient)}]}"#
    )
    #expect(FHIRTesting.read([bundle, other], keepsGoing: true).study == nil)
  }

  @Test("that are there twice are read once; with another content they are told")
  func twice() throws {
    let one = #"{"resourceType":"Patient","id":"7","gender":"male"}"#
    let other = #"{"resourceType":"Patient","id":"7","gender":"female"}"#
    let same = #"{"gender":"male","resourceType":"Patient","id":"7","meta":{"versionId":"2"}}"#
    #expect(FHIRTesting.read([InputFile(name: "a.ndjson", text: one + "\n" + same)]).study != nil)
    let reading = FHIRTesting.read([InputFile(name: "a.ndjson", text: one + "\n" + other)])
    #expect(reading.study == nil)
    #expect(reading.misfits[0].description.contains("a.ndjson, line 2") && reading.misfits[0].message.contains("again"))
  }

  // MARK: facts

  @Test("of laboratories are values in units of UCUM with their bounds; others stay in notes")
  func laboratory() throws {
    let bound = #""valueQuantity":{"value":0.5,"comparator":"<","system":"http://unitsofmeasure.org","code":"10*9/L"}"#
    let neutrophils = #""code":{"coding":[{"system":"http://loinc.org","code":"751-8"}]}"#
    let own = try lines([
      #"Observation,"status":"final",\#(Self.code),\#(Self.value),"effectiveDateTime":"2020-01-02""#,
      #"Observation,"status":"final",\#(neutrophils),\#(bound),"effectiveDateTime":"2020-01-03""#,
      // A bound that includes its number, a unit in words alone, a unit of another property, and one that the table does not have.
      #"Observation,"status":"final",\#(neutrophils),"valueQuantity":{"value":0.5,"comparator":"<=","system":"http://unitsofmeasure.org","code":"10*9/L"}"#,
      #"Observation,"status":"final",\#(Self.code),"valueQuantity":{"value":9.4,"unit":"g/dL"}"#,
      #"Observation,"status":"final",\#(Self.code),"valueQuantity":{"value":5.8,"system":"http://unitsofmeasure.org","code":"mmol/L"}"#,
      #"Observation,"status":"final",\#(Self.code),"valueQuantity":{"value":9.4,"system":"http://unitsofmeasure.org","code":"kg"}"#,
    ])
    #expect(
      own == [
        "sex: female", "year of birth: 1960", "lab: haemoglobin; id: r1; value: 9.4 g/dL; when: 2020-01-02",
        "lab: neutrophils; id: r2; value: <0.5 10^9/L; when: 2020-01-03",
        "event: records of the type Observation, in the note; id: fhir-observation",
      ])
  }

  /// Born on 1960-05-17, diagnosed on 2020-05-16: one day before the 60th birthday.
  @Test("of a tumour have its code, its age and its stage of the first day")
  func tumour() throws {
    func part(_ code: String, _ value: String, _ day: String) -> String {
      #"Observation,"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"\#(code)"}]},"valueCodeableConcept":{"coding":[{"system":"http://cancerstaging.org","code":"\#(value)"}]},"effectiveDateTime":"\#(day)""#
    }
    let own = try lines([
      FHIRTesting.tumour, part("21907-1", "cM0", "2020-05-16"), part("21905-5", "T2", "2020-05-16"),
      part("21906-3", "cN0", "2020-05-16"), part("21908-9", "2A", "2020-05-16"), part("21905-5", "cT4", "2021-01-01"),
      part("21899-0", "pT3", "2020-06-01"),
    ])
    #expect(
      own == [
        "sex: female", "age: 59 at r1", "year of birth: 1960", "fields: {ICD-10: C49.2 (10 2021 GM)}",
        "diagnosis: malignant neoplasm of soft tissue of the lower limb or hip; id: r1; stage: [{value: cT2 cN0 cM0 AJCC 2A}, {value: pT3}]; when: 2020-05-16",
      ])
  }

  @Test(
    "of drugs are therapies by what they are part of, plans where they were ordered, and events where nothing says of which therapy they are"
  )
  func drugs() throws {
    let own = try lines([
      #"MedicationStatement,"status":"completed",\#(Self.drug),"effectivePeriod":{"start":"2020-06","end":"2020-09-01"},"statusReason":[{"text":"progression"}]"#,
      #"MedicationRequest,"status":"active","intent":"order",\#(Self.drug),"authoredOn":"2020-05-20""#,
      #"MedicationAdministration,"status":"completed",\#(Self.drug),"effectiveDateTime":"2020-07-01","dosage":{"dose":{"value":1800,"unit":"mg"}}"#,
      #"MedicationStatement,"status":"active","medicationCodeableConcept":{"text":"ibuprofen"}"#,
    ])
    #expect(
      own == [
        "sex: female", "year of birth: 1960", "plan: order of gemcitabine; id: r2; when: 2020-05-20",
        "therapy: gemcitabine; id: r1; when: 2020-06; ends: 2020-09-01; stopped for: progression",
        "event: gemcitabine given; id: r3; when: 2020-07-01",
        "event: records of the type MedicationStatement, in the note; id: fhir-medicationstatement",
      ])
  }
}
