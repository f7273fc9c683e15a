// SPDX-License-Identifier: Apache-2.0

import Dosing
import Plain
import Report
import Trials

/// Stopping, doses, statistics, and where all of it is from.
extension SynopsisWriter {
  // MARK: 4.3

  mutating func stopping() {
    heading("4.3 Stopping rules", "stopping")
    if let further = plan.further {
      futility(of: further)
      return toxicity(stoppingBefore: nil)
    }
    guard let found = plan.design else {
      return open("stopping rules: they follow from \(follows)")
    }
    text([
      Run("Futility. ", isStrong: true), Run("After "), design(found.design.firstStage, "n1"),
      Run(" patients have reached the landmark, the trial ends if "), design(found.design.stopAtMost, "r1"),
      Run(" or fewer of them are free of progression."),
    ])
    fields(
      "What the rule leaves open",
      [
        (
          "Accrual until the first stage is known",
          .open(
            "whether it pauses; patients who come in meanwhile belong to the second stage, or the rule is computed again for the sizes that there were"
          )
        ),
        ("Who decides", .open("committee, and what it sees")),
        ("Other grounds to end the trial", .open("new knowledge, supply, no accrual")),
        (
          "Grounds to end a patient's treatment",
          .open("progression, toxicity, wish; whether treatment may go on beyond progression")
        ),
      ])
    toxicity(stoppingBefore: found.seen?.stoppingNull ?? found.underNull.stopping)
  }

  /// What nothing is computed without.
  private var follows: String { plan.question.design == .twoStage ? "the rates" : plan.question.design.missing }

  /// Bounds for toxicity, with how often the trial ends as futile before their last look; nil where it has no look.
  private mutating func toxicity(stoppingBefore: Double?) {
    guard let toxicity = plan.toxicity else {
      text([Run("Toxicity. ", isStrong: true)])
      return open(
        "bounds at which the trial stops for toxicity: they follow from the rates that are accepted and too high")
    }
    let tolerable = percent(plan.question.tolerable ?? 0, "tolerable")
    let toxic = percent(plan.question.toxic ?? 0, "toxic")
    text([
      Run("Toxicity. ", isStrong: true), Run("The rate of dose-limiting toxicity that is accepted is "), tolerable,
      Run(", too high is "), toxic,
      Run(
        ". The trial stops with more toxicities than the bound at each look\(plan.question.design.isRandomised ? ", counted in the arm with maintenance" : "")."
      ),
    ])
    var rows: [[Cell]] = []
    for (look, bound) in zip(toxicity.looks, toxicity.stopAbove) {
      rows.append([
        Cell("\(look)"),
        Cell([number(Double(bound), 0, .toxicity, "toxicity-bounds", "\(look)", "Stop with more than, cautious")]),
      ])
    }
    table(
      "Bounds for toxicity", ["Patients", "It stops with more toxicities than"], rows,
      notes: [
        "Repeated tests of the accepted rate at one level, the cautious of the two bounds (Ivanova, Qaqish and Schell, Biometrics 2005;61:540)."
      ])
    figure(figures?.toxicity)
    var runs = [
      Run("If every look is reached, it stops with probability "),
      planned(toxicity.stopAtTolerable, "toxicity-stop-tolerable", 3),
      Run(" at the accepted rate, and with "), planned(toxicity.stopAtToxic, "toxicity-stop-toxic", 3),
      Run(" at the rate that is too high, exactly. At the accepted rate "),
      planned(plan.question.chanceInForce, "toxicity-chance", 3),
      Run(" was wanted: bounds are whole numbers, and those one step higher would stop with "),
      planned(toxicity.strictStopAtTolerable, "toxicity-stop-tolerable-strict", 3),
    ]
    if let stoppingBefore {
      runs += [
        Run(
          ". The trial may end as futile before its last look (where the true share is that of no interest, after the first stage with probability "
        ),
        planned(stoppingBefore, "stopping-p0", 3), Run("): then later looks at toxicity do not come."),
      ]
    } else {
      runs.append(Run("."))
    }
    text(runs)
  }

  // MARK: 6.4

