// SPDX-License-Identifier: Apache-2.0

import Plain

/// Dates in words that are no day or month: answered by the form of EDTF that says the same.
///
/// | written | answered by |
/// |---|---|
/// | `before 2020`, `vor 2020`, `<2020` | `../2019` |
/// | `after 2020-03`, `nach 03/2020`, `>2020-03` | `2020-04/..` |
/// | `since 2020`, `seit 2020`, `≥2020` | `2020/..` |
/// | `ca. 2020`, `um 2020`, `~2020` | `2020~` |
/// | `Q1 2020`, `1. Quartal 2020` | `2020-01/2020-03` |
/// | `spring 2020`, `Frühjahr 2020` | `2020-21` |
/// | `2016-2021`, `2016 bis 2021` | `2016/2021` |
/// | `XX.03.2020`, `2020-03-00` | `2020-03` |
/// | `Anfang 2020`, `mid 2020` | the months that it can mean, which only the reader of the chart knows |
enum VagueDate {
  /// The error that such a text is; nil where it is none.
  static func refused(_ text: String) -> TimeSyntaxError? {
    guard text.utf8.count <= 40, text.contains(where: \.isASCIIDigit) else { return nil }
    // `2017-XX-XX` is EDTF.
    guard !text.contains("X") || Self.year(text.prefix(4)) == nil else { return nil }
    let words = text.lowercased().split(separator: " ").joined(separator: " ")
    if let meant = withoutDay(words) ?? quarter(words) ?? season(words) ?? bound(words) ?? years(words) {
      return TimeSyntaxError(
        offset: 0, found: text, expected: "a date such as 2017, 2017-03, 2017-03-04 or 2014/2021", suggestion: meant)
    }
    return part(words).map { TimeSyntaxError(offset: 0, found: text, expected: "the months that it can mean: `\($0)`") }
  }

  /// `2016-2021`, `2016 – 2021`, `2016 bis 2021` are from a year to another.
  private static func years(_ words: String) -> String? {
    let all = words.split { !$0.isASCIIDigit }
    guard all.count == 2, all.allSatisfy({ $0.utf8.count == 4 }), let first = Int(all[0]), let last = Int(all[1]),
      (1800...2100).contains(first), (1800...2100).contains(last), first < last, words.hasPrefix(all[0]),
      words.hasSuffix(all[1])
    else { return nil }
    let between = words.dropFirst(4).dropLast(4).filter { $0 != " " }
    return ["-", "–", "—", "to", "bis", "until"].contains(between) ? "\(first)/\(last)" : nil
  }

  // MARK: bounds

  private enum Bound { case before, after, from, upTo, about }

  private static func bound(_ words: String) -> String? {
    for (bound, beginnings) in bounds {
      for beginning in beginnings where words.hasPrefix(beginning) {
        let rest = words.dropFirst(beginning.count).drop { $0 == " " }
        guard rest.count < words.count, rest.first?.isASCIIDigit == true || rest.first?.isLetter == true,
          let date = try? StatedDate(parsing: String(rest)), let first = date.bounds.earliest
        else { continue }
        return text(bound, first, date.precision)
      }
    }
    return nil
  }

  /// A bound in the precision of its date.
  private static func text(_ bound: Bound, _ first: Day, _ precision: StatedDate.Precision) -> String? {
    let width: Int
    switch precision {
    case .day: width = 10
    case .month: width = 7
    case .year: width = 4
    case .season, .unspecified, .interval: return nil
    }
    func written(_ day: Day) -> String { String(day.description.prefix(width)) }
    let year = Int(first.description.prefix(4)) ?? 0
    let month = Int(first.description.dropFirst(5).prefix(2)) ?? 1
    let next =
      switch precision {
      case .day: Day(first.number + 1)
      case .month: Day(first.number + Day.count(month: month, year: year))
      default: Day(year: year + 1, month: 1, day: 1) ?? first
      }
    return switch bound {
    case .before: "../" + written(Day(first.number - 1))
    case .after: written(next) + "/.."
    case .from: written(first) + "/.."
    case .upTo: "../" + written(first)
    case .about: written(first) + "~"
    }
  }

