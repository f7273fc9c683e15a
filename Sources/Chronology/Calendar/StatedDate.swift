// SPDX-License-Identifier: Apache-2.0

/// A date in EDTF (ISO 8601-2:2019, level 1 and what is useful of level 2). Each is a range of days.
///
/// | written | days |
/// |---|---|
/// | `2017-03-04`, `2017-03`, `2017` | the day, month, year |
/// | `2017-03~`, `2017?`, `2017%` | approximate: widened by a unit of its precision each way (``Tolerance``); uncertain: not widened |
/// | `201X`, `2017-XX`, `2017-03-XX`, `2017-XX-XX` | all that the digits allow |
/// | `2014/2021`, `2017-03/..`, `../2017`, `2017/` | from the first day of one to the last of the other; open and unknown ends are not bounded |
/// | `2017-21` … `2017-24` | spring (March–May), summer, autumn, winter (December–February), northern hemisphere |
/// | `[2017-03,2017-05]` | one of these: from the first to the last |
/// | `15.03.2020`, `15MAR2020`, `2020-03-15T08:30` | the day; as hospitals write it, where it can mean no other |
/// | `03/2020`, `May 2019` | the month |
public struct StatedDate: Hashable, Sendable {
  /// As written.
  public let text: String
  /// The days that it can mean, both included.
  public let bounds: DayBounds
  /// How exact it is.
  public let precision: Precision
  /// Written with `~` or `%`.
  public let isApproximate: Bool
  /// Written with `?` or `%`.
  public let isUncertain: Bool

  /// How exact a date is.
  public enum Precision: String, Hashable, Sendable {
    /// To the day.
    case day
    /// To the month.
    case month
    /// To the season.
    case season
    /// To the year.
    case year
    /// To the decade or century, by unspecified digits.
    case unspecified
    /// An interval or a set.
    case interval
  }

