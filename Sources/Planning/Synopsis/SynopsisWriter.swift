// SPDX-License-Identifier: Apache-2.0

import Dosing
import Plain
import Report

/// Collects the blocks of a synopsis: text whose numbers lead to the command line that computes them, and fields that say who filled them.
struct SynopsisWriter {
  typealias Run = Manuscript.Run
  typealias Cell = Manuscript.Grid.Cell

  let plan: TrialPlan
  let regimen: Regimen?
  let rules: [RuleSet]
  let figures: PlanFigures?
  var blocks: [Manuscript.Block] = []
  var numbers: [TracedNumber] = []
  private var tables = 0
  private var shown = 0

  init(_ plan: TrialPlan, regimen: Regimen?, rules: [RuleSet], figures: PlanFigures?) {
    self.plan = plan
    self.regimen = regimen
    self.rules = rules
    self.figures = figures
  }

  /// A field of a synopsis: what stands in it, and who says so.
  enum Content {
    /// Stated, or computed of what is stated.
    case filled([Run])
    /// It follows from how the design was computed, and has to be confirmed.
    case proposed([Run])
    /// Nobody has stated it; what has to be written.
    case open(String)

    var state: String {
      switch self {
      case .filled: "filled"
      case .proposed: "proposed, to be confirmed"
      case .open: "open"
      }
    }
  }

  // MARK: blocks

  mutating func heading(_ text: String, _ anchor: String? = nil, level: Int = 1) {
    blocks.append(.heading(text, level: level, anchor: anchor))
  }

  mutating func text(_ runs: [Run]) { blocks.append(.paragraph(runs)) }
  mutating func text(_ words: String) { text([Run(words)]) }
  mutating func open(_ what: String) { text([Self.openRun(what)]) }

  static func openRun(_ what: String) -> Run { Run("[open: \(what)]", isOpen: true) }

  func cell(_ content: Content) -> Cell {
    switch content {
    case .filled(let runs), .proposed(let runs): Cell(runs)
    case .open(let what): Cell([Self.openRun(what)])
    }
  }

  mutating func fields(_ title: String, _ rows: [(String, Content)], notes: [String] = []) {
    table(
      title, ["Field", "Content", "State"],
      rows.map { [Cell($0.0), cell($0.1), Cell([Run($0.1.state, isOpen: $0.1.state == "open")])] }, notes: notes)
  }

  mutating func table(_ title: String, _ head: [String], _ rows: [[Cell]], notes: [String] = []) {
    tables += 1
    blocks.append(
      .table(
        .init(label: "Table \(tables)", title: title, anchor: "table_\(tables)", head: head, rows: rows, notes: notes)))
  }

  /// A figure, with the next number; nothing where there is none.
  mutating func figure(_ figure: ReportFigure?) {
    guard let figure else { return }
    shown += 1
    blocks.append(.figure(figure, number: shown))
  }

  // MARK: numbers

  /// Where the command line of a kind stands.
  static func anchor(_ kind: PlanCommand.Kind) -> String { "calculation_\(kind.rawValue)" }

  /// A number that a command prints in a cell.
  mutating func number(
    _ value: Double, _ decimals: Int, _ command: PlanCommand.Kind, _ table: String, _ row: String, _ column: String,
    part: String? = nil, factor: Double = 1, isPValue: Bool = false
  ) -> Run {
    let text = isPValue ? PValueText.text(value) : Numbers.text(value * factor, decimals: decimals)
    numbers.append(
      TracedNumber(
        text: text, command: command,
        place: .cell(table: table, row: row, column: column, part: part, factor: factor, decimals: decimals)))
    return Run(text, to: Self.anchor(command))
  }

  /// A whole number of the design.
  mutating func design(_ value: Int, _ column: String) -> Run {
    number(Double(value), 0, .design, "simon", plan.question.choice.rawValue, column)
  }

  /// A number of the design, perhaps as a percentage.
  mutating func design(_ value: Double, _ column: String, percent: Bool = true, decimals: Int = 1) -> Run {
    number(value, decimals, .design, "simon", plan.question.choice.rawValue, column, factor: percent ? 100 : 1)
  }

  /// A number of the table of the design that `trial from` prints.
  mutating func planned(_ value: Double, _ row: String, _ decimals: Int = 0, percent: Bool = false) -> Run {
    number(value, decimals, .series, "trial-from-design", row, "Value", factor: percent ? 100 : 1)
  }

  /// Words that a command prints.
  mutating func words(_ text: String, _ command: PlanCommand.Kind, as printed: String? = nil) -> Run {
    numbers.append(TracedNumber(text: text, command: command, place: .words(printed ?? text)))
    return Run(text, to: Self.anchor(command))
  }

  /// A value of an assumption between its bounds with its interval, as `trial from` prints it.
  mutating func value(_ assumption: Assumption, _ table: String) -> [Run] {
    guard let value = assumption.value else { return [Run("not determined")] }
    let column = "Value (95 % interval)"
    let factor = assumption.unit.factor
    let decimals = assumption.unit.decimals
    func part(_ number: Double?, _ name: String) -> Run? {
      number.map { self.number($0 * factor, decimals, .series, table, assumption.id, column, part: name) }
    }
    var runs: [Run] = []
    switch (part(value.lower, "from"), part(value.upper, "to")) {
    case (let low?, let high?): runs = low.text == high.text ? [low] : [low, Run(" to "), high]
    case (let low?, nil): runs = [Run("at least "), low]
    case (nil, let high?): runs = [Run("at most "), high]
    case (nil, nil): runs = [Run("not determined")]
    }
    if !assumption.unit.words.isEmpty { runs.append(Run(" \(assumption.unit.words)")) }
    guard let interval = assumption.interval else { return runs }
    let limits = (part(interval.lower, "lower limit"), part(interval.upper, "upper limit"))
    let level = Numbers.text(interval.level * 100)
    runs.append(Run(" (\(level) % interval "))
    runs += [
      limits.0 ?? Run("not determined"), Run(" to "),
      limits.1 ?? Run(assumption.unit == .months ? "not reached" : "not determined"), Run(")"),
    ]
    return runs
  }

  /// A stated value as `trial from` prints it among the assumptions.
  mutating func stated(_ id: Assumption.ID) -> [Run]? {
    guard let assumption = plan.assumptions.first(where: { $0.id == id }),
      assumption.standing == .given || assumption.standing == .convention,
      let value = assumption.value?.lower
    else { return nil }
    let run = number(
      value * assumption.unit.factor, assumption.unit.decimals, .series, "trial-from-assumptions", id,
      "Value (95 % interval)", part: "from")
    return assumption.unit.words.isEmpty ? [run] : [run, Run(" \(assumption.unit.words)")]
  }
}
