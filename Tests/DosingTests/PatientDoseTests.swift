// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing
import Exchange
import Testing

/// What a regimen says of the weight, the limits and the variants of its doses, and what becomes of it for a patient.
@Suite struct PatientDoseTests {
  static let library = BuiltInLibrary.read().library

  static func milligrams(_ id: String, _ size: BodySize?, basis: WeightBasis? = nil) throws -> [Double] {
    let regimen = try #require(library.regimens[id])
    var observations = Observations()
    observations.bodySurfaceSquareMetres = size.flatMap { try? $0.surface(.duBois).squareMetres }
    return try regimen.fitted(to: observations).regimen.components.map {
      try $0.order(
        DoseOrder(Dose(amount: 1, unit: .milligrams), size: size), basis: basis, drug: library.drug(named: $0.drug)
      )
      .milligrams()
    }
  }

  /// Reference vector `weights`: 900 mg/m² by adjusted weight at 175 cm and 110 kg, a man 1817.902 mg; by hand a woman: ideal
  /// 45.5 + 2.3 · (175/2.54 − 60) = 65.96 kg, adjusted 83.58 kg, Du Bois 1.99276 m², 1793.5 mg. Without the sex there is no ideal weight.
  @Test func theWeightOfTheRegimen() throws {
    func size(_ sex: Sex?) -> BodySize { BodySize(heightCentimetres: 175, weightKilograms: 110, sex: sex) }
    #expect(abs(try Self.milligrams("gemcitabine-900-q21", size(.male))[0] - 1817.902) < 0.01)
    #expect(abs(try Self.milligrams("gemcitabine-900-q21", size(.female))[0] - 1793.5) < 0.05)
    #expect(throws: DoseProblem.self) { try Self.milligrams("gemcitabine-900-q21", size(nil)) }
    #expect(abs(try Self.milligrams("gemcitabine-900-q21", size(nil), basis: .actual)[0] - 2015.595) < 0.01)
  }

  /// LAR-02: 100 mg twice daily from 1.0 m² on, 100 mg/m² twice daily below. 85 cm and 12 kg are 0.5173 m² by Du Bois.
  @Test func aChildHasItsOwnDose() throws {
    let child = BodySize(heightCentimetres: 85, weightKilograms: 12)
    #expect(abs(try Self.milligrams("larotrectinib-100-bid", child)[0] - 51.73) < 0.02)
    let adult = BodySize(heightCentimetres: 170, weightKilograms: 70)
    #expect(try Self.milligrams("larotrectinib-100-bid", adult) == [100])
    let regimen = try #require(Self.library.regimens["larotrectinib-100-bid"])
    let unknown = try regimen.fitted(to: Observations())
    #expect(unknown.taken.isEmpty && unknown.open.count == 2)
    #expect(unknown.regimen.components[0].posology == Posology(Dose(amount: 100, unit: .milligrams), timesADay: 2))
    var both = Observations()
    both.bodySurfaceSquareMetres = 0.8
    both.facts["Child-Pugh B"] = true
    // Half of 100 mg/m² for the liver: not computed, and so refused.
    #expect(try regimen.fitted(to: both).silences.contains { $0.contains("50 mg/m2 twice daily") })
  }

  /// 2 mg at most, by the drug (VCR-01) and by a part of a regimen; 2.0 m² at most by a part. 1.4 mg/m² on 1.9 m² would be 2.66 mg, on 1.2 m² 1.68 mg.
  @Test func limits() throws {
    let vincristine = try #require(Self.library.drugs["vincristine"])
    var part = Regimen.Component(
      drug: "vincristine", dose: Dose(amount: 1.4, unit: .milligramsPerSquareMetre), days: [1])
    // Mosteller: 160² · … chosen so that √(h · w ÷ 3600) is 1.9 and 1.2.
    func order(_ part: Regimen.Component, _ surface: Double, _ drug: Drug?) -> DoseOrder {
      var base = DoseOrder(
        Dose(amount: 1, unit: .milligrams),
        size: BodySize(heightCentimetres: 160, weightKilograms: surface * surface * 3600 / 160))
      base.formula = .mosteller
      return part.order(base, basis: nil, drug: drug)
    }
    #expect(try order(part, 1.9, vincristine).milligrams() == 2)
    #expect(abs(try order(part, 1.2, vincristine).milligrams() - 1.68) < 1e-9)
    part.mostMilligrams = 1.5
    #expect(try order(part, 1.2, vincristine).milligrams() == 1.5)
    // Rounding never passes the limit: 1.9 mg to whole vials of 1.2 mg would be 2.4.
    var rounded = order(part, 1.2, vincristine)
    rounded.greatestMilligrams = 2
    rounded.dose.amount = 1.6
    rounded.rounding = .vial(milligrams: 2.1, limitPercent: 20)
    #expect(try rounded.compute().rounded.milligrams == 2)
    var capped = Regimen.Component(
      drug: "gemcitabine", dose: Dose(amount: 1000, unit: .milligramsPerSquareMetre), days: [1])
    capped.surfaceCap = 2
    #expect(try order(capped, 2.283, nil).milligrams() == 2000)
  }

