// SPDX-License-Identifier: Apache-2.0

/// Times to an event or to censoring, one row a person (or a stretch of a person at risk, with delayed entry).
///
/// All times have one unit, which the caller knows. A person censored at t is still at risk at t.
public struct SurvivalSample: Sendable, Hashable {
  /// Time of the event or of censoring.
  public let times: [Double]
  /// Whether the event happened then.
  public let events: [Bool]
  /// Time from which each row is at risk (after it, not at it); nil if all are at risk from the start.
  public let entries: [Double]?

  /// A sample; throws a `SampleProblem` for the first row that cannot be.
  public init(times: [Double], events: [Bool], entries: [Double]? = nil) throws(SampleProblem) {
    guard times.count == events.count else { throw .lengths("events", events.count, times.count) }
    if let entries, entries.count != times.count { throw .lengths("entries", entries.count, times.count) }
    for (row, time) in times.enumerated() where !(time >= 0 && time.isFinite) { throw .time(row: row, time) }
    if let entries {
      for row in times.indices where !(entries[row] >= 0 && entries[row] < times[row]) {
        throw .entry(row: row, entry: entries[row], time: times[row])
      }
    }
    self.times = times
    self.events = events
    self.entries = entries
  }

  /// Number of rows.
  public var count: Int { times.count }

  /// Number of events.
  public var eventCount: Int { events.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// The same people with event and censoring exchanged, for the distribution of follow-up.
  public var reversed: SurvivalSample {
    SurvivalSample(unchecked: times, events.map { !$0 }, entries)
  }

  /// The rows of each value of `groups`, in the order of their first appearance sorted by `<`.
  public func split<Group: Hashable & Comparable>(by groups: [Group]) throws(SampleProblem) -> [(
    group: Group, sample: SurvivalSample
  )] {
    guard groups.count == count else { throw .lengths("groups", groups.count, count) }
    var rows: [Group: [Int]] = [:]
    for (row, group) in groups.enumerated() { rows[group, default: []].append(row) }
    return rows.sorted { $0.key < $1.key }.map { group, rows in
      (
        group,
        SurvivalSample(
          unchecked: rows.map { times[$0] }, rows.map { events[$0] },
          entries.map { entries in rows.map { entries[$0] } })
      )
    }
  }

  private init(unchecked times: [Double], _ events: [Bool], _ entries: [Double]?) {
    self.times = times
    self.events = events
    self.entries = entries
  }
}
