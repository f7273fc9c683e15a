// SPDX-License-Identifier: Apache-2.0

public import Chronology
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

  /// What was given in percent of the plan; nil where the units differ.
  public var givenPercent: Double? {
    guard let dose = administration.dose else { return 0 }
    return dose.unit == planned.unit ? dose.amount / planned.amount * 100 : nil
  }

  /// Counts may be so many days old on the day of treatment.
  public static let window = 3

  /// Evaluates a rule set at every administration of a drug, in order of date, with its memory; those without a count in the
  /// three days before it are left out.
  public static func of(
    _ administrations: [Administration], _ drug: String, planned: Dose, rules: RuleSet, laboratory: [DatedValue]
  ) -> [AdministrationAudit] {
    var memory = RuleMemory()
    var lastGiven: Day?
    var audits: [AdministrationAudit] = []
    for administration in administrations.filter({ $0.drug == drug }).sorted(by: { $0.date < $1.date }) {
      var observations = Observations()
      observations.day = administration.day
      for (analyte, values) in Dictionary(grouping: laboratory, by: \.analyte) {
        let since = values.filter { value in
          value.day <= administration.date && lastGiven.map { value.day > $0 } ?? true
        }.sorted { $0.day < $1.day }
        guard let last = since.last else { continue }
        var known = Observations.Values(
          series: since.map { .init(day: Double($0.day.number), value: $0.value) })
        if administration.date.number - last.day.number > window { known.today = nil }
        observations.values[analyte] = known
      }
      if !administration.isOmission { lastGiven = administration.date }
      guard observations.values.values.contains(where: { $0.today != nil }) else { continue }
      let decision = rules.decide(drug, planned: planned, observations, memory: memory)
      memory = decision.memory
      audits.append(
        AdministrationAudit(
          administration: administration, observations: observations, decision: decision, planned: planned))
    }
    return audits
  }
}

/// A laboratory value on a day, in its analyte's unit.
public struct DatedValue: Sendable, Hashable {
  /// The analyte.
  public var analyte: Analyte
  /// The day.
  public var day: Day
  /// The value.
  public var value: Double

  /// The laboratory values of a patient that have an exact date and a unit that is known; the others are left out.
  public static func of(_ patient: Patient) -> [DatedValue] {
    patient.entries.compactMap { entry in
      guard case .laboratory(let laboratory) = entry.content, let analyte = Analyte(named: laboratory.analyte),
        let value = try? analyte.canonical(laboratory.value, unit: laboratory.unit),
        let day = entry.when.compactMap({ $0.date?.bounds }).first(where: \.isExact)?.earliest
      else { return nil }
      return DatedValue(analyte: analyte, day: day, value: value)
    }
  }
}
