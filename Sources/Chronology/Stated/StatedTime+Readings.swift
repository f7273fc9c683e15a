// SPDX-License-Identifier: Apache-2.0

extension StatedTime {
  /// All ways to read it: the one that was chosen, if one was, and the others; itself alone where it reads in one way.
  public var readings: [StatedTime] {
    if case .oneOf(let readings) = form { return readings }
    return [StatedTime(text: text, form: form)] + others
  }

  /// The events that it refers to, under whichever of its open readings.
  public var anchors: [Anchor] {
    switch form {
    case .at(let anchor), .after(_, let anchor), .before(_, let anchor), .during(let anchor): [anchor]
    case .cycle(_, let anchor, _): anchor.map { [$0] } ?? []
    case .oneOf(let readings): readings.flatMap(\.anchors)
    case .date, .unknown: []
    }
  }

  /// Whether it has several readings, of which none is chosen.
  public var isOpen: Bool { if case .oneOf = form { true } else { false } }

  /// Several readings of what a source says, of which none is chosen; nil where there are fewer than two.
  public init?(oneOf readings: [StatedTime]) {
    let all = Self.distinct(readings.flatMap(\.readings))
    guard all.count > 1 else { return nil }
    self.init(text: all.map(\.text).joined(separator: Self.separator), form: .oneOf(all))
  }

  /// The reading that was chosen, beside others that are possible.
  public init(chosen: StatedTime, others: [StatedTime]) {
    let all = Self.distinct(others.flatMap(\.readings)).filter { $0.form != chosen.form }
    self.init(text: chosen.text, form: chosen.form, others: all)
  }

  private static func distinct(_ times: [StatedTime]) -> [StatedTime] {
    var seen = Set<Form>()
    return times.filter { seen.insert($0.form).inserted }
  }

  static let separator = " or "

  /// The readings of `2 y after diagnosis or 2 y after surgery`; empty where the text has one part.
  static func readings(_ text: String, _ tolerance: Tolerance) throws(TimeSyntaxError) -> [StatedTime] {
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    var (readings, start): ([StatedTime], Int) = ([], 0)
    guard bytes.count > mark.count else { return [] }
    var index = 0
    while index <= bytes.count {
      let isMark = index + mark.count <= bytes.count && bytes[index..<index + mark.count].elementsEqual(mark)
      guard isMark || index == bytes.count else {
        index += 1
        continue
      }
      if index == bytes.count, start == 0 { return [] }
      readings.append(try part(String(decoding: bytes[start..<index], as: UTF8.self), at: start, tolerance))
      start = index + mark.count
      index = max(start, index + 1)
    }
    guard distinct(readings).count == readings.count else {
      throw TimeSyntaxError(offset: 0, found: text, expected: "readings that differ, with `or` between them")
    }
    return readings
  }

  private static func part(_ text: String, at shift: Int, _ tolerance: Tolerance) throws(TimeSyntaxError) -> StatedTime
  {
    do throws(TimeSyntaxError) {
      let time = try StatedTime(parsing: text, tolerance: tolerance)
      guard time.isTold else {
        throw TimeSyntaxError(offset: 0, found: text, expected: "a time: what is not stated has no second reading")
      }
      return time.shifted(by: shift)
    } catch {
      // `6` of `6 or 7 mo after surgery`: the unit stands with the last number alone.
      let isNumber = error.found == "nothing" && text.last?.isNumber == true
      throw TimeSyntaxError(
        offset: isNumber ? shift : error.offset + shift, found: isNumber ? text : error.found,
        expected: isNumber ? "each reading whole: `6 mo after surgery or 7 mo after surgery`" : error.expected,
        suggestion: error.suggestion)
    }
  }

  /// The same time, its events where they stand in a text that it is a part of.
  private func shifted(by shift: Int) -> StatedTime {
    func moved(_ anchor: Anchor) -> Anchor {
      var anchor = anchor
      anchor.offset += shift
      return anchor
    }
    let form: Form =
      switch form {
      case .at(let anchor): .at(moved(anchor))
      case .after(let span, let anchor): .after(span, moved(anchor))
      case .before(let span, let anchor): .before(span, moved(anchor))
      case .during(let anchor): .during(moved(anchor))
      case .cycle(let number, let anchor, let part): .cycle(number, of: anchor.map(moved), part: part)
      case .date, .oneOf, .unknown: form
      }
    return StatedTime(text: text, form: form, others: others)
  }
}
