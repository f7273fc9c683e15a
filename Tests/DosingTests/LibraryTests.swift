// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Foundation
import Dosing
import Notation
import Testing

@Suite("Built-in library")
struct LibraryTests {
  let reading = BuiltInLibrary.read()

  @Test func everyFileIsRead() {
    #expect(reading.problems.isEmpty, "\(reading.problems.map(\.description).joined(separator: "\n"))")
    #expect(reading.library.regimens.count >= 25)
    #expect(reading.library.rules.count >= 15)
  }

  @Test func everyItemHasASource() {
    #expect(reading.library.regimens.values.allSatisfy { !$0.sources.isEmpty })
    #expect(reading.library.rules.values.allSatisfy { !$0.sources.isEmpty })
  }

  struct Case: Decodable {
    var anc_e6_per_l: Double
    var plt_e6_per_l: Double
    var percent: [String: Double]
    var fda_ovary_day1: String
  }

  @Test func gemcitabineTables() throws {
    let sets = [
      "fda_pancreas_nsclc_any_day": "gemcitabine-us-pancreas", "ema_mono_any_day": "gemcitabine-eu-mono",
      "fda_ovary_day8": "gemcitabine-us-ovary", "fda_breast_day8": "gemcitabine-us-breast",
      "bcca_lummpg_day8": "gemcitabine-bc-lummpg",
    ]
    let cases: [Case] = try Vectors.read("gemcitabine_day_of_treatment")
    for vector in cases {
      var observations = Observations()
      observations.values[.neutrophils] = .init(
        today: try Analyte.neutrophils.canonical(vector.anc_e6_per_l, unit: "10^6/L"))
      observations.values[.platelets] = .init(
        today: try Analyte.platelets.canonical(vector.plt_e6_per_l, unit: "10^6/L"))
      observations.day = 8
      for (name, expected) in vector.percent {
        let id = try #require(sets[name])
        let set = try #require(reading.library.rules[id])
        let decision = set.decide("gemcitabine", observations)
        #expect(decision.percent == expected, "\(name) \(vector.anc_e6_per_l) \(vector.plt_e6_per_l)")
      }
      observations.day = 1
      let ovary = try #require(reading.library.rules["gemcitabine-us-ovary"])
      let outcome = ovary.decide("gemcitabine", observations).outcome
      #expect((vector.fda_ovary_day1 == "treat") == (outcome == .give(percent: 100)))
      #expect((vector.fda_ovary_day1 == "delay cycle") == (outcome == .delay(upToDays: nil)))
    }
  }

  /// At exactly 1.0 the US label says the full dose and the EU text three quarters.
  @Test func theLabelsDifferAtExactlyOne() throws {
    var observations = Observations()
    observations.values[.neutrophils] = .init(today: 1.0)
    observations.values[.platelets] = .init(today: 150)
    observations.day = 8
    func percent(_ id: String) -> Double? {
      reading.library.rules[id]?.decide("gemcitabine", observations).percent
    }
    #expect(percent("gemcitabine-us-pancreas") == 100)
    #expect(percent("gemcitabine-eu-mono") == 75)
  }

  struct Ladder: Decodable {
    var drug: String
    var start: Double
    var steps: [Double]
    var then: String
  }

  @Test func ladders() throws {
    let sets = [
      "trabectedin": "trabectedin-us", "eribulin": "eribulin-us", "pazopanib (STS)": "pazopanib-sts",
    ]
    let cases: [Ladder] = try Vectors.read("reduction_ladders")
    for ladder in cases {
      let id = try #require(sets[ladder.drug])
      let set = try #require(reading.library.rules[id])
      let drug = set.drugs[0]
      #expect(set.levels.map { $0[drug]?.dose.amount } == [ladder.start] + ladder.steps)
      #expect(set.belowLevels == "stop")
      // What calls for a step of pazopanib is a judgement in its label: the set has no rule that goes down by itself.
      if drug == "pazopanib" { continue }
      // A toxicity at each dose goes one level down, and below the last ends treatment.
      var observations = Observations()
      observations.facts["reduction called for"] = true
      observations.values[.platelets] = .init(today: 200, nadir: 20)
      observations.values[.neutrophils] = .init(today: 3, nadir: 2)
      observations.day = 1
      var memory = RuleMemory()
      for step in ladder.steps {
        let decision = set.decide(drug, observations, memory: memory)
        memory = decision.memory
        #expect(set.levels[memory.level][drug]?.dose.amount == step)
      }
      #expect(set.decide(drug, observations, memory: memory).memory.isStopped)
    }
  }

