// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Exchange
import Foundation
import Outcomes
import Plain
import Report
import Statistics

/// What the options of `verlauf survival` ask of a table of times, and the tables that answer it.
struct SurvivalAnalysis {
  /// Weights of the test of groups.
  enum Weights: String, CaseIterable {
    case logrank
    case gehan
    case taroneWare = "tarone-ware"
    case peto

    var weight: LogRankWeight {
      switch self {
      case .logrank: .logRank
      case .gehan: .gehanBreslow
      case .taroneWare: .taroneWare
      case .peto: .flemingHarrington(rho: 1, gamma: 0)
      }
    }

    var words: String {
      switch self {
      case .logrank: "log-rank (Mantel 1966)"
      case .gehan: "Gehan-Breslow (weights n)"
      case .taroneWare: "Tarone-Ware (weights √n)"
      case .peto: "Peto-Peto (weights S)"
      }
    }
  }

  /// The times.
  enum Times {
    case exact(SurvivalSample)
    case competing(CompetingSample)
    case intervals(IntervalSample)
  }

  /// One covariate of a regression, and the factor that it is a level of.
  struct Covariate {
    var name: String
    var values: [Double]
    var factor: String
  }

  let options: SurvivalCommand
  let times: Times
  let groups: (names: [String], numbers: [Int])?
  let strata: [Int]?
  let covariates: [Covariate]
  let landmarks: [Double]
  /// How the column of events was read, in a sentence; nil for times between bounds.
  private let reading: String?

  init(
    _ options: SurvivalCommand, _ columns: inout SurvivalColumns, covariates wanted: [String], at landmarks: [Double]
  ) throws {
    self.options = options
    self.landmarks = landmarks
    groups = options.by.map { columns.groups($0) }
    strata = options.strata.map { columns.groups($0).numbers }
    covariates = try Self.covariates(options, &columns, wanted)
    let expected = "1 or 0, yes or no, true or false; or name the values with --event-is and --censored-is"
    let no: Set<String> =
      options.censoredIs.isEmpty
      ? ["0", "no", "false", "censored", "n"] : Set(options.censoredIs.map { $0.lowercased() })
    let yes: Set<String> =
      options.eventIs.isEmpty ? ["1", "yes", "true", "event", "y"] : Set(options.eventIs.map { $0.lowercased() })
    do {
      if let left = options.left, let right = options.right {
        let lefts = columns.numbers(left, isTime: true)
        let rights = columns.rightEnds(right)
        reading = nil
        times = .intervals(
          columns.problems.isEmpty
            ? try IntervalSample(zip(lefts, rights).map { .between($0, $1) }) : try IntervalSample([.after(1)]))
      } else if let time = options.time, let event = options.event {
        let ends = columns.numbers(time, isTime: true)
        if let cause = options.cause {
          let cells = columns.cells(event)
          try Self.check([cause], "--cause", among: cells.map(\.text), of: event)
          try Self.refuse(
            { Silence.isMissing($0) || Self.living.contains($0.lowercased()) }, but: no.union([cause.lowercased()]),
            among: cells.map(\.text), of: event)
          let kinds = cells.map {
            $0.text.lowercased() == cause.lowercased() ? 1 : no.contains($0.text.lowercased()) ? 0 : 2
          }
          reading = Self.reading(event, cells.map(\.text), kinds)
          times = .competing(
            try CompetingSample(times: columns.problems.isEmpty ? ends : ends.map { abs($0) }, causes: kinds))
        } else {
          let values: [(words: Set<String>, number: Int)] =
            options.eventIs.isEmpty || !options.censoredIs.isEmpty ? [(yes, 1), (no, 0)] : [(yes, 1)]
          // A value that no row has would make everybody free of the event.
          let stated = columns.cells(event).map(\.text)
          let texts = stated.map { $0.lowercased() }
          try Self.check(options.eventIs, "--event-is", among: texts, of: event)
          try Self.check(options.censoredIs, "--censored-is", among: texts, of: event)
          if !options.eventIs.isEmpty, options.censoredIs.isEmpty {
            try Self.refuse(Silence.isMissing, but: yes, among: stated, of: event)
          }
          var happened = [Int]()
          if !options.eventIs.isEmpty, options.censoredIs.isEmpty {
            // Who names the event alone says that all else is none.
            happened = texts.map { yes.contains($0) ? 1 : 0 }
          } else {
            happened = columns.choices(event, values, expected: expected)
          }
          reading = Self.reading(event, stated, happened)
          let entries = options.entry.map { columns.numbers($0, isTime: true) }
          times = .exact(
            columns.problems.isEmpty
              ? try SurvivalSample(times: ends, events: happened.map { $0 == 1 }, entries: entries)
              : try SurvivalSample(times: [], events: []))
        }
      } else {
        throw ValidationError("the columns of the times are needed: --time and --event, or --left and --right")
      }
    } catch let problem as SampleProblem {
      throw ValidationError("\(options.file): \(problem) (rows that are used count from 1)")
    }
  }

