// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Testing
import TumourResponse

@Suite("Times to event against admiralonco and RwPFS")
struct EventTimeTests {
  static func facts() throws -> [String: FollowUp] {
    let subjects = try SequenceTests.subjects()
    var facts: [String: FollowUp] = [:]
    for record in try records("recist_sequences/input_subjects.csv") {
      let id = record["id"] ?? ""
      facts[id] = FollowUp(
        reference: try day(record["reference_date"]), visits: subjects[id]?.visits ?? [],
        death: record["death_date"].flatMap { Day(iso: $0) },
        lastAlive: record["last_known_alive"].flatMap { Day(iso: $0) })
    }
    return facts
  }

  static func time(_ param: String, _ facts: FollowUp) -> EventTime? {
    let rule = CensoringRule.lastVisit
    switch param {
    case "OS": return CensoringRule.survival(facts)
    case "PFS": return rule.time(facts)
    case "TTP": return rule.time(facts, countsDeath: false)
    case "DOR", "RSD": return rule.responseDuration(facts, from: BestResponseRule().objectiveResponse(facts.visits))
    default:
      return rule.responseDuration(
        facts, from: BestResponseRule(confirmation: .init()).objectiveResponse(facts.visits))
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
      #expect(
        (found?.reason ?? "Missing") == (record["event_type"]?.isEmpty == false ? record["event_type"] : "Missing"),
        place)
      #expect((found?.end.description ?? "") == record["end_date"], place)
      #expect(found.map { String($0.days) } ?? "" == record["days"], place)
      if let found, let months = record["months"].flatMap({ Double($0) }) {
        #expect(abs(Double(found.days) / 30.4375 - months) < 1e-8 * months, place)
      }
      checked += 1
    }
    #expect(checked > 2_300)
  }

  /// By hand: visits every 56 days. SD on day 56, then nothing until PD on day 224: visits on 112 and 168 were missed.
  /// FDA Table A ends at day 56 without an event; EMA counts progression on day 224. With another therapy on day 100 FDA
  /// Table C has an event on day 100.
  @Test func oneSwitchMovesTheAnswer() throws {
    let start = Day(18_000)
    var facts = FollowUp(
      reference: start,
      visits: [
        .init(date: Day(18_056), response: .stable), .init(date: Day(18_224), response: .progressive),
      ], visitInterval: 56)
    #expect(CensoringRule.fdaA.time(facts).days == 56 && !CensoringRule.fdaA.time(facts).isEvent)
    #expect(CensoringRule.ema.time(facts).days == 224 && CensoringRule.ema.time(facts).isEvent)
    #expect(CensoringRule.ema.time(facts).lastFree == Day(18_056))
    // One missed visit is borne.
    facts.visits[1].date = Day(18_168)
    #expect(CensoringRule.fdaA.time(facts).days == 168 && CensoringRule.fdaA.time(facts).isEvent)
    facts.newTherapy = Day(18_100)
    #expect(CensoringRule.fdaA.time(facts).days == 56)
    #expect(CensoringRule.fdaC.time(facts).days == 100 && CensoringRule.fdaC.time(facts).isEvent)
    #expect(CensoringRule.ema.time(facts).days == 168)
    facts.hasBaseline = false
    #expect(CensoringRule.fdaA.time(facts).days == 0 && !CensoringRule.fdaA.time(facts).isEvent)
  }
}
