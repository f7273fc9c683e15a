// SPDX-License-Identifier: Apache-2.0

import Dosing
import Exchange
import Marrow
import Plain
import Report
import Trials

/// The doses of a simulated trial as the model of the marrow has them under rules of dose modification: each patient of the trial has the course of one patient of the model's population.
struct DeliveredDoses {
  /// What is drawn from.
  let rules: DoseRules
  /// The assumption, for the line of assumptions.
  let words: String
  /// What must stand beside every number that rests on it.
  let notes: [String]

  /// Patients of the population whose courses are worked out.
  private static let draws = 500
  /// Cycles that are worked out; later ones are as the last of them.
  private static let mostCycles = 12

  /// Works out the courses; nil where none are asked for.
  ///
  /// - Throws: `MarrowProblem` and `DesignProblem` with what was expected.
  init?(_ model: MaintenanceArguments, seed: Int) async throws {
    guard let text = model.schedule, let id = model.rules, let surface = model.surface else { return nil }
    let library = BuiltInLibrary.read().library
    let schedule = try MarrowSchedule(parsing: text, generic: library.generic)
    guard let set = library.rules[id], RuleDelivery.canFollow(set) else {
      let known = library.rules.values.filter(RuleDelivery.canFollow).map(\.id).sorted()
      throw MarrowProblem("--rules", found: String(id.prefix(40)), expected: known.joined(separator: ", "))
    }
    guard let marrow = try MarrowModels().model(for: schedule.drugs) else {
      throw MarrowProblem(
        "--schedule", found: String(text.prefix(60)), expected: "gemcitabine, alone or with pegfilgrastim")
    }
    let count = min(model.cycles ?? Self.mostCycles, Self.mostCycles)
    let stream = UInt64(max(seed, 0))
    let population = try MarrowPosterior.population(try MarrowPrior(marrow), draws: Self.draws, seed: stream)
    let delivery = try await RuleDelivery(
      population, after: PatientCounts([], []), from: .zero, schedule, set, surface: surface, cycles: count,
      seed: stream)
    guard delivery.undecided == 0 else {
      throw MarrowProblem(
        "--rules", found: "\(id), which say nothing of some day of “\(text.prefix(60))”",
        expected: "rules that decide each of its days")
    }
    rules = try DoseRules(
      courses: try delivery.courses.map { course in
        try DoseRules.Drawn(doses: course.cycleShares, isStopped: course.isStopped)
      }, cycle: Months(days: Double(schedule.cycleDays)), cycles: model.cycles ?? 200, isEffectByDose: model.doseEffect)
    func percent(_ share: Double) -> String { Numbers.text(share, decimals: 0) }
    let band = delivery.intensityPercent
    words =
      "doses as the model \(marrow.id) has them in \(Self.draws) patients of its population of \(Numbers.text(surface, decimals: 2)) m² under \(schedule.text) by the rules \(id) over \(count) \(count == 1 ? "cycle" : "cycles")\(model.cycles.map { $0 > count } ?? true ? ", later ones as the last" : "") (relative dose intensity in the median \(percent(band.median)) %, in the middle 90 % \(percent(band.ninety.lowerBound)) to \(percent(band.ninety.upperBound)) %)"
    notes =
      [marrow.calibrationNotice].compactMap(\.self) + [
        "Platelets have no model and are taken never to limit a dose, and nothing but neutrophils is taken to: doses are an upper bound. A cycle that is put off counts as less dose in it. That the effect goes with the dose is an assumption of this trial, and no finding. \(ReportInfo.notice)"
      ]
  }
}
