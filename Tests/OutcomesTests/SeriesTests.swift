// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain
import Dosing
import Chronology
import Course
import Exchange
import Foundation
import Outcomes
import Testing

/// What must come out of Harrer et al. 2021, by hand. A month is 30.4375 d; "6 months" is 5.5 to 6.5.
@Suite struct SeriesTests {
  func therapy(_ patient: String, _ id: String) async throws -> TherapyOutcome {
    try #require(try await Folder.series().patient(patient)?.therapy(id))
  }

  func isBetween(_ bounds: LengthBounds, _ lower: Double, _ upper: Double) -> Bool {
    abs((bounds.lower?.months ?? -1) - lower) < 0.001 && abs((bounds.upper?.months ?? -1) - upper) < 0.001
  }

  @Test func nothingContradictsInTime() async throws {
    for outcome in try await Folder.series().patients { #expect(outcome.timeline.conflicts.isEmpty) }
  }

  /// Patient 1: PD six months after the start, SD stated in abstract and Table 2, death 2½ years (2¼ to 2¾) after diagnosis.
  @Test func patient1() async throws {
    let maintenance = try await therapy("1", "maintenance")
    #expect(isBetween(maintenance.duration.value.length, 5.5, 6.5))
    #expect(maintenance.duration.value.end == .stop)
    #expect(maintenance.bestResponse?.value.response == .stable)
    if case .assessed = maintenance.bestResponse?.value.basis { Issue.record("no dated assessment shows it") }
    #expect(maintenance.timeToProgression?.value.end == .progression)
    let survival = try #require(try await Folder.series().patient("1")?.survivalFromDiagnosis)
    #expect(isBetween(survival.value.length, 27, 33))
    #expect(survival.value.end == .death)
    // The line: 6 months from the first Gem/Doc to maintenance, 6 more to progression: 11 to 13.
    let line = try #require(try await Folder.series().patient("1")?.lines.first { $0.line.number == 2 })
    #expect(line.line.therapies == ["gem-doc", "maintenance"])
    #expect(isBetween(line.timeToProgression.value.length, 11, 13))
    // GMI: 11/3.5 to 13/2.5.
    #expect(abs((line.growthModulationIndex?.value.lower ?? 0) - 11 / 3.5) < 0.001)
    #expect(abs((line.growthModulationIndex?.value.upper ?? 0) - 13 / 2.5) < 0.001)
  }

  /// Patient 2: "21 months" is 20.5 to 21.5; PR on regorafenib that lasted one year (½ to 1½).
  @Test func patient2() async throws {
    let maintenance = try await therapy("2", "maintenance")
    #expect(isBetween(maintenance.duration.value.length, 20.5, 21.5))
    #expect(maintenance.bestResponse?.value.response == .stable)
    let regorafenib = try await therapy("2", "regorafenib")
    #expect(regorafenib.bestResponse?.value.response == .partial)
    #expect(isBetween(try #require(regorafenib.responseDuration).value.length, 6, 18))
    let survival = try #require(try await Folder.series().patient("2")?.survivalFromDiagnosis)
    #expect(survival.value.length.upper == .years(5))
  }

  /// Patient 3: "14 months" ongoing is 13.5 to 14.5, censored. The half dose began in cycle 16: after 3 cycles of 21 or 28 d and 12 of
  /// 28 d, at least 399 d; 14.5 mo are 441.34375 d; so it was in force for at most 42.34375 d.
  @Test func patient3() async throws {
    let maintenance = try await therapy("3", "maintenance")
    #expect(isBetween(maintenance.duration.value.length, 13.5, 14.5))
    #expect(maintenance.duration.value.isCensored)
    #expect(maintenance.bestResponse?.value.response == .stable)
    let half = try #require(maintenance.phases.last?.duration)
    #expect(abs((half.value.upper?.days ?? 0) - 42.34375) < 0.001)
  }

  /// 900 × 2 in 3 weeks; 500 × 2 in 4; 1000 × 3 in 3 or 4.
  @Test func doseIntensity() async throws {
    let series = try await Folder.series()
    let perWeek = { (patient: String, phase: Int) in
      series.patient(patient)?.therapy("maintenance")?.phases[phase].perWeek?.value
    }
    #expect(perWeek("1", 0) == NumberBounds(600))
    #expect(perWeek("2", 0) == NumberBounds(600))
    #expect(perWeek("3", 0) == NumberBounds(lower: 750, upper: 1000))
    #expect(perWeek("3", 1) == NumberBounds(500))
    #expect(perWeek("3", 2) == NumberBounds(250))
    let change = DoseIntensity.change(
      from: try #require(series.patient("3")?.therapy("maintenance")?.phases[0].phase),
      to: try #require(series.patient("3")?.therapy("maintenance")?.phases[2].phase))
    #expect(change.perAdministration == 0.5)
    #expect(abs((change.perCycle ?? 0) - 2.0 / 3) < 1e-12)
    #expect(abs((change.perWeek?.lower ?? 0) - 2.0 / 3) < 1e-12)
    #expect(abs((change.perWeek?.upper ?? 0) - 0.75) < 1e-12)
  }

  @Test func everyValueSaysWhy() async throws {
    for outcome in try await Folder.series().patients {
      #expect(outcome.traces.count > 20)
      for trace in outcome.traces {
        #expect(!trace.definition.source.isEmpty)
        #expect(!trace.value.isEmpty)
      }
    }
  }
}

/// Every statement of the inventory of the paper is in the folder.
@Suite struct CoverageTests {
  @Test func noFactIsMissing() throws {
    let inventory = Folder.root.appendingPathComponent("Tests/ExchangeTests/Fixtures/facts-inventory.json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: inventory)) as? [String: Any])
    var ids: Set<String> = []
    func collect(_ value: Any) {
      if let object = value as? [String: Any] {
        if let id = object["id"] as? String, object["section"] != nil || object["source"] != nil { ids.insert(id) }
        object.values.forEach(collect)
      } else if let list = value as? [Any] {
        list.forEach(collect)
      }
    }
    collect(json)
    #expect(ids.count == 109)
    let folder = Folder.root.appendingPathComponent("Examples/gemcitabine-maintenance")
    var text = ""
    for path in ["study.yaml", "claims.yaml", "patients/1.yaml", "patients/2.yaml", "patients/3.yaml"] {
      text += try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init))
    let missing = ids.filter { !words.contains($0) }.sorted()
    #expect(missing.isEmpty)
  }
}

/// Small courses where the expected value is plain.
@Suite struct SmallCourseTests {
  func outcome(_ course: String) async throws -> PatientOutcomes {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: Small\ndata cut-off: 2022-12-31\n",
      "patients/1.yaml": "patient: 1\nsex: male\nage: 50 at diagnosis\ncourse:\n" + course,
    ])
    #expect(reading.errors.map(\.description) == [])
    return PatientOutcomes(try #require(reading.study?.patients.first), in: try #require(reading.study))
  }

  /// 6 cycles of 21 d with one dose on day 1 and no delay: the last dose is 105 d after the first, the next day 1 would be 126 d after.
  @Test func aPhaseHasCyclesAndLengthOfItsTherapy() async throws {
    let outcome = try await outcome(
      """
        - diagnosis: leiomyosarcoma
          when: 2020-01-10
        - therapy: doxorubicin
          id: dox
          when: 2020-02-01
          cycles: 6
          every: 21 d
          delay: 0 d
          phases:
            - {id: dox-75, dose: 75 mg/m2, days: [1]}

      """)
    let therapy = try #require(outcome.therapy("dox"))
    #expect(therapy.duration.value.length == LengthBounds(lower: .days(105), upper: .days(126)))
    #expect(therapy.phases[0].perWeek?.value == NumberBounds(25))
    #expect(therapy.phases[0].cumulative?.value == NumberBounds(450))
  }

  @Test func noTimeToAnEventIsNegative() async throws {
    let outcome = try await outcome(
      """
        - diagnosis: leiomyosarcoma
          when: 2020-01-10
        - therapy: doxorubicin
          id: dox
          when: 2020-02-01
        - assessment: CT
          response: PR
          of: dox
        - therapy: pazopanib
          id: paz
          when: 2020-09-01

      """)
    let held = try #require(outcome.therapy("dox")?.responseDuration)
    #expect(held.value.length.lower == .zero)
  }
}
