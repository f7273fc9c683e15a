// SPDX-License-Identifier: Apache-2.0

import Plain

/// A span of time as a chart states it: `6 mo`, `~6 mo`, `>1 y`, `nearly 5 y`, `3-4 mo`, `2½ y`, `2 cycles q21d`, `21 d or 28 d`.
///
/// | written | bounds |
/// |---|---|
/// | `6 mo` | half a unit of the last stated digit each way (the ``Tolerance`` decides); plain days are exact |
/// | `2½ y` | the last stated unit is the half: ± ¼ y |
/// | `~6 mo`, `about 6 mo` | one unit of the last digit each way |
/// | `exactly 6 mo` | as it reads |
/// | `>1 y`, `more than 1 y`, `at least 1 y` | from below only |
/// | `<5 y`, `nearly 5 y`, `at most 5 y` | from above only: "nearly" states no lower bound |
/// | `3-4 mo` | from 3 to 4, not widened |
/// | `within 2 mo` | 0 to 2 months |
/// | `2 cycles q21d` | 42 days: a count is exact |
/// | `21 d or 28 d` | from the least to the most, with the ``alternatives`` kept |
public struct StatedSpan: Hashable, Sendable {
  /// As written.
  public let text: String
  /// The lengths that the numbers read as: one, or several for a range or alternatives.
  public let alternatives: [TimeLength]
  let kind: Kind
  /// Half a unit of the last stated digit.
  let halfUnit: TimeLength

  enum Kind: Hashable, Sendable { case plain, approximate, exact, atLeast, atMost, range, within }

  /// The bounds under a tolerance.
  public func bounds(tolerance: Tolerance = .standard) -> LengthBounds {
    guard let low = alternatives.min(), let high = alternatives.max() else { return .unbounded }
    switch kind {
    case .exact, .range: return LengthBounds(lower: low, upper: high)
    case .atLeast: return LengthBounds(lower: low, upper: nil)
    case .atMost: return LengthBounds(lower: nil, upper: high)
    case .within: return LengthBounds(lower: .zero, upper: high)
    case .approximate: return widen(low, high, TimeLength(days: halfUnit.days * 2 * tolerance.approximateUnits))
    case .plain:
      switch tolerance.plain {
      case .halfLastDigit: return widen(low, high, halfUnit)
      case .exact: return LengthBounds(lower: low, upper: high)
      case .fraction(let fraction):
        let fraction = max(0, fraction)
        return LengthBounds(
          lower: TimeLength(days: low.days * (1 - fraction)), upper: TimeLength(days: high.days * (1 + fraction)))
      }
    }
  }

  private func widen(_ low: TimeLength, _ high: TimeLength, _ by: TimeLength) -> LengthBounds {
    let by = max(by, .zero)
    return LengthBounds(lower: max(low - by, .zero), upper: high + by)
  }

  /// The bounds as the numbers read, without tolerance.
  public var nominal: LengthBounds { bounds(tolerance: .exact) }

  /// Reads a span.
  public init(parsing text: String) throws(TimeSyntaxError) {
    var reader = TextReader(text)
    self = try StatedSpan(&reader, text: text)
    reader.skipSpaces()
    guard reader.isAtEnd else {
      throw TimeSyntaxError(
        offset: reader.offset, found: reader.restText, expected: "the end of the span", suggestion: nil)
    }
  }

  init(_ reader: inout TextReader, text: String) throws(TimeSyntaxError) {
    let start = reader.offset
    reader.skipSpaces()
    var kind = Kind.plain
    let words: [(String, Kind)] = [
      (">=", .atLeast), ("≥", .atLeast), (">", .atLeast), ("<=", .atMost), ("≤", .atMost), ("<", .atMost),
      ("~", .approximate),
      ("more than ", .atLeast), ("at least ", .atLeast), ("over ", .atLeast), ("nearly ", .atMost),
      ("almost ", .atMost),
      ("less than ", .atMost), ("at most ", .atMost), ("up to ", .atMost), ("about ", .approximate),
      ("approximately ", .approximate), ("exactly ", .exact), ("within ", .within),
    ]
    for (word, meaning) in words where reader.take(word) {
      kind = meaning
      break
    }
    var lengths: [TimeLength] = []
    var halfUnit = TimeLength.zero
    let first = try Number(&reader)
    if reader.take(" cycles") || reader.take(" cycle") {
      lengths = [try StatedSpan.cycles(first, &reader)]
      kind = kind == .plain ? .exact : kind
    } else if reader.take("-") || reader.take("–") || reader.take(" to ") {
      reader.skipSpaces()
      let offset = reader.offset
      let second = try Number(&reader)
      let unit = try StatedSpan.unit(&reader)
      // Two numbers the wrong way round may be a slip in either of them: which, only a person can say.
      guard first.value <= second.value else {
        throw TimeSyntaxError(
          offset: offset, found: second.text, expected: "a number that is not below \(first.text)",
          suggestion: "\(second.text)-\(first.text) \(unit.rawValue)")
      }
      lengths = [TimeLength(days: first.value * unit.days), TimeLength(days: second.value * unit.days)]
      if kind == .plain { kind = .range }
      halfUnit = TimeLength(days: second.halfUnit * unit.days)
    } else {
      let unit = try StatedSpan.unit(&reader)
      lengths = [TimeLength(days: first.value * unit.days)]
      halfUnit = unit == .day ? .zero : TimeLength(days: first.halfUnit * unit.days)
      while reader.take(" or ") {
        let other = try Number(&reader)
        let unit = try StatedSpan.unit(&reader)
        lengths.append(TimeLength(days: other.value * unit.days))
      }
      // Plain days are a schedule: exact to the day. About so many days is not.
      if unit == .day, kind == .approximate { halfUnit = TimeLength(days: first.halfUnit) }
    }
    self.kind = kind
    self.halfUnit = halfUnit
    alternatives = lengths.sorted()
    let end = reader.offset
    self.text = TextReader.slice(text, start, end)
  }

