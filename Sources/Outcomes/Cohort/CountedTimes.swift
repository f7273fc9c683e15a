// SPDX-License-Identifier: Apache-2.0

import Chronology
import Statistics

/// Times of many patients as how often there is each: what estimators need of them, and no more than there are different times.
///
/// They stand in one order, whatever the order of the patients, so that sums over them are the same to the last bit.
public struct CountedTimes: Sendable, Hashable {
  /// Each time with the number of patients who have it.
  public private(set) var all: [Counted]

  /// A time and how many have it.
  public struct Counted: Sendable, Hashable {
    /// The time.
    public var time: TimeToEvent
    /// How many.
    public var count: Int
  }

  /// The times of some patients.
  public init(_ times: some Sequence<TimeToEvent>) {
    self.init(times.reduce(into: [:]) { counts, time in counts[time, default: 0] += 1 })
  }

  /// Times with the number of patients who have each.
  public init(_ counts: [TimeToEvent: Int]) {
    all = counts.map { Counted(time: $0.key, count: $0.value) }.sorted { $0.time.stands(before: $1.time) }
  }

  /// How many patients there are.
  public var count: Int { all.reduce(0) { $0 + $1.count } }

  /// How many patients there are of whose time something is true.
  public func count(where isTrue: (TimeToEvent) -> Bool) -> Int {
    all.reduce(0) { $0 + (isTrue($1.time) ? $1.count : 0) }
  }

  /// Those of whose time something is true.
  func filter(_ isTrue: (TimeToEvent) -> Bool) -> CountedTimes {
    var own = self
    own.all.removeAll { !isTrue($0.time) }
    return own
  }

  /// The time of each patient.
  public var each: [TimeToEvent] { all.flatMap { repeatElement($0.time, count: $0.count) } }

  /// What enters the estimate of each patient, in months.
  func observations(_ uncertainty: CohortOptions.Uncertainty) -> [IntervalSample.Observation] {
    spread(all.map(\.time).observations(uncertainty))
  }

  /// A value of each time as values of each patient.
  func spread<Value>(_ values: [Value]) -> [Value] {
    var each: [Value] = []
    each.reserveCapacity(count)
    for (value, counted) in zip(values, all) { each.append(contentsOf: repeatElement(value, count: counted.count)) }
    return each
  }
}

extension TimeToEvent {
  /// Whether it stands before another in the one order of counted times: by bounds, then by the last visit before, then by how it ended.
  fileprivate func stands(before other: TimeToEvent) -> Bool {
    func key(_ time: TimeToEvent) -> (Int, Int, Int, Int) {
      (
        time.length.lower?.ticks ?? .min, time.length.upper?.ticks ?? .max, time.lastFree?.lower?.ticks ?? .min,
        time.lastFree?.upper?.ticks ?? .max
      )
    }
    let (own, others) = (key(self), key(other))
    return own == others ? end.words < other.end.words : own < others
  }
}