  /// Refuses a value that no row of a column has.
  private static func check(_ values: [String], _ option: String, among cells: [String], of column: String) throws {
    let texts = Set(cells.map { $0.lowercased() })
    for value in values where !texts.contains(value.lowercased()) {
      let known = Array(Set(cells)).sorted(by: NaturalOrder.precedes).prefix(20).joined(separator: ", ")
      throw ValidationError("\(option) \(value): `\(column)` has none such; it has \(known)")
    }
  }

  /// Words that are no event of another kind: a row that lives on competes with nothing.
  private static let living: Set<String> = [
    "alive", "living", "lebt", "lebend", "ongoing", "none", "lost", "lost to follow-up",
  ]

  /// Refuses values that no option names and that cannot be what all else is taken for.
  private static func refuse(
    _ isDoubtful: (String) -> Bool, but named: Set<String>, among cells: [String], of column: String
  ) throws {
    let found = Set(cells.filter { isDoubtful($0) && !named.contains($0.lowercased()) })
    guard !found.isEmpty else { return }
    throw ValidationError(
      "`\(column)` has \(found.sorted().joined(separator: ", ")), which no option names: --censored-is for no event, or an empty cell for what is not known"
    )
  }

  /// What each value of the event's column was taken for, with its rows.
  private static func reading(_ column: String, _ cells: [String], _ kinds: [Int]) -> String {
    let parts = [(1, "event"), (2, "competing"), (0, "no event")].compactMap { kind, name -> String? in
      let own = zip(cells, kinds).filter { $1 == kind }.map(\.0)
      guard !own.isEmpty else { return nil }
      let counts = Dictionary(grouping: own) { $0 }.mapValues(\.count)
      let values = counts.keys.sorted(by: NaturalOrder.precedes).prefix(20).map { "\($0) (\(counts[$0] ?? 0))" }
      return "\(name): \(values.joined(separator: ", "))"
    }
    return "`\(column)` read as \(parts.joined(separator: "; "))."
  }

  /// A column of numbers is one covariate, a column of words one for each level but the reference.
  private static func covariates(
    _ options: SurvivalCommand, _ columns: inout SurvivalColumns, _ wanted: [String]
  ) throws -> [Covariate] {
    var references: [String: String] = [:]
    for text in options.reference {
      let parts = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, wanted.contains(parts[0]) || options.by == parts[0] else {
        throw ValidationError("--reference \(text): expected column=level of a column of --covariates")
      }
      references[parts[0]] = parts[1]
    }
    var list: [Covariate] = []
    for name in wanted {
      if columns.isNumeric(name), references[name] == nil {
        list.append(Covariate(name: name, values: columns.numbers(name), factor: name))
        continue
      }
      let (levels, numbers) = columns.groups(name)
      let asked = references[name].map(SurvivalColumns.groupKey)
      let reference =
        asked.map { key in levels.first { SurvivalColumns.groupKey($0) == key } ?? references[name] ?? key }
        ?? levels.first ?? ""
      guard let against = levels.firstIndex(of: reference) else {
        throw ValidationError(
          "--reference \(name)=\(reference): `\(name)` has \(levels.prefix(20).joined(separator: ", "))")
      }
      guard levels.count > 1 else {
        throw ValidationError(
          "--covariates \(name): `\(name)` is \(reference.isEmpty ? "empty" : reference) in every row that is used, so that there is nothing to compare"
        )
      }
      for (level, text) in levels.enumerated() where level != against {
        list.append(
          Covariate(
            name: "\(name): \(text) against \(reference)", values: numbers.map { $0 == level ? 1 : 0 }, factor: name))
      }
    }
    return list
  }

