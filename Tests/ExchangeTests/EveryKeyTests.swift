// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation
import Testing

@testable import Exchange

@Suite("A folder with every key")
struct EveryKeyTests {
  @Test("reads without a problem")
  func noProblems() throws {
    let reading = StudyFolder.read(files: try fixture("every-key"))
    #expect(reading.problems.map(\.description) == [])
    #expect(reading.study != nil)
  }

  @Test("gives the study's fields, each in its state")
  func studyFields() throws {
    let study = try #require(StudyFolder.read(files: try fixture("every-key")).study)
    #expect(study.title == "Every key of the format")
    #expect(study.centre == .stated("Example Hospital"))
    #expect(study.citation == .notStated)
    #expect(study.ethics == .unknown)
    #expect(study.dataCutOff == .stated(try StatedDate(parsing: "2021-06")))
    #expect(study.guideline == .none)
    #expect(study.definitions.treatmentEnd == .lastDose)
    #expect(study.definitions.inclusiveDays)
    #expect(study.definitions.maintenance == .apart)
    #expect(study.definitions.censoring == .lastAssessment)
    #expect(study.abbreviations == ["gemcitabine": "Gem", "surgery": "S"])
    #expect(
      study.sources["ethics"] == [
        Source(section: "Methods", quote: "approved", facts: ["S.04", "S.05"]), Source(section: "Declarations"),
      ])
    #expect(study.remarks.map(\.topic) == ["diagnosis method"])
    #expect(study.patients.map(\.id) == ["1", "2", "10"])
  }

  @Test("gives the patient's fields and ids")
  func patientFields() throws {
    let study = try #require(StudyFolder.read(files: try fixture("every-key")).study)
    let patient = study.patients[0]
    #expect(patient.sex == .stated(.male))
    #expect(patient.age.value?.years == 73)
    #expect(patient.age.value?.anchor?.id == "diagnosis")
    #expect(patient.heightCentimetres == .stated(178))
    #expect(study.patients[1].sex == .notStated)
    #expect(study.patients[1].age == .unknown)
    #expect(study.patients[1].weightKilograms == .notRecorded)
    #expect(
      patient.entries.map(\.id) == [
        "diagnosis", "first-metastases", "metastases-2", "local-relapse", "surgery", "surgery-2", "radiotherapy",
        "ablation", "gem-doc", "maintenance", "best-supportive-care", "follow-up", "toxicity", "toxicity-2", "lab",
        "assessment", "quality-of-life", "decision", "plan-2", "biopsy", "transplant",
        "complication", "performance-status", "event", "last-contact", "death", "lab-1", "lab-2",
      ])
    #expect(patient.sources == [Source(section: "Results/Patient 1", quote: "a 73-year-old man", facts: ["P1.01"])])
    let diagnosis = try #require(patient.entry("diagnosis"))
    #expect(diagnosis.when.count == 3)
    let reading = StudyFolder.read(files: try fixture("every-key"))
    #expect(reading.places[.entry("diagnosis", of: "1")]?.description == "patients/1.yaml:9:5")
    #expect(diagnosis.sources.map(\.section) == ["Results/Patient 1", "Table 1"])
    #expect(patient.entry("best-supportive-care")?.content == .supportiveCare("analgesics"))
    #expect(patient.entry("best-supportive-care")?.note == "at home")
    #expect(patient.entry("metastases-2")?.content == .metastases(Metastases(sites: [])))
  }

  @Test("gives therapies with their phases")
  func therapies() throws {
    let study = try #require(StudyFolder.read(files: try fixture("every-key")).study)
    let (entry, therapy) = try #require(study.patients[0].therapies.last)
    #expect(entry.isOngoing)
    #expect(therapy.continues == "gem-doc")
    #expect(therapy.planned.map(\.id) == ["plan"])
    let phase = therapy.phases[1]
    #expect(phase.id == "day-8-omitted")
    #expect(phase.drug == "gemcitabine")
    #expect(phase.dose == .stated(Dose(amount: 1000, unit: .milligramsPerSquareMetre)))
    #expect(phase.doseIsImplied)
    #expect(phase.days == [1, 15])
    #expect(phase.omittedDays == [8])
    #expect(phase.cycleLength == .stated(CycleLength(days: [28])))
    #expect((phase.firstCycle, phase.lastCycle) == (4, 16))
    #expect(phase.reason.value?.code == .haematotoxicity)
    #expect(phase.support.map(\.days) == [[2, 16]])
    #expect(phase.support.first?.doseMilligrams == .notStated)
    #expect((therapy.phases[2].firstCycle, therapy.phases[2].lastCycle) == (16, nil))
    #expect(therapy.phases[2].reason == .notStated)
    let first = try #require(study.patients[0].therapies.first?.therapy)
    #expect(first.drugs == ["gemcitabine", "docetaxel"])
    #expect(first.cycleLength.value == CycleLength(days: [21, 28], basis: "the published regimen"))
  }

  @Test("gives claims")
  func claims() throws {
    let claims = try #require(StudyFolder.read(files: try fixture("every-key")).study).claims
    #expect(claims.count == ClaimKind.all.count)
    #expect(claims[0].id == "the-sex")
    #expect(
      claims[7].assertion
        == .response(
          .stable, on: .entry("maintenance"), lasting: try StatedSpan(parsing: "14 mo"), whilePhase: "half-dose"))
    #expect(claims[8].subject == .series)
    #expect(
      claims[11].assertion
        == .doseChange(try StatedFraction(parsing: "two-thirds"), from: "full", to: "half-dose"))
    #expect(try StatedFraction(parsing: "two-thirds").value == 2 / 3)
    #expect(claims[20].subject == .literature("Bay 2006"))
    #expect(claims[20].assertion == .percentage(printed: "18.4", of: .stated(133), what: "partial remissions"))
  }

  @Test("gives laboratory values")
  func laboratory() throws {
    let study = try #require(StudyFolder.read(files: try fixture("every-key")).study)
    let value = try #require(study.patients[0].entry("lab-1"))
    #expect(value.content == .laboratory(Laboratory(analyte: "haemoglobin \"Hb\"", value: 10.4, unit: "g/dL")))
    let reading = StudyFolder.read(files: try fixture("every-key"))
    #expect(reading.places[.entry("lab-1", of: "1")]?.description == "labs.csv:2:1")
    #expect(study.patients[2].entries.map(\.id) == ["lab-1"])
  }
}
