// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Drawing
import Figures
import Foundation
import Outcomes
import Testing

@Suite("Given doses over time")
struct DoseCourseTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  func course(_ example: String, patient: String, therapy: String) async throws -> DoseCourse {
    let reading = await StudyFolder.read(Self.root.appendingPathComponent("Examples/\(example)").path)
    let outcomes = await StudyOutcomes(try #require(reading.study), library: BuiltInLibrary.read().library)
    let outcome = try #require(outcomes.patient(patient))
    let chosen = try #require(outcome.therapies.first { $0.entry.id == therapy })
    return try #require(DoseCourse(outcome, chosen, drug: "gemcitabine", library: outcomes.library))
  }

  /// A course made up for its shape: doses every week with long names of phases close together.
  func made(doses: Int, series: Int, phases: Int) -> DoseCourse {
    var course = DoseCourse(title: "A made-up course with a title of some length", unit: "mg/m²")
    course.planned = 1000
    course.administrations = (0..<doses).map { .init(day: Double($0) * 7, given: $0 % 5 == 4 ? 0 : 750) }
    let last = Double(doses) * 7
    course.phases = (0..<phases).map {
      let start = last * Double($0) / Double(phases) / 6
      return .init(name: "a-phase-with-a-long-name-\($0)", start: start...(start + 3), end: last)
    }
    course.counts = (0..<series).map { index in
      .init(
        name: "Count number \(index), 10⁹/L",
        points: (0..<doses).map { .init(day: Double($0) * 7, value: 0.5 + Double($0 % 7)) },
        thresholds: [.init(value: 1, label: "1.0"), .init(value: 0.9, label: "0.9"), .init(value: 0.5, label: "0.5")])
    }
    course.support = [.init(drug: "pegfilgrastim", days: [2, 30], isNominal: true)]
    return course
  }

  @Test(arguments: [85.0, 180], [(1, 0, 1), (3, 1, 2), (70, 3, 4)])
  func nothingIsCutOrOverlaps(width: Double, shape: (doses: Int, series: Int, phases: Int)) {
    let scene = DoseCoursePlot(made(doses: shape.doses, series: shape.series, phases: shape.phases)).scene(
      widthMillimetres: width)
    #expect(SceneAudit(scene).isClean, "\(SceneAudit(scene))")
  }

