// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
public import Statistics

/// One patient's time to one end point.
public struct CohortTime: Sendable, Hashable {
  /// The patient.
  public var patient: Patient.ID
  /// The time, to the event or to censoring.
  public var length: LengthBounds
  /// Whether the event was observed.
  public var isEvent: Bool
  /// What ended it.
  public var reason: String
  /// For progression: time to the last adequate visit without it.
  public var lastFree: LengthBounds?

  /// A time.
  public init(patient: Patient.ID, length: LengthBounds, isEvent: Bool, reason: String, lastFree: LengthBounds? = nil) {
    self.patient = patient
    self.length = length
    self.isEvent = isEvent
    self.reason = reason
    self.lastFree = lastFree
  }

  /// Months of 30.4375 days from which on, and until when.
  var months: (earliest: Double, latest: Double?) {
    (max(0, length.lower?.months ?? 0), length.upper.map { max(0, $0.months) })
  }

  /// What enters the estimate, in months.
  ///
  /// A censored time counts with its earliest bound where times are intervals: until then the patient was surely free of the
  /// event.
  public func observation(_ uncertainty: CohortOptions.Uncertainty) -> IntervalSample.Observation {
    let (earliest, latest) = months
    let middle = latest.map { (earliest + $0) / 2 } ?? earliest
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
    case .midpoint: return isEvent && latest != nil ? .exactly(middle) : .after(middle)
    case .earliest: return isEvent ? .exactly(earliest) : .after(earliest)
    case .latest: return isEvent && latest != nil ? .exactly(latest ?? earliest) : .after(latest ?? earliest)
    }
  }

  /// Whether the patient was free of the event at `months`; nil if the bounds do not decide it, or follow-up ends before.
  public func isFree(at months: Double) -> Bool? {
    let (earliest, latest) = self.months
    if earliest > months || (!isEvent && earliest >= months) { return true }
    if isEvent, let latest, latest <= months { return false }
    return nil
  }

  /// `5.5–6.5 mo`, `13.5–14.5 mo+`
  public var text: String {
    let time = length.text()
    return isEvent || time == "not determined" ? time : time + "+"
  }
}
