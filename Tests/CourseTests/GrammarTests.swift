// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Foundation
import Plain
import Testing
import VerlaufTesting

extension SeededGenerator {
  /// A decimal number between bounds, as a person writes one.
  mutating func decimal(_ range: ClosedRange<Double>) -> Double {
    let scales: [Double] = [1, 10, 100, 1000, 10_000]
    let scale = scales.randomElement(using: &self) ?? 1
    let number = (Double.random(in: range, using: &self) * scale).rounded() / scale
    return min(max(number, range.lowerBound), range.upperBound)
  }
}

@Suite("Grammars of the record's values")
struct GrammarTests {
  @Test("what is printed of a dose reads back as it, of every unit")
  func doses() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let unit = try #require(DoseUnit.allCases.randomElement(using: &random))
      let dose = Dose(amount: random.decimal(unit.possibleAmounts), unit: unit)
      #expect(try Dose(parsing: dose.text) == dose)
    }
    #expect(Dose(amount: 1000, unit: .milligramsPerSquareMetre).text == "1000 mg/m2")
    #expect(try Dose(parsing: "1000 mg/m²") == Dose(amount: 1000, unit: .milligramsPerSquareMetre))
  }

  @Test(
    "a suggestion for a dose is the same dose",
    arguments: [
      ("1000 mg/qm", "1000 mg/m2"), ("1000 mg/sqm", "1000 mg/m2"), ("1000 mg/m^2", "1000 mg/m2"),
      ("15 MG/KG", "15 mg/kg"),
      ("5 auc", "5 AUC"),
    ])
  func suggestions(text: String, meant: String) {
    #expect(throws: ValueSyntaxError.self) { try Dose(parsing: text) }
    do { _ = try Dose(parsing: text) } catch { #expect(error.suggestion == meant) }
  }

  /// Decimal commas, and every dose as it is printed.
  @Test func whatIsPrintedIsReadBack() throws {
    #expect(try Dose(parsing: "0,5 mg") == Dose(amount: 0.5, unit: .milligrams))
    #expect(try Dose(parsing: "1.000,5 mg/m2") == Dose(amount: 1000.5, unit: .milligramsPerSquareMetre))
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let unit = try #require(DoseUnit.allCases.randomElement(using: &random))
      let range = unit.possibleAmounts
      // From a thousandth to the greatest, evenly over the powers of ten.
      let exponent = Double.random(in: -3...log10(range.upperBound), using: &random)
      let amount = (pow(10, exponent) * 1000).rounded() / 1000
      guard range.contains(amount) else { continue }
      let printed = "\(Numbers.unmistakable(amount)) \(unit.printed)"
      #expect(try Dose(parsing: printed) == Dose(amount: amount, unit: unit), "\(printed)")
    }
  }

  @Test(
    "no suggestion is of another unit or magnitude",
    arguments: ["5 ng", "400 IU", "5 mg/L", "5 mg/ml", "5 mg bid", "0 mg", "1,000 mg/m2", "1.000 mg/m2", "300 mM"])
  func noSuggestion(text: String) {
    do { _ = try Dose(parsing: text) } catch { #expect(error.suggestion == nil, "\(error.suggestion ?? "")") }
    #expect(throws: ValueSyntaxError.self) { try Dose(parsing: text) }
  }

  @Test(
    "other units of mass are read as the same amount",
    arguments: [
      ("300 µg", 0.3, DoseUnit.milligrams), ("300 ug", 0.3, .milligrams), ("300 mcg", 0.3, .milligrams),
      ("1.5 g/m2", 1500, .milligramsPerSquareMetre), ("1.5 g/m²", 1500, .milligramsPerSquareMetre),
      ("1.5 g", 1500, .milligrams), ("5 µg/kg", 0.005, .milligramsPerKilogram),
      ("2 g/kg", 2000, .milligramsPerKilogram),
      ("AUC 5", 5, .areaUnderCurve), ("AUC5", 5, .areaUnderCurve), ("AUC = 4.5", 4.5, .areaUnderCurve),
    ])
  func units(text: String, amount: Double, unit: DoseUnit) throws {
    #expect(try Dose(parsing: text) == Dose(amount: amount, unit: unit))
  }

  @Test(
    "a point or comma before three digits has two readings, and both are said",
    arguments: [
      ("1,000 mg/m2", "`1000 mg/m2` or `1 mg/m2`"), ("1.000 mg/m2", "`1000 mg/m2` or `1 mg/m2`"),
      ("1.125 mg", "`1125 mg` or `1.1250 mg`"),
    ])
  func thousands(text: String, readings: String) {
    let error = #expect(throws: ValueSyntaxError.self) { try Dose(parsing: text) }
    #expect(error?.expected.hasPrefix(readings) == true && error?.suggestion == nil, "\(error?.expected ?? "")")
  }

  @Test("three decimals that are meant have a fourth, or begin with 0")
  func threeDecimals() throws {
    #expect(try Dose(parsing: "0.125 mg").amount == 0.125 && (try Dose(parsing: "1.1250 mg").amount) == 1.125)
    #expect(Dose(amount: 1.125, unit: .milligrams).text == "1.1250 mg")
  }

  @Test(
    "a dose with its schedule says where each belongs",
    arguments: [
      ("5 mg bid", "the dose of one administration, `5 mg`, and `times a day: 2` beside it"),
      ("5 mg twice daily", "the dose of one administration, `5 mg`, and `times a day: 2` beside it"),
      ("5 mg b.i.d.", "the dose of one administration, `5 mg`, and `times a day: 2` beside it"),
      ("5 mg 1-0-1", "the dose of one administration, `5 mg`, and `times a day: 2` beside it"),
      ("800 mg daily", "the dose of one administration, `800 mg`, and `days: daily` beside it"),
      ("75 mg/m2 q21d", "the dose of one administration, `75 mg/m2`, and its `days` and `every` beside it"),
    ])
  func schedules(text: String, expected: String) {
    let error = #expect(throws: ValueSyntaxError.self) { try Dose(parsing: text) }
    #expect(error?.expected == expected && error?.suggestion == nil)
  }

  @Test("a dose that cannot be says what can")
  func impossible() {
    do {
      _ = try Dose(parsing: "100000 mg/m2")
      Issue.record("100 g/m² was read")
    } catch {
      #expect(error.kind == .impossible && error.expected == "0.0001 to 50 000 mg/m²")
    }
  }

  @Test("what is printed of a cycle length reads back as it")
  func cycleLengths() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let days = (0..<Int.random(in: 1...3, using: &random)).map { _ in Int.random(in: 1...366, using: &random) }
      let length = CycleLength(days: days, basis: "the label")
      #expect(try CycleLength(parsing: length.text, basis: "the label") == length)
    }
    for text in ["3 wk", "q21d", "q3w", "21 days", "3 weeks", "every 3 weeks", "q 21 d"] {
      #expect(try CycleLength(parsing: text) == CycleLength(days: [21]), "\(text)")
    }
    #expect(try CycleLength(parsing: "3 wk or 28 d").days == [21, 28])
    for (text, meant) in [("21", "21 d"), ("3", nil), ("1 mo", nil), ("monthly", nil), ("2.5 wk", nil), ("53 wk", nil)]
    {
      let error = #expect(throws: ValueSyntaxError.self) { try CycleLength(parsing: text) }
      #expect(error?.suggestion == meant)
    }
  }

  @Test("what is printed of an age reads back as it")
  func ages() throws {
    for years in [0, 1, 61, 120] {
      for anchor in [nil, Anchor.event("diagnosis"), Anchor.start(of: "gem-doc"), Anchor.end(of: "x1")] {
        for isAtLeast in [false, true] {
          let age = StatedAge(years: years, anchor: anchor, isAtLeast: isAtLeast)
          #expect(try StatedAge(parsing: age.text) == age)
        }
      }
    }
    #expect(throws: ValueSyntaxError.self) { try StatedAge(parsing: "121 at diagnosis") }
  }

  @Test(
    "an age that is capped is that or more", arguments: ["≥ 90", "≥90", ">= 90", "90+", "90 or older", "90 y or older"])
  func cappedAges(text: String) throws {
    let age = try StatedAge(parsing: text + " at diagnosis")
    #expect(age == StatedAge(years: 90, anchor: .event("diagnosis"), isAtLeast: true))
    #expect(age.words == "90 years or older" && age.text == "≥ 90 at diagnosis")
    #expect(throws: ValueSyntaxError.self) { try StatedAge(parsing: ">= 8 mo") }
    #expect(throws: ValueSyntaxError.self) { try StatedAge(parsing: "> 60") }
  }

  @Test("what is printed of a fraction reads back as it")
  func fractions() throws {
    for (text, value) in [("two-thirds", 2.0 / 3), ("half", 0.5), ("a quarter", 0.25), ("1/2", 0.5), ("15.6 %", 0.156)]
    {
      let fraction = try StatedFraction(parsing: text)
      #expect(fraction.value == value && fraction.text == text)
    }
    var random = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let whole = Int.random(in: 1...999, using: &random)
      let fraction = try #require(StatedFraction(Int.random(in: 1...whole, using: &random), of: whole))
      #expect(try StatedFraction(parsing: fraction.text) == fraction)
    }
    #expect(StatedFraction(3, of: 2) == nil && StatedFraction(0, of: 2) == nil)
    for text in ["1/0", "3/2", "0 %", "", "lots"] {
      #expect(throws: ValueSyntaxError.self) { try StatedFraction(parsing: text) }
    }
  }

  @Test("what is printed of a number with its unit reads back as it, without an exponent")
  func quantities() throws {
    var random = SeededGenerator(seed: 4)
    for measure in [Measure.height, .weight, .radiation, .milligrams, .number] {
      for _ in 0..<400 {
        let number = random.decimal(measure.possible ?? 0...1_000_000)
        #expect(try measure.number(parsing: measure.text(number)) == number)
      }
    }
    #expect(Quantity.digits(0.000_012_5) == "0.0000125" && Quantity.digits(1e16) == "10000000000000000")
    #expect(Quantity.digits(21) == "21" && Quantity.digits(0.8) == "0.8")
    for _ in 0..<500 {
      let number = Double(Int.random(in: 0...999_999, using: &random)) / 1e9
      #expect(try Quantity(parsing: Quantity.digits(number)).number == number)
    }
    #expect(try Measure.radiation.number(parsing: "50") == 50)
    do { _ = try Measure.height.number(parsing: "1.78 m") } catch { #expect(error.suggestion == "178 cm") }
  }
}

