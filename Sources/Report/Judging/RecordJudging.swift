// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Course
package import Dosing
package import Outcomes
import Plain

/// The drugs that a patient of a record is given on a day, with their rule sets and what the record has for them.
package struct RecordJudging {
  /// What is derived of the patient.
  package let outcome: PatientOutcomes
  /// Drugs, regimens and rule sets.
  package let library: RegimenLibrary
  /// Reads what the record has of a day.
  package let reader: RecordedDayReader

  /// - Parameter window: how many days old a laboratory value may be.
  package init(_ outcome: PatientOutcomes, _ library: RegimenLibrary, window: Int = AdministrationAudit.window) {
    self.outcome = outcome
    self.library = library
    reader = RecordedDayReader(outcome.timeline, library: library, window: window)
  }

  /// The last day of which the record has something, exactly.
  package var lastDay: Day? { outcome.timeline.lastRecordDay }

  /// `What the rule sets say of patient 3 on 2020-05-04, cycle 2 day 8 of maintenance`
  package func title(_ found: RecordedDay) -> String {
    "What the rule sets say of patient \(outcome.patient.id) on \(found.day)"
      + (found.cycle.map { cycle in
        ", cycle \(cycle)" + (found.dayOfCycle.map { " day \($0)" } ?? "") + " of \(found.therapy.entry.id)"
      } ?? ", \(found.therapy.entry.id)")
  }

  /// The drugs of a day, each with its rule sets and its doses.
  ///
  /// - Parameters:
  ///   - chosen: rule sets that are asked; nil for those of the regimen, else all of the drug.
  ///   - surface: body surface area in m².
  ///   - complete: what is known beside the record of the day itself.
  ///   - earlier: what is known beside the record before an earlier dose.
  package func orders(
    _ found: RecordedDay, sets chosen: [RuleSet]? = nil, surface: Double?,
    complete: (inout Observations) -> Void = { _ in }, earlier: (inout Observations) -> Void = { _ in }
  ) -> [JudgedOrder] {
    found.drugs.map { own in
      let named = found.therapy.therapy.regimen.flatMap { library.regimens[$0] }
      let regimenSets = (named?.rules ?? []).compactMap { library.rules[$0] }.filter { $0.drugs.contains(own.drug) }
      let sets =
        chosen?.filter { $0.drugs.contains(own.drug) }
        ?? (regimenSets.isEmpty ? library.rules(for: own.drug) : regimenSets)
      var order = JudgedOrder(
        drug: own.drug, sets: own.notDue == nil ? sets : [],
        note: own.notDue ?? (sets.isEmpty ? "not decided: no rule set speaks of it" : nil),
        form: named?.components.first { $0.drug == own.drug }?.form, forms: library.drugs[own.drug])
      func completed(_ recorded: Observations) -> Observations {
        var observations = recorded
        observations.bodySurfaceSquareMetres = surface
        complete(&observations)
        return observations
      }
      order.observations = completed(own.observations)
      order.sinceOthers = own.sinceOthers.map(completed)
      order.doses = own.doses
      order.earlier = own.earlier
      for index in order.earlier.indices {
        earlier(&order.earlier[index].observations)
        order.earlier[index].sinceOthers = order.earlier[index].sinceOthers.map { others in
          var others = others
          earlier(&others)
          return others
        }
      }
      return order
    }
  }

  // MARK: beside the decisions

  /// What a reader must know of the day beside the decisions: questions of the record, what is due next, cumulative doses and the limits that this one passes.
  package func notes(_ found: RecordedDay, isAsked: Bool) -> [String] {
    var notes = isAsked ? [] : ["\(found.day) is the last day of the record."]
    notes += found.questions
    if let cycle = found.cycle, let regimen = library.regimens[found.therapy.therapy.regimen ?? ""],
      let most = regimen.mostCycles, cycle > most
    {
      notes.append("Cycle \(cycle): \(regimen.id) has at most \(most).")
    }
    if let next = found.nextDue { notes.append("After this day a dose is due on \(next.date) (day \(next.day)).") }
    if found.drugs.contains(where: { $0.doses.contains(where: \.isLastGiven) && $0.doses.count > 1 }) {
      notes.append(
        "The dose last given is not the planned one, and whether it holds is not recorded: both are judged. Percentages of labels mostly mean the planned dose."
      )
    }
    return notes + anthracyclines(found)
  }

  /// What was given before of the anthracyclines, where one is being given, with the limits of the library.
  private func anthracyclines(_ found: RecordedDay) -> [String] {
    guard found.drugs.contains(where: { library.drugs[$0.drug]?.kind == .anthracycline }) else { return [] }
    let doses = outcome.anthracyclines(library, before: found.day)
    let limits = (library.drugs["doxorubicin"]?.cumulativeLimits ?? [])
      .map { "\(DosingTables.text($0.dose)) (\($0.condition))" }.joined(separator: ", ")
    var notes = doses.map {
      "\($0.drug) given before \(found.day): \($0.sum.text()) mg/m² (\($0.parts.joined(separator: " + "))), as far as the record tells."
    }
    if doses.isEmpty { notes = ["No anthracycline before \(found.day) is recorded."] }
    if doses.count > 1 {
      notes += AnthracyclineSum.all(of: doses, library).map { sum in
        "As doxorubicin by \(sum.scheme): \(sum.arithmetic) = \(sum.sum.text()) mg/m²"
          + (sum.uncounted.isEmpty
            ? "." : "; not counted, for want of a factor: \(sum.uncounted.joined(separator: ", ")).")
      }
    }
    if !limits.isEmpty {
      notes.append("Limits of cumulative doxorubicin: \(limits). The dose of this day is not in the sums.")
    }
    return notes + passings(doses, found)
  }

  /// The limits that the planned dose of the day would pass or may pass, of the drug itself and of all anthracyclines as doxorubicin.
  private func passings(_ before: [CumulativeDose], _ found: RecordedDay) -> [String] {
    found.drugs.flatMap { own -> [String] in
      guard let drug = library.drugs[own.drug], drug.kind == .anthracycline, own.notDue == nil else { return [] }
      let planned = own.doses.map { $0.full ?? $0.posology }.map(\.dose)
        .filter { $0.unit == .milligramsPerSquareMetre }.map(\.amount).max()
      guard let planned else { return [] }
      let words = Posology(Dose(amount: planned, unit: .milligramsPerSquareMetre)).printed
      /// The limits that are passed by a sum, without what it is a sum of.
      func judge(_ sum: NumberBounds, _ amount: Double, _ limits: [Drug.CumulativeLimit]) -> [(
        verb: String, rest: String
      )] {
        limits.filter { $0.dose.unit == .milligramsPerSquareMetre }.compactMap { limit in
          let most = limit.dose.amount * (1 + 1e-9)
          let isSure = (sum.lower ?? 0) + amount > most
          guard isSure || sum.upper.map({ $0 + amount > most }) ?? true else { return nil }
          return (
            isSure ? "takes" : "may take",
            "past \(DosingTables.text(limit.dose)) (\(limit.condition)): \(sum.text()) before and \(Numbers.text(amount, decimals: 1))."
          )
        }
      }
      let start = "Warning: \(words) \(own.drug) on \(found.day)"
      let alone = before.first { $0.drug == own.drug }?.sum ?? NumberBounds(0)
      var warnings = judge(alone, planned, drug.cumulativeLimits)
        .map { "\(start) \($0.verb) the cumulative \(own.drug) \($0.rest)" }
      guard before.contains(where: { $0.drug != own.drug }) || own.drug != "doxorubicin" else { return warnings }
      // Where several schemes say the same, they say it once.
      var schemes: [(verb: String, rest: String, names: [String])] = []
      for sum in AnthracyclineSum.all(of: before, library) {
        let factor = own.drug == "doxorubicin" ? 1 : library.doxorubicinFactors(sum.scheme)[own.drug]
        guard let factor else { continue }
        for (verb, rest) in judge(sum.sum, planned * factor, library.drugs["doxorubicin"]?.cumulativeLimits ?? []) {
          if let index = schemes.firstIndex(where: { $0.verb == verb && $0.rest == rest }) {
            schemes[index].names.append(sum.scheme)
          } else {
            schemes.append((verb, rest, [sum.scheme]))
          }
        }
      }
      warnings += schemes.map {
        "\(start) \($0.verb) all anthracyclines, as doxorubicin by \($0.names.joined(separator: ", ")), \($0.rest)"
      }
      return warnings
    }
  }
}
