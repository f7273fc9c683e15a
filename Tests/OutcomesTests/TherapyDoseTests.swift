// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Plain
import Testing

@testable import Outcomes

/// What was given of a drug over a whole therapy.
@Suite("Doses of whole therapies") struct TherapyDoseTests {
  private static let planned = """
    ends: 2020-02-20
    planned:
      - {dose: 1000 mg/m2, days: [1, 8], every: 21 d}
    """

  private func doses(_ therapy: String, _ rows: [String] = []) async throws -> [TherapyDose] {
    let head = "patient,therapy,cycle,day,date,dose"
    let files =
      rows.isEmpty ? [:] : ["administrations.csv": ([head] + rows.map { "A,t1,\($0)" }).joined(separator: "\n")]
    return try await GemcitabineCourse.outcome(therapy, files: files).doses(BuiltInLibrary.read().library)
  }

  /// 1000 + 1000 + 1000 + 750 = 3750 mg/m². Day 1 of cycle 2 is 28 d after the first; with one planned cycle more 49 d, 7 weeks: 3750 ÷ 7 = 535.71 a week,
  /// of 2000 ÷ 3 = 666.67 planned: 80.36 %. Of the dose alone 3750 ÷ 4000 = 93.75 %.
  @Test func rowsAreAddedUp() async throws {
    let dose = try #require(
      try await doses(
        Self.planned,
        [
          "1,1,2020-01-15,1000 mg/m2", "1,8,2020-01-22,1000 mg/m2", "2,1,2020-02-12,1000 mg/m2",
          "2,8,2020-02-19,750 mg/m2",
        ]
      ).first)
    #expect(dose.basis == .administrations && dose.drug == "gemcitabine")
    #expect(dose.sums == [.init(amount: NumberBounds(3750), unit: .milligramsPerSquareMetre)])
    #expect(dose.total.value == "3750 mg/m²")
    let percent = try #require(dose.relativePercent?.lower)
    #expect(abs(percent - 100.0 * 3750 / 7 / (2000.0 / 3)) < 1e-9 && dose.relativePercent?.isExact == true)
    #expect(dose.intensity.value == "80.4 %" && dose.intensity.phrase.german == "80,4 %")
    #expect(dose.intensity.remarks.contains { $0.contains("93.8 %") })
  }

  /// A day without a row: at least the other three, 2750 mg/m², and 2750 ÷ 7 ÷ 666.67 = 58.9 % at least.
  @Test func missingRowsGiveALeastDose() async throws {
    let dose = try #require(
      try await doses(
        Self.planned, ["1,1,2020-01-15,1000 mg/m2", "2,1,2020-02-12,1000 mg/m2", "2,8,2020-02-19,750 mg/m2"]
      ).first)
    #expect(dose.sums == [.init(amount: NumberBounds(lower: 2750, upper: nil), unit: .milligramsPerSquareMetre)])
    #expect(dose.total.value.hasPrefix("≥ 2750 mg/m² (") && dose.total.value.contains("cycle 1"))
    #expect(dose.relativePercent?.upper == nil)
    let least = try #require(dose.relativePercent?.lower)
    #expect(abs(least - 100.0 * 2750 / 7 / (2000.0 / 3)) < 1e-9)
  }

  /// mg and mg/m² are two sums, and no intensity.
  @Test func unitsAreNotAddedUp() async throws {
    let dose = try #require(
      try await doses(
        Self.planned,
        ["1,1,2020-01-15,1000 mg/m2", "1,8,2020-01-22,1800 mg", "2,1,2020-02-05,1000 mg/m2", "2,8,2020-02-12,1800 mg"]
      ).first)
    #expect(dose.total.value == "2000 mg/m² and 3600 mg")
    #expect(dose.relativePercent == nil && dose.intensity.value.hasPrefix("not determined (1800 mg"))
  }

  /// Two cycles of 2 × 1000 and two of 2 × 500 mg/m²: 6000 mg/m², between 50 and 100 % of the plan.
  @Test func phasesAreAddedUp() async throws {
    let phases = """
      ends: 2020-04-08
      cycles: 4
      planned:
        - {id: plan, dose: 1000 mg/m2, days: [1, 8], every: 21 d}
      phases:
        - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-2}
        - {id: half, dose: 500 mg/m2, days: [1, 8], every: 21 d, cycles: 3-4}
      """
    let dose = try #require(try await doses(phases).first)
    #expect(dose.basis == .phases && dose.total.value == "6000 mg/m²")
    #expect(dose.relativePercent == NumberBounds(lower: 50, upper: 100) && dose.intensity.value == "50–100 %")
    #expect(dose.plan?.english == "plan of the record (plan)")
  }

  @Test func whatCannotBeHadSaysWhy() async throws {
    let none = try #require(try await doses("ends: 2020-04-08\n").first)
    #expect(none.basis == .nothing && none.sums.isEmpty)
    #expect(none.phrase.english.contains("not determined (no dose of it is recorded)"))
    let alone = try #require(
      try await doses("ends: 2020-04-08\nphases:\n  - {dose: 1000 mg/m2, days: [1, 8], every: 21 d, cycles: 1-4}\n")
        .first)
    #expect(alone.total.value == "8000 mg/m²")
    #expect(alone.intensity.value == "not determined (no plan is recorded)")
    // Two doses at once: which share of the time each had nobody says.
    let both = try #require(
      try await doses(
        "ends: 2020-04-08\nphases:\n  - {id: a, dose: 1000 mg/m2, days: [1], every: 21 d, cycles: 1-4}\n  - {id: b, dose: 750 mg/m2, days: [8], every: 21 d, cycles: 1-4}\n"
      ).first)
    #expect(both.sums.isEmpty && both.total.value.contains("follow each other") && both.relativePercent == nil)
    // A dose that is not stated leaves the sum open.
    let open = try #require(
      try await doses(
        "ends: 2020-04-08\nphases:\n  - {id: a, dose: 1000 mg/m2, days: [1], every: 21 d, cycles: 1-2}\n  - {id: b, dose: not stated, days: [1], every: 21 d, cycles: 3-4}\n"
      ).first)
    #expect(open.total.value == "≥ 2000 mg/m² (b: dose not stated)")
  }

  /// Patient 1: 900 mg/m² on 2 days instead of 1000 on 3, both every 21 d: 1800 ÷ 3000 = 60 %. Patient 3: 1000 × 3, 1000 × 2 and 500 × 2 every 21 or 28 d, then 28 d, of the first of them: 250 ÷ 1000 = 25 % at
  /// least. No dose of another therapy is stated.
  @Test func publishedSeries() async throws {
    let outcomes = try await Folder.series()
    func dose(_ patient: String) -> TherapyDose? {
      outcomes.patient(patient)?.doses(outcomes.library).first { $0.therapy.id == "maintenance" }
    }
    #expect(dose("1")?.intensity.value == "60 %")
    #expect(dose("3")?.relativePercent == NumberBounds(lower: 25, upper: 100))
    #expect((dose("3")?.sums.first?.amount.lower ?? 0) >= 9000)
    for patient in outcomes.patients {
      for dose in patient.doses(outcomes.library) where dose.therapy.id != "maintenance" {
        #expect(dose.sums.isEmpty && dose.relativePercent == nil)
      }
    }
  }
}
