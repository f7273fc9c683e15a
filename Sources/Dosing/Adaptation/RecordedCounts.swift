// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

/// The laboratory values of a record as they stand on a day of treatment.
public struct RecordedCounts: Sendable, Hashable {
  /// By analyte: today's where one is young enough, the lowest and the highest since the last dose.
  public var values: [Analyte: Observations.Values]
  /// Analytes of which a value of these days is recorded that cannot be used: what they were is not known.
  public var doubtful: Set<Analyte>

  /// The values on a day.
  ///
  /// - Parameters:
  ///   - laboratory: the record's values.
  ///   - day: the day of treatment.
  ///   - last: the day of the last dose: what was measured on it belongs to that dose. Without one, only values of the window are looked at, since nothing
  ///     is since the last dose.
  ///   - window: days that a value may be old on the day.
  public init(_ laboratory: LaboratoryRecord, on day: Day, since last: Day?, window: Int) {
    let first = last.map { Day($0.number + 1) } ?? Day(day.number - window)
    let doubts = laboratory.doubts.filter { $0.mayBeOfToday(day, since: last, window: window) }
    var values: [Analyte: Observations.Values] = [:]
    for (analyte, all) in Dictionary(grouping: laboratory.values, by: \.analyte) {
      let since = all.filter { $0.day <= day && $0.day >= first }.sorted { $0.day < $1.day }
      guard let latest = since.last else { continue }
      var known = Observations.Values(series: since.map { .init(day: Double($0.day.number), value: $0.span) })
      let isDoubtful = doubts.contains { $0.analyte == analyte && $0.mayBe(since: latest.day) }
      if isDoubtful || day.number - latest.day.number > window { known.today = nil }
      // What was measured for the dose, in the window before it, is no lowest or highest of the time since the last one: that is at most, or at least, this.
      let isForDoseOnly = since.allSatisfy { day.number - $0.day.number <= window }
      if last == nil || isForDoseOnly { known.nadir = nil; known.peak = nil; known.series = [] }
      values[analyte] = known
    }
    self.values = values
    doubtful = Set(doubts.compactMap(\.analyte).filter { values[$0]?.today == nil })
  }
}

extension LaboratoryRecord.Doubt {
  /// Whether it may lie among the values that count on a day of treatment: not older than the window, and after the last dose. One without a day may.
  func mayBeOfToday(_ day: Day, since last: Day?, window: Int) -> Bool {
    let first = max(last.map { Day($0.number + 1) } ?? Day(day.number - window), Day(day.number - window))
    return mayBe(since: first) && (bounds.earliest.map { $0 <= day } ?? true)
  }

  /// Whether it may be of this day or a later one.
  func mayBe(since day: Day) -> Bool { bounds.latest.map { $0 >= day } ?? true }
}
