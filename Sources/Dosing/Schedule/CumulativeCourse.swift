// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// The cumulative dose of a drug along a plan: what was given before, and what each cycle adds.
public struct CumulativeCourse: Sendable, Hashable {
  /// A cycle that takes the sum past a limit.
  public struct Passing: Sendable, Hashable {
    /// The limit that is passed.
    public var limit: Drug.CumulativeLimit
    /// The cycle.
    public var cycle: Int
    /// The day on which it is passed.
    public var date: Day
    /// The sum after that day, in the unit of the limit.
    public var sum: Double
  }

  /// The drug.
  public var drug: Drug.ID
  /// What was given before, in the unit of the limits.
  public var before: Double
  /// The sum after the last planned day.
  public var after: Double
  /// The limits that are passed, each once, at the day that passes it.
  public var passings: [Passing]

  /// Adds up a plan: for each drug of it that has limits, or counts as doxorubicin, the days in the unit of the limits.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - library: drugs with their limits.
  ///   - factors: mg/m² of doxorubicin for one of a drug; those are counted to the limits of doxorubicin.
  ///   - before: what was given before of doxorubicin or its equivalents, in mg/m².
  ///   - byDrug: what was given before of each drug, in mg/m² of its own.
  ///   - chosen: a limit of doxorubicin in mg/m² that a person chose, beside those of its label.
  public static func of(
    _ plan: TreatmentPlan, library: RegimenLibrary, factors: [Drug.ID: Double], before: Double,
    byDrug: [Drug.ID: Double] = [:], chosen: Double? = nil
  ) -> [CumulativeCourse] {
    var targets: [Drug.ID: [(drug: String, factor: Double)]] = [:]
    for drug in plan.regimen.drugs {
      if let own = library.drug(named: drug), !own.cumulativeLimits.isEmpty {
        targets[own.id, default: []].append((drug, 1))
      }
      // A drug with a limit of its own counts to that of doxorubicin too.
      if case let name = library.generic(drug) ?? drug, name != "doxorubicin", let factor = factors[name] {
        targets["doxorubicin", default: []].append((drug, factor))
      }
    }
    return targets.sorted { $0.key < $1.key }.compactMap { id, parts in
      guard var limits = library.drugs[id]?.cumulativeLimits, let unit = limits.first?.dose.unit else { return nil }
      if id == "doxorubicin", let chosen {
        limits.append(
          .init(dose: Dose(amount: chosen, unit: .milligramsPerSquareMetre), condition: "as chosen", sources: []))
      }
      let start = id == "doxorubicin" ? before : byDrug[id] ?? 0
      var course = CumulativeCourse(drug: id, before: start, after: start, passings: [])
      for day in plan.days where day.role == .treatment {
        guard let factor = parts.first(where: { $0.drug == day.drug })?.factor, let dose = day.dose, dose.unit == unit
        else { continue }
        course.after += dose.amount * Double(day.timesADay ?? 1) * factor
        for limit in limits
        where course.after > limit.dose.amount * (1 + 1e-12) && !course.passings.contains(where: { $0.limit == limit })
        {
          course.passings.append(Passing(limit: limit, cycle: day.cycle, date: day.date, sum: course.after))
        }
      }
      return course
    }
  }
}
