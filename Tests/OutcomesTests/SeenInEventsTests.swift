// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Outcomes
import Testing

/// Which events show the patient alive. Follow-up from the diagnosis on 2020-01-01 to the scan on 2020-03-01 is 60 d, to an event on 2021-01-01 366 d (2020 has 366).
@Suite struct SeenInEventsTests {
  private func days(_ entry: String) async throws -> Double {
    let text =
      "patient: 1\ncourse:\n  - diagnosis: leiomyosarcoma\n    when: 2020-01-01\n  - assessment: CT\n    when: 2020-03-01\n  - \(entry)\n    when: 2021-01-01\n"
    let reading = StudyFolder.read(files: ["study.yaml": "study: Test\n", "patients/1.yaml": text])
    let study = try #require(reading.study, "\(reading.problems)")
    let outcome = try #require(await StudyOutcomes(study, library: RegimenLibrary()).patients.first)
    return try #require(outcome.survivalFromDiagnosis?.value.length.lower).days
  }

  @Test(arguments: [
    "visit", "phone call with the patient", "seen in the clinic", "consultation", "discharge",
    "Vorstellung in der Ambulanz",
    "Telefonat", "transfusion", "fall at home", "stationäre Aufnahme",
  ])
  func shown(words: String) async throws { #expect(try await days("event: \(words)") == 366) }

  @Test(arguments: [
    "lost to follow-up", "aus den Augen verloren", "patient nicht erreichbar", "letter from health insurance",
    "tumour board", "Tumorkonferenz", "contact with family doctor", "phone call with husband", "missed visit",
    "visit cancelled", "no contact", "Kontakt mit Hausarzt", "biopsy report", "visit planned", "notice of death",
  ])
  func notShown(words: String) async throws { #expect(try await days("event: \(words)") == 60) }

  @Test func aFollowUpThatWasLost() async throws {
    #expect(try await days("follow-up: lost to follow-up") == 60)
    #expect(try await days("follow-up: true") == 366)
  }
}
