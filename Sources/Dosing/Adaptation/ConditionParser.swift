// SPDX-License-Identifier: Apache-2.0

import Course
import Chronology
import Plain

/// What is wrong in the text of a condition or an action, and where.
public struct RuleSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// UTF-8 offset in the text.
  public var offset: Int
  /// What was found.
  public var found: String
  /// What may stand there.
  public var expected: String
  /// What was probably meant.
  public var suggestion: String?

  /// In words.
  public var description: String {
    "\(found); expected \(expected)" + (suggestion.map { "; did you mean `\($0)`?" } ?? "")
  }
}

extension Condition {
  /// Reads a condition: `neutrophils >= 1.0 10^9/L and platelets >= 100 10^9/L`.
  public init(parsing text: String) throws(RuleSyntaxError) {
    var parser = ConditionParser(ConditionToken.tokens(of: text), length: text.utf8.count)
    self = try parser.any()
    if let token = parser.current {
      throw RuleSyntaxError(
        offset: token.offset, found: "`\(token.text)` after the end of the condition", expected: "`and` or `or`")
    }
  }
}

/// A word of a condition.
struct ConditionToken: Sendable {
  var text: String
  var offset: Int
  /// Where it ends.
  var end: Int

  /// The words of a text; relations and parentheses are words of their own.
  static func tokens(of text: String) -> [ConditionToken] {
    var tokens: [ConditionToken] = []
    var current = ""
    var start = 0
    var offset = 0
    func isRelation(_ character: Character) -> Bool { "<>=≤≥".contains(character) }
    func flush() {
      if !current.isEmpty {
        tokens.append(ConditionToken(text: current, offset: start, end: start + current.utf8.count))
      }
      current = ""
    }
    for character in text {
      let size = String(character).utf8.count
      if character == " " || character == "\n" || character == "\t" {
        flush()
      } else if character == "(" || character == ")" {
        flush()
        tokens.append(ConditionToken(text: String(character), offset: offset, end: offset + size))
      } else {
        if let last = current.last, isRelation(last) != isRelation(character) { flush() }
        if current.isEmpty { start = offset }
        current.append(character)
      }
      offset += size
    }
    flush()
    return tokens
  }
}

/// Reads a condition from left to right; `and` binds tighter than `or`.
///
/// Generic over the words, so that a test can count how often they are looked at: it is in proportion to their number.
struct ConditionParser<Tokens: RandomAccessCollection> where Tokens.Element == ConditionToken, Tokens.Index == Int {
  private let tokens: Tokens
  /// Bytes of the text.
  private let length: Int
  private var index = 0
  /// Depth of parentheses and `not`s; a text of a million `(` must not exhaust the stack.
  private var depth = 0

  init(_ tokens: Tokens, length: Int) {
    self.tokens = tokens
    self.length = length
  }

  var current: ConditionToken? { index < tokens.count ? tokens[index] : nil }

