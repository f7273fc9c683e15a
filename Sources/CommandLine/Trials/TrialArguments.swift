// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Console
import Foundation
import Plain
import Report
import Trials

/// Level and power of a test.
struct ErrorArguments: ParsableArguments {
  @Option(.share(0.0001...0.4999), help: "Level, one-sided unless a command has --sides 2:") var alpha = 0.05
  @Option(.share(0.01...0.9999), help: "Power at the alternative:") var power = 0.8

  var errors: ErrorRates { get throws(DesignProblem) { try ErrorRates(alpha: alpha, power: power) } }

  /// What a test is made for, in words.
  func words(sides: Int = 1) -> String {
    "\(sides == 1 ? "One-sided" : "Two-sided") level \(Numbers.text(alpha, decimals: 5)), power \(Numbers.text(power, decimals: 5)) on the side of the alternative stated."
  }
}

/// Rates of a yes-or-no endpoint.
struct RateArguments: ParsableArguments {
  @Option(.share(0.0001...0.9999), help: "Rate that is of no interest:") var p0: Double?
  @Option(.share(0.0001...0.9999), help: "Rate worth going on with:") var p1: Double?

  func validate() throws {
    guard p0 != nil, p1 != nil else {
      throw ValidationError("--p0 and --p1 are needed: the rate of no interest, and the one worth going on with")
    }
  }

  var rates: RateHypotheses { get throws(DesignProblem) { try RateHypotheses(null: p0 ?? 0, alternative: p1 ?? 0) } }
}

/// Scans by which progression is seen.
struct ScanArguments: ParsableArguments {
  @Option(.months(0.1...36), help: "Progression is seen at scans every so long; without it at once:") var scans: Double?
  @Option(.share(0...1), help: "Share of events that are deaths, which are seen on their day:") var deaths = 0.0

  var schedule: ImagingSchedule {
    get throws(DesignProblem) {
      guard let scans else { return .continuous }
      return try ImagingSchedule(every: Months(scans))
    }
  }

  /// How progression is seen, in words.
  func words(other: Double?, missed: Double) -> String {
    func every(_ months: Double) -> String { "every \(Numbers.text(months, decimals: 3)) months" }
    guard let scans else { return "Progression is seen at once." }
    return
      "Scans \(every(scans))\(other.map { ", on treatment \(every($0))" } ?? ""), \(Numbers.text(missed * 100, decimals: 2)) % of them missed; \(Numbers.text(deaths * 100, decimals: 2)) % of events are deaths. Progression is seen at the next scan that is not missed, a death on its day; ties by the hypergeometric variance."
  }
}

/// A randomised trial of a time to an event.
struct TwoArmArguments: ParsableArguments {
  @Option(.months(0.01...600), help: "Median of control:") var median: Double?
  @Option(NumberRange(0.02...20), help: "Hazard of treatment over that of control.") var hazardRatio: Double?
  @Option(.months(0.01...600), help: "Time in which patients come in, evenly:") var accrual = 24.0
  @Option(.months(0...600), help: "Follow-up after the last patient:") var followUp = 12.0
  @Option(.share(0...0.99), help: "Share lost to follow-up within 12 months, of each arm:") var dropout = 0.0
  @Option(NumberRange(0.05...20), help: "Treated patients for one control.") var allocation = 1.0
  @Option(
    help:
      "Hazards of control that change: \"3 until 2, then 6\" is a median of 3 months at first, and from month 2 on the hazard of a median of 6."
  )
  var medians: String?

  func validate() throws {
    guard (median == nil) != (medians == nil) else {
      throw ValidationError("--median or --medians is needed, and one of them alone")
    }
    guard hazardRatio != nil else { throw ValidationError("--hazard-ratio is needed") }
    _ = try hazards()
  }

  private func hazards() throws -> PiecewiseHazard {
    if let medians { return try TrialText.hazards(medians) }
    do { return PiecewiseHazard(try Hazard(median: Months(median ?? 1))) } catch {
      throw ValidationError("--median \(median ?? 0): \(error)")
    }
  }

  func trial() throws -> TwoArmTrial {
    try TwoArmTrial(
      control: hazards(), hazardRatio: hazardRatio ?? 1, dropout: Hazard(lost: dropout, within: Months(12)),
      allocation: allocation, accrual: Accrual(uniform: Months(accrual)))
  }

  /// Below so many events a normal approximation is cautioned, as the milestone's is.
  static let fewEvents = 10.0

  /// What a reader of a design for a hazard ratio must be warned of.
  func cautions(events: Double) -> [String] {
    let ratio = hazardRatio ?? 1
    var notes: [String] = []
    if ratio > 1 {
      notes.append(
        "The hazard ratio \(Numbers.text(ratio, decimals: 4)) is above 1: under the alternative the treatment harms, and rejecting H0 means harm. A treatment that helps has a ratio below 1."
      )
    }
    if events < Self.fewEvents {
      notes.append(
        "Normal approximation with \(Numbers.text(events, decimals: 1)) events: level and power may lie far from what is stated. Is the hazard ratio a ratio, and no percentage?"
      )
    }
    return notes
  }

  /// The assumptions in words.
  var words: String {
    let control =
      medians.map { "medians of control \($0) months" }
      ?? "median of control \(Numbers.text(median ?? 0, decimals: 3)) months"
    return
      "Assumed: \(control), hazard ratio \(Numbers.text(hazardRatio ?? 1, decimals: 4)) throughout, accrual even over \(Numbers.text(accrual, decimals: 2)) months, "
      + "\(Numbers.text(followUp, decimals: 2)) months of follow-up after the last patient, \(Numbers.text(dropout * 100, decimals: 2)) % lost within 12 months, "
      + "\(Numbers.text(allocation, decimals: 2)) treated for one control."
  }
}

