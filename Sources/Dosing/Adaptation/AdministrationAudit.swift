// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course

/// One administration against what a rule set says of the counts before it.
public struct AdministrationAudit: Sendable, Hashable {
  /// The administration.
  public var administration: Administration
  /// What was known.
  public var observations: Observations
  /// What the rule set says.
  public var decision: RuleDecision
  /// The planned dose.
  public var planned: Dose
  /// The dose that a phase of the record states for this cycle, where it is another: rules are of that one.
  public var ofPhase: Dose?
  /// Analytes of which a value of these days is recorded that cannot be used: what they were is not known.
  public var doubtful: Set<Analyte>

  /// What was given in percent of the plan; nil where the units differ.
  public var givenPercent: Double? {
    guard let dose = administration.dose else { return 0 }
    return dose.unit == planned.unit ? dose.amount / planned.amount * 100 : nil
  }

  /// Counts may be so many days old on the day of treatment.
  public static let window = 3

  /// Evaluates a rule set at every administration of a drug, in order of date, with its memory; those without a count in the
  /// three days before it are left out. Whether a name of an administration means the drug, `isMeant` says; what was planned for it, `planned`: nil where no plan speaks of it; what a
  /// phase states for its cycle, `ofPhase`. A count that cannot be used is not replaced by an older one: what it was is not known.
  public static func of(
    _ administrations: [Administration], _ drug: String, planned: (Administration) -> Dose?,
    ofPhase: (Administration) -> Dose? = { _ in nil }, rules: RuleSet, laboratory: LaboratoryRecord,
    isMeant: (String) -> Bool
  ) -> [AdministrationAudit] {
    var memory = RuleMemory()
    var lastGiven: Day?
    var audits: [AdministrationAudit] = []
    for administration in administrations.filter({ isMeant($0.drug) }).sorted(by: { $0.date < $1.date }) {
      var observations = Observations()
      observations.day = administration.day
      let counts = RecordedCounts(laboratory, on: administration.date, since: lastGiven, window: window)
      observations.values = counts.values
      if !administration.isOmission { lastGiven = administration.date }
      guard !counts.doubtful.isEmpty || observations.values.values.contains(where: { $0.today != nil }) else {
        continue
      }
      guard let planned = planned(administration) else { continue }
      let stated = ofPhase(administration).flatMap { $0 == planned ? nil : $0 }
      let decision = rules.decide(drug, planned: stated ?? planned, observations, memory: memory)
      // What was since the last dose given is looked at again after an omission: one neutropenia is one event.
      if !administration.isOmission { memory = decision.memory }
      audits.append(
        AdministrationAudit(
          administration: administration, observations: observations, decision: decision, planned: planned,
          ofPhase: stated, doubtful: counts.doubtful))
    }
    return audits
  }
}
