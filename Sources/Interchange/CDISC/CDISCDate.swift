// SPDX-License-Identifier: Apache-2.0

import Chronology
import Notation

/// Dates of `--DTC`: ISO 8601, cut off behind what is known, with `-` for a part that is not, and intervals (SDTMIG 3.3, 4.4).
struct CDISCDate: Equatable {
  /// As it stands in the record: `2014-02`, `2014-02-03/2014-02-05`.
  var text: String
  /// The one date that it is; nil for an interval.
  var date: PartialDate?
  /// Whether the text says all that is known of the day: of `2003---15` it does not.
  var isWhole: Bool

  /// Why a text is no date.
  struct Fault: Error, Equatable {
    var message: String
    var expected: String
  }

  /// The exact day; nil for any other date.
  var day: Day? { Day(iso: text) }

  /// The first or the last day that it can be, as text; nil for an interval.
  func bound(isLower: Bool) -> String? {
    guard let date else { return day == nil ? nil : text }
    return date.text + String((isLower ? "-01-01" : "-12-31").suffix(max(0, 10 - date.text.utf8.count)))
  }

  /// The date of a text; nil where nothing is known of its year.
  static func parse(_ raw: String) throws(Fault) -> CDISCDate? {
    guard raw.utf8.contains(UInt8(ascii: "/")) else { return try one(raw, raw) }
    let sides = raw.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2 else { return try one(raw, raw) }
    guard let first = try one(sides[0], raw), let last = try one(sides[1], raw) else { return nil }
    if first.text == last.text { return first }
    let text = "\(first.text)/\(last.text)"
    guard (try? StatedDate(parsing: text)) != nil else { throw fault(raw) }
    return CDISCDate(text: text, date: nil, isWhole: first.isWhole && last.isWhole)
  }

  private static func fault(_ raw: String) -> Fault {
    Fault(
      message: "\(ProblemLog.quoted(raw)) for a date",
      expected: "a year, a month or a day of ISO 8601, with a time or without: `2014-02`, `2014-02-03T08:30`")
  }

  private static func one(_ given: String, _ raw: String) throws(Fault) -> CDISCDate? {
    // `2022-05-UN`, as forms have a part that is not known.
    let text = given.contains("U") ? given.replacing("-UNK", with: "").replacing("-UN", with: "") : given
    let pieces = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let parts = parts(Array((pieces.first ?? "").utf8)),
      pieces.count == 1 || pieces[1].wholeMatch(of: clock) != nil && isTime(pieces[1])
    else { throw fault(raw) }
    let (month, day) = (parts.month, parts.day)
    // What is not there is not said; what is there is a month and a day.
    guard month.map({ (1...12).contains($0) }) ?? true, day.map({ (1...31).contains($0) }) ?? true else {
      throw fault(raw)
    }
    guard let year = parts.year else { return nil }
    guard (1880...2100).contains(year) else { throw fault(raw) }
    let date = PartialDate(year: year, month: month, day: month == nil ? nil : day)
    // Which days a month has, the calendar says.
    if date.day ?? 0 > 28, (try? StatedDate(parsing: date.text)) == nil { throw fault(raw) }
    return CDISCDate(text: date.text, date: date, isWhole: month != nil || day == nil)
  }

  /// Year, month and day, each its digits or a hyphen where it is not known, one after the other as far as they are stated: `([0-9]{4}|-)(-([0-9]{2}|-)(-([0-9]{2}|-))?)?`. Every record has some, so that they are read byte by byte.
  private static func parts(_ bytes: [UInt8]) -> (year: Int?, month: Int?, day: Int?)? {
    let hyphen = UInt8(ascii: "-")
    var rest = bytes[...]
    var numbers: [Int?] = []
    for width in [4, 2, 2] {
      if !numbers.isEmpty {
        if rest.isEmpty { break }
        guard rest.removeFirst() == hyphen else { return nil }
      }
      if rest.first == hyphen {
        rest.removeFirst()
        numbers.append(nil)
        continue
      }
      let digits = rest.prefix(width)
      guard digits.count == width, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      numbers.append(digits.reduce(0) { 10 * $0 + Int($1 - 0x30) })
      rest.removeFirst(width)
    }
    guard rest.isEmpty else { return nil }
    return (numbers[0], numbers.count > 1 ? numbers[1] : nil, numbers.count > 2 ? numbers[2] : nil)
  }

  /// Whether the hours, minutes and seconds of a time, as far as they are stated, are some.
  private static func isTime(_ text: Substring) -> Bool {
    let clock = text.prefix { $0.isNumber || ":-.".contains($0) }
    return zip(clock.split(separator: ":"), [24, 59, 60]).allSatisfy { part, largest in
      Double(part).map { $0 < Double(largest + 1) } ?? part.allSatisfy { $0 == "-" }
    }
  }

  private nonisolated(unsafe) static let clock = #/[0-9:.\-]{0,24}(Z|[+-][0-9]{2}(:?[0-9]{2})?)?/#

  // MARK: study days

  /// The day of a study day: the reference start is day 1, and the day before it day -1; there is no day 0 (SDTMIG 3.3, 4.4.4).
  static func day(_ number: Int, from reference: Day) -> Day? {
    guard number != 0, number.magnitude < 100_000 else { return nil }
    return Day(reference.number + (number > 0 ? number - 1 : number))
  }

  /// The study day of a day.
  static func number(of day: Day, from reference: Day) -> Int {
    let distance = day.number - reference.number
    return distance >= 0 ? distance + 1 : distance
  }
}