  private static func cycles(_ count: Number, _ reader: inout TextReader) throws(TimeSyntaxError) -> TimeLength {
    reader.skipSpaces()
    guard reader.take("q") else {
      throw TimeSyntaxError(
        offset: reader.offset, found: reader.restText, expected: "the length of a cycle",
        suggestion: "\(count.text) cycles q21d")
    }
    let length = try Number(&reader)
    reader.skipSpaces()
    let unit = try StatedSpan.unit(&reader)
    return TimeLength(days: count.value * length.value * unit.days)
  }

  private static func unit(_ reader: inout TextReader) throws(TimeSyntaxError) -> SpanUnit {
    reader.skipSpaces()
    let offset = reader.offset
    let word = reader.takeWord()
    if let unit = SpanUnit.spellings[word.lowercased()] { return unit }
    let expected = "a unit: d, wk, mo or y"
    if ["or", "oder", "bis", "to", "and", "und"].contains(word.lowercased()) {
      throw TimeSyntaxError(
        offset: offset, found: word, expected: "a unit with each number, `6 mo or 7 mo`, or a range, `6-7 mo`")
    }
    let suggestion: String? =
      switch word.lowercased() {
      case "m": "mo"
      case "monate", "monat", "mon", "mth", "mths": "mo"
      case "jahre", "jahr", "j", "a": "y"
      case "tage", "tag", "t": "d"
      case "wochen", "woche": "wk"
      case "cycles", "cycle": nil
      default: Spelling.nearest(to: word.lowercased(), among: SpanUnit.spellings.keys.sorted())
      }
    throw TimeSyntaxError(
      offset: offset, found: word.isEmpty ? "nothing" : word, expected: expected, suggestion: suggestion)
  }

  /// A number with half a unit of its last stated digit.
  struct Number {
    var text: String
    var value: Double
    var halfUnit: Double

    init(_ reader: inout TextReader) throws(TimeSyntaxError) {
      reader.skipSpaces()
      let offset = reader.offset
      let whole = reader.takeDigits()
      var fraction = ""
      if !whole.isEmpty, reader.peekIsDecimalPoint { fraction = reader.takeFraction() }
      // `1.500 d` can be fifteen hundred days or one and a half.
      if let readings = Quantity.thousandsOrDecimal("\(whole).\(fraction)") {
        throw TimeSyntaxError(
          offset: offset, found: "\(whole).\(fraction)",
          expected:
            "`\(readings.whole)` or `\(readings.decimal)`: before three digits a point or comma can mean thousands or a decimal",
          suggestion: nil)
      }
      text = whole + (fraction.isEmpty ? "" : "." + fraction)
      let halves: [(String, Double, Double)] = [("½", 0.5, 0.25), ("¼", 0.25, 0.125), ("¾", 0.75, 0.125)]
      for (sign, amount, half) in halves where reader.take(sign) || (!whole.isEmpty && reader.take(" " + sign)) {
        value = (Double(whole) ?? 0) + amount
        halfUnit = half
        return
      }
      for (sign, amount, half) in [(" 1/2", 0.5, 0.25), (" 1/4", 0.25, 0.125), (" 3/4", 0.75, 0.125)]
      where !whole.isEmpty && reader.take(sign) {
        value = (Double(whole) ?? 0) + amount
        halfUnit = half
        return
      }
      guard let number = Double(text), whole.utf8.count <= 6, fraction.utf8.count <= 6 else {
        throw TimeSyntaxError(
          offset: offset, found: whole.isEmpty ? reader.restText : whole,
          expected: "a number with a unit, such as 6 mo",
          suggestion: nil)
      }
      value = number
      var unit = 1.0
      for _ in fraction.utf8 { unit /= 10 }
      halfUnit = unit / 2
    }
  }
}
