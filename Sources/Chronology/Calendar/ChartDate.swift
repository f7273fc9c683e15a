// SPDX-License-Identifier: Apache-2.0

import Plain

/// A date as hospitals and their spreadsheets write it beside ISO 8601: read where it can mean one day or one month only.
///
/// | written | read as |
/// |---|---|
/// | `15.03.2020`, `15/3/2020`, `03/15/2020` | 2020-03-15: a number above 12 is the day |
/// | `03.04.2020` | refused: 3 April and March 4 are both written so; `04.04.2020` is one day either way |
/// | `2020/03/15`, `20200315` | 2020-03-15 |
/// | `03/2020`, `3.2020`, `2020/03` | 2020-03 |
/// | `15MAR2020`, `15-Mar-2020`, `15. März 2020`, `March 15, 2020` | 2020-03-15 |
/// | `May 2019`, `Mai 2019` | 2019-05 |
/// | `2020-03-15T08:30`, `15.03.2020 08:30` | 2020-03-15: the day as it is written |
/// | `43905`, `15.03.20` | refused: a spreadsheet's day number, a year without its century |
enum ChartDate {
  /// What such a text is.
  enum Reading {
    /// One day.
    case day(Day)
    /// One month of one year.
    case month(year: Int, month: Int)
    /// A date that cannot be read, and what would be right.
    case refused(TimeSyntaxError)
  }

  /// Reads a text; nil where it is no such date.
  static func read(_ text: String) -> Reading? {
    guard text.utf8.count <= 40 else { return nil }
    return dayNumber(text) ?? withClock(text) ?? inWords(text) ?? VagueDate.refused(text).map { .refused($0) }
      ?? inNumbers(text)
  }

  // MARK: numbers