@Suite("What the record holds, and what is derived of it")
struct RecordTests {
  @Test("an omission is no dose of zero")
  func omission() {
    let omitted = Administration(
      drug: "x", cycle: 1, day: 8, date: Day(0), state: .omitted)
    #expect(omitted.isOmission && omitted.dose == nil)
  }

  @Test("a phase that leaves its cycles to its therapy has them only where they are derived")
  func inheritance() {
    var therapy = Therapy(drugs: ["x", "y"])
    therapy.cycles = .stated(6)
    therapy.cycleLength = .stated(CycleLength(days: [21]))
    var own = DosePhase(id: "own", drug: "y")
    own.cycleLength = .stated(CycleLength(days: [28]))
    own.firstCycle = 2
    therapy.phases = [DosePhase(id: "x", drug: "x"), own]
    #expect(therapy.phases[0].cycleLength == .notRecorded && therapy.phases[0].firstCycle == nil)
    let full = therapy.inFull
    #expect(full.phases[0].cycleLength.value?.days == [21])
    #expect(full.phases[0].firstCycle == 1 && full.phases[0].lastCycle == 6)
    // From the second of six cycles on: 2 to 6; all else is its own.
    var closed = own
    closed.lastCycle = 6
    #expect(full.phases[1] == closed)
    therapy.cycles = .notStated
    #expect(therapy.inFull.phases[1] == own)
    therapy.cycles = .stated(6)
    // Two phases of a drug share the cycles in a way that is not stated.
    therapy.phases[1].drug = "x"
    #expect(therapy.inFull.phases[0].firstCycle == nil)
  }

