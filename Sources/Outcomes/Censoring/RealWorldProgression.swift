// SPDX-License-Identifier: Apache-2.0

public import Chronology

/// Real-world progression-free survival from abstracted records, where visits follow no schedule.
///
/// Follow-up ends at the earliest of the last abstraction of progression, the start of a gap without visits, and the last
/// activity. Definition as in the R package RwPFS 0.0.3 (PHC Analytics).
public struct RealWorldProgression: Sendable, Hashable {
  /// Days after the end of follow-up within which a death still counts.
  public var deathWindowDays: Int

  /// A definition; windows of 0, 30, 60 and 90 days are in use.
  public init(deathWindowDays: Int) { self.deathWindowDays = deathWindowDays }

  /// The time from `baseline`; nil if it cannot be told, because the event or the end of follow-up does not lie after it.
  public func time(
    baseline: Day, lastActivity: Day?, death: Day?, gapStart: Day?, lastAbstraction: Day?, progression: Day?
  ) -> TimeToEvent? {
    guard let followed = [lastActivity, gapStart, lastAbstraction].compactMap(\.self).min() else { return nil }
    let last: (day: Day, end: TimeToEvent.End)
    if let progression, progression <= followed {
      last = (progression, .progression)
    } else if let death, death.number <= followed.number + deathWindowDays {
      last = (death, .death)
    } else {
      last = (followed, .censored(.endOfFollowUp))
    }
    guard last.day > baseline else { return nil }
    return TimeToEvent(length: LengthBounds(exactly: .days(last.day.number - baseline.number)), end: last.end)
  }
}