  @Test func eventsAreRemembered() throws {
    let set = try #require(reading.library.rules["gemcitabine-us-ovary"])
    var observations = Observations()
    observations.day = 1
    observations.values[.neutrophils] = .init(today: 2, nadir: 0.4)
    observations.values[.platelets] = .init(today: 150, nadir: 20)
    let first = set.decide("gemcitabine", observations)
    #expect(first.outcome == .giveDose(Posology(Dose(amount: 800, unit: .milligramsPerSquareMetre))))
    #expect(first.memory.lastingDays == [1, 8])
    observations.values[.platelets] = .init(today: 150, nadir: 90)
    observations.values[.neutrophils] = .init(today: 2, nadir: 1.2)
    observations.facts["febrile neutropenia"] = false
    observations.cycleDelayDays = 0
    let quiet = set.decide("gemcitabine", observations, memory: first.memory)
    #expect(quiet.outcome == first.outcome)
    #expect(quiet.memory.events == first.memory.events)
    observations.facts["febrile neutropenia"] = true
    let second = set.decide("gemcitabine", observations, memory: quiet.memory)
    #expect(second.memory.lastingDays == [1])
    // From the second event on day 8 is left out for good, whatever the counts of the day.
    observations.facts["febrile neutropenia"] = false
    observations.day = 8
    let eighth = set.decide("gemcitabine", observations, memory: second.memory)
    #expect(eighth.outcome == .hold)
    #expect(eighth.decidedBy == "day-8-full + severe-myelosuppression")
    #expect(set.decide("gemcitabine", observations, memory: first.memory).outcome == first.outcome)
  }

  /// Platelets of 20 today are a nadir of 20 or less, though no nadir is given; platelets of 30 say nothing of a nadir below 25.
  @Test(arguments: [(20.0, Truth.yes), (30, .unknown)])
  func todayBoundsTheNadir(platelets: Double, truth: Truth) throws {
    var observations = Observations()
    observations.values[.platelets] = .init(today: platelets)
    #expect(try Condition(parsing: "nadir platelets < 25 10^9/L").truth(observations) == truth)
    #expect(try Condition(parsing: "peak platelets < 25 10^9/L").truth(observations) == .unknown)
  }

  @Test func aMissingValueLeavesTheStricterRulesOpen() throws {
    let set = try #require(reading.library.rules["gemcitabine-us-pancreas"])
    var observations = Observations()
    observations.values[.neutrophils] = .init(today: 0.8)
    let decision = set.decide("gemcitabine", observations)
    #expect(decision.outcome == .give(percent: 75))
    #expect(decision.open == ["hold"])
    #expect(!decision.isComplete)
  }

  /// Every count is covered: no gap between the rows of a table for either count.
  @Test func tablesOfCountsHaveNoGaps() throws {
    for id in [
      "gemcitabine-us-pancreas", "gemcitabine-eu-mono", "gemcitabine-us-ovary", "gemcitabine-us-breast",
      "gemcitabine-bc-lummpg",
    ] {
      let set = try #require(reading.library.rules[id])
      var last: [Double?] = []
      for platelets in [10.0, 49.9, 50, 60, 74.9, 75, 75.1, 99.9, 100, 100.1, 300] {
        var previous = -1.0
        for step in 0...400 {
          var observations = Observations()
          observations.day = 8
          observations.values[.neutrophils] = .init(today: Double(step) / 100)
          observations.values[.platelets] = .init(today: platelets)
          let percent = try #require(set.decide("gemcitabine", observations).percent, "\(id) \(step) \(platelets)")
          // More neutrophils never mean less drug.
          #expect(percent >= previous)
          previous = percent
        }
        last.append(previous)
      }
      #expect(zip(last, last.dropFirst()).allSatisfy { ($0 ?? 0) <= ($1 ?? 0) })
    }
  }

  @Test func mistakesAreToldWithTheirPlace() {
    let text = """
      rules: my-rules
      name: Mine
      drugs: [gemcitabine]
      authority: hospital
      version: "1"
      date: 2026-11
      rows:
        - id: hold
          when: neutrophil < 0.5 10^9/L
          then: omit
        - id: low
          when: platelets < 50
          then: dose 75 %
      """
    let reading = RegimenFolder.read(files: ["mine.yaml": Array(text.utf8)])
    let lines = reading.errors.map(\.description)
    #expect(lines.count == 3)
    #expect(
      lines.contains {
        $0.hasPrefix("mine.yaml:9:11: error: `neutrophil`") && $0.contains("did you mean `neutrophils`")
      })
    #expect(lines.contains { $0.hasPrefix("mine.yaml:10:11:") && $0.contains("did you mean `hold`") })
    #expect(lines.contains { $0.hasPrefix("mine.yaml:12:25:") && $0.contains("did you mean `50 10^9/L`") })
    #expect(reading.library.rules.isEmpty)
  }
}
