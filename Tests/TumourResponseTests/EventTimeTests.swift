// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Outcomes
import Testing
import TumourResponse

/// The facts of a trial's table, in exact days.
struct TrialFacts {
  var reference: Day
  var visits: [JudgedVisit] = []
  var death: Day?
  var lastAlive: Day?

  var followUp: FollowUp { FollowUp(reference: reference, visits: visits, death: death, lastAlive: lastAlive) }
}

/// A time between two days.
struct ExactTime {
  var start: Day
  var end: Day
  var isEvent: Bool

  var days: Int { end.number - start.number }
  /// end − start + 1, as CDISC's ADaM counts.
  var inclusiveDays: Int { days + 1 }

  /// nil unless the length is known to the day.
  init?(_ time: TimeToEvent, from start: Day) {
    guard time.length.isExact, let days = time.length.lower?.days else { return nil }
    self.start = start
    end = Day(start.number + Int(days))
    isEvent = time.isEvent
  }
}

@Suite("Times to event against admiralonco and RwPFS")
struct EventTimeTests {
  static func facts() throws -> [String: TrialFacts] {
    let subjects = try SequenceTests.subjects()
    var facts: [String: TrialFacts] = [:]
    for record in try records("recist_sequences/input_subjects.csv") {
      let id = record["id"] ?? ""
      facts[id] = TrialFacts(
        reference: try day(record["reference_date"]), visits: subjects[id]?.visits ?? [],
        death: record["death_date"].flatMap { Day(iso: $0) },
        lastAlive: record["last_known_alive"].flatMap { Day(iso: $0) })
    }
    return facts
  }

  static func time(_ param: String, _ facts: TrialFacts) -> ExactTime? {
    func time(_ endPoint: EndPoint, from start: Day?) -> ExactTime? {
      guard let start else { return nil }
      var later = facts
      later.reference = start
      return ExactTime(CensoringRule.lastVisit.time(later.followUp, to: endPoint).time, from: start)
    }
    switch param {
    case "OS": return time(.survival, from: facts.reference)
    case "PFS": return time(.progressionFree, from: facts.reference)
    case "TTP": return time(.progression, from: facts.reference)
    case "DOR", "RSD": return time(.responseDuration, from: BestResponseRule().objectiveResponse(facts.visits))
    default:
      return time(
        .responseDuration, from: BestResponseRule(confirmation: .init()).objectiveResponse(facts.visits))
    }
  }

  @Test func sequences() throws {
    let facts = try Self.facts()
    var checked = 0
    for record in try records("recist_sequences/expected_tte.csv") {
      let own = try #require(facts[record["id"] ?? ""])
      let found = try #require(Self.time(record["param"] ?? "", own), "\(record)")
      let place = Comment(rawValue: "\(record) \(own.visits) \(String(describing: own.death))")
      #expect(found.start.description == record["start"], place)
      #expect(found.end.description == record["end"], place)
      #expect(String(found.inclusiveDays) == record["days_inclusive"], place)
      #expect((found.isEvent ? "1" : "0") == record["event"], place)
      checked += 1
    }
    #expect(checked > 3_000)
  }

  @Test func realWorld() throws {
    var inputs: [String: [String: String]] = [:]
    for record in try records("rwpfs/input.csv") { inputs[record["row_id"] ?? ""] = record }
    var checked = 0
    for record in try records("rwpfs/expected_rwpfs.csv") {
      let input = try #require(inputs[record["row_id"] ?? ""])
      func date(_ name: String) -> Day? { input[name].flatMap { Day(iso: $0) } }
      let window = try #require(record["death_window_days"].flatMap { Int($0) })
      let found = RealWorldProgression(deathWindowDays: window).time(
        baseline: try #require(date("baseline_date")), lastActivity: date("last_activity_date"),
        death: date("death_date"), gapStart: date("visit_gap_start_date"),
        lastAbstraction: date("last_progression_abstraction_date"),
        progression: date("progression_date_" + (record["progression_definition"] ?? "")))
      let place = Comment(rawValue: "\(record) \(input)")
      let type =
        switch found?.end {
        case nil: "Missing"
        case .progression: "Progression"
        case .death: "Death"
        default: "Censored"
        }
      #expect(type == (record["event_type"]?.isEmpty == false ? record["event_type"] : "Missing"), place)
      let days = found?.length.lower.map { Int($0.days) }
      let end = days.flatMap { days in date("baseline_date").map { Day($0.number + days) } }
      #expect((end?.description ?? "") == record["end_date"], place)
      #expect(days.map(String.init) ?? "" == record["days"], place)
      if let days, let months = record["months"].flatMap({ Double($0) }) {
        #expect(abs(Double(days) / 30.4375 - months) < 1e-8 * months, place)
      }
      checked += 1
    }
    #expect(checked > 2_300)
  }

