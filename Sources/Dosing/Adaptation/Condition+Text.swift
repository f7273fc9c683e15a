// SPDX-License-Identifier: Apache-2.0

import Course
import Plain

// What the parsers read, written: `Condition(parsing: condition.text) == condition`, and so for actions and days.

extension Condition {
  /// As it is read: `neutrophils < 0.5 10^9/L or platelets < 50 10^9/L`.
  public var text: String {
    switch self {
    case .comparison(let comparison): comparison.text
    case .fact(let word): word
    case .all(let parts): parts.map { $0.inner(isAmongAll: true) }.joined(separator: " and ")
    case .any(let parts): parts.map { $0.inner(isAmongAll: false) }.joined(separator: " or ")
    case .not(let part):
      switch part {
      case .comparison, .fact, .not: "not \(part.text)"
      case .all, .any: "not (\(part.text))"
      }
    }
  }

  /// As a part of others: `and` binds tighter than `or`, and what is grouped stays so.
  private func inner(isAmongAll: Bool) -> String {
    switch self {
    case .all: isAmongAll ? "(\(text))" : text
    case .any: "(\(text))"
    case .comparison, .fact, .not: text
    }
  }
}

extension Comparison {
  /// As it is read: `nadir neutrophils < 0.5 10^9/L for > 5 d`.
  public var text: String {
    let number = Quantity.digits(threshold)
    let unit =
      switch subject {
      case .analyte(let analyte, _): isMultipleOfLimit ? " ULN" : " \(analyte.unit)"
      case .grade, .dosesHeld: ""
      case .cycleDelay: " d"
      case .bodySurface: " m2"
      case .age: " y"
      }
    let duration = forMoreThanDays.map { " for \(includesThoseDays ? ">=" : ">") \(Quantity.digits($0)) d" } ?? ""
    let recency = withinDays.map { " within \(Quantity.digits($0)) d" } ?? ""
    return "\(subject.words) \(relation.rawValue) \(number)\(unit)\(duration)\(recency)"
  }
}

extension RuleAction {
  /// As it is read: `dose 75 %`, `dose 800 mg/m2 on days 1, 8`, `delay up to 21 d`.
  public var text: String {
    switch self {
    case .percent(let percent): "dose \(Quantity.digits(percent)) %"
    case .dose(let dose, let days):
      "dose \(dose.text)" + (days.isEmpty ? "" : " on days \(days.map(String.init).joined(separator: ", "))")
    case .levelDown: "level down"
    case .hold: "hold"
    case .delay(let days): "delay" + (days.map { " up to \($0) d" } ?? "")
    case .stop: "stop"
    case .undetermined: "not determined"
    }
  }
}

extension RuleSet.Days {
  /// Reads `any day`, `day 1`, `days 8, 15`, `later days`; nil for anything else, and for days that do not rise.
  public init?(parsing text: String) {
    switch text {
    case "any day": self = .any
    case "later days": self = .later
    default:
      guard let prefix = ["days ", "day "].first(where: text.hasPrefix) else { return nil }
      let parts = text.dropFirst(prefix.count).split(separator: ",")
      let days = parts.compactMap { WholeNumber.parse(String($0).trimmed) }
      guard days.count == parts.count, let first = days.first, first >= 1, zip(days, days.dropFirst()).allSatisfy(<)
      else { return nil }
      self = .these(days)
    }
  }

  /// As it is read.
  public var text: String {
    switch self {
    case .any: "any day"
    case .later: "later days"
    case .these(let days): "\(days.count == 1 ? "day" : "days") \(days.map(String.init).joined(separator: ", "))"
    }
  }
}