  private static func inNumbers(_ text: String) -> Reading? {
    guard let separator = text.first(where: { !$0.isASCIIDigit }), "./-".contains(separator) else { return nil }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
    guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }) else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    let widths = parts.map(\.utf8.count)
    guard numbers.count == parts.count else { return nil }
    if widths[0] == 4, widths.dropFirst().allSatisfy({ $0 <= 2 }) {
      if separator == "-" { return unpadded(text, numbers, widths) }
      // `2020/03` is no span of two years.
      if numbers.count == 2 { return month(numbers[0], numbers[1]) }
      return Day(year: numbers[0], month: numbers[1], day: numbers[2]).map { .day($0) }
    }
    guard widths.allSatisfy({ $0 <= 2 || $0 == 4 }), widths.dropLast().allSatisfy({ $0 <= 2 }) else { return nil }
    if numbers.count == 2 { return widths[1] == 4 ? month(numbers[1], numbers[0]) : nil }
    guard widths[2] == 4 else {
      return refused(text, expected: "a year of four digits: `2020-03-15`")
    }
    let dayFirst = Day(year: numbers[2], month: numbers[1], day: numbers[0])
    let monthFirst = Day(year: numbers[2], month: numbers[0], day: numbers[1])
    switch (dayFirst, monthFirst) {
    case (let one?, let other?) where one != other:
      return refused(text, expected: "`\(one)` where the day comes first, `\(other)` where the month does")
    case (let day?, _), (nil, let day?): return .day(day)
    case (nil, nil): return refused(text, expected: "a day of the calendar such as `2020-03-15`")
    }
  }

  /// `2017-3-4` is ISO 8601 without its zeros; `2020-03` is, and `2017-21` its spring.
  private static func unpadded(_ text: String, _ numbers: [Int], _ widths: [Int]) -> Reading? {
    guard widths.dropFirst().contains(1), let month = numbers.dropFirst().first, (1...12).contains(month) else {
      return nil
    }
    let day = numbers.count == 3 ? Day(year: numbers[0], month: month, day: numbers[2]) : nil
    let first = Day(year: numbers[0], month: month, day: 1)
    return refused(
      text, expected: "a date such as 2017, 2017-03 or 2017-03-04",
      suggestion: numbers.count == 3 ? day?.description : first.map { String($0.description.prefix(7)) })
  }

  private static func month(_ year: Int, _ month: Int) -> Reading? {
    (1...12).contains(month) ? .month(year: year, month: month) : nil
  }

  /// `20200315` is a day; `43905` is the number of one in a spreadsheet, of which there are two calendars.
  private static func dayNumber(_ text: String) -> Reading? {
    let whole = text.prefix { $0.isASCIIDigit }
    let rest = text.dropFirst(whole.count)
    guard rest.isEmpty || (rest.first == "." && rest.count > 1 && rest.dropFirst().allSatisfy(\.isASCIIDigit)),
      let number = Int(whole)
    else { return nil }
    if rest.isEmpty, whole.utf8.count == 8 {
      let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
      return (1800...2200).contains(year) ? Day(year: year, month: month, day: day).map { .day($0) } : nil
    }
    // 10,000 is in 1927, 80,000 in 2119. `12.2020` is a month, and has no five digits before the point.
    guard whole.utf8.count == 5, (10_000...80_000).contains(number) else { return nil }
    // Day 25,569 of the calendar that counts from 1900 is 1970-01-01; the one that counts from 1904 is 1,462 days behind.
    let day = Day(number - 25_569)
    return refused(
      text,
      expected:
        "a date: as a spreadsheet's day number it is \(day), or \(Day(number - 24_107)) where its days count from 1904",
      suggestion: day.description)
  }

  /// `2020-03-15T08:30`: the day, whatever the clock says.
  private static func withClock(_ text: String) -> Reading? {
    let date = text.prefix { $0.isASCIIDigit || "./-".contains($0) }
    var rest = text.dropFirst(date.count)
    guard date.utf8.count >= 8, rest.contains(":") else { return nil }
    if rest.first == "," { rest = rest.dropFirst() }
    guard let separator = rest.first, ["T", "t", " "].contains(separator) else { return nil }
    rest = rest.dropFirst()
    let clock = rest.prefix { $0.isASCIIDigit || $0 == ":" || $0 == "." }
    rest = rest.dropFirst(clock.count)
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].utf8.count <= 2, let hour = Int(parts[0]), hour <= 24,
      parts[1].utf8.count == 2, let minute = Int(parts[1]), minute < 60,
      parts.count == 2 || (Double(parts[2]).map { $0 < 61 } ?? false)
    else { return nil }
    let zone = rest.drop { $0 == " " }
    let isZone =
      zone.isEmpty || ["z", "uhr", "h"].contains(zone.lowercased())
      || ((zone.first == "+" || zone.first == "-") && (3...6).contains(zone.count)
        && zone.dropFirst().allSatisfy { $0.isASCIIDigit || $0 == ":" })
    guard isZone else { return nil }
    return Day(iso: date).map { .day($0) } ?? inNumbers(String(date))
  }

  // MARK: words

  /// `May 2019`, `15MAR2020`, `15. März 2020`, `March 15, 2020`.
  private static func inWords(_ text: String) -> Reading? {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let token = rest.prefix { first.isASCIIDigit ? $0.isASCIIDigit : first.isLetter && $0.isLetter }
      if token.isEmpty {
        guard " .,-/".contains(first) else { return nil }
        rest = rest.dropFirst()
      } else {
        tokens.append(token)
        rest = rest.dropFirst(token.count)
      }
    }
    guard (2...3).contains(tokens.count), tokens.count(where: { $0.first?.isLetter == true }) == 1,
      let place = tokens.firstIndex(where: { $0.first?.isLetter == true }), place < 2,
      let month = months[tokens[place].lowercased()]
    else { return nil }
    var numbers = tokens
    numbers.remove(at: place)
    if let first = numbers.first, first.utf8.count == 4, place == 1 || numbers.count == 1 {
      // `2020-Mar-15`, `2020 March`, `May 2019`.
      guard let year = Int(first) else { return nil }
      if numbers.count == 1 { return .month(year: year, month: month) }
      return Int(numbers[1]).flatMap { Day(year: year, month: month, day: $0) }.map { .day($0) }
    }
    guard numbers.count == 2, numbers[0].utf8.count <= 2, numbers[1].utf8.count == 4, let day = Int(numbers[0]),
      let year = Int(numbers[1])
    else { return refused(text, expected: "a day or month with a year of four digits: `2020-03-15`, `2020-03`") }
    guard let date = Day(year: year, month: month, day: day) else {
      return refused(text, expected: "a day of that month, 01 to \(Day.count(month: month, year: year))")
    }
    return .day(date)
  }

  private static func refused(_ text: String, expected: String, suggestion: String? = nil) -> Reading {
    .refused(TimeSyntaxError(offset: 0, found: text, expected: expected, suggestion: suggestion))
  }

  /// Months in English and German, whole and as they are shortened.
  private static let months: [String: Int] = {
    let names = [
      ["january", "jan", "januar", "jän", "jänner", "jaenner"], ["february", "feb", "februar", "feber"],
      ["march", "mar", "märz", "maerz", "mär", "mrz"], ["april", "apr"], ["may", "mai"], ["june", "jun", "juni"],
      ["july", "jul", "juli"], ["august", "aug"], ["september", "sep", "sept"],
      ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"],
    ]
    return Dictionary(
      names.enumerated().flatMap { index, names in names.map { ($0, index + 1) } },
      uniquingKeysWith: { first, _ in first })
  }()
}

extension Day {
  /// Reads a day: `2020-03-15`, or as hospitals write it where it can mean no other (``StatedDate``).
  public init(parsing text: String) throws(TimeSyntaxError) {
    if let day = Day(iso: text) {
      self = day
      return
    }
    switch ChartDate.read(text) {
    case .day(let day): self = day
    case .refused(let error): throw error
    case .month, nil:
      throw TimeSyntaxError(offset: 0, found: text, expected: "a day of the calendar such as `2021-02-22`")
    }
  }
}
