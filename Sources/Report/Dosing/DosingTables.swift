// SPDX-License-Identifier: Apache-2.0

import Plain
public import Course
public import Dosing

/// Tables on doses, regimens, rules and calendars.
public enum DosingTables {
  /// What stands below everything that shows a dose.
  static var disclaimer: String { ReportInfo.notice }

  /// A computed dose: steps, result, and what other conventions give.
  ///
  /// - Parameters:
  ///   - drug: the drug.
  ///   - order: the dose as it was ordered.
  ///   - computed: the dose.
  ///   - days: the days of the cycle on which it is given; empty where no regimen says them.
  ///   - kidney: how the filtration rate was found, where the dose rests on it.
  ///   - minutes: of the infusion.
  ///   - notes: what a reader must know.
  public static func dose(
    _ drug: String, _ order: DoseOrder, _ computed: ComputedDose, days: [Int] = [], kidney: [String] = [],
    infusion minutes: Double? = nil, notes: [String] = []
  ) -> [Table] {
    let title =
      "\(drug) \(text(order.dose))" + (order.timesADay.map { " " + DoseFrequency.words($0) } ?? "")
      + (days.isEmpty ? "" : " \(CyclePattern.text(days))")
      + (order.percent == 100 ? "" : " at \(Numbers.text(order.percent)) %")
    var steps = Table(name: "dose", title: title, columns: ["step", .init("value", .number)])
    for (index, step) in (kidney + computed.steps).enumerated() {
      steps.rows.append(["\(index + 1)", .words(step)])
    }
    steps.rows.append(["computed, mg", .number(computed.calculatedMilligrams, decimals: 2)])
    if computed.rounded.refusal != nil {
      steps.rows.append(["given, mg", .words("not rounded: see below")])
    } else if order.rounding != .exact {
      steps.rows.append(["given, mg", .number(computed.rounded.milligrams, decimals: 2)])
      steps.rows.append([
        "change by rounding, %",
        .number(
          (computed.rounded.milligrams / computed.calculatedMilligrams - 1) * 100, decimals: 2, isSigned: true),
      ])
    }
    if let times = order.timesADay, times > 1 {
      steps.rows.append(["times a day", .number(times)])
      steps.rows.append([
        "in all a day, mg", .number(computed.rounded.milligrams * Double(times), decimals: 2),
      ])
    }
    if let minutes { steps.rows.append(["infusion, min", .number(minutes)]) }
    if !days.isEmpty { steps.rows.append(["days of the cycle", .words(CyclePattern.text(days))]) }
    if days.count > 1 {
      steps.rows.append([
        "in all a cycle, mg",
        .number(computed.rounded.milligrams * Double(days.count * (order.timesADay ?? 1)), decimals: 2),
      ])
    }
    steps.footnotes = notes + computed.remarks + [disclaimer]
    var others = Table(
      name: "dose-alternatives", title: "The same dose computed in other ways",
      columns: ["way", .init("", .number, unit: "mg"), .init("difference", .number, unit: "%")])
    others.rows = order.alternatives().map {
      [
        .words($0.name), .number($0.milligrams, decimals: $0.milligrams < 10 ? 2 : 1),
        .number($0.differencePercent, isSigned: true),
      ]
    }
    others.footnotes = [
      "ASCO recommends full doses by actual weight, also in obesity (Griggs JJ, et al. J Clin Oncol 2021;39:2037-2048)."
    ]
    return others.rows.isEmpty ? [steps] : [steps, others]
  }

  /// What is given beside the drugs of a regimen, with the dose of one administration in mg.
  public static func accompaniments(
    _ parts: [(part: Regimen.Accompaniment, milligrams: Double?)], percent: Double, care: [String]
  ) -> Table {
    var table = Table(
      name: "accompaniments", title: "What goes with it",
      columns: [
        "drug", .init("dose", .amount), .init("", .number, unit: "mg"), .init("times a day", .number), "days", "route",
        "note",
      ])
    for (part, milligrams) in parts {
      let scaled = part.dose.map { Dose(amount: $0.amount * (part.share == nil ? 1 : percent / 100), unit: $0.unit) }
      let share = part.share.map { "\(Numbers.text($0.percent)) % of \($0.drug)" }
      table.rows.append([
        .words(part.drug), .dose(scaled), .number(milligrams, decimals: 2, or: .blank), .number(part.timesADay),
        .words(CyclePattern.text(part.days)), .words(part.route?.rawValue, or: .blank),
        .words([share, part.note].compactMap(\.self).joined(separator: "; "), or: .blank),
      ])
    }
    if table.rows.isEmpty { table.rows.append([.words("no drug"), .blank, .blank, .blank, .blank, .blank, .blank]) }
    table.footnotes = care + [disclaimer]
    return table
  }