  mutating func doses() {
    heading("6.4 Dose modification", "doses")
    guard let regimen else { return open("regimen, and its rules of dose modification") }
    text([Run("Regimen: ", isStrong: true)] + regimenRuns(regimen) + [Run(".")])
    if let note = regimen.note { text(note) }
    text(
      "Source of the regimen: " + regimen.sources.map { "\($0.text) (\($0.certainty.words))" }.joined(separator: "; ")
        + "."
    )
    guard let first = rules.first else {
      return open("rules of dose modification: the library has none for this regimen")
    }
    var rows: [[Cell]] = []
    func words(_ own: [LibrarySource], _ set: RuleSet) -> String {
      let sources = own.isEmpty ? set.sources : own
      return sources.map { "\($0.text) (\($0.certainty.words))" }.joined(separator: "; ")
    }
    for row in first.rows {
      let until = row.until.map { ", until \($0)" } ?? ""
      rows.append([
        Cell(row.days.words), Cell("\(row.condition)"), Cell(row.action.words(on: row.days) + until),
        Cell(words(row.sources, first)),
      ])
    }
    for event in first.events {
      rows.append([
        Cell("after it happened"), Cell("\(event.condition)"), Cell("later cycles: \(event.first.words)"),
        Cell(words(event.sources, first)),
      ])
    }
    table(
      "Rule set \(first.id): \(first.name)", ["Day", "When", "Then", "Source"], rows,
      notes: [
        "\(first.origin). \(first.scope.map { "Made for \($0)." } ?? "") Raising a reduced dose again: \(first.reEscalation.rawValue).",
        "Where more than one row holds on a day, the strictest decides: to stop before to delay, to delay before to hold, to hold before a lower dose, and of doses the lowest. “And” binds before “or”.",
      ])
    let shown =
      first.rows.map { $0.sources.isEmpty ? first.sources : $0.sources }
      + first.events.map { $0.sources.isEmpty ? first.sources : $0.sources }
    let unread = shown.count { own in own.isEmpty || own.contains { $0.certainty == .memory } }
    if unread > 0 {
      open(
        "\(unread) of \(shown.count) rows above are not confirmed by a text that was read: each has to be compared with its source before it stands in a protocol"
      )
    }
    let others = rules.dropFirst().map { "\($0.id) (\($0.name); \($0.origin))" }
    if !others.isEmpty {
      text(
        "Other rule sets that the program knows for it, which say other things of the same values: \(others.joined(separator: "; "))."
      )
    }
    open("which rule set holds in the trial; the labels that they come from are for other diseases")
    open("lowest dose, longest delay, and whether a dose may be raised again")
  }

  // MARK: 10.9 to 10.11

  mutating func statistics() {
    heading("10.9 Interim analyses", "interim")
    if let further = plan.further {
      statistics(of: further)
      return assumptions()
    }
    guard let found = plan.design else {
      open("interim analyses: they follow from \(follows)")
      heading("10.10 Multiplicity", "multiplicity")
      open("multiplicity")
      heading("10.11 Sample size", "size")
      open("sample size: it follows from \(follows)")
      return assumptions()
    }
    text([
      Run("One, for futility, after "), design(found.design.firstStage, "n1"),
      Run(
        " patients (4.3). It cannot end the trial for success. At the end the share is estimated without the bias of the look (UMVUE; Jung and Kim, Stat Med 2004;23:881), with an exact p (Koyama and Chen, Stat Med 2008;27:3145) and with an exact interval that counts what was seen in both of its tails and so keeps its level; the interval of Koyama and Chen covers less than its level. If stages have other sizes than planned, the rule is computed again for those."
      ),
    ])
    heading("10.10 Multiplicity", "multiplicity")
    text(
      "One primary hypothesis and one test of it at the end: the level needs no correction for several tests. Other end points are described."
    )
    open("to be confirmed, once the secondary objectives are written")
    heading("10.11 Sample size", "size")
    text(
      [Run("Simon's \(plan.question.choice.rawValue) two-stage design (Control Clin Trials 1989;10:1) for ")]
        + [percent(found.rates.null.value, "p0"), Run(" against "), percent(found.rates.alternative.value, "p1")]
        + [Run(", one-sided level ")] + (stated("alpha") ?? []) + [Run(", power ")] + (stated("power") ?? [])
        + [
          Run(": "), design(found.design.firstStage, "n1"), Run(" and "), design(found.design.size, "n"),
          Run(" patients. All designs of up to \(found.searched) patients were compared. Its exact level is "),
          design(found.underNull.rejection, "alpha", decimals: 2), Run(" %, its power "),
          design(found.underAlternative.rejection, "power", decimals: 2), Run(" %, and "),
          design(found.underNull.expectedSize, "EN(p0)", percent: false),
          Run(" patients are expected where the rate is that of no interest."),
        ])
    for own in figures?.ofSize ?? [] { figure(own) }
    if let seen = found.seen {
      let days = seen.through.isOnScan ? "" : " Between the last scan and the landmark progression is not seen."
      text([
        Run("Scans. ", isStrong: true),
        Run("Progression is seen at scans alone.\(days) With this schedule the level really is "),
        design(seen.alpha, "alpha by scans", decimals: 2), Run(" % and the power "),
        design(seen.power, "power by scans", decimals: 2),
        Run(
          found.keepsLevel
            ? " % (constant hazard, every scan on its day: scans that are late or missed are not in it)."
            : " % (constant hazard, every scan on its day): the level is not kept."),
      ])
      if !found.keepsLevel {
        open(
          "a scan that falls on the landmark, or rates that are those that scans see; until then the number of patients is that of another question"
        )
      }
    } else {
      open("what scans make of level and power: it follows from the landmark and the schedule of scans")
    }
    assumptions()
  }

