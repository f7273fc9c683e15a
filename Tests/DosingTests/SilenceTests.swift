// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Testing

@testable import Dosing

/// Where a text is silent no dose follows, and what no rule reads is named. Doses by the texts that the sets name: the US labels of eribulin (renal row
/// 15 to 49 mL/min, Child-Pugh A and B), pazopanib (moderate impairment 200 mg, severe not recommended) and regorafenib.
@Suite struct SilenceTests {
  static func decide(
    _ id: String, planned: Posology? = nil, memory: RuleMemory = RuleMemory(), _ change: (inout Observations) -> Void
  ) throws -> RuleDecision {
    var observations = AdaptationTests.normal()
    change(&observations)
    let set = try AdaptationTests.set(id)
    return set.decide(set.drugs[0], planned: planned, observations, memory: memory)
  }

  static func once(_ milligrams: Double) -> Posology {
    Posology(Dose(amount: milligrams, unit: .milligrams), timesADay: 1)
  }

  // MARK: beyond the rows

  /// A set of one renal row, 15 to below 50 mL/min: 80 is a full dose, 50 too, 49.9 and 15 are of the row, below 15 it is silent.
  @Test(arguments: [
    (80.0, RuleDecision.Outcome.give(percent: 100)), (50, .give(percent: 100)), (49.9, .give(percent: 75)),
    (15, .give(percent: 75)), (14.9, .undecided), (0, .undecided),
  ])
  func belowTheLastRow(clearance: Double, outcome: RuleDecision.Outcome) throws {
    var set = RuleSet(
      id: "own", name: "Own", drugs: ["drug"], authority: "test", version: "1", date: "2026")
    set.rows = [
      .init(
        id: "full", condition: try Condition(parsing: "neutrophils >= 1 10^9/L"), action: .percent(100)),
      .init(id: "hold", condition: try Condition(parsing: "neutrophils < 1 10^9/L"), action: .hold),
      .init(
        id: "renal",
        condition: try Condition(parsing: "creatinine clearance >= 15 mL/min and creatinine clearance < 50 mL/min"),
        action: .percent(75)),
    ]
    #expect(set.silences(for: "drug") == ["creatinine clearance below 15 mL/min"])
    var observations = Observations()
    observations.values[.neutrophils] = .init(today: 2)
    observations.values[.creatinineClearance] = .init(today: clearance)
    let decision = set.decide("drug", observations)
    #expect(decision.outcome == outcome)
    #expect(decision.uncovered.isEmpty == (outcome != .undecided))
    // A bound that may lie beyond the rows leaves it open.
    observations.values[.creatinineClearance]?.today = ValueSpan(.less, 60)
    #expect(set.decide("drug", observations).open.contains { $0.contains("no row below 15 mL/min") })
  }

