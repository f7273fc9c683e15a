// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// What follows where a time is read in one of its ways.
public struct ReadingOutcome: Sendable {
  /// The reading.
  public var reading: StatedTime
  /// The statements that it contradicts; empty where the course allows it.
  public var contradiction: [Statement]
  /// Where the event lies under it: from the diagnosis where that is an event, else on the calendar.
  public var position: String { place.english }
  /// The same in every language.
  public var place: Phrase
  /// Everything derived under it.
  public var outcomes: PatientOutcomes

  /// Whether the course excludes it.
  public var isExcluded: Bool { !contradiction.isEmpty }
}

/// A value that the readings of a time decide.
public struct ReadingDifference: Sendable, Hashable {
  /// What is derived: `Time to progression, maintenance`.
  public var title: String { titlePhrase.english }
  /// The same in every language.
  public var titlePhrase: Phrase
  /// The value under each reading, in their order.
  public var values: [String] { said.map(\.english) }
  /// The same in every language.
  public var said: [Phrase]
}

extension PatientOutcomes {
  /// What follows under each reading of a time, in the order of its options.
  public func outcomes(underReadingsOf point: ReadingPoint, in study: Study) -> [ReadingOutcome] {
    point.options.indices.map { option in
      let outcomes = PatientOutcomes(patient.choosing(option, of: point), in: study)
      return ReadingOutcome(
        reading: point.options[option],
        contradiction: outcomes.timeline.contradiction(with: point),
        place: outcomes.position(of: point), outcomes: outcomes)
    }
  }

  /// The values that differ between readings that the course allows, in the order of the course.
  public static func differences(between readings: [ReadingOutcome]) -> [ReadingDifference] {
    let traces = readings.map { reading in
      Dictionary(reading.outcomes.traces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    guard let first = readings.first else { return [] }
    var seen = Set<Trace.ID>()
    let all = first.outcomes.traces + readings.dropFirst().flatMap(\.outcomes.traces)
    return all.compactMap { trace in
      guard seen.insert(trace.id).inserted else { return nil }
      let values = traces.map { $0[trace.id]?.phrase ?? Phrase("none", "keiner") }
      return Set(values.map(\.english)).count > 1
        ? ReadingDifference(titlePhrase: trace.titlePhrase, said: values) : nil
    }
  }

  /// `8–32.5 mo after the diagnosis`
  private func position(of point: ReadingPoint) -> Phrase {
    let event: EventID? =
      switch point.field {
      case .start: timeline.start(of: point.owner)
      case .end: timeline.end(of: point.owner)
      case .phase(let id): timeline.start(of: id)
      }
    guard let event else { return .notDetermined }
    if let diagnosis = patient.diagnosis?.entry, let origin = timeline.start(of: diagnosis.id), origin != event {
      let length = timeline.length(from: origin, to: event)
      if length.lower != nil || length.upper != nil {
        return Phrase("\(length.phrase()) after the diagnosis", "\(length.phrase()) nach der Diagnose")
      }
    }
    return timeline.bounds(of: event).phrase
  }
}
