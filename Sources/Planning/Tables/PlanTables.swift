// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Outcomes
import Plain
public import Report
import Trials

/// A plan as tables: what `verlauf trial from` prints.
public enum PlanTables {
  /// All tables of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - places: where the records stand.
  public static func all(_ plan: TrialPlan, places: Places = Places()) -> [Table] {
    [
      table("trial-from-series", "What the series shows", plan.shown, places, seriesNotes(plan)),
      table("trial-from-comparators", "What published arms state", plan.comparators, places, comparatorNotes(plan)),
      conflicts(plan),
      table("trial-from-assumptions", "What the design rests on", plan.assumptions, places, assumptionNotes(plan)),
    ] + ((design(plan) ?? further(plan)).map { [$0] } ?? [])
  }

  /// A row for each number.
  static func table(
    _ name: String, _ title: String, _ all: [Assumption], _ places: Places, _ notes: [String]
  ) -> Table {
    Table(
      name: name, title: title,
      columns: [
        "Key", "What", .init("Value", .estimate, remark: " (95 % interval)"), "Unit",
        .init("Effective patients", .range), "Standing", "Remark", "Source",
      ],
      rows: all.map { assumption in
        [
          .words(assumption.id), .words(assumption.quantity), value(assumption),
          .words(assumption.isDetermined ? assumption.unit.printed : nil),
          assumption.effectivePatients.map { .init(.range($0, decimals: 0)) } ?? .none,
          .words(assumption.standing.words), .words(assumption.remark.isEmpty ? nil : assumption.remark),
          .words(source(assumption, places)),
        ]
      }, footnotes: notes)
  }

  private static func value(_ assumption: Assumption) -> Table.Cell {
    guard let value = assumption.value else {
      return .missing(assumption.unit == .none && assumption.standing == .given ? "as stated" : "not determined")
    }
    let factor = assumption.unit.factor
    func scaled(_ number: Double?) -> Double? { number.map { $0 * factor } }
    return .init(
      .estimate(
        .init(
          NumberBounds(lower: scaled(value.lower), upper: scaled(value.upper)),
          lower: scaled(assumption.interval?.lower),
          upper: scaled(assumption.interval?.upper), decimals: assumption.unit.decimals,
          style: assumption.unit == .months && assumption.interval != nil ? .median : .probability)))
  }

  private static func source(_ assumption: Assumption, _ places: Places) -> String {
    let known = assumption.records.compactMap { places[$0]?.description }
    guard !known.isEmpty else { return assumption.source }
    return assumption.source + " (" + known.prefix(3).joined(separator: ", ") + (known.count > 3 ? ", …" : "") + ")"
  }

  /// What is said of a study that has no published arm.
  private static func comparatorNotes(_ plan: TrialPlan) -> [String] {
    guard !plan.comparators.isEmpty else { return ["The study names no published arm (`comparators.csv`)."] }
    return [
      "As the arms state it, with exact intervals (Clopper-Pearson) from the counts that print as the rate. Effective patients: those of the arm. Arms are not pooled: patients, lines and visits differ, and an arm is worth fewer patients than it has where they do (Neuenschwander et al., Clin Trials 2010;7:5)."
    ]
  }

  private static func seriesNotes(_ plan: TrialPlan) -> [String] {
    [
      plan.caution,
      "Intervals: Clopper-Pearson of shares, widened by patients whom the record leaves open; log-log of times; Garwood of rates. Effective patients: those whom the record decides, and of times the events, as a beta prior of a rate and a gamma prior of a hazard are worth (Morita, Thall and Müller, Biometrics 2008;64:595).",
      "n.d.: not determined; n.r.: not reached. Months of 30.4375 days. \(ReportInfo.notice)",
    ]
  }

  private static func assumptionNotes(_ plan: TrialPlan) -> [String] {
    let open = plan.open.map { "\($0.option) (\($0.assumption.quantity))" }
    return (open.isEmpty ? [] : ["To be given: \(open.joined(separator: "; "))."])
      + (plan.question.ratesSource == nil && plan.question.null != nil
        ? ["Whose rates --p0 and --p1 are, --rates-source says."] : [])
      + conventions(plan)
  }

  /// By which options conventions are replaced.
  private static func conventions(_ plan: TrialPlan) -> [String] {
    let options = plan.assumptions.filter { $0.standing == .convention }.map { "--\($0.id)" }
    guard let last = options.last else { return [] }
    let others = options.dropLast()
    let words = others.isEmpty ? last : "\(others.joined(separator: ", ")) or \(last)"
    return ["A convention holds until \(words) states another."]
  }

  private static func conflicts(_ plan: TrialPlan) -> Table {
    Table(
      name: "trial-from-conflicts", title: "Whether the series is surprising to a published arm",
      columns: ["Arm", .init("Seen", .range), .init("p", .range), "Verdict", "Source"],
      rows: plan.conflicts.map { conflict in
        [
          .words(conflict.comparison),
          conflict.seen.map {
            .init(.range(NumberBounds(lower: Double($0.lowerBound), upper: Double($0.upperBound)), decimals: 0))
          } ?? .none,
          conflict.pValue.map {
            .init(.pValues($0))
          } ?? .none,
          .words(conflict.verdict), .words(conflict.source),
        ]
      },
      footnotes: [PriorConflict.method]
        + (plan.series.members > 0
          ? [
            "Seen: patients with what the arm counts (a response, disease control, freedom from progression, life), of \(plan.series.members)."
          ] : []))
  }