  private mutating func assumptions() {
    var rows: [[Cell]] = []
    for assumption in plan.assumptions {
      let isOpen: Bool
      switch assumption.standing {
      case .notDetermined, .proposedBy: isOpen = true
      default: isOpen = false
      }
      let shown: [Run]
      if assumption.isDetermined {
        shown = value(assumption, "trial-from-assumptions")
      } else {
        shown = isOpen ? [Run("not determined")] : [Run("as stated")]
      }
      let remark = assumption.remark.isEmpty ? "" : " (\(assumption.remark))"
      rows.append([
        Cell(assumption.quantity + remark), Cell(shown),
        Cell(
          isOpen
            ? [Self.openRun(assumption.standing.wordsOfProtocol)] : [Run(assumption.standing.wordsOfProtocol)]),
        Cell(assumption.source),
      ])
    }
    table(
      "What the design rests on", ["What", "Value", "Who says so", "Source"], rows,
      notes: [
        "A convention is what the program takes until another is stated. None of these is a finding of the series."
      ])
    guard !plan.open.isEmpty else { return }
    table(
      "What is not stated yet, and the option of the program that states it", ["What", "By"],
      plan.open.map { [Cell($0.assumption.quantity), Cell([Run($0.option, isOpen: true)])] })
  }

  // MARK: the end

  mutating func spiritTable() {
    heading("Items of SPIRIT 2013", "spirit")
    table(
      "Items of SPIRIT 2013", ["Item", "Subject", "State", "Where, or what has to be written"],
      SpiritItem.all(plan, hasRegimen: regimen != nil).map { item in
        [
          Cell(item.number), Cell(item.subject), Cell([Run(item.state.rawValue, isOpen: item.state == .open)]),
          Cell(item.words),
        ]
      }, notes: [SpiritItem.note])
  }

  mutating func calculations() {
    heading("Calculations", "calculations")
    text(
      "Each line computes its numbers again, from the folder in which the series lies. The design file (`design.json`) holds them with their sources."
    )
    table(
      "Command lines", ["What", "Line"],
      plan.commands.map { [Cell($0.kind.words, anchor: Self.anchor($0.kind)), Cell($0.line)] },
      notes: ["Nothing here is simulated, so that there is no seed. \(ReportInfo.notice)"])
  }

  mutating func references() {
    heading("References", "references")
    var all = [
      "ICH M11, Clinical electronic structured harmonised protocol, step 4, 19 November 2025; by secondary descriptions.",
      "ICH E9(R1), Addendum on estimands and sensitivity analysis in clinical trials, 2019.",
      "Chan A-W, et al. SPIRIT 2013 statement. Ann Intern Med 2013;158:200-207.",
      "Clopper CJ, Pearson ES. Biometrika 1934;26:404-413. Garwood F. Biometrika 1936;28:437-442.",
      "Morita S, Thall PF, Müller P. Biometrics 2008;64:595-602 (what a prior is worth in patients).",
    ]
    if plan.design != nil {
      all += [
        "Simon R. Control Clin Trials 1989;10:1-10.",
        "Jung SH, Kim KM. Stat Med 2004;23:881-896. Koyama T, Chen H. Stat Med 2008;27:3145-3154.",
      ]
    }
    all += plan.further.map { Self.references(of: $0) } ?? []
    if !plan.conflicts.isEmpty {
      all.append("Box GEP. J R Stat Soc A 1980;143:383-430. Evans M, Moshonov H. Bayesian Anal 2006;1:893-914.")
    }
    for source in plan.comparators.map(\.source) + [plan.series.citation].compactMap(\.self) where !all.contains(source)
    {
      all.append(source)
    }
    for line in all { text(line) }
  }

  private static func references(of found: FurtherDesign) -> [String] {
    switch found.law {
    case .single: ["A'Hern RP. Stat Med 2001;20:859-866."]
    case .growth: ["Von Hoff DD. Clin Cancer Res 1998;4:1079-1086.", "A'Hern RP. Stat Med 2001;20:859-866."]
    case .oneSample: ["Breslow NE. Appl Stat 1975;24:1-10. Wu J. Pharm Stat 2015;14:26-33."]
    case .milestone: ["Kaplan EL, Meier P. J Am Stat Assoc 1958;53:457-481."]
    case .randomised: ["Schoenfeld DA. Biometrics 1983;39:499-503."]
    }
  }
}