  mutating func any() throws(RuleSyntaxError) -> Condition {
    var parts = [try all()]
    while current?.text == "or" {
      index += 1
      parts.append(try all())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func all() throws(RuleSyntaxError) -> Condition {
    var parts = [try single()]
    while current?.text == "and" {
      index += 1
      parts.append(try single())
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func single() throws(RuleSyntaxError) -> Condition {
    guard let token = current else { throw end("a condition") }
    depth += 1
    defer { depth -= 1 }
    if depth > 40 {
      throw RuleSyntaxError(offset: token.offset, found: "nesting deeper than 40", expected: "a simpler condition")
    }
    if token.text == "not" {
      index += 1
      return .not(try single())
    }
    if token.text == "(" {
      index += 1
      let inner = try any()
      guard current?.text == ")" else { throw end("`)`") }
      index += 1
      return inner
    }
    return try leaf()
  }

  private func end(_ expected: String) -> RuleSyntaxError {
    if let token = current {
      return RuleSyntaxError(offset: token.offset, found: "`\(token.text)`", expected: expected)
    }
    return RuleSyntaxError(offset: length, found: "the condition ends", expected: expected)
  }

  /// Words up to a relation are a subject; words up to `and`, `or`, `)` or the end are a fact.
  private mutating func leaf() throws(RuleSyntaxError) -> Condition {
    let first = index
    let offset = tokens[first].offset
    if let (word, count) = factWord() {
      index += count
      return .fact(word)
    }
    while let token = current, !["and", "or", "(", ")"].contains(token.text), relation(token.text) == nil { index += 1 }
    let words = tokens[first..<index].map(\.text).joined(separator: " ")
    guard let token = current, let relation = relation(token.text) else {
      throw RuleSyntaxError(
        offset: offset, found: words.isEmpty ? "no condition" : "`\(words)`",
        expected: "a comparison such as `neutrophils < 0.5 10^9/L`, or a yes/no word",
        suggestion: Spelling.nearest(to: words, among: Condition.factWords))
    }
    index += 1
    let subject = try subject(words, offset)
    return .comparison(try comparison(subject, relation))
  }

  private func factWord() -> (String, Int)? {
    for word in Condition.factWords {
      let parts = word.split(separator: " ").map(String.init)
      guard index + parts.count <= tokens.count else { continue }
      let found = tokens[index..<index + parts.count].map { $0.text.lowercased() }
      if found == parts.map({ $0.lowercased() }) { return (word, parts.count) }
    }
    return nil
  }

  private func relation(_ text: String) -> Comparison.Relation? {
    switch text {
    case "≤", "=<": .atMost
    case "≥", "=>": .atLeast
    case "==": .equal
    default: Comparison.Relation(rawValue: text)
    }
  }

  private func subject(_ words: String, _ offset: Int) throws(RuleSyntaxError) -> Comparison.Subject {
    switch words {
    case "cycle delay": return .cycleDelay
    case Comparison.Subject.dosesHeldWords: return .dosesHeld
    case "body surface": return .bodySurface
    case "age": return .age
    default: break
    }
    if words.hasPrefix("grade of ") {
      let term = String(words.dropFirst("grade of ".count))
      if Comparison.gradeTerms.contains(term) { return .grade(term) }
      throw RuleSyntaxError(
        offset: offset + "grade of ".utf8.count, found: "`\(term)` for a term with a grade",
        expected: Comparison.gradeTerms.joined(separator: ", "),
        suggestion: Spelling.nearest(to: term, among: Comparison.gradeTerms))
    }
    var name = words
    var when = Comparison.When.today
    for other in [Comparison.When.nadir, .peak] where words.hasPrefix(other.rawValue + " ") {
      when = other
      name = String(words.dropFirst(other.rawValue.count + 1))
    }
    if let analyte = Analyte.allCases.first(where: { $0.rawValue == name }) { return .analyte(analyte, when) }
    let known =
      Analyte.allCases.map(\.rawValue) + ["cycle delay", Comparison.Subject.dosesHeldWords, "body surface", "age"]
    throw RuleSyntaxError(
      offset: offset, found: "`\(name)` to be compared", expected: known.joined(separator: ", "),
      suggestion: Analyte(named: name)?.rawValue ?? Spelling.nearest(to: name, among: known))
  }

  private mutating func comparison(
    _ subject: Comparison.Subject, _ relation: Comparison.Relation
  ) throws(RuleSyntaxError) -> Comparison {
    guard let token = current, let number = try? NumberText.double(token.text), number >= 0 else {
      throw end("a number")
    }
    index += 1
    var comparison = Comparison(
      subject: subject, relation: relation, threshold: number, isMultipleOfLimit: false, forMoreThanDays: nil)
    switch subject {
    case .grade:
      guard number == number.rounded(), number <= 5 else {
        throw RuleSyntaxError(offset: token.offset, found: "grade `\(token.text)`", expected: "0 to 5")
      }
    case .dosesHeld:
      guard number == number.rounded(), number <= 100 else {
        throw RuleSyntaxError(
          offset: token.offset, found: "`\(token.text)` doses", expected: "a whole number, 0 to 100")
      }
    case .cycleDelay: try unit(["d"])
    case .bodySurface: try unit(["m2", "m²"])
    case .age: try unit(["y"])
    case .analyte(let analyte, _):
      guard let unit = current, !["and", "or", ")", "for"].contains(unit.text) else {
        throw RuleSyntaxError(
          offset: token.end, found: "a threshold without a unit", expected: "`\(analyte.unit)`",
          suggestion: "\(token.text) \(analyte.unit)")
      }
      index += 1
      if ["ULN", "xULN", "×ULN"].contains(unit.text) {
        comparison.isMultipleOfLimit = true
      } else {
        do throws(LaboratoryProblem) {
          comparison.threshold = try analyte.canonical(number, unit: unit.text)
        } catch .impossible where number == 0 {
          comparison.threshold = 0
        } catch {
          throw RuleSyntaxError(
            offset: unit.offset, found: error.description, expected: "`\(analyte.unit)` or `ULN`")
        }
      }
    }
    if let (days, isIncluded) = try duration() {
      comparison.forMoreThanDays = days
      comparison.includesThoseDays = isIncluded
    }
    if case .grade = subject, comparison.forMoreThanDays == nil { comparison.withinDays = try recency() }
    return comparison
  }

  private mutating func unit(_ units: [String]) throws(RuleSyntaxError) {
    guard let token = current, units.contains(token.text) else { throw end("`\(units[0])`") }
    index += 1
  }

  /// `within 7 d`
  private mutating func recency() throws(RuleSyntaxError) -> Double? {
    guard current?.text == "within" else { return nil }
    index += 1
    guard let token = current, let days = try? NumberText.double(token.text), (1...1000).contains(days) else {
      throw end("a number of days, 1 to 1000")
    }
    index += 1
    try unit(["d"])
    return days
  }

  /// `for > 5 d`, `for >= 5 d`
  private mutating func duration() throws(RuleSyntaxError) -> (days: Double, isIncluded: Bool)? {
    guard current?.text == "for" else { return nil }
    index += 1
    guard let relation = current.flatMap({ relation($0.text) }), relation == .more || relation == .atLeast else {
      throw end("`> 5 d` or `>= 5 d`")
    }
    index += 1
    guard let token = current, let days = try? NumberText.double(token.text), (0...1000).contains(days) else {
      throw end("a number of days, 0 to 1000")
    }
    index += 1
    try unit(["d"])
    return (days, relation == .atLeast)
  }
}
