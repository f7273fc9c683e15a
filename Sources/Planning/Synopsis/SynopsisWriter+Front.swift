// SPDX-License-Identifier: Apache-2.0

import Plain
import Report
import Trials

/// What the document is, the question in plain words, and what the series says.
extension SynopsisWriter {
  /// Writes everything in its order.
  mutating func write() {
    whatThisIs()
    plainWords()
    whatTheSeriesSays()
    titlePage()
    objectives()
    overallDesign()
    schema()
    schedule()
    stopping()
    doses()
    statistics()
    evidence()
    spiritTable()
    calculations()
    references()
  }

  private mutating func whatThisIs() {
    heading("What this is", "what")
    text(
      "A draft of a protocol synopsis in the order of ICH M11, section 1, with what of its later sections the design decides. It is no protocol. Fields marked open are not known to the program: a person who answers for the trial has to write them. What is called proposed follows from how the design was computed, and has to be confirmed. Nothing else is filled in."
    )
    text(
      "\(ReportInfo.notice) It describes how a question could be asked of future patients; it is no ground to treat anybody now."
    )
    text(
      "Every number leads to the command line that computes it again (Calculations, at the end). The numbering is that of ICH M11 (step 4, adopted on 19 November 2025) as secondary descriptions have it; the text of ICH was not at hand and has to be compared."
    )
  }

  // MARK: in plain words

  private mutating func plainWords() {
    heading("In plain words", "plain")
    if let further = plan.further { return plainWords(of: further) }
    guard let found = plan.design else {
      text(
        plan.question.design == .twoStage
          ? "No design is computed: which rates of freedom from progression are of no interest, and worth going on with, is not stated."
          : "No design is computed: not everything is stated that it follows from (\(plan.question.design.missing)).")
      return open(
        plan.question.design == .twoStage ? "the question, and its two rates" : plan.question.design.missing)
    }
    let design = found.design
    let time = plan.question.landmark == nil ? [Self.openRun("at which time")] : landmarkRuns()
    text(
      [
        Run(
          "Patients whose disease did not progress under induction go on with maintenance. The question is whether more than "
        ),
        percent(found.rates.null.value, "p0"), Run(" are alive and free of progression "),
      ] + time + [
        Run(
          " after the first dose of maintenance. The number of patients is chosen to find that, as often as is said below, if "
        ),
        percent(found.rates.alternative.value, "p1"), Run(" are."),
      ])
    text([
      Run("First "), self.design(design.firstStage, "n1"), Run(" patients are treated. If "),
      self.design(design.stopAtMost, "r1"),
      Run(" or fewer of them are free of progression, the trial ends. Otherwise it goes on to "),
      self.design(design.size, "n"), Run(" patients in all. With more than "), self.design(design.critical, "r"),
      Run(
        " of them free of progression, maintenance is called worth a larger trial. That says that the share is above "),
      percent(found.rates.null.value, "p0"), Run(", not that it is "),
      percent(found.rates.alternative.value, "p1"), Run("."),
    ])
    text(howOften(found))
    if !found.keepsLevel {
      open(
        "the schedule of scans, or the rates: with those that are stated the trial calls a treatment of no interest worth going on with too often (10.11), and must not be begun"
      )
    }
    text(
      "Every patient of such a trial has maintenance. It can therefore not show that maintenance is better than none: only that what is seen is more than a rate that others have stated for other patients. If patients who come through induction would do better than that rate anyway, the trial would call maintenance worth going on with though it does nothing. That needs a randomised trial."
    )
  }

  /// How often the trial errs: by the scans where they are stated, since that is what happens, and as if progression were seen at once where it differs.
  private mutating func howOften(_ found: PlannedDesign) -> [Run] {
    var runs = [Run("If the true share were "), percent(found.rates.null.value, "p0")]
    guard let seen = found.seen else {
      runs += [
        Run(", the trial would end early in "), design(found.underNull.stopping, "PET(p0)"),
        Run(" % of cases, and would call it worth going on with in "), design(found.underNull.rejection, "alpha"),
        Run(" %. If it were "), percent(found.rates.alternative.value, "p1"), Run(", it would say so in "),
        design(found.underAlternative.rejection, "power"),
        Run(
          " %, and miss it in the others. That holds if progression is seen at once; what scans make of it is not known, since no schedule is stated."
        ),
      ]
      return runs
    }
    runs += [
      Run(", the trial with the scans that are stated would end early in "),
      design(seen.stoppingNull, "PET(p0) by scans"), Run(" % of cases, and would call it worth going on with in "),
      design(seen.alpha, "alpha by scans"), Run(" %. If it were "), percent(found.rates.alternative.value, "p1"),
      Run(", it would say so in "), design(seen.power, "power by scans"), Run(" %, and miss it in the others."),
    ]
    if !seen.through.isOnScan {
      runs += [
        Run(
          " No scan falls on the time that counts: who progressed since the last one is still taken for free of progression. If progression were seen at once, these numbers would be "
        ), design(found.underNull.stopping, "PET(p0)"), Run(", "), design(found.underNull.rejection, "alpha"),
        Run(" and "), design(found.underAlternative.rejection, "power"), Run(" %."),
      ]
    }
    return runs
  }

