// SPDX-License-Identifier: Apache-2.0

import Course
import Dosing
import Exchange
import Testing

/// Levels, events and what is read, on the rule sets of the library. The doses are those of the sets' own tables
/// (`reference/dosing/facts-2.md`: TRA-02, ERI-05, GD-10, and the labels that the sets name).
@Suite struct AdaptationTests {
  static let library = BuiltInLibrary.read().library

  static func set(_ id: String) throws -> RuleSet { try #require(library.rules[id], "\(id)") }

  static func dose(_ amount: Double, _ unit: DoseUnit) -> Dose { Dose(amount: amount, unit: unit) }

  static func giving(_ amount: Double, _ unit: DoseUnit, _ timesADay: Int? = nil) -> RuleDecision.Outcome {
    .giveDose(Posology(dose(amount, unit), timesADay: timesADay))
  }

  /// Counts and liver values at which no rule speaks against the full dose, and nothing else known to be so.
  static func normal(day: Int = 1) -> Observations {
    var observations = Observations()
    observations.day = day
    for (analyte, value, upper) in [
      (Analyte.neutrophils, 3.0, 7.0), (.platelets, 200, 400), (.leukocytes, 5, 10), (.bilirubin, 0.5, 1.2),
      (.alt, 20, 40), (.ast, 20, 40), (.alp, 80, 120), (.cpk, 80, 200),
    ] { observations.values[analyte] = .init(today: value, nadir: value, peak: value, upperLimit: upper) }
    for word in Condition.factWords { observations.facts[word] = false }
    for term in Comparison.gradeTerms { observations.grades[term] = 0 }
    return observations
  }

  // MARK: levels

  /// 800, 600, 400 mg: level 3 is below the last. Trabectedin 1.5, 1.2, 1.0: likewise.
  @Test(arguments: ["pazopanib-sts", "trabectedin-us", "eribulin-eu", "docetaxel-us"])
  func belowTheLastLevelThereIsNone(_ id: String) throws {
    let set = try Self.set(id)
    let drug = set.drugs[0]
    let last = set.levels.count - 1
    for level in 1...last {
      let decision = set.decide(drug, Self.normal(), memory: set.memory(level: level, events: [:], drug: drug))
      #expect(decision.outcome == .giveDose(try #require(set.levels[level][drug])), "\(id) level \(level)")
    }
    for level in [last + 1, last + 2, 20] {
      let decision = set.decide(drug, Self.normal(), memory: set.memory(level: level, events: [:], drug: drug))
      #expect(decision.outcome == .stop && decision.decidedBy == "below the last level", "\(id) level \(level)")
    }
  }

  /// Docetaxel 100, 75, 55 mg/m²: febrile neutropenia at 75 gives 55, at 55 it ends treatment, at 90 it gives 75.
  @Test func levelsStartAtTheDoseThatIsGiven() throws {
    let set = try Self.set("docetaxel-us")
    var fever = Self.normal()
    fever.facts["febrile neutropenia"] = true
    for (planned, expected) in [(100.0, 75.0), (90, 75), (75, 55), (60, 55)] {
      let decision = set.decide("docetaxel", planned: Self.dose(planned, .milligramsPerSquareMetre), fever)
      #expect(decision.outcome == Self.giving(expected, .milligramsPerSquareMetre), "\(planned)")
    }
    #expect(set.decide("docetaxel", planned: Self.dose(55, .milligramsPerSquareMetre), fever).outcome == .stop)
  }

  /// The US set for moderate hepatic impairment has 0.9 mg/m² for its full dose, the EU set of eribulin 1.23 mg/m² (the base).
  @Test func noSetGivesMoreThanItsFullDose() throws {
    var impaired = Self.normal()
    impaired.values[.bilirubin] = .init(today: 2, peak: 2, upperLimit: 1)
    let hepatic = try Self.set("trabectedin-us-hepatic").decide(
      "trabectedin", planned: Self.dose(1.5, .milligramsPerSquareMetre), impaired)
    #expect(hepatic.outcome == Self.giving(0.9, .milligramsPerSquareMetre))
    let eribulin = try Self.set("eribulin-eu").decide(
      "eribulin", planned: Self.dose(1.4, .milligramsPerSquareMetre), Self.normal())
    #expect(eribulin.outcome == Self.giving(1.23, .milligramsPerSquareMetre))
  }

  /// A table that names 0.97 mg/m² for Child-Pugh A raises no dose of 0.62.
  @Test func noRuleRaisesTheDoseThatIsGiven() throws {
    var observations = Self.normal()
    observations.facts["Child-Pugh A"] = true
    let set = try Self.set("eribulin-eu")
    let low = set.decide("eribulin", planned: Self.dose(0.62, .milligramsPerSquareMetre), observations)
    #expect(low.outcome == .give(percent: 100))
    let full = set.decide("eribulin", planned: Self.dose(1.23, .milligramsPerSquareMetre), observations)
    #expect(full.outcome == Self.giving(0.97, .milligramsPerSquareMetre))
  }

  // MARK: events

  /// Trabectedin after one severe toxicity 1.2, after two 1.0, after three none; pazopanib after one hepatotoxicity 400 mg, after two none.
  @Test func whatAnEventLeaves() throws {
    func outcome(_ id: String, _ event: String, _ count: Int, _ planned: Dose) throws -> RuleDecision.Outcome {
      let set = try Self.set(id)
      let memory = set.memory(events: [event: count], drug: set.drugs[0], planned: planned)
      return set.decide(set.drugs[0], planned: planned, Self.normal(), memory: memory).outcome
    }
    let trabectedin = Self.dose(1.5, .milligramsPerSquareMetre)
    for (count, amount) in [(1, 1.2), (2, 1.0)] {
      #expect(
        try outcome("trabectedin-us", "severe-toxicity", count, trabectedin)
          == Self.giving(amount, .milligramsPerSquareMetre))
    }
    #expect(try outcome("trabectedin-us", "severe-toxicity", 3, trabectedin) == .stop)
    let pazopanib = Self.dose(800, .milligrams)
    #expect(try outcome("pazopanib-sts", "hepatotoxicity", 1, pazopanib) == Self.giving(400, .milligrams, 1))
    #expect(try outcome("pazopanib-sts", "hepatotoxicity", 2, pazopanib) == .stop)
  }