  /// The same values through a record: each subject as a patient's course, read from YAML, derived as a cohort, under the rule that
  /// the peer's template has. So the numbers of the peer test what `verlauf cohort` prints.
  @Test func sequencesAsACohort() async throws {
    var files = ["study.yaml": "study: Sequences\ndata cut-off: 2035-12-31\n"]
    for (id, facts) in try Self.facts() {
      var course = "  - therapy: drug\n    id: drug\n    when: \(facts.reference)\n"
      for (index, visit) in facts.visits.enumerated() {
        course +=
          "  - assessment: CT\n    id: visit-\(index + 1)\n    response: \(visit.response.rawValue)\n    of: drug\n    when: \(visit.date)\n"
      }
      if let day = facts.lastAlive { course += "  - last contact: alive\n    when: \(day)\n" }
      if let day = facts.death { course += "  - death: disease\n    when: \(day)\n" }
      files["patients/\(id).yaml"] = "patient: \(id)\ncourse:\n" + course
    }
    let reading = StudyFolder.read(files: files)
    let study = try #require(reading.study, "\(reading.problems.prefix(3))")
    var options = CohortOptions(anchor: .line(1))
    options.rule = .lastVisit
    let cohort = CohortOutcomes(await StudyOutcomes(study, library: RegimenLibrary()), options: options)
    let members = Dictionary(uniqueKeysWithValues: cohort.members.map { ($0.patient.id, $0) })
    let endPoints: [String: EndPoint] = [
      "OS": .survival, "PFS": .progressionFree, "TTP": .progression, "DOR": .responseDuration,
    ]
    var checked = 0
    for record in try records("recist_sequences/expected_tte.csv") {
      guard let endPoint = endPoints[record["param"] ?? ""] else { continue }
      let time = try #require(members[record["id"] ?? ""]?.time(endPoint), "\(record)")
      let found = try #require(ExactTime(time, from: try day(record["start"])), "\(record) \(time)")
      #expect(found.end.description == record["end"], "\(record) \(time)")
      #expect((found.isEvent ? "1" : "0") == record["event"], "\(record) \(time)")
      checked += 1
    }
    // All but 181 durations of a confirmed response, which a record's best response does not ask for.
    #expect(checked == 3_088 - 181)
  }

  /// By hand: visits every 56 days. SD on day 56, then nothing until PD on day 224: visits on 112 and 168 were missed.
  /// FDA Table A ends at day 56 without an event; EMA counts progression on day 224. With another therapy on day 100 FDA
  /// Table C has an event on day 100.
  @Test func oneSwitchMovesTheAnswer() throws {
    let start = Day(18_000)
    func facts(progression: Int, newTherapy: Int? = nil, hasBaseline: Bool? = nil) -> FollowUp {
      FollowUp(
        reference: start, hasBaseline: hasBaseline,
        visits: [
          .init(date: Day(18_056), response: .stable), .init(date: Day(18_000 + progression), response: .progressive),
        ], newTherapy: newTherapy.map { Day(18_000 + $0) }, visitInterval: 56)
    }
    func time(_ rule: CensoringRule, _ facts: FollowUp) throws -> (days: Int, isEvent: Bool) {
      let found = try #require(ExactTime(rule.time(facts).time, from: start))
      return (found.days, found.isEvent)
    }
    let late = facts(progression: 224)
    #expect(try time(.fdaA, late) == (56, false))
    #expect(try time(.everyEvent, late) == (224, true))
    #expect(CensoringRule.everyEvent.time(late).time.lastFree == LengthBounds(exactly: .days(56)))
    // One missed visit is borne.
    #expect(try time(.fdaA, facts(progression: 168)) == (168, true))
    let other = facts(progression: 168, newTherapy: 100)
    #expect(try time(.fdaA, other) == (56, false))
    #expect(try time(.investigator, other) == (100, true))
    #expect(try time(.everyEvent, other) == (168, true))
    let unassessed = facts(progression: 168, newTherapy: 100, hasBaseline: false)
    #expect(try time(.fdaA, unassessed) == (0, false))
    #expect(CensoringRule.fdaA.time(unassessed).time.end == .censored(.noBaseline))
    // Another therapy on the day of progression comes too late to censor it.
    #expect(try time(.fdaA, facts(progression: 168, newTherapy: 168)) == (168, true))
  }
}
