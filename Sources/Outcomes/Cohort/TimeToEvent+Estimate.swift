// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Statistics

/// A time as estimators take it, in months of 30.4375 days.
extension TimeToEvent {
  /// From which month on, and until when.
  var months: (earliest: Double, latest: Double?) {
    (max(0, length.lower?.months ?? 0), length.upper.map { max(0, $0.months) })
  }

  /// Whether the record bears the time out and bounds it: else it enters no estimate, and the patient is never counted as at risk.
  public var isKnown: Bool { isDetermined && (length.upper != nil || (length.lower?.months ?? 0) > 0) }

  /// Whether the record knows that the event happened, but bounds it by nothing after: a death of which no day, and no later date, is known.
  public var isWithoutLatest: Bool { isEvent && length.upper == nil }

  /// What enters the estimate, in months; `horizon` is the last month that any time of the sample reaches.
  ///
  /// A censored time counts with its earliest bound where times are intervals: until then the patient was surely free of the
  /// event. So does a time whose end the record leaves open between an event and censoring. An event without a latest time may come after
  /// everything else: at its latest the patient is at risk up to the `horizon`; a middle it has not, and counts like a censored time.
  func observation(_ uncertainty: CohortOptions.Uncertainty, horizon: Double) -> IntervalSample.Observation {
    let (earliest, latest) = months
    switch uncertainty {
    case .interval, .betweenVisits:
      guard isEvent else { return .after(earliest) }
      if uncertainty == .betweenVisits, let free = lastFree?.lower?.months {
        // Progression lies after the last visit without it.
        let left = min(max(0, free), earliest)
        return latest.map { $0 > left ? .between(left, $0) : .exactly($0) } ?? .after(left)
      }
      guard let latest else { return .after(earliest) }
      return latest == earliest ? .exactly(earliest) : .init(left: earliest, right: latest, includesLeft: true)
    case .midpoint:
      let middle = latest.map { (earliest + $0) / 2 } ?? earliest
      return isEvent && latest != nil ? .exactly(middle) : .after(middle)
    case .earliest: return isEvent ? .exactly(earliest) : .after(earliest)
    case .latest:
      guard isEvent else { return .after(latest ?? earliest) }
      return latest.map { .exactly($0) } ?? .after(max(earliest, horizon))
    }
  }

  /// Whether the patient was free of the event at `months`; nil if the bounds do not decide it, or follow-up ends before.
  public func isFree(at months: Double) -> Bool? {
    guard isKnown else { return nil }
    let (earliest, latest) = self.months
    if earliest > months || (!isEvent && earliest >= months) { return true }
    if isEvent, let latest, latest <= months { return false }
    return nil
  }
}

extension Sequence<TimeToEvent> {
  /// What enters the estimate of each, in months. Every estimator takes its times from here.
  public func observations(_ uncertainty: CohortOptions.Uncertainty) -> [IntervalSample.Observation] {
    let horizon = map { $0.months.latest ?? $0.months.earliest }.max() ?? 0
    return map { $0.observation(uncertainty, horizon: horizon) }
  }
}