  /// The EU's event means nothing to a set that does not define it.
  @Test func anEventBelongsToItsSet() throws {
    let planned = Self.dose(1000, .milligramsPerSquareMetre)
    for set in Self.library.rules(for: "gemcitabine")
    where !set.events.contains(where: { $0.id == "severe-myelosuppression" }) {
      let memory = set.memory(events: ["severe-myelosuppression": 1], drug: "gemcitabine", planned: planned)
      #expect(memory == RuleMemory(), "\(set.id)")
    }
  }

  // MARK: what is compared, and what is not

  /// 4.2 at an upper limit of 1.4 is three times it: not above, not below.
  @Test func multiplesOfALimitAreDecimals() {
    for (value, limit, times) in [(4.2, 1.4, 3.0), (0.3, 0.1, 3), (2.1, 0.7, 3), (6.6, 2.2, 3), (1.1, 0.2, 5.5)] {
      let ratio = value / limit
      #expect(!Comparison.Relation.more.holds(ratio, times) && !Comparison.Relation.less.holds(ratio, times))
      #expect(Comparison.Relation.atMost.holds(ratio, times) && Comparison.Relation.atLeast.holds(ratio, times))
      #expect(Comparison.Relation.equal.holds(ratio, times))
    }
    #expect(Comparison.Relation.more.holds(4.201 / 1.4, 3) && Comparison.Relation.less.holds(4.199 / 1.4, 3))
  }

  /// The set on doxorubicin knows bilirubin alone.
  @Test func whatNoRuleReadsIsNamed() throws {
    let set = try Self.set("doxorubicin-bilirubin")
    var observations = Observations()
    observations.values[.neutrophils] = .init(today: 0.4)
    observations.values[.platelets] = .init(today: 30)
    observations.grades["mucositis"] = 3
    let decision = set.decide("doxorubicin", observations)
    #expect(decision.unread == ["grade of mucositis", "neutrophils", "platelets"])
    #expect(!set.readsCounts(of: "doxorubicin"))
    #expect(try Self.set("gemcitabine-us-pancreas").readsCounts(of: "gemcitabine"))
    let read = try Self.set("gemcitabine-us-pancreas").decide("gemcitabine", Self.normal(day: 8)).unread
    #expect(!read.contains("neutrophils") && !read.contains("platelets"))
  }
}
