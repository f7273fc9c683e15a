// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

/// Reads a record for a day of treatment.
public struct RecordedDayReader {
  let patient: Patient
  let timeline: PatientTimeline
  let library: RegimenLibrary
  let laboratory: LaboratoryRecord
  /// Days that a value may be old on the day of treatment.
  let window: Int

  /// A reader of a patient's record.
  ///
  /// - Parameters:
  ///   - timeline: the record, resolved in time.
  ///   - library: drugs, regimens and rule sets.
  ///   - window: days that a laboratory value may be old on the day of treatment; older ones are told and not used.
  public init(_ timeline: PatientTimeline, library: RegimenLibrary, window: Int) {
    patient = timeline.patient
    self.timeline = timeline
    self.library = library
    self.window = window
    laboratory = LaboratoryRecord(timeline.patient)
  }

  /// What the record has for a day.
  ///
  /// - Parameters:
  ///   - day: the day of treatment.
  ///   - id: the therapy, where several may be going on.
  ///   - stated: the day of the cycle, where a person says it; else it follows from the administrations.
  public func read(
    on day: Day, therapy id: Entry.ID? = nil, dayOfCycle stated: Int? = nil
  ) throws(RecordedDayProblem) -> RecordedDay {
    let own = try therapy(on: day, id)
    var found = RecordedDay(
      day: day, therapy: own, drugs: [], cycle: nil, dayOfCycle: nil, nextDue: nil, size: nil, facts: [],
      questions: [])
    if !own.isCertain {
      found.questions.append(
        "Whether \(own.entry.id) is being given on \(day) is not certain: \(times(of: own.entry)).")
    } else if let reason = own.therapy.stopReason.value, let end = timeline.end(of: own.entry.id),
      timeline.bounds(of: end).earliest == day
    {
      found.questions.append("\(own.entry.id) was stopped on this day: \(reason).")
    }
    let rows = own.therapy.administrations.enumerated().map { (index: $0.offset, row: $0.element) }
      .sorted { $0.row.date < $1.row.date }
    let place = place(own, rows.map(\.row), day, stated, &found)
    let size = readSize(&found)
    for name in own.therapy.drugs {
      found.drugs.append(readDrug(name, own, rows, place, day, &found))
    }
    readLaboratory(own, rows.map(\.row), day, &found)
    found.facts += size
    return found
  }

  func therapy(on day: Day, _ id: Entry.ID?) throws(RecordedDayProblem) -> PatientTimeline.TherapyOnDay {
    let all = timeline.treatments
    if let id {
      guard let own = all.first(where: { $0.entry.id == id }) else {
        throw .unknownTherapy(id, known: all.map(\.entry.id))
      }
      guard let running = timeline.therapies(on: day).first(where: { $0.entry.id == id }) else {
        throw .noTherapy(day, known: ["\(id) (\(own.therapy.name), \(times(of: own.entry)))"])
      }
      return running
    }
    let running = timeline.therapies(on: day)
    let certain = running.filter(\.isCertain)
    if certain.count == 1 { return certain[0] }
    guard let first = running.first else {
      throw .noTherapy(day, known: all.map { "\($0.entry.id) (\($0.therapy.name), \(times(of: $0.entry)))" })
    }
    guard running.count == 1 else { throw .several(day, running.map(\.entry.id)) }
    return first
  }

  func times(of entry: Entry) -> String {
    func words(_ event: EventID?, _ name: String) -> String {
      guard let bounds = event.map(timeline.bounds) else { return "\(name) not determined" }
      switch (bounds.earliest, bounds.latest) {
      case (nil, nil): return "\(name) not determined"
      case (let day?, nil): return "\(name) \(day) or later"
      case (nil, let day?): return "\(name) \(day) or before"
      case (let one?, let other?): return one == other ? "\(name) \(one)" : "\(name) between \(one) and \(other)"
      }
    }
    return words(timeline.start(of: entry.id), "from") + ", "
      + (entry.isOngoing && timeline.end(of: entry.id) == nil
        ? "ongoing, and the study has no data cut-off"
          + (timeline.lastRecordDay.map { "; the record reaches to \($0)" } ?? "")
        : words(timeline.end(of: entry.id), "until"))
  }

  static func words(_ bounds: DayBounds) -> String {
    switch (bounds.earliest, bounds.latest) {
    case (nil, nil): "not determined"
    case (let day?, nil): "\(day) or later"
    case (nil, let day?): "\(day) or before"
    case (let one?, let other?): one == other ? "\(one)" : "between \(one) and \(other)"
    }
  }
}