/// Lists in options.
enum TrialText {
  /// Hazards that change: `3 until 2, then 6`.
  static func hazards(_ medians: String) throws -> PiecewiseHazard {
    do {
      var hazards: [Hazard] = []
      var breaks: [Months] = []
      let parts = medians.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count <= 50 else {
        throw ValidationError("--medians: found \(parts.count) pieces; expected at most 50")
      }
      for part in parts {
        let words = part.split(separator: " ").map(String.init)
        let number = words.first == "then" ? Array(words.dropFirst()) : words
        let range = NumberRange.months(0.01...600)
        switch number.count {
        case 1: hazards.append(try Hazard(median: Months(try range.number(number[0]))))
        case 3 where number[1] == "until":
          hazards.append(try Hazard(median: Months(try range.number(number[0]))))
          breaks.append(Months(try range.number(number[2])))
        default: throw ValidationError("--medians \(medians.prefix(40)): expected \"3 until 2, then 6\"")
        }
      }
      return try PiecewiseHazard(hazards, breaks: breaks)
    } catch let error as ValidationError {
      throw error
    } catch {
      throw ValidationError("--medians \(medians.prefix(40)): \(error)")
    }
  }

  /// Numbers with commas between.
  static func numbers(_ text: String, _ range: NumberRange, _ option: String, count: ClosedRange<Int> = 1...30) throws
    -> [Double]
  { try values(text, option, count) { try range.number($0) } }

  /// Whole numbers with commas between.
  static func wholes(_ text: String, _ range: NumberRange, _ option: String, count: ClosedRange<Int> = 1...30) throws
    -> [Int]
  { try values(text, option, count) { try range.whole($0) } }

  private static func values<Value>(
    _ text: String, _ option: String, _ count: ClosedRange<Int>, _ read: (String) throws -> Value
  ) throws -> [Value] {
    try parts(text, option, count).map { part in
      do { return try read(part) } catch {
        throw ValidationError("\(option) \(part.prefix(30)): \(error)\(decimalHint(text))")
      }
    }
  }

  /// The parts of a list: commas between, or semicolons where numbers have decimal commas.
  static func parts(_ text: String, _ option: String, _ count: ClosedRange<Int>) throws -> [String] {
    let parts = text.split(separator: text.contains(";") ? ";" : ",", omittingEmptySubsequences: false).map(\.trimmed)
    guard count.contains(parts.count) else {
      throw ValidationError(
        "\(option): found \(parts.count) values; expected \(count.lowerBound) to \(count.upperBound), with commas between\(decimalHint(text))"
      )
    }
    return parts
  }

  /// What is said where commas may have been meant as decimal signs: `0,2,0,4`.
  private static func decimalHint(_ text: String) -> String {
    guard !text.contains(";"), !text.contains("."), text.prefix(200).contains(/(^|,)\s*[0-9]\s*,\s*[0-9]+\s*%?\s*(,|$)/)
    else { return "" }
    return ". A comma stands between two values here; where it is a decimal sign, write 0.2,0.4 or 0,2;0,4 or 20%,40%"
  }

  /// Shares of the information or of the events at looks: `50%,100%`, `1/3,2/3,1`.
  static func shares(_ text: String, _ option: String) throws -> [Double] {
    try values(text, option, 1...20) { part in
      let fraction = part.split(separator: "/", omittingEmptySubsequences: false)
      guard fraction.count == 2 else { return try NumberRange.share(0.001...1).number(part) }
      return try Double(NumberRange(1...1000).whole(String(fraction[0])))
        / Double(NumberRange(1...1000).whole(String(fraction[1])))
    }
  }
}

extension ParsableCommand {
  /// Runs what makes tables of a design; a design that cannot be is told, and exits with 2.
  func designing(_ format: FormatOption, _ tables: () throws -> [Table]) throws {
    do {
      format.show(try tables())
    } catch let problem as DesignProblem {
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    }
  }
}

extension AsyncParsableCommand {
  /// The same of what simulates, and tells how far it is.
  func simulating(_ format: FormatOption, _ tables: () async throws -> [Table]) async throws {
    do {
      let found = try await tables()
      Terminal.endProgress()
      format.show(found)
    } catch let problem as DesignProblem {
      Terminal.endProgress()
      Terminal.tell("error: \(problem)")
      throw ExitCode(2)
    }
  }
}

extension Table.Cell {
  static func number(_ value: Double?, _ decimals: Int = 4) -> Table.Cell {
    guard let value, value.isFinite else { return Table.Cell(.missing(.dash)) }
    return Table.Cell(.number(value, decimals: decimals))
  }
  /// A number above 0 that print would show as 0 is told to be below the least that print shows.
  static func small(_ value: Double?, _ decimals: Int = 4) -> Table.Cell {
    guard let value, value > 0, value < 0.5 * pow(10, -Double(decimals)) else { return .number(value, decimals) }
    return Table.Cell(.words("< \(Numbers.fixed(pow(10, -Double(decimals)), decimals: decimals))"))
  }
  static func count(_ value: Int?) -> Table.Cell { .number(value.map(Double.init), 0) }
  static func words(_ text: String) -> Table.Cell { Table.Cell(.words(text)) }
}

extension Table {
  /// A table of one column of what, and one of its value with its definition.
  static func facts(_ name: String, _ title: String, _ rows: [(String, Cell, String)], footnotes: [String] = [])
    -> Table
  {
    Table(
      name: name, title: title, columns: ["Quantity", Column("Value", .number), "Definition"],
      rows: rows.map { [.words($0.0), $0.1, .words($0.2)] }, footnotes: footnotes)
  }
}