  // MARK: tables

  func tables() throws -> [Table] {
    switch times {
    case .exact(let sample):
      var tables = [told(try survival(sample))]
      if options.curve { tables.append(try curves(sample)) }
      if let groups { tables.append(comparison(sample, groups)) }
      if !covariates.isEmpty { tables += cox(sample) }
      if let distribution = options.aft {
        let rows = zip(sample.times, sample.events).map { time, event -> IntervalSample.Observation in
          event ? .exactly(time) : .after(time)
        }
        tables.append(failure(try IntervalSample(rows), distribution))
      }
      return tables
    case .competing(let sample):
      var tables = [told(try incidence(sample))]
      if let groups { tables.append(gray(sample, groups)) }
      if !covariates.isEmpty { tables.append(fineGray(sample)) }
      return tables
    case .intervals(let sample):
      var tables = [turnbull(sample)]
      if options.curve { tables.append(cells(sample)) }
      if let distribution = options.aft { tables.append(failure(sample, distribution)) }
      return tables
    }
  }

  /// The first table, with how the events were read.
  func told(_ table: Table) -> Table {
    var table = table
    table.footnotes += [reading].compactMap(\.self)
    return table
  }

  var percent: String { Numbers.text(options.level * 100, decimals: 6) }

  var groupColumn: [Table.Column] { options.by.map { [Table.Column($0)] } ?? [] }

  /// The rows of each group, and first of all.
  func parts(_ count: Int) -> [(name: [Table.Cell], rows: [Int])] {
    let all = Array(0..<count)
    guard let groups else { return [([], all)] }
    return [([.words("all")], all)]
      + groups.names.enumerated().map { group, name in
        ([.words(name)], all.filter { groups.numbers[$0] == group })
      }
  }

  func part(_ sample: SurvivalSample, _ rows: [Int]) throws(SampleProblem) -> SurvivalSample {
    try SurvivalSample(
      times: rows.map { sample.times[$0] }, events: rows.map { sample.events[$0] },
      entries: sample.entries.map { entries in rows.map { entries[$0] } })
  }

  func share(_ value: ClosedRange<Double>, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(
          NumberBounds(lower: value.lowerBound * 100, upper: value.upperBound * 100),
          lower: interval.lower.map { $0 * 100 }, upper: interval.upper.map { $0 * 100 }, style: .probability)))
  }

  var landmarkColumns: [Table.Column] {
    landmarks.map { .init("At \(Numbers.text($0, decimals: 4))", .estimate, unit: "%") }
  }

  /// A row that says why there is no number.
  func unknown(_ problem: SampleProblem, _ count: Int) -> [Table.Cell] {
    var why = "not determined: \(problem)"
    if case .separated = problem, case .exact = times, options.hazards == .cox {
      why += "; Firth's penalised likelihood has a maximum: --hazards firth"
    }
    Terminal.tell("warning: \(why)")
    return [.missing(why)] + Array(repeating: .blank, count: count - 1)
  }

  static func ratio(_ value: Double, _ interval: ConfidenceInterval) -> Table.Cell {
    .init(
      .estimate(
        .init(NumberBounds(value), lower: interval.lower, upper: interval.upper, decimals: 4, style: .ratio)))
  }

  func named() -> [(name: String, values: [Double])] { covariates.map { ($0.name, $0.values) } }
}