  /// `5-` before `9-` is cycles 5 to 8: one drug has one dose on a day. On other days of the cycle it goes on,
  /// and where the next says something of some of its days alone, the others may; so do those of another drug.
  @Test func phaseWithoutLastCycleEndsBeforeTheNext() {
    func cycles(_ days: [[Int]], drugs: [String] = ["a", "a", "a"]) -> [Int?] {
      var therapy = Therapy(drugs: ["a"])
      therapy.phases = zip([1, 5, 9], zip(days, drugs)).enumerated().map { number, own in
        var phase = DosePhase(id: "p\(number)", drug: own.1.1)
        phase.firstCycle = own.0
        phase.days = own.1.0
        return phase
      }
      therapy.phases[0].lastCycle = 4
      return therapy.inFull.phases.map(\.lastCycle)
    }
    #expect(cycles([[1], [1], [1]]) == [4, 8, nil])
    #expect(cycles([[1, 8], [1, 8], [8]]) == [4, nil, nil])
    #expect(cycles([[8], [8], [1, 8]]) == [4, 8, nil])
    #expect(cycles([[1], [], [1]]) == [4, nil, nil])
    #expect(cycles([[1], [1], [8]]) == [4, nil, nil])
    #expect(cycles([[1], [1], [1]], drugs: ["a", "a", "b"]) == [4, nil, nil])
    #expect(cycles([[], [], []]) == [4, 8, nil])
  }