  private static let bounds: [(Bound, [String])] = [
    (.upTo, ["<=", "≤", "until ", "bis "]), (.from, [">=", "≥", "since ", "seit ", "from ", "ab "]),
    (.before, ["<", "before ", "prior to ", "vor "]), (.after, [">", "after ", "nach "]),
    (
      .about,
      [
        "~", "≈", "ca.", "ca ", "circa ", "about ", "around ", "approx. ", "approx ", "approximately ", "etwa ",
        "ungefähr ", "um ",
      ]
    ),
  ]

  // MARK: parts

  private static func year(_ text: some StringProtocol) -> String? {
    text.utf8.count == 4 && text.allSatisfy(\.isASCIIDigit) ? String(text) : nil
  }

  /// `XX.03.2020`, `00.00.2020`, `2020-03-00`.
  private static func withoutDay(_ words: String) -> String? {
    guard let separator = words.first(where: { "./-".contains($0) }) else { return nil }
    var parts = words.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return nil }
    if Self.year(parts[0]) != nil { parts.reverse() }
    func isOpen(_ part: String) -> Bool { ["xx", "00", "x", "??", "?", "__", "0"].contains(part) }
    guard let year = Self.year(parts[2]), isOpen(parts[0]) else { return nil }
    if isOpen(parts[1]) { return year }
    guard parts[1].utf8.count <= 2, let month = Int(parts[1]), (1...12).contains(month) else { return nil }
    return year + (month < 10 ? "-0" : "-") + String(month)
  }

  /// `Q1 2020`, `2020-Q1`, `1. Quartal 2020`.
  private static func quarter(_ words: String) -> String? {
    let parts = words.split { " /-.".contains($0) }.map(String.init)
    guard parts.count >= 2, let year = parts.lazy.compactMap({ Self.year($0) }).first else { return nil }
    let rest = parts.filter { $0 != year }
    let number: Int?
    switch rest.count {
    case 1 where rest[0].hasPrefix("q") && rest[0].utf8.count == 2: number = Int(rest[0].dropFirst())
    case 2 where ["quartal", "quarter"].contains(rest[1]): number = rest[0].first.flatMap { Int(String($0)) }
    default: number = nil
    }
    guard let number, (1...4).contains(number) else { return nil }
    let (first, last) = (number * 3 - 2, number * 3)
    return "\(year)-\(first < 10 ? "0" : "")\(first)/\(year)-\(last < 10 ? "0" : "")\(last)"
  }

  private static func season(_ words: String) -> String? {
    let parts = words.split(separator: " ")
    guard parts.count == 2, let year = Self.year(parts[1]), let season = seasons[String(parts[0])] else { return nil }
    return "\(year)-\(season)"
  }

  private static let seasons = [
    "spring": 21, "frühjahr": 21, "frühling": 21, "summer": 22, "sommer": 22, "autumn": 23, "herbst": 23, "winter": 24,
  ]

  /// `Anfang 2020`: for example these months.
  private static func part(_ words: String) -> String? {
    for (months, beginnings) in parts {
      for beginning in beginnings where words.hasPrefix(beginning) {
        let rest = words.dropFirst(beginning.count)
        if let year = Self.year(rest) { return "\(year)-\(months.0)/\(year)-\(months.1)" }
        guard let date = try? StatedDate(parsing: String(rest)), date.precision == .month,
          let first = date.bounds.earliest
        else { continue }
        return String(first.description.prefix(7))
      }
    }
    return nil
  }

  private static let parts: [((String, String), [String])] = [
    (("01", "04"), ["anfang ", "early ", "beginning of ", "start of ", "begin of ", "beginn "]),
    (("05", "08"), ["mitte ", "mid ", "mid-", "middle of "]),
    (("09", "12"), ["ende ", "late ", "end of ", "the end of "]),
  ]
}
