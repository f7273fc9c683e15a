// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course

extension PatientTimeline {
  /// A systemic therapy on a day.
  public struct TherapyOnDay: Sendable, Hashable {
    /// Its entry.
    public var entry: Entry
    /// The therapy; what a phase leaves to it is filled in.
    public var therapy: Therapy
    /// Whether the record shows that it is being given, or only does not show that it is not.
    public var isCertain: Bool
  }

  /// The systemic therapies that are being given on a day, or may be: those that have certainly not begun, or have certainly ended, left out.
  public func therapies(on day: Day) -> [TherapyOnDay] {
    treatments.compactMap { entry, therapy in
      guard let start = start(of: entry.id) else { return nil }
      guard let end = end(of: entry.id) else { return ongoing(entry, therapy, from: start, on: day) }
      let (began, ended) = (bounds(of: start), bounds(of: end))
      guard began.earliest.map({ $0 <= day }) ?? true, ended.latest.map({ $0 >= day }) ?? true else { return nil }
      let isCertain = (began.latest.map { $0 <= day } ?? false) && (ended.earliest.map { $0 >= day } ?? false)
      return TherapyOnDay(entry: entry, therapy: therapy, isCertain: isCertain)
    }
  }

  /// A therapy that goes on, of a study without a data cut-off: certain until its last administration, and not after death.
  private func ongoing(_ entry: Entry, _ therapy: Therapy, from start: EventID, on day: Day) -> TherapyOnDay? {
    let began = bounds(of: start)
    let death = patient.death.flatMap { self.start(of: $0.id) }.flatMap { bounds(of: $0).latest }
    guard entry.isOngoing, began.earliest.map({ $0 <= day }) ?? true, death.map({ day <= $0 }) ?? true else {
      return nil
    }
    let isShown = therapy.administrations.contains { !$0.isOmission && $0.date >= day }
    return TherapyOnDay(
      entry: entry, therapy: therapy, isCertain: isShown && (began.latest.map { $0 <= day } ?? false))
  }

  /// The dose phases of a drug that may hold on a day. One that begins on an exact day ends those that began before it; one without an end goes on.
  func phases(of therapy: Therapy, on day: Day, isMeant: (String) -> Bool) -> [DosePhase] {
    var found: [(phase: DosePhase, began: DayBounds)] = []
    for phase in therapy.phases where isMeant(phase.drug) {
      guard let start = start(of: phase.id) else { continue }
      let began = bounds(of: start)
      let latest = end(of: phase.id).flatMap { bounds(of: $0).latest }
      guard began.earliest.map({ $0 <= day }) ?? true, latest.map({ $0 >= day }) ?? true else { continue }
      found.append((phase, began))
    }
    // Two phases may share the day on which one ends and the next begins.
    let latest = found.compactMap { $0.began.isExact ? $0.began.earliest : nil }.max()
    return found.filter { own in
      guard let latest, let until = own.began.latest else { return true }
      return until >= latest
    }.map(\.phase)
  }

  /// The last day of which the record tells something exact, not after death or the data cut-off; nil where it has no exact day.
  public var lastRecordDay: Day? {
    let end = [cutOff, patient.death.flatMap { start(of: $0.id) }].compactMap { $0.flatMap { bounds(of: $0).latest } }
      .min()
    var last: Day?
    func note(_ day: Day?) {
      guard let day, end.map({ day <= $0 }) ?? true, last.map({ day > $0 }) ?? true else { return }
      last = day
    }
    for entry in patient.entries {
      for event in [start(of: entry.id), entry.isOngoing ? nil : self.end(of: entry.id)].compactMap(\.self) {
        let bounds = bounds(of: event)
        if bounds.isExact { note(bounds.earliest) }
      }
      if case .therapy(let therapy) = entry.content { for row in therapy.administrations { note(row.date) } }
    }
    return last
  }
}