  /// Rows for 1 and from 3 on say nothing of 2; a class of the liver beyond those with a row, or of another classification, has none.
  @Test func gapsOfGradesAndClasses() throws {
    var set = RuleSet(
      id: "own", name: "Own", drugs: ["drug"], authority: "test", version: "1", date: "2026")
    set.rows = [
      .init(id: "one", condition: try Condition(parsing: "grade of neuropathy = 1"), action: .percent(75)),
      .init(id: "three", condition: try Condition(parsing: "grade of neuropathy >= 3"), action: .stop),
      .init(id: "a", condition: try Condition(parsing: "Child-Pugh A"), action: .percent(50)),
    ]
    #expect(
      set.silences(for: "drug") == ["grade of neuropathy from 2 and up to 2", "Child-Pugh B", "Child-Pugh C"])
    for (grade, outcome) in [
      (0, RuleDecision.Outcome.give(percent: 100)), (1, .give(percent: 75)), (2, .undecided), (3, .stop),
    ] {
      var observations = Observations()
      observations.grades["neuropathy"] = grade
      observations.facts["Child-Pugh A"] = false
      #expect(set.decide("drug", observations).outcome == outcome, "grade \(grade)")
    }
    for word in ["Child-Pugh B", "Child-Pugh C", "moderate hepatic impairment"] {
      var observations = Observations()
      observations.grades["neuropathy"] = 0
      observations.facts = ["Child-Pugh A": false, word: true]
      let decision = set.decide("drug", observations)
      #expect(decision.outcome == .undecided && decision.uncovered.count == 1, "\(word)")
    }
  }

  /// What a set of the library reads it reads to the worst end, or says in a row of its own that the text is silent there.
  @Test func noSetOfTheLibraryIsSilentUnawares() {
    for set in AdaptationTests.library.rules.values.sorted(by: { $0.id < $1.id }) {
      for drug in set.drugs { #expect(set.silences(for: drug) == [], "\(set.id) \(drug)") }
    }
  }

  /// mg/m²; none where the text has none.
  @Test(
    arguments: [
      ("eribulin-us", 14.0, nil), ("eribulin-us", 15, 1.1), ("eribulin-us", 49, 1.1), ("eribulin-us", 50, 1.4),
      ("eribulin-eu", 39, nil), ("eribulin-eu", 40, 1.23),
    ] as [(String, Double, Double?)])
  func eribulinByKidney(id: String, clearance: Double, amount: Double?) throws {
    let full = Posology(try #require(AdaptationTests.set(id).levels[0]["eribulin"]).dose)
    let decision = try Self.decide(id, planned: full) {
      $0.values[.creatinineClearance] = .init(today: clearance)
    }
    switch decision.outcome {
    case .give(let percent): #expect(full.times(percent: percent).dose.amount == amount)
    case .giveDose(let dose): #expect(dose.dose.amount == amount)
    default: #expect(amount == nil && decision.uncovered.first?.hasPrefix("creatinine clearance below") == true)
    }
  }

  @Test(arguments: ["eribulin-us", "eribulin-eu"]) func eribulinInChildPughC(id: String) throws {
    let decision = try Self.decide(id) { $0.facts["Child-Pugh C"] = true }
    #expect(decision.outcome == .undecided && decision.uncovered.first?.hasPrefix("Child-Pugh C") == true)
    // Low counts still delay the cycle, and no dose follows then either.
    let delayed = try Self.decide(id) {
      $0.facts["Child-Pugh C"] = true
      $0.values[.neutrophils] = .init(today: 0.9, nadir: 0.9)
    }
    #expect(delayed.outcome == .delay(upToDays: nil) && !delayed.uncovered.isEmpty)
  }

  // MARK: the liver and pazopanib

  /// Bilirubin in ULN, ALT in ULN; the dose in mg once daily of 800, 0 for a hold, -1 for the end.
  @Test(arguments: [
    ("pazopanib-sts", 1.5, 1.0, 800.0), ("pazopanib-sts", 1.83, 1, 200), ("pazopanib-sts", 3, 1, 200),
    ("pazopanib-sts", 3.1, 1, 0), ("pazopanib-rcc", 1.83, 1, 200), ("pazopanib-sts", 1, 5, 800),
    ("pazopanib-sts", 1, 8.9, 0), ("pazopanib-sts", 2.1, 3.1, -1), ("pazopanib-eu", 1, 5, 800),
    ("pazopanib-eu", 1, 8.9, 0), ("pazopanib-eu", 2.1, 3.1, -1),
  ])
  func pazopanibByLiver(id: String, bilirubin: Double, alt: Double, milligrams: Double) throws {
    let decision = try Self.decide(id, planned: Self.once(800)) {
      $0.values[.bilirubin] = .init(today: bilirubin, peak: bilirubin, upperLimit: 1)
      $0.values[.alt] = .init(today: alt * 40, peak: alt * 40, upperLimit: 40)
    }
    switch decision.outcome {
    case .give(let percent): #expect(800 * percent / 100 == milligrams)
    case .giveDose(let dose): #expect(dose == Self.once(milligrams))
    case .hold: #expect(milligrams == 0)
    case .stop: #expect(milligrams == -1)
    default: Issue.record("\(decision.outcome)")
    }
  }

  /// The classes of the labels are those of bilirubin; a class of Child and Pugh does not follow from them.
  @Test(arguments: ["pazopanib-sts", "pazopanib-rcc", "pazopanib-eu"]) func pazopanibByClass(id: String) throws {
    let moderate = try Self.decide(id, planned: Self.once(800)) { $0.facts["moderate hepatic impairment"] = true }
    #expect(moderate.outcome == .giveDose(Self.once(200)))
    #expect(try Self.decide(id) { $0.facts["severe hepatic impairment"] = true }.outcome == .hold)
    let other = try Self.decide(id) { $0.facts["Child-Pugh B"] = true }
    #expect(
      other.outcome == .undecided
        && other.uncovered == [
          "no row for Child-Pugh B, only for moderate hepatic impairment, severe hepatic impairment"
        ])
  }

  // MARK: the lowest since the last dose

  /// Carboplatin: below 50 platelets or 0.5 neutrophils at the nadir 75 % of the dose before; 50 and 0.5 change nothing.
  @Test(arguments: [(49.0, 1.0, 75.0), (50, 0.5, 100), (120, 0.49, 75), (120, 2.5, 100)])
  func carboplatinByNadir(platelets: Double, neutrophils: Double, percent: Double) throws {
    let decision = try Self.decide("carboplatin-us") {
      $0.values[.platelets] = .init(today: 150, nadir: platelets)
      $0.values[.neutrophils] = .init(today: 3, nadir: neutrophils)
    }
    #expect(decision.outcome == .give(percent: percent) && decision.unread.isEmpty == false)
    #expect(!decision.unread.contains { $0.contains("platelets") || $0.contains("neutrophils") })
    #expect(
      decision.rows.contains { $0.id == "nadir-high" && $0.truth == .yes } == (platelets > 100 && neutrophils > 2))
  }

  /// These sets look at the counts of the day alone.
  @Test(arguments: [
    ("gemcitabine-us-pancreas", "gemcitabine"), ("doxorubicin-bc-ac", "doxorubicin"),
    ("doxorubicin-label-ac", "doxorubicin"),
  ])
  func aNadirThatNoRowReads(id: String, drug: String) throws {
    var observations = Observations()
    observations.day = 1
    observations.values[.neutrophils] = .init(today: 3)
    observations.values[.platelets] = .init(today: 150, nadir: 30)
    let set = try AdaptationTests.set(id)
    let decision = set.decide(drug, observations)
    #expect(decision.outcome == .give(percent: 100) && decision.unread == ["nadir platelets"])
    // The lowest of a series is today's: nothing else was known.
    observations.values[.platelets] = .init(series: [.init(day: 8, value: 200), .init(day: 15, value: 150)])
    #expect(set.decide(drug, observations).unread == [])
    observations.values[.platelets] = .init(series: [.init(day: 8, value: 30), .init(day: 15, value: 150)])
    #expect(set.decide(drug, observations).unread == ["nadir platelets"])
  }

  // MARK: levels

  /// Regorafenib 160, 120, 80 mg: a new grade 2 takes the next one, from the level that is told or from the dose that is given; below 80 none.
  @Test(arguments: ["regorafenib-us", "regorafenib-eu"]) func aReactionAtEachLevel(id: String) throws {
    let set = try AdaptationTests.set(id)
    for (level, left) in [(0, 120.0), (1, 80), (2, 0)] {
      let told = try Self.decide(id, memory: set.memory(level: level, events: [:], drug: "regorafenib")) {
        $0.grades["hand-foot reaction"] = 2
      }
      let given = try Self.decide(id, planned: set.levels[level]["regorafenib"]) {
        $0.grades["hand-foot reaction"] = 2
      }
      let expected = left == 0 ? RuleDecision.Outcome.stop : .giveDose(Self.once(left))
      #expect(told.outcome == expected && given.outcome == expected, "level \(level)")
    }
  }

  /// A grade 3 of the hand and foot is an adverse reaction of grade 3 too: one step, after an interruption. A second grade 2 interrupts as well.
  @Test(arguments: ["regorafenib-us", "regorafenib-eu"]) func oneStepAndAnInterruption(id: String) throws {
    let third = try Self.decide(id, planned: Self.once(160)) {
      $0.grades["hand-foot reaction"] = 3
      $0.grades["adverse reaction"] = 3
    }
    #expect(third.outcome == .hold && third.next == .giveDose(Self.once(120)))
    #expect(third.resumes == (try Condition(parsing: "grade of hand-foot reaction <= 1")))
    let set = try AdaptationTests.set(id)
    let memory = set.memory(events: ["hand-foot": 1], drug: "regorafenib", planned: Self.once(160))
    let again = try Self.decide(id, planned: Self.once(160), memory: memory) { $0.grades["hand-foot reaction"] = 2 }
    #expect(again.outcome == .hold && again.next == .giveDose(Self.once(80)))
  }

  /// Renal cell carcinoma 800, 400, 200 mg: an earlier hepatotoxicity allows at most 400, and raises nobody who is at 200.
  @Test func anEventRaisesNoLevel() throws {
    let set = try AdaptationTests.set("pazopanib-rcc")
    for (level, left) in [(0, 400.0), (1, 400), (2, 200)] {
      let memory = set.memory(level: level, events: ["hepatotoxicity": 1], drug: "pazopanib")
      #expect(try Self.decide("pazopanib-rcc", memory: memory) { _ in }.outcome == .giveDose(Self.once(left)))
    }
  }

  // MARK: forms of the substance

  /// The US label: 1.4, 1.1 and 0.7 mg/m² of mesylate at 0.5 mg/mL; the EU text: 1.23, 0.97 and 0.62 of base at 0.44.
  @Test func eribulinHasTwoForms() throws {
    let drug = try #require(AdaptationTests.library.drugs["eribulin"])
    let mesylate = try #require(drug.form(in: "Eribulin mesilate"))
    #expect(
      mesylate.name == "mesylate" && drug.form(in: "Halaven") == nil && drug.form(in: "eribulin base")?.name == "base")
    for (salt, base) in [(1.4, 1.23), (1.1, 0.97), (0.7, 0.62)] {
      let dose = AdaptationTests.dose(salt, .milligramsPerSquareMetre)
      let other = AdaptationTests.dose(base, .milligramsPerSquareMetre)
      #expect(drug.form(having: dose) == mesylate && drug.dose(dose, of: mesylate, in: "base") == other)
    }
    #expect(drug.form(having: AdaptationTests.dose(1.3, .milligramsPerSquareMetre)) == nil)
    #expect(
      Dictionary(
        uniqueKeysWithValues: drug.handling.strengths.map { ($0.form ?? "", $0.milligramsPerMillilitre) })
        == ["mesylate": 0.5, "base": 0.44])
    for set in AdaptationTests.library.rules(for: "eribulin") {
      let form = try #require(drug.forms.first { $0.name == set.form })
      #expect(set.levels.compactMap { $0["eribulin"]?.dose } == form.doses)
    }
  }
}
