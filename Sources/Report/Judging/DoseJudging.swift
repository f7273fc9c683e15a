// SPDX-License-Identifier: Apache-2.0

import Course
package import Dosing
import Plain

/// What rule sets say of the doses that may be planned, side by side: each set alone, and never a mean of them.
package struct DoseJudging {
  /// Dose level reached so far, where no record tells it; 0 for the full dose.
  package var level: Int
  /// How often each event has happened, as it was told.
  package var events: [RuleSet.Event.ID: Int]

  /// A judging; of a record, the record tells levels and events.
  package init(level: Int = 0, events: [RuleSet.Event.ID: Int] = [:]) {
    self.level = level
    self.events = events
  }

  /// What every set says of every drug. Observations of a record stand with its drug, others are `observations`.
  package func decisions(of orders: [JudgedOrder], _ observations: Observations = Observations()) -> [JudgedDrug] {
    orders.flatMap { own in
      own.sets.flatMap { set in
        let recorded = set.drugs.count > 1 ? own.sinceOthers ?? own.observations : own.observations
        return decisions(set, own, recorded ?? observations)
      }
    }
  }

  /// What a set says of each dose that may be planned now; where it says the same of another, once. Where it is not known why a cycle was late and the set asks for it, both cases where they differ.
  private func decisions(
    _ set: RuleSet, _ own: JudgedOrder, _ observations: Observations
  ) -> [JudgedDrug] {
    let all = decided(set, own, observations)
    let word = Condition.delayForToxicity
    func isOpen(_ known: Observations) -> Bool { (known.cycleDelayDays ?? 0) > 0 && known.facts[word] == nil }
    guard set.reads([], [word], of: own.drug) || set.longestWaitDays(of: own.drug) != nil,
      isOpen(observations) || own.earlier.contains(where: { isOpen($0.observations) })
    else { return all }
    func assuming(_ isForToxicity: Bool) -> [JudgedDrug] {
      func settled(_ known: Observations) -> Observations {
        var known = known
        if isOpen(known) { known.facts[word] = isForToxicity }
        return known
      }
      var assumed = own
      for index in assumed.earlier.indices {
        assumed.earlier[index].observations = settled(assumed.earlier[index].observations)
      }
      return decided(set, assumed, settled(observations)).map { judged in
        var judged = judged
        judged.assumption = isForToxicity ? "late for toxicity" : "late for another reason"
        return judged
      }
    }
    let (toxic, other) = (assuming(true), assuming(false))
    let isSame = toxic.count == other.count && zip(toxic, other).allSatisfy { $0.saysNoMore(than: $1) }
    return isSame ? all : toxic + other
  }

  private func decided(
    _ set: RuleSet, _ own: JudgedOrder, _ observations: Observations
  ) -> [JudgedDrug] {
    var doses: [RecordedDrug.PlannedDose?] = own.doses.isEmpty ? [nil] : own.doses.map(\.self)
    // Shares of the dose given last are of no other.
    if set.sharesAreOfLastDose, let last = own.doses.first(where: \.isLastGiven) { doses = [last] }
    var said: [JudgedDrug] = []
    for dose in doses {
      let (planned, conversion) = own.dose(dose?.posology, for: set)
      let full = own.dose(dose?.full, for: set).posology
      var memory: RuleMemory
      var history: RuleHistory?
      if own.observations == nil {
        memory = set.memory(
          level: set.levels.isEmpty ? 0 : level, events: events, drug: own.drug, planned: planned)
      } else {
        // What a patient gets from the start is no lower level.
        let isForPatient = dose?.isForPatient ?? false
        let told = RuleHistory(
          set, own.drug, own.earlier, planned: isForPatient ? nil : planned, full: isForPatient ? nil : full,
          told: events)
        memory = told.memory
        history = told
      }
      var decision = set.decide(
        own.drug, planned: planned, full: full, isForPatient: dose?.isForPatient ?? false, observations, memory: memory)
      // What may have been before an earlier dose could still make it stricter.
      if decision.outcome != .stop {
        decision.open += (history?.open ?? []).filter { !decision.open.contains($0) }
      }
      var judged = JudgedDrug(set: set, planned: planned, decision: decision, observations: observations)
      judged.isOfLastGiven = dose?.isLastGiven ?? false
      judged.fullDose = dose?.isForPatient == true ? nil : full
      judged.conversion = conversion
      judged.earlierEvents = history?.events ?? []
      if let history { judged.remarks = remarks(history, set) }
      if let planned, let full {
        judged.remarks += decision.followedAlready.map {
          "\(set.id), \($0): \(planned.printed) is that share of the full \(full.printed) already, or less, and is taken as lowered for it; lowered for something else, it would be lowered again."
        }
      }
      if !said.contains(where: { judged.saysNoMore(than: $0) }) { said.append(judged) }
    }
    return said
  }

  /// What earlier doses have left that no event explains, and what before them no rule has read.
  private func remarks(_ history: RuleHistory, _ set: RuleSet) -> [String] {
    var remarks = history.stops.map { stop in
      "\(set.id): \(stop.id) held on \(stop.date) or before, and ends treatment\(stop.words.map { " (\($0))" } ?? "")."
    }
    if let last = history.reached.last {
      let why = last.reason?.rawValue ?? "why is not recorded"
      remarks.append(
        "\(set.id): \(Posology(last.dose).printed) was given on \(last.date) (\(why)) and is taken as a level that holds; raising again: \(set.reEscalation.rawValue)."
      )
    }
    let unread = history.unread.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !unread.isEmpty {
      remarks.append("No rule of \(set.id) reads \(unread.joined(separator: ", ")).")
    }
    return remarks
  }
}