  /// `2.8 months (12 weeks)`
  mutating func landmarkRuns() -> [Run] {
    guard let landmark = plan.question.landmark, let stated = stated("landmark") else { return [] }
    return stated + [Run(Self.days(landmark.value))]
  }

  /// ` (12 weeks)` of whole weeks, ` (40 days)` of whole days; nothing else.
  static func days(_ months: Double) -> String {
    let days = (months * Months.days).rounded()
    guard abs(months * Months.days - days) < 1e-6 else { return "" }
    let weeks = days / 7
    return weeks == weeks.rounded() ? " (\(Int(weeks)) weeks)" : " (\(Int(days)) days)"
  }

  /// A stated share in percent.
  mutating func percent(_ share: Double, _ id: Assumption.ID) -> Run {
    let run = number(
      share, 1, .series, "trial-from-assumptions", id, "Value (95 % interval)", part: "from", factor: 100)
    // The table has percent already.
    if let last = numbers.indices.last,
      case .cell(let table, let row, let column, let part, _, let decimals) = numbers[last].place
    {
      numbers[last].place = .cell(table: table, row: row, column: column, part: part, factor: 1, decimals: decimals)
    }
    return Run(run.text + " %", to: run.target)
  }

  // MARK: what the series says

  private mutating func whatTheSeriesSays() {
    heading("What the series can and cannot say", "series")
    let source = plan.series.citation.map { "“\(plan.series.title)” (\($0))" } ?? "“\(plan.series.title)”"
    text("The question comes from a series of cases: \(source).")
    text([Run(plan.caution, isStrong: true)])
    if let shown = plan.endpointShown, shown.isDetermined {
      var runs = [Run("\(shown.quantity.capitalisedFirst): ")] + value(shown, "trial-from-series")
      runs.append(Run("; \(shown.remark)."))
      if let size = plan.size, plan.series.members > 0 {
        let share = Double(plan.series.members) / Double(size) * 100
        runs += [
          Run(" The patients of the series are "), planned(share, "series-share", 1),
          Run(" % of those that the design asks for. No number of the design is taken from them. "),
          Run("What else the series shows stands at the end.", to: "evidence"),
        ]
      }
      text(runs)
    } else if let size = plan.size, plan.series.members > 0 {
      let share = Double(plan.series.members) / Double(size) * 100
      text([
        Run("The patients of the series are "), planned(share, "series-share", 1),
        Run(" % of those that the design asks for. No number of the design is taken from them. "),
        Run("What the series shows stands at the end.", to: "evidence"),
      ])
    }
  }

  // MARK: evidence

  /// Everything that the series and published arms show.
  mutating func evidence() {
    heading("What the series and published arms show", "evidence")
    table(
      "What the series shows", ["What", "Value", "Worth, patients", "What it is good for"],
      plan.shown.map { row($0, "trial-from-series") },
      notes: [
        "Bounds are those that the record leaves. Worth: patients whom the record decides; of times and rates over time, events."
      ])
    if plan.comparators.isEmpty {
      text("The record of the series names no published arm to hold beside it.")
    } else {
      table(
        "What published arms state, as the series cites them",
        ["What", "Value", "Worth, patients", "What it is good for", "Source"],
        plan.comparators.map { row($0, "trial-from-comparators") + [Cell($0.source)] },
        notes: ["Worth: patients of the arm; of a median its events, where they are stated."])
    }
    if !plan.conflicts.isEmpty {
      var rows: [[Cell]] = []
      for conflict in plan.conflicts {
        var p = [Run("–")]
        if let value = conflict.pValue {
          func part(_ number: Double, _ name: String) -> Run {
            self.number(
              number, 4, .series, "trial-from-conflicts", conflict.comparison, "p", part: name, isPValue: true)
          }
          let (low, high) = (part(value.lowerBound, "from"), part(value.upperBound, "to"))
          p = low.text == high.text ? [low] : [low, Run(" to "), high]
        }
        rows.append([Cell(conflict.comparison), Cell(p), Cell(conflict.verdict)])
      }
      table(
        "Whether the series is surprising to a published arm", ["Arm", "p", "Verdict"], rows,
        notes: [PriorConflict.method])
    }
  }

  private mutating func row(_ assumption: Assumption, _ table: String) -> [Cell] {
    var worth = [Run("–")]
    if let weight = assumption.effectivePatients {
      func part(_ number: Double?, _ name: String) -> Run? {
        number.map { self.number($0, 0, .series, table, assumption.id, "Effective patients", part: name) }
      }
      switch (part(weight.lower, "from"), part(weight.upper, "to")) {
      case (let low?, let high?): worth = low.text == high.text ? [low] : [low, Run(" to "), high]
      case (let low?, nil): worth = [Run("at least "), low]
      case (nil, let high?): worth = [Run("at most "), high]
      case (nil, nil): break
      }
    }
    let remark = assumption.remark.isEmpty ? "" : " (\(assumption.remark))"
    return [
      Cell(assumption.quantity + remark), Cell(value(assumption, table)), Cell(worth),
      Cell(assumption.standing.wordsOfProtocol),
    ]
  }
}