  /// Reads a date.
  public init(parsing text: String, tolerance: Tolerance = .standard) throws(TimeSyntaxError) {
    self.text = text
    if let day = Day(iso: text) {
      bounds = DayBounds(earliest: day, latest: day)
      precision = .day
      isApproximate = false
      isUncertain = false
      return
    }
    switch ChartDate.read(text) {
    case .day(let day):
      bounds = DayBounds(earliest: day, latest: day)
      precision = .day
      isApproximate = false
      isUncertain = false
      return
    case .month(let year, let month):
      guard let first = Day(year: year, month: month, day: 1) else {
        throw TimeSyntaxError(offset: 0, found: text, expected: "a month from 01 to 12")
      }
      bounds = DayBounds(earliest: first, latest: Day(first.number + Day.count(month: month, year: year) - 1))
      precision = .month
      isApproximate = false
      isUncertain = false
      return
    case .refused(let error): throw error
    case nil: break
    }
    if text.hasPrefix("[") || text.hasPrefix("{") {
      guard text.hasSuffix("]") || text.hasSuffix("}") else {
        throw TimeSyntaxError(offset: text.utf8.count, found: "nothing", expected: "a closing bracket")
      }
      var hull: DayBounds?
      var offset = 1
      for part in text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false) {
        let single = try Single(String(part), offset: offset, tolerance)
        offset += part.utf8.count + 1
        hull = DayBounds(
          earliest: min(hull?.earliest ?? single.first, single.first),
          latest: max(hull?.latest ?? single.last, single.last))
      }
      bounds = hull ?? .unbounded
      precision = .interval
      isApproximate = false
      isUncertain = false
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].utf8.count != 2 || parts[0] == ".." {
      var offset = 0
      var ends: [Single?] = []
      for part in parts {
        ends.append(part.isEmpty || part == ".." ? nil : try Single(String(part), offset: offset, tolerance))
        offset += part.utf8.count + 1
      }
      bounds = DayBounds(earliest: ends[0]?.first, latest: ends[1]?.last)
      if let first = bounds.earliest, let last = bounds.latest, last < first {
        throw TimeSyntaxError(
          offset: parts[0].utf8.count + 1, found: String(parts[1]), expected: "an end that is not before the start")
      }
      precision = .interval
      isApproximate = ends.contains { $0?.isApproximate ?? false }
      isUncertain = ends.contains { $0?.isUncertain ?? false }
      return
    }
    let single = try Single(text, offset: 0, tolerance)
    bounds = DayBounds(earliest: single.first, latest: single.last)
    precision = single.precision
    isApproximate = single.isApproximate
    isUncertain = single.isUncertain
  }

  /// One date without intervals.
  private struct Single {
    var first: Day
    var last: Day
    var precision: Precision
    var isApproximate: Bool
    var isUncertain: Bool

    init(_ text: String, offset: Int, _ tolerance: Tolerance) throws(TimeSyntaxError) {
      var bytes = Array(text.utf8)
      // Qualifiers at the end or before a component qualify the whole here: bounds do not distinguish them.
      let qualifiers = bytes.filter { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "%") }
      bytes.removeAll { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "%") }
      let isApproximate = qualifiers.contains { $0 != UInt8(ascii: "?") }
      let isUncertain = qualifiers.contains { $0 != UInt8(ascii: "~") }
      let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(Array.init)
      let error = Single.error(text, offset)
      guard parts.count <= 3, parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count == 2 }) else { throw error }
      guard let years = Single.range(parts[0]) else { throw error }
      var precision: Precision = parts[0].contains(88) ? .unspecified : .year
      var months: ClosedRange<Int>?
      if parts.count >= 2, parts[1] != [88, 88] {
        guard let range = Single.range(parts[1]) else { throw error }
        months = range
        precision = .month
      } else if parts.count >= 2, precision == .year {
        precision = .unspecified
      }
      if let season = months, parts.count == 2, season.lowerBound == season.upperBound,
        (21...24).contains(season.lowerBound)
      {
        let start = (season.lowerBound - 21) * 3 + 3
        let endYear = start == 12 ? years.upperBound + 1 : years.upperBound
        let endMonth = start == 12 ? 2 : start + 2
        guard let first = Day(year: years.lowerBound, month: start, day: 1),
          let last = Day(year: endYear, month: endMonth, day: Day.count(month: endMonth, year: endYear))
        else { throw error }
        self.init(first, last, .season, isApproximate, isUncertain, unit: 91, tolerance)
        return
      }
      let month = Single.clamp(months ?? 1...12, to: 1...12)
      guard let month else { throw Single.error(text, offset, at: 5, "a month from 01 to 12") }
      if months.map({ $0.lowerBound > 12 }) ?? false {
        throw Single.error(text, offset, at: 5, "a month from 01 to 12")
      }
      let lastOfMonth = Day.count(month: month.upperBound, year: years.upperBound)
      var days = 1...lastOfMonth
      if parts.count == 3, parts[2] != [88, 88] {
        guard let range = Single.range(parts[2]), let clamped = Single.clamp(range, to: 1...lastOfMonth) else {
          throw Single.error(text, offset, at: 8, "a day of that month, 01 to \(lastOfMonth)")
        }
        days = clamped
        precision = parts[2].contains(88) ? .unspecified : .day
      } else if parts.count == 3 {
        precision = .month
      }
      guard let first = Day(year: years.lowerBound, month: month.lowerBound, day: days.lowerBound),
        let last = Day(year: years.upperBound, month: month.upperBound, day: days.upperBound)
      else { throw error }
      let unit =
        switch precision {
        case .day: 1.0
        case .month: TimeLength.daysPerMonth
        default: TimeLength.daysPerYear
        }
      self.init(first, last, precision, isApproximate, isUncertain, unit: unit, tolerance)
    }

    init(
      _ first: Day, _ last: Day, _ precision: Precision, _ isApproximate: Bool, _ isUncertain: Bool, unit: Double,
      _ tolerance: Tolerance
    ) {
      // A tolerance is anyone's number: TimeLength bounds it, and what is below zero would turn the bounds round.
      let widen = isApproximate ? max(0, Int(TimeLength(days: unit * tolerance.approximateUnits).days.rounded(.up))) : 0
      self.first = Day(first.number - widen)
      self.last = Day(last.number + widen)
      self.precision = precision
      self.isApproximate = isApproximate
      self.isUncertain = isUncertain
    }

    /// Digits with X as any: `20XX` is 2000 to 2099.
    static func range(_ bytes: [UInt8]) -> ClosedRange<Int>? {
      var low = 0
      var high = 0
      for byte in bytes {
        switch byte {
        case 48...57:
          low = low * 10 + Int(byte) - 48
          high = high * 10 + Int(byte) - 48
        case 88:
          low *= 10
          high = high * 10 + 9
        default: return nil
        }
      }
      return low...high
    }

    static func clamp(_ range: ClosedRange<Int>, to limits: ClosedRange<Int>) -> ClosedRange<Int>? {
      range.overlaps(limits) ? range.clamped(to: limits) : nil
    }

    static func error(_ text: String, _ offset: Int, at: Int = 0, _ expected: String? = nil) -> TimeSyntaxError {
      TimeSyntaxError(
        offset: offset + at, found: text.isEmpty ? "nothing" : text,
        expected: expected ?? "a date such as 2017, 2017-03 or 2017-03-04")
    }
  }
}
