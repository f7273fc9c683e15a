// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Outcomes
import Testing
import VerlaufTesting

/// Times that can be read in several ways: while none is chosen, bounds are the widest over all that the course allows.
@Suite struct OpenReadingTests {
  private func study(_ course: String, cutOff: String = "2024-07-31") throws -> Study {
    let files = [
      "study.yaml": "study: Invented\ndata cut-off: \(cutOff)\n",
      "patients/1.yaml": "patient: 1\nsex: female\ncourse:\n"
        + course.split(separator: "\n").map { "  \($0)\n" }.joined(),
    ]
    let reading = StudyFolder.read(files: files)
    #expect(reading.errors.isEmpty, "\(reading.errors.map(\.description))")
    return try #require(reading.study)
  }

  private func timeline(_ course: String) throws -> (PatientTimeline, Study) {
    let study = try study(course)
    return (PatientTimeline(study.patients[0], in: study), study)
  }

  private func bounds(_ timeline: PatientTimeline, _ id: String) throws -> [String?] {
    let bounds = timeline.bounds(of: try #require(timeline.start(of: id)))
    return [bounds.earliest?.description, bounds.latest?.description]
  }

  static let maintenance = """
    - therapy: gemcitabine
      id: maintenance
      when: 2021-01-04
      ends: 2021-07-05
    """

  /// 5.5 to 6.5 mo are 167.4 to 197.8 d: after the start 2021-06-21 to 2021-07-20, after the end 2021-12-20 to 2022-01-18.
  @Test func aSpanAfterWhatLastsHasTwoReadings() throws {
    let ct = "\n- assessment: CT\n  id: ct\n  when: 6 mo after maintenance"
    let (timeline, _) = try timeline(Self.maintenance + ct)
    #expect(try bounds(timeline, "ct") == ["2021-06-21", "2022-01-18"])
    #expect(timeline.conflicts.isEmpty)
    let point = try #require(timeline.readingPoints.first)
    #expect(point.options.map(\.text) == ["6 mo after start of maintenance", "6 mo after end of maintenance"])
    #expect(!point.isChosen)
  }

  /// A surgery is one moment, and mere order is as wide as its wider reading: neither has a second one.
  @Test(arguments: ["6 mo after op", "after maintenance", "at maintenance", "6 mo before maintenance"])
  func whatHasOneReading(time: String) throws {
    let op = "\n- surgery: resection\n  id: op\n  when: 2020-01-10\n- event: visit\n  id: visit\n  when: \(time)"
    #expect(try timeline(Self.maintenance + op).0.readingPoints.isEmpty)
  }

  /// What else is known of the event leaves one reading, which then holds to the letter.
  @Test func theCourseExcludesAReading() throws {
    let ct = "\n- assessment: CT\n  id: ct\n  when: [6 mo after maintenance, after 2021-12]"
      .replacing("after 2021-12", with: "after end of maintenance")
    let (timeline, study) = try timeline(Self.maintenance + ct)
    // After the start, up to 2021-07-20, it can still lie after the end on 2021-07-05.
    #expect(try bounds(timeline, "ct") == ["2021-07-05", "2022-01-18"])
    let late = "\n- assessment: CT\n  id: ct\n  when: [6 mo after maintenance, 2021-12]"
    let (sole, _) = try self.timeline(Self.maintenance + late)
    #expect(try bounds(sole, "ct") == ["2021-12-20", "2021-12-31"])
    let point = try #require(sole.readingPoints.first)
    #expect(sole.contradiction(of: 0, of: point, in: study).map(\.text).contains("ct: 2021-12"))
    #expect(sole.contradiction(of: 1, of: point, in: study).isEmpty)
    #expect(sole.conflicts.isEmpty)
  }

  @Test func noReadingAgrees() throws {
    let ct = "\n- assessment: CT\n  id: ct\n  when: [6 mo after maintenance, 2023-05]"
    let (timeline, _) = try timeline(Self.maintenance + ct)
    #expect(timeline.conflicts.count == 1)
    #expect(try bounds(timeline, "ct") == ["2023-05-01", "2023-05-31"])
  }

  /// Two years of 365.25 d: 1.5 to 2.5 y after one of two days. 548 to 913 d after 2018-03-01 are 2019-08-31 to 2020-08-30, after 2018-09-01 2020-03-02 to 2021-03-02.
  @Test func readingsAreData() throws {
    let course = """
      - diagnosis: leiomyosarcoma
        when: 2018-03-01
      - surgery: resection
        id: op
        when: 2018-09-01
      - assessment: CT
        id: ct
        when: TIME
      """
    func ct(_ time: String) throws -> [String?] {
      try bounds(timeline(course.replacing("TIME", with: time)).0, "ct")
    }
    #expect(try ct("2 y after diagnosis") == ["2019-08-31", "2020-08-30"])
    #expect(try ct("2 y after op") == ["2020-03-02", "2021-03-02"])
    #expect(try ct("{read as: 2 y after diagnosis, could also be: 2 y after op}") == ["2019-08-31", "2020-08-30"])
    let open = ["2019-08-31", "2021-03-02"]
    #expect(try ct("2 y after diagnosis or 2 y after op") == open)
    #expect(try ct("{could also be: [2 y after diagnosis, 2 y after op]}") == open)
  }

  /// Six months after the end of the first cycle of 21 d: 167.4 + 21 to 197.8 + 21 d after 2021-01-04, where no cycle was late.
  @Test func aCycleIsAnEvent() throws {
    let (timeline, _) = try timeline(
      """
      - therapy: gemcitabine + docetaxel
        id: gem-doc
        when: 2021-01-04
        cycles: 4
        every: 21 d
        delay: exactly 0 d
      - therapy: gemcitabine
        id: maintenance
        when: 6 mo after end of cycle 1 of gem-doc
      """)
    #expect(try bounds(timeline, "maintenance") == ["2021-07-12", "2021-08-10"])
  }

  /// In courses of random spans the bounds between any two events are the widest over the choices of readings that contradict nothing.
  @Test(arguments: 0..<30) func boundsAreTheHull(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var course = "- diagnosis: leiomyosarcoma\n  when: 2015-0\(number(1...9))\n"
    for index in 1...4 {
      let before = index == 1 ? "diagnosis" : "t\(index - 1)"
      let words =
        switch number(0...3) {
        case 0: "\(number(1...9)) mo after \(before)"
        case 1: "\(number(1...5)) mo after diagnosis or \(number(6...9)) mo after \(before)"
        case 2: "after end of \(before)"
        default: "[\(number(2...20)) mo after \(before), after diagnosis]"
        }
      course +=
        "- therapy: gemcitabine\n  id: t\(index)\n  when: \(words.replacing("end of diagnosis", with: "diagnosis"))\n"
      if number(0...1) == 0 { course += "  lasts: \(number(1...12)) mo\n" }
    }
    course +=
      "- assessment: CT\n  id: ct\n  when: [\(number(5...30)) mo after t\(number(1...4)), \(number(6...40)) mo after diagnosis]"
    let study = try study(course)
    let open = PatientTimeline(study.patients[0], in: study)
    var chosen = [study.patients[0]]
    for point in open.readingPoints {
      chosen = chosen.flatMap { patient in point.options.indices.map { patient.choosing($0, of: point) } }
    }
    let possible = chosen.map { PatientTimeline($0, in: study) }.filter(\.conflicts.isEmpty)
    #expect(open.conflicts.isEmpty == !possible.isEmpty)
    // Where no choice agrees, which statement is set aside depends on their order.
    guard !possible.isEmpty else { return }
    let ids = ["diagnosis", "t1", "t2", "t3", "t4", "ct"]
    for first in ids {
      for second in ids where first != second {
        func length(_ timeline: PatientTimeline) throws -> LengthBounds {
          timeline.length(
            from: try #require(timeline.start(of: first)), to: try #require(timeline.start(of: second)))
        }
        let bounds = try possible.map(length)
        let lower = bounds.contains { $0.lower == nil } ? nil : bounds.compactMap(\.lower).min()
        let upper = bounds.contains { $0.upper == nil } ? nil : bounds.compactMap(\.upper).max()
        #expect(try length(open) == LengthBounds(lower: lower, upper: upper), "\(first) to \(second) of\n\(course)")
      }
    }
  }

  /// Half of 365.25 d are 182.625 d after 2021-01-04: an event within 2021-07-05, on no whole day. It was printed as from the 6th to the 5th, and lay outside the course.
  @Test func aTimeWithinADay() throws {
    let pd =
      "\n- assessment: CT\n  id: ct\n  of: maintenance\n  response: PD\n  when: exactly 6 mo after start of maintenance"
    let study = try study(Self.maintenance + pd)
    let outcomes = PatientOutcomes(study.patients[0], in: study)
    #expect(try bounds(outcomes.timeline, "ct") == ["2021-07-05", "2021-07-06"])
    #expect(outcomes.therapy("maintenance")?.bestResponse?.value.response == .progressive)
  }

  /// What was chosen can itself be read in two ways: nobody has chosen between them.
  @Test func aChoiceThatIsOpenIsNone() throws {
    let ct =
      "\n- assessment: CT\n  id: ct\n  when: {read as: 6 mo after maintenance, could also be: 6 mo after start of maintenance}"
    let (timeline, _) = try timeline(Self.maintenance + ct)
    let point = try #require(timeline.readingPoints.first)
    #expect(!point.isChosen)
    #expect(point.options.map(\.text) == ["6 mo after start of maintenance", "6 mo after end of maintenance"])
    #expect(try bounds(timeline, "ct") == ["2021-06-21", "2022-01-18"])
  }

  /// A reading that is used reads in one way, and what is not stated has none: nothing is dropped.
  @Test(arguments: [
    "{read as: 2021-05 or 2021-06, could also be: 2021-07}", "{read as: not stated, could also be: 2021-07}",
    "{read as: 2021-05, could also be: unknown}", "{could also be: 2021-05}",
    "{read as: 2021-05, could also be: 2021-05}",
  ])
  func refused(time: String) {
    let files = [
      "study.yaml": "study: Invented\n",
      "patients/1.yaml": "patient: 1\ncourse:\n  - diagnosis: sarcoma\n  - event: visit\n    when: \(time)\n",
    ]
    #expect(StudyFolder.read(files: files).study == nil)
  }

  /// Many open times are taken in groups: 70 of them, a month after a therapy of 182 d each, stay 0.5 to 1.5 mo after its start or end (15.2 to 45.7 d).
  @Test func manyOpenTimes() throws {
    let visits = (1...70).map { "\n- event: visit\n  id: e\($0)\n  when: 1 mo after maintenance" }.joined()
    let (timeline, _) = try timeline(Self.maintenance + visits)
    #expect(timeline.readingPoints.count == 70)
    for id in ["e1", "e37", "e70"] { #expect(try bounds(timeline, id) == ["2021-01-20", "2021-08-19"]) }
  }
}
