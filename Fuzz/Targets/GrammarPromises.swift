// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Dosing

/// What the grammars of one line promise for any text.
enum GrammarPromises {
  static func check(_ text: String) throws {
    try time(text)
    try date(text)
    try span(text)
    try condition(text)
    try action(text)
    try pattern(text)
  }

  private static func time(_ text: String) throws {
    do {
      let time = try StatedTime(parsing: text)
      try promise(time.text == text, "the time `\(text)` is kept as `\(time.text)`")
      for reading in time.readings { try check(reading, in: text) }
    } catch let error as TimeSyntaxError {
      try check(error, in: text)
    }
  }

  private static func check(_ time: StatedTime, in text: String) throws {
    switch time.form {
    case .date(let date): try check(date)
    case .after(let span?, let anchor), .before(let span?, let anchor):
      try check(span)
      try check(anchor, in: text)
    case .after(nil, let anchor), .before(nil, let anchor), .at(let anchor), .during(let anchor):
      try check(anchor, in: text)
    case .cycle(let number, of: let anchor, part: _):
      try promise((1...10_000).contains(number), "cycle \(number)")
      if let anchor { try check(anchor, in: text) }
    case .oneOf: try promise(false, "readings within a reading in `\(text)`")
    case .unknown: break
    }
  }

  private static func check(_ error: TimeSyntaxError, in text: String) throws {
    try promise(
      (0...text.utf8.count).contains(error.offset), "offset \(error.offset) of \(text.utf8.count) in `\(text)`")
    try promise(!error.expected.isEmpty, "an error that expects nothing in `\(text)`")
  }

  private static func check(_ anchor: Anchor, in text: String) throws {
    try promise(!anchor.id.isEmpty, "an event without a name in `\(text)`")
    let rest = text.utf8.dropFirst(anchor.offset)
    try promise(rest.starts(with: anchor.id.utf8), "`\(anchor.id)` does not stand at \(anchor.offset) of `\(text)`")
  }

  private static func date(_ text: String) throws {
    do {
      try check(try StatedDate(parsing: text))
    } catch let error as TimeSyntaxError {
      try check(error, in: text)
    }
  }

  private static func check(_ date: StatedDate) throws {
    guard let earliest = date.bounds.earliest, let latest = date.bounds.latest else { return }
    try promise(earliest <= latest, "`\(date.text)` is from \(earliest) to \(latest)")
    for day in [earliest, latest] where (0...9999).contains(day.civil.year) {
      try promise(Day(iso: day.description) == day, "\(day) is not read as itself")
    }
  }

  private static func span(_ text: String) throws {
    do {
      try check(try StatedSpan(parsing: text))
    } catch let error as TimeSyntaxError {
      try check(error, in: text)
    }
  }

  private static func check(_ span: StatedSpan) throws {
    try promise(!span.alternatives.isEmpty, "`\(span.text)` has no length")
    let bounds = span.bounds()
    let nominal = span.nominal
    for bounds in [bounds, nominal] {
      guard let lower = bounds.lower, let upper = bounds.upper else { continue }
      try promise(lower <= upper, "`\(span.text)` is from \(lower.days) to \(upper.days) days")
    }
    if let wide = bounds.lower, let plain = nominal.lower {
      try promise(wide <= plain, "tolerance narrows `\(span.text)` from below")
    }
    if let wide = bounds.upper, let plain = nominal.upper {
      try promise(wide >= plain, "tolerance narrows `\(span.text)` from above")
    }
  }

  private static func condition(_ text: String) throws {
    do {
      let condition = try Condition(parsing: text)
      let leaves = condition.leaves
      try promise(!leaves.isEmpty, "`\(text)` compares nothing")
      // All facts settled: a condition of nothing else is settled too, and `not` turns it round.
      var observations = Observations()
      for word in Condition.factWords { observations.facts[word] = word.utf8.count.isMultiple(of: 2) }
      let truth = condition.truth(observations)
      let isFacts = leaves.allSatisfy { if case .fact = $0 { true } else { false } }
      try promise(!isFacts || truth != .unknown, "`\(text)` is open although its facts are settled")
      let opposite = Condition.not(condition).truth(observations)
      try promise(opposite == [.yes: .no, .no: .yes][truth, default: .unknown], "`not` does not turn `\(text)` round")
    } catch let error as RuleSyntaxError {
      try check(error, in: text)
    }
  }

  private static func check(_ error: RuleSyntaxError, in text: String) throws {
    try promise(
      (0...text.utf8.count).contains(error.offset), "offset \(error.offset) of \(text.utf8.count) in `\(text)`")
  }

  private static func action(_ text: String) throws {
    do {
      switch try RuleAction(parsing: text) {
      case .percent(let percent): try promise(percent > 0 && percent <= 200, "\(percent) % in `\(text)`")
      case .dose(let dose, let days):
        try promise(dose.dose.amount > 0 && dose.dose.amount.isFinite, "a dose of \(dose.dose.amount) in `\(text)`")
        try promise(zip(days, days.dropFirst()).allSatisfy(<), "days that do not rise in `\(text)`")
      case .delay(let days): try promise(days.map { $0 > 0 } ?? true, "no delay in `\(text)`")
      case .levelDown, .hold, .stop, .undetermined: break
      }
    } catch let error as RuleSyntaxError {
      try check(error, in: text)
    }
  }

  private static func pattern(_ text: String) throws {
    do {
      let pattern = try CyclePattern(parsing: text)
      let again = try CyclePattern(parsing: pattern.description)
      try promise(again == pattern, "`\(text)` is printed as `\(pattern)`, which reads as `\(again)`")
    } catch is CyclePatternProblem {}
  }
}