  /// Regimens, a line each.
  public static func regimens(_ regimens: [Regimen]) -> Table {
    Table(
      name: "regimens", title: "Regimens", columns: ["id", "drugs, doses, days", "disease", "status"],
      rows: regimens.map {
        [.words($0.id), .words($0.line), .words($0.disease, or: .blank), .words($0.status.rawValue)]
      },
      footnotes: [disclaimer])
  }

  /// Rule sets, a line each.
  public static func ruleSets(_ sets: [RuleSet]) -> Table {
    Table(
      name: "rule-sets", title: "Rule sets", columns: ["id", "name", "from", "certainty"],
      rows: sets.map {
        [.words($0.id), .words($0.name), .words($0.origin), .words(certainty($0))]
      })
  }

  /// The least certain source of a set, of its rows too.
  static func certainty(_ set: RuleSet) -> String {
    let all = (set.sources + set.rows.flatMap(\.sources) + set.events.flatMap(\.sources)).map(\.certainty)
    let order = LibrarySource.Certainty.allCases
    return (all.max { (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0) } ?? .memory).words
  }

  /// Everything about a regimen.
  public static func regimen(_ regimen: Regimen) -> [Table] {
    var parts = Table(
      name: "regimen", title: "\(regimen.id): \(regimen.name)",
      columns: [
        "drug", .init("dose", .amount), "days", "route", .init("infusion", .number, unit: "min"), "for",
      ])
    for part in regimen.components {
      parts.rows.append([
        .words(part.drug),
        .init(Table.Cell.dose(part.dose).value, note: part.posology.timesADay.map(DoseFrequency.words)),
        .words(CyclePattern.text(part.days)), .words(part.route?.rawValue, or: .blank),
        .number(part.infusionMinutes, or: .blank),
        .words(
          (["treatment"]
            + [part.basis.map { "by \($0.name)" }, part.mostMilligrams.map { "at most \(Numbers.text($0)) mg" }]
            .compactMap(\.self))
            .joined(separator: ", ")),
      ])
    }
    for (list, role) in [(regimen.premedication, "premedication"), (regimen.support, "support")] {
      for part in list {
        parts.rows.append([
          .words(part.drug),
          .init(Table.Cell.dose(part.dose).value, note: part.timesADay > 1 ? DoseFrequency.words(part.timesADay) : nil),
          .words(CyclePattern.text(part.days)),
          .words(part.route?.rawValue, or: .blank), .blank,
          .words(
            [role, part.share.map { "\(Numbers.text($0.percent)) % of \($0.drug)" }, part.note].compactMap(\.self)
              .joined(separator: ", ")),
        ])
      }
    }
    parts.footnotes = ["Repeated on day \(regimen.cycleDays + 1) (cycle of \(regimen.cycleDays) days)."]
    if let most = regimen.mostCycles { parts.footnotes.append("At most \(most) cycles.") }
    if regimen.levels.count > 1 {
      parts.footnotes.append(
        "Dose levels: "
          + regimen.levels.map { level in
            regimen.drugs.compactMap { drug in level[drug].map { "\(drug) \($0.printed)" } }.joined(separator: " + ")
          }.joined(separator: "; then ") + (regimen.belowLevels.map { "; then \($0)" } ?? "") + ".")
    }
    for variant in regimen.variants {
      parts.footnotes.append(
        "\(variant.condition): "
          + variant.doses.sorted { $0.key < $1.key }.map { "\($0) \($1.printed)" }.joined(separator: ", ") + ".")
    }
    parts.footnotes += regimen.care
    if let next = regimen.followedBy { parts.footnotes.append("Followed by \(next).") }
    if !regimen.rules.isEmpty { parts.footnotes.append("Rule sets: \(regimen.rules.joined(separator: ", ")).") }
    if !regimen.alternatives.isEmpty {
      parts.footnotes.append("Other schedules: \(regimen.alternatives.joined(separator: ", ")).")
    }
    if let note = regimen.note { parts.footnotes.append(note) }
    parts.footnotes += regimen.sources.map { "Source (\($0.certainty.words)): \($0.text)." } + [disclaimer]
    return [parts]
  }

