// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Exchange

/// Words of life and death where the other is recorded.
@Suite struct VitalStatusTests {
  private func problems(_ entry: String) -> [String] {
    StudyFolder.read(files: folder(patient: "patient: 1\ncourse:\n  - \(entry)\n    when: 2022-12-31\n")).problems
      .map(\.description)
  }

  @Test func whatIsTold() {
    #expect(
      problems("last contact: verstorben") == [
        "patients/1.yaml:3:19: error: `verstorben` for a last contact with the patient alive; expected `death: not stated`, or `death:` with its cause, and its date"
      ])
    #expect(
      problems("death: none") == [
        "patients/1.yaml:3:12: error: `none` for a cause of death; expected the cause, `not stated` or `unknown`; of a patient who lives `last contact: alive`"
      ])
    #expect(
      problems("event: death") == [
        "patients/1.yaml:3:12: error: `death` as an event; expected `death: not stated`, or `death:` with its cause"
      ])
    #expect(
      problems("therapy: none") == [
        "patients/1.yaml:3:14: error: `none` for a therapy; expected drugs; leave the entry out, or record `decision: …` or `best supportive care: true`"
      ])
  }

  @Test(arguments: [
    "last contact: died", "last contact: dead of disease", "last contact: Exitus letalis", "last contact: DOD",
    "last contact: †", "death: no", "death: nein", "death: false", "death: alive", "death: no death",
    "event: died at home",
    "event: Patient verstorben", "event: Tod durch Sepsis", "event: death of disease", "event: the patient has died",
  ])
  func refused(entry: String) { #expect(problems(entry).count == 1) }

  @Test(arguments: [
    "last contact: alive", "last contact: true", "last contact: alive, husband died", "last contact: not dead",
    "last contact: last visit before death", "last contact: seen in the clinic", "last contact: lebt", "death: sarcoma",
    "death: not stated",
    "death: unknown", "death: no autopsy", "death: Nierenversagen", "event: death of her husband",
    "event: husband died",
    "event: fall", "event: fear of death",
  ])
  func read(entry: String) { #expect(problems(entry) == []) }
}
