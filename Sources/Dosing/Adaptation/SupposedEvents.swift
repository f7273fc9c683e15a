// SPDX-License-Identifier: Apache-2.0

import Course

// Events that a record has and of which it is not known whether they count since the last dose: what a set says if they do.
extension Observations {
  /// Takes out what may be, and what goes on, where a person tells how it is.
  public mutating func settle(by told: Observations) {
    for term in told.grades.keys {
      presentGrades[term] = nil
      possibleGrades[term] = nil
      possiblePresentGrades[term] = nil
    }
    for word in told.facts.keys {
      presentFacts.remove(word)
      possibleFacts.remove(word)
      overFacts.remove(word)
    }
    if told.facts[Self.feverOrInfection] == true { isFever = true }
    for (analyte, values) in told.values {
      if values.today != nil { possibleToday[analyte] = nil }
      if values.nadir != nil || !values.series.isEmpty { possibleLowest[analyte] = nil }
      if values.peak != nil || !values.series.isEmpty { possibleHighest[analyte] = nil }
    }
  }

  /// The same where each of them counts; nil where there is none.
  var supposingEvents: Observations? {
    guard !possibilities.isEmpty else { return nil }
    var supposed = self
    for (term, grade) in possibleGrades { supposed.grades[term] = max(grade, grades[term] ?? 0) }
    for (term, grade) in possiblePresentGrades {
      supposed.presentGrades[term] = max(grade, presentGrades[term] ?? 0)
    }
    for word in possibleFacts {
      supposed.facts[word] = true
      supposed.openFacts.remove(word)
    }
    if possibleFacts.contains(Self.feverOrInfection) { supposed.isFever = true }
    for (analyte, span) in possibleLowest { supposed.values[analyte, default: .init()].nadir = span }
    for (analyte, span) in possibleHighest { supposed.values[analyte, default: .init()].peakOverLimit = span }
    for (analyte, span) in possibleToday { supposed.values[analyte, default: .init()].today = span }
    supposed.possibleGrades = [:]
    supposed.possiblePresentGrades = [:]
    supposed.possibleFacts = []
    supposed.possibilities = []
    return supposed
  }
}

extension RuleSet {
  /// Takes back a dose that a set gives where an event of the record does not count, and less, or none, where it does.
  func weighSupposed(
    _ decision: inout RuleDecision, drug: String, planned: Posology?, full: Posology?, isForPatient: Bool,
    _ observations: Observations, memory: RuleMemory
  ) {
    guard decision.givesADose, let supposed = observations.supposingEvents else { return }
    let other = decide(
      drug, planned: planned, full: full, isForPatient: isForPatient, supposed, memory: memory)
    let isStricter =
      other.outcome == .undecided
      || rank(other.outcome, drug: drug, planned: planned) < rank(decision.outcome, drug: drug, planned: planned) - 1e-9
    guard isStricter else { return }
    decision.ifEventsCount = other.outcome == .undecided ? nil : other.outcome
    decision.uncovered.append(
      "whether \(observations.possibilities.joined(separator: ", and whether ")) is not known")
    withdrawWhatIsNotKnown(&decision)
  }
}