  /// Everything about a drug.
  public static func drug(_ drug: Drug, regimens: [Regimen], rules: [RuleSet]) -> Table {
    var table = Table(name: "drug", title: drug.id, columns: ["", "value"])
    func row(_ name: String, _ value: String?) {
      if let value { table.rows.append([.words(name), .words(value)]) }
    }
    row("class", drug.kind.rawValue)
    row("ATC", drug.atc)
    row("RxNorm", drug.rxNorm)
    row("abbreviation", drug.abbreviation)
    row(
      "vials, mg",
      drug.vialsMilligrams.isEmpty ? nil : drug.vialsMilligrams.map { Numbers.text($0) }.joined(separator: ", "))
    row("greatest single dose", drug.mostMilligrams.map { "\(Numbers.text($0, decimals: 3)) mg" })
    for usual in drug.usualDoses {
      row("single doses in texts read", "\(text(usual.least)) to \(text(usual.most))")
    }
    for limit in drug.cumulativeLimits { row("cumulative limit", "\(text(limit.dose)), \(limit.condition)") }
    for risk in drug.cumulativeRisks { row("risk from \(text(risk.dose)) on", risk.risk) }
    for factor in drug.doxorubicinEquivalents {
      row("mg/m² of doxorubicin for 1 mg/m² (\(factor.scheme))", Numbers.text(factor.factor, decimals: 3))
    }
    for own in drug.handling.byWeight { row("dose from \(Numbers.text(own.from)) kg on", text(own.dose)) }
    for own in drug.handling.ratios {
      row("times the dose of \(own.of)", Numbers.text(own.factor) + (own.condition.map { ", if \($0)" } ?? ""))
    }
    for line in handling(drug, nil, milligrams: nil).rows {
      row("\(line[0].text) (\(line[2].text))", line[1].text)
    }
    row("regimens", regimens.isEmpty ? nil : regimens.map(\.id).joined(separator: ", "))
    row("rule sets", rules.isEmpty ? nil : rules.map(\.id).joined(separator: ", "))
    if let note = drug.note { table.footnotes.append(note) }
    table.footnotes += drug.sources.map { "Source (\($0.certainty.words)): \($0.text)." } + [disclaimer]
    return table
  }

  /// Everything about a rule set.
  public static func ruleSet(_ set: RuleSet) -> Table {
    var table = Table(
      name: "rule-set", title: "\(set.id): \(set.name)", columns: ["rule", "day", "when", "then", "certainty"])
    func certainty(_ own: [LibrarySource]) -> String {
      (own.isEmpty ? set.sources : own).first?.certainty.words ?? LibrarySource.Certainty.memory.words
    }
    for row in set.rows {
      table.rows.append([
        .words(row.id), .words(row.days.words), .words(row.condition.description),
        .words(row.action.words + (row.drug.map { " (\($0))" } ?? "")), .words(certainty(row.sources)),
      ])
    }
    for event in set.events {
      table.rows.append([
        .words(event.id), "since the last dose", .words(event.condition.description),
        .words("first: \(event.first.words); again: \(event.again.words)"), .words(certainty(event.sources)),
      ])
    }
    table.footnotes = ["From: \(set.origin)."] + [set.scope.map { "For: \($0)." }, set.note].compactMap(\.self)
    if set.levels.count > 1 {
      table.footnotes.append(
        "Levels: "
          + set.levels.map { level in
            set.drugs.compactMap { drug in level[drug].map { "\(drug) \($0.printed)" } }.joined(separator: " + ")
          }.joined(separator: "; then ") + (set.belowLevels.map { "; then \($0)" } ?? "")
          + ". Re-escalation: \(set.reEscalation.rawValue).")
    }
    table.footnotes += (set.rows.compactMap(\.words) + set.events.compactMap(\.words))
    table.footnotes += set.sources.map { "Source (\($0.certainty.words)): \($0.text)." } + [disclaimer]
    return table
  }

  /// `900 mg/m²`, `AUC 5`
  public static func text(_ dose: Dose) -> String { Table.Cell.dose(dose).text }
}

