// SPDX-License-Identifier: Apache-2.0

import Foundation

extension GroupSequentialTrial {
  /// What happens where the hazard ratio is another than it was planned for.
  public struct Truth: Sendable, Hashable {
    /// The true hazard ratio.
    public let hazardRatio: Double
    /// Probability to reject for benefit.
    public let rejection: Double
    /// Probability to stop as futile before the last look.
    public let futility: Double
    /// Probability to end at each look.
    public let ending: [Double]
    /// Expected events.
    public let expectedEvents: Double
    /// Expected time of the end; nil where a look's events never happen.
    public let expectedDuration: Months?
    /// Patients expected to have come in by the end; nil where a look's events never happen.
    public let expectedPatients: Double?
  }

  /// The same bounds, events and patients at another hazard ratio, by Schoenfeld's mean of z.
  public func truth(hazardRatio ratio: Double) throws(DesignProblem) -> Truth {
    let other = try trial.with(hazardRatio: ratio)
    let course = design.course(drift: design.drift * log(ratio) / log(trial.hazardRatio))
    var duration: Double? = 0
    var accrued: Double? = 0
    for (chance, look) in zip(course.ending, looks) {
      let time = other.time(of: look.events, patients: patients)
      guard let time else {
        (duration, accrued) = (nil, nil)
        break
      }
      duration = duration.map { $0 + chance * time.value }
      accrued = accrued.map { $0 + chance * other.accrued(of: patients, at: time) }
    }
    return Truth(
      hazardRatio: ratio, rejection: course.rejecting, futility: course.futility.reduce(0, +), ending: course.ending,
      expectedEvents: events * course.expectedShare, expectedDuration: duration.map { Months($0) },
      expectedPatients: accrued)
  }
}