  @Test("a metabolic response stays one, and corresponds to a category of RECIST")
  func metabolic() throws {
    var assessment = Assessment(modality: .stated("PET-CT"))
    assessment.statedResponse = .stated(try #require(StatedResponse(word: "PMR")))
    #expect(assessment.response == .stated(.partial))
    #expect(assessment.criteria == .stated("PERCIST 1.0") && assessment.statedCriteria == .notRecorded)
    assessment.statedCriteria = .notStated
    #expect(assessment.criteria == .notStated)
    for word in StatedResponse.words { #expect(StatedResponse(word: word)?.word == word) }
    #expect(StatedResponse(metabolic: .notEvaluable) == nil && StatedResponse(word: "better") == nil)
  }

  @Test("a grade is one, or the grades that a source leaves open")
  func grades() throws {
    #expect(ToxicityGrade("3")?.range == 3...3 && ToxicityGrade("3-4")?.range == 3...4)
    #expect(ToxicityGrade("3–4")?.description == "3-4" && ToxicityGrade("5")?.description == "5")
    for text in ["0", "6", "4-3", "3-6", "", "-3", "3-", "3-4-5", "severe"] {
      #expect(ToxicityGrade(text) == nil, "\(text)")
    }
  }

  @Test("an absence is stated, or in the words")
  func absence() {
    #expect(Toxicity(term: "no serious complications").isAbsence && Toxicity(term: "none").isAbsence)
    #expect(!Toxicity(term: "neutropenia").isAbsence && !Toxicity(term: "nosebleed").isAbsence)
    #expect(Toxicity(term: "neutropenia", statedAbsence: true).isAbsence)
    #expect(!Toxicity(term: "no-reflow", statedAbsence: false).isAbsence)
  }

  @Test("a node is known by the words of its site")
  func nodes() {
    func lesion(_ site: String?) -> LesionReading {
      LesionReading(lesion: "T1", role: .target, site: site, date: Day(0), state: .present)
    }
    for site in ["lymph node", "lymph node, iliac", "Node", "nodes"] { #expect(lesion(site).isNode) }
    for site in [nil, "liver", "node-like lesion"] { #expect(!lesion(site).isNode) }
  }
}

@Suite struct PerformanceStatusGrammarTests {
  typealias Score = PerformanceStatus.Score

  @Test(arguments: [
    ("ECOG 1", "ECOG 1"), ("ecog 0-1", "ECOG 0-1"), ("ECOG PS 2", "ECOG 2"), ("WHO 1", "ECOG 1"), ("ECOG: 1", "ECOG 1"),
    ("Karnofsky 80 %", "Karnofsky 80 %"), ("KPS 80", "Karnofsky 80 %"), ("Karnofsky-Index 70%", "Karnofsky 70 %"),
    ("Lansky 90", "Lansky 90 %"),
  ])
  func reads(text: String, meant: String) throws {
    let score = try Score(parsing: text)
    #expect(score.text == meant)
    #expect(try Score(parsing: score.text) == score)
  }

  /// A value that the scale does not have, or no scale: nobody can say which is meant.
  @Test(arguments: ["1", "80 %", "ECOG", "ECOG 6", "Karnofsky 85", "Karnofsky 110", "ECOG 2-1", "good", "ECOG 1 or 2"])
  func refuses(text: String) { #expect(throws: ValueSyntaxError.self) { try Score(parsing: text) } }
}

@Suite struct AgeInMonthsTests {
  @Test func monthsOfASmallChild() throws {
    let age = try StatedAge(parsing: "18 months at diagnosis")
    #expect(age.months == 18 && age.years == 1 && age.number == 1.5)
    #expect(age.text == "18 mo at diagnosis" && age.words == "18 months")
    #expect(try StatedAge(parsing: age.text) == age)
    #expect(try StatedAge(parsing: "73 y at diagnosis") == StatedAge(parsing: "73 at diagnosis"))
    for text in ["241 mo", "8 wk", "mo", "8 mo 2 wk"] {
      #expect(throws: ValueSyntaxError.self) { try StatedAge(parsing: text) }
    }
  }
}
