// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Plain

/// What a rule tells to do.
public enum RuleAction: Sendable, Hashable {
  /// So many percent of the dose planned for the day.
  case percent(Double)
  /// This dose, perhaps with its frequency, perhaps only on these days.
  case dose(Posology, days: [Int])
  /// The next lower dose level, for good.
  case levelDown
  /// Nothing on this day.
  case hold
  /// The cycle waits, perhaps at most so many days.
  case delay(upToDays: Int?)
  /// Treatment ends.
  case stop
  /// The text says nothing of such a patient: no dose follows from it, and least of all the full one.
  case undetermined

  /// In words.
  public var words: String {
    switch self {
    case .percent(let percent): percent == 100 ? "full dose" : "\(Numbers.text(percent, decimals: 2)) % of the dose"
    case .dose(let dose, let days):
      dose.printed
        + (days.isEmpty ? "" : " on \(CyclePattern.text(days))")
    case .levelDown: "one dose level down"
    case .hold: "hold this dose"
    case .delay(let days): "delay the cycle" + (days.map { " (at most \($0) d)" } ?? "")
    case .stop: "stop"
    case .undetermined: "not determined"
    }
  }

  /// In words, of a row for these days: on a later day it is not the cycle that waits.
  public func words(on days: RuleSet.Days) -> String {
    if case .delay(let most) = self, case .later = days {
      return "delay this dose" + (most.map { " (at most \($0) d)" } ?? "")
    }
    return words
  }

  /// Whether it is about the day alone: waiting, and the full dose.
  var isForNow: Bool {
    switch self {
    case .percent(let percent): percent >= 100
    case .hold, .delay: true
    case .dose, .levelDown, .stop, .undetermined: false
    }
  }

  /// Whether it gives less than the dose planned for the day.
  var isReduction: Bool {
    switch self {
    case .percent(let percent): percent < 100
    case .dose, .levelDown: true
    case .hold, .delay, .stop, .undetermined: false
    }
  }

  /// Reads `dose 75 %`, `dose 800 mg/m2 on days 1, 8`, `dose 100 mg once daily`, `level down`, `hold`, `delay up to 21 d`, `stop`, `not determined`.
  public init(parsing text: String) throws(RuleSyntaxError) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    let expected =
      "`dose 75 %`, `dose 800 mg/m2 on days 1, 8`, `level down`, `hold`, `delay up to 21 d`, `stop` or `not determined`"
    let first = words.first ?? ""
    switch (first, words.count) {
    case ("hold", 1): self = .hold
    case ("stop", 1): self = .stop
    case ("not", 2) where words[1] == "determined": self = .undetermined
    case ("delay", 1): self = .delay(upToDays: nil)
    case ("level", 2) where words[1] == "down": self = .levelDown
    case ("delay", 5) where words[1] == "up" && words[2] == "to" && words[4] == "d":
      guard let days = try? NumberText.integer(words[3]), (1...365).contains(days) else {
        throw RuleSyntaxError(offset: 0, found: "`\(text)`", expected: "`delay up to 21 d`")
      }
      self = .delay(upToDays: days)
    case ("dose", 2...):
      var rest = words.dropFirst()
      var number = rest.removeFirst()
      let unit: String
      if number.hasSuffix("%") {
        number.removeLast()
        unit = "%"
      } else {
        unit = rest.popFirst() ?? ""
      }
      guard let amount = try? NumberText.double(number), amount > 0 else {
        throw RuleSyntaxError(
          offset: 0, found: "`\(number)` for a dose", expected: expected, suggestion: number == "0" ? "hold" : nil)
      }
      if unit == "%" {
        guard rest.isEmpty, amount <= 200 else {
          throw RuleSyntaxError(offset: 0, found: "`\(text)`", expected: expected)
        }
        self = .percent(amount)
        return
      }
      let dose: Dose
      do {
        dose = try Dose(parsing: "\(number) \(unit)")
      } catch {
        throw RuleSyntaxError(
          offset: 0, found: "`\(error.text.trimmed)` for a dose",
          expected: error.kind == .impossible ? error.expected : "a percentage, or \(error.expected)",
          suggestion: error.suggestion.map { "dose \($0)" })
      }
      var days: [Int] = []
      let frequency = rest.prefix { $0 != "on" }.joined(separator: " ")
      let times = DoseFrequency.timesADay(frequency)
      if times != nil { rest = rest.drop { $0 != "on" } }
      if !rest.isEmpty {
        guard rest.popFirst() == "on", ["day", "days"].contains(rest.popFirst() ?? "") else {
          throw RuleSyntaxError(offset: 0, found: "`\(text)`", expected: expected)
        }
        days = rest.compactMap { (try? NumberText.integer($0)).flatMap { (1...366).contains($0) ? $0 : nil } }
        guard days.count == rest.count, !days.isEmpty, zip(days, days.dropFirst()).allSatisfy(<) else {
          throw RuleSyntaxError(offset: 0, found: "`\(text)`", expected: "rising days: `on days 1, 8`")
        }
      }
      self = .dose(Posology(dose, timesADay: times), days: days)
    default:
      throw RuleSyntaxError(
        offset: 0, found: "`\(text)` for an action", expected: expected,
        suggestion: ["omit": "hold", "skip": "hold", "discontinue": "stop", "reduce": "level down"][first])
    }
  }
}