  /// Patient 3: days 1, 8 and 15 of cycles of 21 or 28 days, which are drawn in the middle of the two, 24.5 days.
  @Test("An open cycle length is drawn in its middle") func openCycleLengthIsDrawnInItsMiddle() async throws {
    let drawn = try await course("gemcitabine-maintenance", patient: "3", therapy: "maintenance")
    let start = try #require(drawn.administrations.first?.day)
    #expect(
      drawn.administrations.prefix(9).map { $0.day - start } == [0, 7, 14, 24.5, 31.5, 38.5, 49, 56, 63],
      "\(drawn.administrations.prefix(9).map(\.day))")
  }

  /// Doses by their phase alone: counts of the therapy stand on the same axis where its day is known, and are not called missing where it is not.
  @Test func countsWithoutSingleDoses() async throws {
    func course(_ when: String, _ lab: String) async throws -> DoseCourse {
      let files = [
        "study.yaml": "study: S\n",
        "patients/1.yaml": """
        patient: 1
        course:
          - therapy: doxorubicin
            id: dox
            when: \(when)
            lasts: 63 d
            phases:
              - {id: full, dose: 75 mg/m2, days: [1], every: 21 d, cycles: 1-3}
        """,
        "labs.csv": "patient,analyte,when,value,unit\n" + lab,
      ]
      let reading = StudyFolder.read(files: files)
      #expect(reading.errors.map(\.description) == [])
      let outcomes = await StudyOutcomes(try #require(reading.study), library: BuiltInLibrary.read().library)
      let outcome = try #require(outcomes.patients.first)
      return try #require(
        DoseCourse(outcome, outcome.therapies[0], drug: "doxorubicin", library: outcomes.library))
    }
    // 2024-01-15 is day 14 after 2024-01-01; 2024-12-01 is long after the end.
    let drawn = try await course("2024-01-01", "1,neutrophils,2024-01-15,0.8,10^9/L")
    #expect(drawn.counts.map(\.name) == ["Neutrophils, 10⁹/L"])
    #expect(drawn.counts.first?.points.map(\.day) == [14])
    #expect(!drawn.caption.contains("blood counts"))
    let late = try await course("2024-01-01", "1,neutrophils,2024-12-01,0.8,10^9/L")
    #expect(late.counts.isEmpty && late.caption.contains("No blood counts of this time are recorded."))
    let undated = try await course("2024-01", "1,neutrophils,2024-01-15,0.8,10^9/L")
    #expect(undated.caption.contains("Blood counts are not drawn: the day of the first dose is not known."))
  }

  /// Pazopanib every day from 2024-01-01, 800 mg and from 1 April 600 mg: two bars that go on and no list of days. Sunitinib 4 weeks on, 2 off: bars of 28 days
  /// with gaps of 14. Recorded day by day it is one bar, and a day left out parts it.
  @Test func aDailyDrugIsABand() async throws {
    func course(_ text: String, rows: [String] = []) async throws -> DoseCourse {
      var files = [
        "study.yaml": "study: S\ndata cut-off: 2024-12-31\n", "patients/1.yaml": "patient: 1\ncourse:\n\(text)",
      ]
      if !rows.isEmpty {
        files["administrations.csv"] = "patient,therapy,cycle,day,date,dose\n" + rows.joined(separator: "\n")
      }
      let reading = StudyFolder.read(files: files)
      #expect(reading.errors.map(\.description) == [])
      let outcomes = await StudyOutcomes(try #require(reading.study), library: BuiltInLibrary.read().library)
      let outcome = try #require(outcomes.patients.first)
      return try #require(
        DoseCourse(
          outcome, outcome.therapies[0], drug: outcome.therapies[0].therapy.drugs[0], library: outcomes.library))
    }
    let daily = try await course(
      """
        - therapy: pazopanib
          id: paz
          when: 2024-01-01
          ends: 2024-06-30
          phases:
            - {id: full, dose: 800 mg, days: 1-28, every: 28 d, when: 2024-01-01}
            - {id: less, dose: 600 mg, days: 1-28, every: 28 d, when: 2024-04-01}
      """)
    #expect(daily.administrations.isEmpty && daily.bands.map(\.given) == [800, 600])
    // 2024-01-01 to 04-01 are 91 d, to 06-30 181.
    #expect(daily.bands.map(\.from) == [0, 91] && daily.bands[0].to == 91 && daily.bands[1].to == 181)
    #expect(daily.caption.contains("a dose taken every day") && daily.hasNominalDays)
    #expect(SceneAudit(DoseCoursePlot(daily).scene(widthMillimetres: 85)).isClean)
    let pauses = try await course(
      """
        - therapy: sunitinib
          id: sun
          when: 2024-01-01
          ends: 2024-03-25
          phases: [{id: full, dose: 50 mg, days: 1-28, every: 42 d, when: 2024-01-01}]
      """)
    #expect(pauses.bands.map(\.from) == [0, 42] && pauses.bands.map(\.to) == [28, 70])
    let rows = (1...14).map { "1,paz,1,\($0),2024-01-\($0 < 10 ? "0" : "")\($0),\($0 == 8 ? "omitted" : "800 mg")" }
    let recorded = try await course("  - therapy: pazopanib\n    id: paz\n    when: 2024-01-01\n", rows: rows)
    // 1 to 7 January and 9 to 14; the omission of the 8th stands alone.
    #expect(recorded.bands.map(\.from) == [0, 8] && recorded.bands.map(\.to) == [7, 14])
    #expect(recorded.administrations.map(\.given) == [0] && !recorded.hasNominalDays)
  }

  /// Four cycles of days 1 and 8, two of 1000 and two of 750 mg/m², and no end: 4 × 1000 and 4 × 750, as the account counts them (3000 mg/m² of the
  /// second phase).
  @Test(arguments: ["", "    ends: 2022-03-28\n"]) func everyStatedCycleIsDrawn(end: String) async throws {
    let reading = StudyFolder.read(files: [
      "study.yaml": "study: S\ndata cut-off: 2022-12-31\n",
      "patients/1.yaml": """
      patient: 1
      course:
        - diagnosis: sarcoma
          when: 2021-12-01
        - therapy: gemcitabine
          id: t1
          starts: 2022-01-03
          cycles: 4
          every: 21 d
      \(end)    phases:
            - {id: voll, dose: 1000 mg/m2, days: [1, 8], cycles: 1-2}
            - {id: half, dose: 750 mg/m2, days: [1, 8], cycles: 3-4}
        - last contact: true
          when: 2022-06-01
      """,
    ])
    #expect(reading.errors.map(\.description) == [])
    let outcomes = await StudyOutcomes(try #require(reading.study), library: BuiltInLibrary.read().library)
    let outcome = try #require(outcomes.patients.first)
    let course = try #require(
      DoseCourse(outcome, outcome.therapies[0], drug: "gemcitabine", library: outcomes.library))
    #expect(course.administrations.map(\.given) == [1000, 1000, 1000, 1000, 750, 750, 750, 750])
    #expect(course.administrations.prefix(4).map(\.day) == [0, 7, 21, 28])
    // From the third cycle on: at day 42 at the earliest, and 21 d apart.
    let second = course.administrations.suffix(4).map(\.day)
    #expect(second[0] >= 42 && second.map { $0 - second[0] } == [0, 7, 21, 28])
    #expect(course.undrawn == nil)
  }

  @Test func administrationsThatHaveNoPlaceAreCounted() {
    var course = made(doses: 3, series: 0, phases: 1)
    course.undrawn = .init(count: 2, stated: 8)
    #expect(course.caption.contains("2 of 8 stated administrations not drawn."))
    let scene = DoseCoursePlot(course).scene(widthMillimetres: 85)
    #expect(SceneContents(scene.nodes).strings.contains("2 of 8 stated administrations not drawn"))
  }

  @Test(arguments: [85.0, 180])
  func theExamplesAreLegible(width: Double) async throws {
    for course in [
      try await course("gemcitabine-maintenance", patient: "3", therapy: "maintenance"),
      try await course("full-record", patient: "S1", therapy: "gem"),
    ] {
      let audit = SceneAudit(DoseCoursePlot(course).scene(widthMillimetres: width))
      #expect(audit.isClean, "\(audit)")
    }
  }

  /// Three cycles of days 1, 8, 15, then days 1 and 15 without day 8, then 500 mg/m²: as the paper tells.
  @Test func patientThreeIsNominal() async throws {
    let course = try await course("gemcitabine-maintenance", patient: "3", therapy: "maintenance")
    #expect(course.administrations.allSatisfy { $0.isNominal })
    #expect(course.administrations.prefix(9).allSatisfy { $0.given == 1000 })
    #expect(course.administrations.contains { $0.given == 500 })
    #expect(course.administrations.filter { $0.given == 0 }.count >= 12)
    #expect(course.phases.map(\.name) == ["full", "day-8-omitted", "half-dose"])
    // Three cycles of 21 d or more; at most what is left of 14.5 mo (441.34375 d) before twelve of 28 d.
    #expect(course.phases[1].start == 63...105.34375)
    #expect(course.caption.contains("not recorded"))
  }

  @Test func aFullRecordIsDrawnAsRecorded() async throws {
    let course = try await course("full-record", patient: "S1", therapy: "gem")
    #expect(course.administrations.count == 18)
    #expect(course.administrations.map(\.given).reduce(0, +) == 13_250)
    #expect(course.administrations.allSatisfy { !$0.isNominal })
    #expect(course.counts.map { $0.points.count } == [26, 26, 13])
    #expect(course.planned == 1000)
  }
}