extension DosingTables {
  /// Cumulative anthracycline against its limit, with the dose that is about to be given.
  ///
  /// - Parameters:
  ///   - total: what was given so far.
  ///   - next: what is about to be given in doxorubicin equivalents, mg/m², with its arithmetic; nil where it is not counted.
  ///   - risks: of the label, by dose.
  ///   - limits: of the label, each with its condition. What is left below each is shown.
  ///   - isChosen: whether the limit of the total is one that a person chose, beside those of the label.
  ///   - leavesOutNext: whether an anthracycline is about to be given that is not counted: what is then left is at most what is shown.
  public static func cumulative(
    _ total: AnthracyclineTotal, next: (words: String, milligramsPerSquareMetre: Double)?, risks: [Drug.CumulativeRisk],
    limits: [Drug.CumulativeLimit] = [], isChosen: Bool = false, leavesOutNext: Bool = false
  ) -> Table {
    var table = Table(
      name: "cumulative", title: "Cumulative anthracycline",
      columns: ["", .init("", .number, unit: "mg/m² of doxorubicin or equivalent")])
    let isOpen = !total.isComplete || leavesOutNext
    let least = total.isComplete ? "" : "at least "
    func bound(_ words: String, _ value: Double) -> Table.Cell {
      total.isComplete
        ? .number(value, decimals: 2) : .words("\(words)\(Numbers.text(value, decimals: 2)) (not known)")
    }
    for line in total.arithmetic { table.rows.append(["given", .words(line)]) }
    for drug in total.uncounted { table.rows.append(["given", .words("\(drug): not counted, no factor")]) }
    table.rows.append(["sum so far", bound(least, total.milligramsPerSquareMetre)])
    var after = total
    if let next {
      after.milligramsPerSquareMetre += next.milligramsPerSquareMetre
      table.rows += [
        ["about to be given", .words(next.words)], ["sum with it", bound(least, after.milligramsPerSquareMetre)],
      ]
    }
    // Where a dose is about to be given, as many of that are counted; else the full dose of doxorubicin.
    let full = next?.milligramsPerSquareMetre ?? 75
    let fullWords = full == 75 ? "full doses of 75 mg/m²" : "times this dose (\(Numbers.text(full, decimals: 2)) mg/m²)"
    /// What is left below a limit, and how many full doses.
    func left(below limit: Double, _ words: String, _ mark: String) -> [[Table.Cell]] {
      var own = after
      own.limit = limit
      let over = own.milligramsPerSquareMetre - limit
      return [
        [.words(words), .number(limit, decimals: 2)],
        [
          .words("left after it\(mark)"),
          own.exceeds
            ? .words("none: passed by \(isOpen ? "at least " : "")\(Numbers.text(over, decimals: 2))")
            : isOpen
              ? .words("at most \(Numbers.text(own.remaining, decimals: 2)) (not known)")
              : .number(own.remaining, decimals: 2),
        ],
        [
          .words("\(fullWords) left after it\(mark)"),
          isOpen
            ? .words("at most \(own.fullDosesLeft(of: full)) (not known)") : .number(own.fullDosesLeft(of: full)),
        ],
      ]
    }
    let own = limits.filter { $0.dose.unit == .milligramsPerSquareMetre }
    if own.isEmpty || isChosen {
      table.rows += left(
        below: total.limit, own.isEmpty ? "limit" : "limit, as chosen",
        own.isEmpty ? "" : ", of \(Numbers.text(total.limit))")
    }
    for limit in own {
      table.rows += left(
        below: limit.dose.amount, "limit, \(limit.condition)", ", of \(Numbers.text(limit.dose.amount))")
    }
    if !own.isEmpty, next != nil { table.footnotes.append("The sum with it includes the dose about to be given.") }
    for limit in own
    where limit.dose.amount != total.limit && after.milligramsPerSquareMetre > limit.dose.amount * (1 + 1e-12) {
      table.footnotes.append("The sum is past \(text(limit.dose)), the limit \(limit.condition).")
    }
    if total.exceeds {
      table.footnotes.append("The limit is passed already.")
    } else if after.exceeds {
      table.footnotes.append(
        "This dose takes the sum past the limit: \(least)\(Numbers.text(after.milligramsPerSquareMetre, decimals: 2)) of "
          + "\(Numbers.text(total.limit, decimals: 2)) mg/m².")
    }
    if next == nil {
      table.footnotes.append("The dose about to be given is not counted: no dose per m², or no factor for it.")
    }
    if !total.uncounted.isEmpty {
      table.footnotes.append(
        "Not counted, for want of a factor: \(total.uncounted.joined(separator: ", ")); the sum is too low (--equivalents names a scheme)."
      )
    }
    if let risk = risks.last(where: { $0.dose.amount <= after.milligramsPerSquareMetre * (1 + 1e-12) }) {
      table.footnotes.append("From \(text(risk.dose)) on the label tells of \(risk.risk).")
    }
    return table
  }
}