  /// One drug with two doses on two days keeps each on its day: in the plan, in the account, against the counts.
  @Test func oneDrugInTwoDoses() throws {
    func dose(_ amount: Double) -> Dose { Dose(amount: amount, unit: .milligramsPerSquareMetre) }
    let regimen = Regimen(
      id: "two", name: "Two", cycleDays: 21,
      components: [
        .init(drug: "gemcitabine", dose: dose(900), days: [1]), .init(drug: "gemcitabine", dose: dose(675), days: [8]),
      ])
    let plan = try TreatmentPlan.make(regimen, start: Day(2000), cycles: 1)
    #expect(plan.days.map { $0.dose?.amount } == [900, 675] && plan.days.map(\.part) == [0, 1])
    let library = RegimenLibrary(regimens: [regimen])
    #expect(regimen.component(of: "gemcitabine", on: 8, in: library)?.dose.amount == 675)
    #expect(regimen.component(of: "gemcitabine", on: 15, in: library) == nil)
    var therapy = Therapy(drugs: ["gemcitabine"])
    therapy.regimen = "two"
    let found = try #require(TherapyAccount.plan("gemcitabine", therapy, library))
    #expect(found.0.perCycle == 1575 && found.0.amount(on: 8) == 675)
    let account = try #require(
      DoseAccount(
        plan: found.0,
        cycles: [GivenCycle(startDay: 1, doses: [GivenDose(day: 1, amount: 900), GivenDose(day: 8, amount: 675)])]))
    #expect(account.changes.isEmpty && account.relativePercent(.doseOnly) == 100)
  }

  // MARK: frequency

  @Test(arguments: [
    ("100 mg twice daily", 100.0, 2), ("100 mg bid", 100, 2), ("800 mg qd", 800, 1), ("8 mg 1-0-1", 8, 2),
    ("50 mg 3x täglich", 50, 3), ("100 mg/m2 2 times daily", 100, 2),
  ]) func frequenciesAreRead(text: String, amount: Double, times: Int) throws {
    let posology = try Posology(parsing: text)
    #expect(posology.dose.amount == amount && posology.timesADay == times)
    #expect(try Posology(parsing: posology.text) == posology)
  }

  /// LAR-01, US from 1.0 m² on: 100, 75, 50 mg twice daily, then 100 mg once; below 1.0 m² 100, 75, 50, 25 mg/m² all twice daily; then stop.
  @Test func aLadderThatDiffersInFrequencyAlone() throws {
    let adult = try #require(Self.library.rules["larotrectinib-us"])
    let child = try #require(Self.library.rules["larotrectinib-us-child"])
    var observations = Observations()
    observations.grades["adverse reaction"] = 0
    observations.bodySurfaceSquareMetres = 1.7
    let ladder: [(Double, Int)] = [(100, 2), (75, 2), (50, 2), (100, 1)]
    for (level, step) in ladder.enumerated() where level > 0 {
      let memory = adult.memory(level: level, events: [:], drug: "larotrectinib")
      let decision = adult.decide("larotrectinib", observations, memory: memory)
      #expect(decision.outcome == AdaptationTests.giving(step.0, .milligrams, step.1), "level \(level)")
      #expect(child.decide("larotrectinib", observations, memory: memory).applies == .no)
    }
    let stop = adult.memory(level: 4, events: [:], drug: "larotrectinib")
    #expect(adult.decide("larotrectinib", observations, memory: stop).outcome == .stop)
    observations.bodySurfaceSquareMetres = 0.8
    for (level, amount) in [(1, 75.0), (3, 25)] {
      let memory = child.memory(level: level, events: [:], drug: "larotrectinib")
      let decision = child.decide("larotrectinib", observations, memory: memory)
      #expect(decision.outcome == AdaptationTests.giving(amount, .milligramsPerSquareMetre, 2))
    }
    // A toxicity at 50 mg twice daily leads to 100 mg once, at 100 mg once to the end: the amounts of a day are the same.
    observations.bodySurfaceSquareMetres = 1.7
    observations.grades["adverse reaction"] = 3
    func next(_ amount: Double, _ times: Int) -> RuleDecision {
      adult.decide(
        "larotrectinib", planned: Posology(Dose(amount: amount, unit: .milligrams), timesADay: times), observations)
    }
    #expect(next(50, 2).next == AdaptationTests.giving(100, .milligrams, 1))
    #expect(next(100, 1).outcome == .stop || next(100, 1).next == .stop)
    #expect(next(100, 2).next == AdaptationTests.giving(75, .milligrams, 2))
    #expect(adult.levelsDifferInFrequency("larotrectinib") && !child.levelsDifferInFrequency("larotrectinib"))
  }

  // MARK: plausible doses

  /// RNG of the second collection of facts: to question, not to forbid.
  @Test(arguments: [
    ("trabectedin", "15 mg/m2", true), ("pazopanib", "800 mg/m2", true), ("doxorubicin", "750 mg/m2", true),
    ("gemcitabine", "675 mg/m2", false), ("ifosfamide", "9 mg/m2", true), ("vincristine", "14 mg/m2", true),
    ("gemcitabine", "1 mg/m2", true), ("gemcitabine", "9 g/m2", true), ("Yondelis", "1.2 mg/m2", false),
    ("gemcitabine", "1800 mg", false), ("gemcitabine", "18 mg", true), ("carboplatin", "5 AUC", false),
    ("olaratumab", "15 mg/kg", false), ("olaratumab", "150 mg/kg", true), ("pazopanib", "800 mg", false),
  ]) func dosesAreQuestioned(drug: String, dose: String, isOdd: Bool) throws {
    #expect((Self.library.question(of: try Dose(parsing: dose), drug) != nil) == isOdd)
  }

  /// What every regimen of the library orders is not questioned.
  @Test func noRegimenIsQuestioned() throws {
    for regimen in Self.library.regimens.values {
      for part in regimen.components {
        #expect(Self.library.question(of: part.dose, part.drug) == nil, "\(regimen.id)")
      }
    }
  }
}