  /// The design with its numbers; nil where no rates are stated.
  static func design(_ plan: TrialPlan) -> Table? {
    guard let found = plan.design else { return nil }
    let design = found.design
    func number(_ value: Double?, _ decimals: Int) -> Table.Cell { .number(value, decimals: decimals) }
    var rows: [[Table.Cell]] = [
      ["n1", "patients of the first stage", .number(design.firstStage)],
      ["r1", "it stops with so many free of progression, or fewer", .number(design.stopAtMost)],
      ["n", "patients of both stages", .number(design.size)],
      ["r", "worth going on with more free of progression than", .number(design.critical)],
      ["alpha", "level at p0, exactly", number(found.underNull.rejection, 5)],
      ["power", "power at p1, exactly", number(found.underAlternative.rejection, 5)],
      ["EN(p0)", "expected patients at p0", number(found.underNull.expectedSize, 3)],
      ["PET(p0)", "probability to stop after the first stage at p0", number(found.underNull.stopping, 4)],
      ["EN(p1)", "expected patients at p1", number(found.underAlternative.expectedSize, 3)],
    ]
    if let seen = found.seen {
      rows += [
        ["alpha-by-scans", "level that it really has by the scans", number(seen.alpha, 5)],
        ["power-by-scans", "power by the scans", number(seen.power, 5)],
        [
          "stopping-p0-by-scans", "probability to stop after the first stage at p0, by the scans",
          number(seen.stoppingNull, 4),
        ],
        ["seen-p0", "share seen free of progression where p0 is true", number(seen.null, 4)],
        ["seen-p1", "share seen free of progression where p1 is true", number(seen.alternative, 4)],
      ]
    }
    rows += toxicityRows(plan)
    if found.toxicity != nil {
      rows.append([
        "stopping-p0", "probability that the trial ends as futile before, at p0",
        number(found.seen?.stoppingNull ?? found.underNull.stopping, 4),
      ])
    }
    if let accrual = found.accrual {
      rows.append(["accrual-months", "months until all patients have come to maintenance", number(accrual.value, 1)])
    }
    if let landmark = plan.question.landmark, let accrual = found.accrual {
      rows.append([
        "duration-months", "months from the first patient to the last landmark",
        number(accrual.value + landmark.value, 1),
      ])
    }
    rows += inductionRows(plan) + seriesRow(plan)
    var notes = [
      "Simon's \(plan.question.choice.rawValue) design of up to \(found.searched) patients (Control Clin Trials 1989;10:1), exactly."
    ]
    if !found.keepsLevel {
      notes.append(
        "The level is not kept by these scans: put a scan on the landmark, or take what is seen for --p0 and --p1.")
    }
    if found.toxicity != nil {
      notes.append(
        "Probabilities to stop for toxicity are those of a trial that reaches every look, unless it stops for toxicity."
      )
    }
    if found.seen == nil { notes.append("What scans make of the level and the power needs --landmark and --scans.") }
    notes += plan.commands.dropFirst().map { "\($0.kind.words): `\($0.line)`." }
    return Table(
      name: "trial-from-design", title: "The design", columns: ["Key", "What", .init("Value", .number)], rows: rows,
      footnotes: notes)
  }

  private static func toxicityRows(_ plan: TrialPlan) -> [[Table.Cell]] {
    guard let toxicity = plan.toxicity else { return [] }
    var rows: [[Table.Cell]] = []
    for (look, bound) in zip(toxicity.looks, toxicity.stopAbove) {
      rows.append([
        .words("toxicity-\(look)"), .words("of \(look) patients: it stops with more toxicities than"), .number(bound),
      ])
    }
    return rows + [
      [
        "toxicity-stop-tolerable", "probability to stop at the accepted rate",
        .number(toxicity.stopAtTolerable, decimals: 4),
      ],
      [
        "toxicity-stop-toxic", "probability to stop at the rate that is too high",
        .number(toxicity.stopAtToxic, decimals: 4),
      ],
      [
        "toxicity-stop-tolerable-strict", "the same at the accepted rate with bounds one step higher",
        .number(toxicity.strictStopAtTolerable, decimals: 4),
      ],
      [
        "toxicity-chance", "wanted probability to stop at the accepted rate",
        .number(plan.question.chanceInForce, decimals: 4),
      ],
    ]
  }

  private static func inductionRows(_ plan: TrialPlan) -> [[Table.Cell]] {
    guard let induction = plan.induction else { return [] }
    return [
      ["induction", "patients who begin induction, of whom n come through on average", .number(induction.patients)],
      [
        "induction-chance", "of so many n or more come through, in percent of cases",
        .number(induction.chance * 100, decimals: 1),
      ],
      [
        "induction-90", "patients who begin induction, of whom n or more come through with the probability below",
        .number(induction.forWanted),
      ],
      ["induction-wanted", "that probability, in percent", .number(PlannedDesign.Induction.wanted * 100, decimals: 0)],
    ]
  }

  private static func seriesRow(_ plan: TrialPlan) -> [[Table.Cell]] {
    guard plan.series.members > 0, let size = plan.size else { return [] }
    return [
      [
        "series-share", "patients of the series, in percent of n",
        .number(Double(plan.series.members) / Double(size) * 100, decimals: 1),
      ]
    ]
  }

  /// A design of another kind than two stages with its numbers; nil where not everything is stated.
  static func further(_ plan: TrialPlan) -> Table? {
    guard let found = plan.further else { return nil }
    var rows = found.numbers.map { own -> [Table.Cell] in
      [.words(own.key), .words(own.words), .number(own.value, decimals: own.decimals)]
    }
    rows += toxicityRows(plan) + inductionRows(plan) + seriesRow(plan)
    let notes = found.notes(plan.question) + plan.commands.dropFirst().map { "\($0.kind.words): `\($0.line)`." }
    return Table(
      name: "trial-from-design", title: "The design: \(found.name)", columns: ["Key", "What", .init("Value", .number)],
      rows: rows, footnotes: notes)
  }
}
