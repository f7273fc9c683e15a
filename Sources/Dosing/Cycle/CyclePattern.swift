// SPDX-License-Identifier: Apache-2.0

import Course

/// Days of a cycle and its length: `d1, d8 repeated d22` is days 1 and 8 of 21-day cycles.
///
/// The day of repetition is the next day 1, so `repeated d22` is a length of 21 days.
public struct CyclePattern: Sendable, Hashable, CustomStringConvertible {
  /// Days of administration from 1, ascending, within the cycle.
  public let days: [Int]
  /// From a day 1 to the next day 1, in days.
  public let cycleDays: Int

  /// A pattern; nil unless the days are ascending from 1 and within the cycle.
  public init?(days: [Int], cycleDays: Int) {
    guard let first = days.first, let last = days.last, first >= 1, last <= cycleDays, cycleDays <= 366,
      zip(days, days.dropFirst()).allSatisfy(<)
    else { return nil }
    self.days = days
    self.cycleDays = cycleDays
  }

  /// `d1, d8 repeated d22`; runs of three and more days as `d1-21`.
  public var description: String { "\(Self.text(days)) repeated d\(cycleDays + 1)" }

  /// Days as text: `d1, d8`, `d1-21`.
  public static func text(_ days: [Int]) -> String {
    var parts: [String] = []
    var index = 0
    while index < days.count {
      var end = index
      while end + 1 < days.count, days[end + 1] == days[end] + 1 { end += 1 }
      if end - index >= 2 {
        parts.append("d\(days[index])-\(days[end])")
      } else {
        parts += days[index...end].map { "d\($0)" }
      }
      index = end + 1
    }
    return parts.joined(separator: ", ")
  }

  /// Days from each dose to the next, the last to the next day of the first.
  private var gaps: [Int] {
    zip(days, days.dropFirst()).map { $1 - $0 } + [cycleDays + days[0] - (days.last ?? 0)]
  }

  /// Least days between two doses, within and across cycles.
  public var shortestGap: Int { gaps.min() ?? cycleDays }

  /// The same gap between all doses, within and across cycles, in days: a schedule without a rest. Nil where there is a longer pause.
  public var constantGap: Int? {
    guard days.count >= 2 else { return nil }
    return Set(gaps).count == 1 ? gaps[0] : nil
  }
}

/// Why a text is no cycle pattern.
public struct CyclePatternProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// In words.
  public var description: String
}

extension CyclePattern {
  /// Reads a pattern as people write it: `d1, d8 repeated d22`, `d1,8,15 q28`, `days 1 and 8 every 21 days`, `d1-21 q28d`, `d1 q3w`.
  ///
  /// What is taken without a pause is `daily`, what pauses `4 weeks on, 2 off`; both are days of a block of weeks, which only counts.
  public init(parsing text: String) throws(CyclePatternProblem) {
    if let daily = DailySchedule(parsing: text) {
      days = Array(1...daily.daysOn)
      cycleDays = daily.length
      return
    }
    let words = Self.tokens(text)
    guard let split = words.firstIndex(where: { Self.repetition[$0] != nil }), let kind = Self.repetition[words[split]]
    else {
      throw CyclePatternProblem(
        description: "`\(text)` does not say when the cycle is repeated; expected `d1, d8 repeated d22` or `d1, d8 q21`"
      )
    }
    let days = try Self.days(words[..<split], text)
    let after = words[(split + 1)...].filter { $0 != "on" && $0 != "at" && $0 != "day" && $0 != "every" && $0 != "d" }
    // Bounded before it is multiplied: no cycle is longer than a year.
    guard let number = after.first.flatMap({ Int($0) }), (1...367).contains(number), after.count <= 2 else {
      throw CyclePatternProblem(
        description: "`\(text)` has no length of the cycle, 1 to 366 days, after `\(words[split])`")
    }
    var length = number
    switch after.dropFirst().first {
    case nil, "days", "dy": break
    case "w", "wk", "week", "weeks": length *= 7
    case let unit?:
      throw CyclePatternProblem(description: "`\(unit)` in `\(text)` is no unit of a cycle; expected days or weeks")
    }
    if kind == .dayOfRepetition { length -= 1 }
    guard let pattern = CyclePattern(days: days, cycleDays: length) else {
      throw CyclePatternProblem(
        description: "`\(text)`: days must rise from 1 and lie within the cycle of \(length) days")
    }
    self = pattern
  }

  private enum Repetition { case dayOfRepetition, length }

  private static let repetition: [String: Repetition] = [
    "repeated": .dayOfRepetition, "repeat": .dayOfRepetition, "rep": .dayOfRepetition, "wdh": .dayOfRepetition,
    "q": .length, "every": .length, "alle": .length,
  ]

  /// Words, numbers and dashes of a text in lower case: `d1-21 q28d` is d, 1, -, 21, q, 28, d.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var current = ""
    var isNumber = false
    func flush() {
      if !current.isEmpty { tokens.append(current) }
      current = ""
    }
    for character in text.lowercased() {
      if character.isASCII, character.isNumber {
        if !isNumber { flush() }
        isNumber = true
        current.append(character)
      } else if character.isLetter {
        if isNumber { flush() }
        isNumber = false
        current.append(character)
      } else {
        flush()
        isNumber = false
        if character == "-" || character == "–" { tokens.append("-") }
      }
    }
    flush()
    return tokens
  }

  private static func days(_ words: ArraySlice<String>, _ text: String) throws(CyclePatternProblem) -> [Int] {
    var days: [Int] = []
    var isRange = false
    for word in words {
      if word == "-" {
        isRange = true
      } else if let number = Int(word), (1...366).contains(number) {
        if isRange {
          guard let last = days.last, last < number else {
            throw CyclePatternProblem(
              description: "`\(text)`: a range of days that does not rise before `\(number)`; expected `d1-21`")
          }
          days += (last + 1)...number
        } else {
          days.append(number)
        }
        isRange = false
      } else if !["d", "day", "days", "and", "und", "tag", "tage", "on", "to"].contains(word) {
        throw CyclePatternProblem(description: "`\(word)` in `\(text)` is no day; expected days such as `d1, d8`")
      }
    }
    if isRange { throw CyclePatternProblem(description: "`\(text)`: a range of days without an end; expected `d1-21`") }
    if days.isEmpty { throw CyclePatternProblem(description: "`\(text)` has no days; expected days such as `d1, d8`") }
    return days
  }
}
