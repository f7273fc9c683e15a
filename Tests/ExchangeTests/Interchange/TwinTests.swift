// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// The same thing in two resources, records or reports counts once where every field agrees; where some differ both stand, and it is told.
@Suite("One thing that stands twice") struct TwinTests {
  private func counts(_ reading: StudyReading, _ kind: String) throws -> Int {
    OBDSTesting.lines(try #require(reading.study, "\(reading.misfits)").patients[0]).count { $0.hasPrefix("\(kind): ") }
  }

  private func isOnce(_ reading: StudyReading) -> Bool {
    reading.warnings.contains { $0.message.hasSuffix("it counts once") }
  }

  private func isAsked(_ reading: StudyReading) -> Bool {
    reading.warnings.contains { $0.message.contains("whether they are one, nobody says") }
  }

  @Test func tumours() throws {
    let same = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, FHIRTesting.tumour])])
    #expect(try counts(same, "diagnosis") == 1 && isOnce(same) && !isAsked(same), "\(same.warnings)")
    #expect(!OBDSTesting.lines(try #require(same.study).patients[0]).contains { $0.contains("ICD-10 of") })
    let sided = FHIRTesting.tumour + #","bodySite":[{"text":"Oberschenkel"}]"#
    let other = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, sided])])
    #expect(try counts(other, "diagnosis") == 2 && isAsked(other) && !isOnce(other), "\(other.warnings)")
    let later = FHIRTesting.tumour.replacing("2020-05-16", with: "2021-05-16")
    let second = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, later])])
    #expect(try counts(second, "diagnosis") == 2 && !isAsked(second))
    let code = FHIRTesting.tumour.replacing("C49.2", with: "C54.1")
    let two = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, code])])
    #expect(try counts(two, "diagnosis") == 2 && !isOnce(two))
  }

  private static func dose(_ time: String, _ amount: Int = 75) -> String {
    #"MedicationAdministration,"status":"completed","medicationCodeableConcept":{"text":"doxorubicin"},"effectiveDateTime":"\#(time)","dosage":{"dose":{"value":\#(amount),"unit":"mg"}}"#
  }

  @Test func doses() throws {
    func read(_ one: String, _ other: String) -> StudyReading {
      FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, one, other])])
    }
    let same = read(Self.dose("2020-06-01T08:00:00Z"), Self.dose("2020-06-01T08:00:00Z"))
    #expect(try counts(same, "event") == 1 && isOnce(same))
    // Another time of the day, another dose, and no time at all are doses of their own.
    for other in [
      read(Self.dose("2020-06-01T08:00:00Z"), Self.dose("2020-06-01T20:00:00Z")),
      read(Self.dose("2020-06-01T08:00:00Z"), Self.dose("2020-06-01T08:00:00Z", 50)),
      read(Self.dose("2020-06-01"), Self.dose("2020-06-01")),
    ] { #expect(try counts(other, "event") == 2 && !isOnce(other), "\(other.warnings)") }
  }

  private static func therapy(_ id: String, _ end: String = "2020-09-01") -> String {
    "<SYST SYST_ID=\"\(id)\"><Intention>P</Intention><Therapieart>CH</Therapieart><Beginn Datumsgenauigkeit=\"E\">2020-06-01</Beginn><Menge_Substanz><Substanz><Bezeichnung>Doxorubicin</Bezeichnung></Substanz></Menge_Substanz><Ende>\(end)</Ende></SYST>"
  }

  @Test func therapies() throws {
    let same = OBDSTesting.read([OBDSTesting.document([Self.therapy("1"), Self.therapy("2")])])
    #expect(try counts(same, "therapy") == 1 && isOnce(same), "\(same.warnings)")
    let other = OBDSTesting.read([OBDSTesting.document([Self.therapy("1"), Self.therapy("2", "2020-10-01")])])
    #expect(try counts(other, "therapy") == 2 && isAsked(other), "\(other.warnings)")
  }

  /// A side effect of a drug that stands twice is of the one that is left.
  @Test func references() throws {
    let drug =
      #"MedicationStatement,"status":"completed","medicationCodeableConcept":{"text":"doxorubicin"},"effectivePeriod":{"start":"2020-06-01","end":"2020-09-01"}"#
    let event =
      #"AdverseEvent,"actuality":"actual","event":{"text":"Neutropenia"},"suspectEntity":[{"instance":{"reference":"MedicationStatement/r3"}}]"#
    let reading = FHIRTesting.read([FHIRTesting.bundle([FHIRTesting.tumour, drug, drug, event])])
    #expect(try counts(reading, "therapy") == 1, "\(reading.warnings)")
    let lines = OBDSTesting.lines(try #require(reading.study).patients[0])
    #expect(lines.contains { $0.contains("Neutropenia") && $0.contains("of: r2") }, "\(lines)")
  }

  @Test func rows() throws {
    let head =
      "procedure_occurrence_id,person_id,procedure_concept_id,procedure_date,procedure_type_concept_id,procedure_source_value\n"
    let concepts =
      "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,standard_concept,concept_code,valid_start_date,valid_end_date,invalid_reason\n4,Surgical procedure,Procedure,SNOMED,x,S,387713003,1970-01-01,2099-12-31,\n"
    func read(_ day: String) throws -> StudyReading {
      try OMOPTesting.read(
        OMOPTesting.files([
          "PERSON": OMOPTesting.person, "CONCEPT": concepts,
          "PROCEDURE_OCCURRENCE": head + "1,7,4,2020-06-01,0,5-683\n2,7,4,\(day),0,5-683\n",
        ]))
    }
    let same = try read("2020-06-01")
    #expect(try counts(same, "surgery") == 1 && isOnce(same), "\(same.warnings)")
    #expect(try counts(try read("2020-07-01"), "surgery") == 2)
  }
}
