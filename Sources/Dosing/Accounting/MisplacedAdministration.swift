// SPDX-License-Identifier: Apache-2.0

public import Plain
import Chronology
public import Course

/// A row of administrations on a day on which it cannot have been given: it counts for nothing.
public struct MisplacedAdministration: Sendable, Hashable {
  /// Its place among the administrations of the therapy.
  public var index: Int
  /// The row.
  public var administration: Administration
  /// Why: `after death (2021-06-01)`.
  public var why: String { reason.english }
  /// The same in every language.
  public var reason: Phrase

  /// The rows of a therapy that certainly come after death or the data cut-off, or before the therapy began or after it ended.
  public static func all(
    of entry: Entry, _ therapy: Therapy, _ patient: Patient, _ timeline: PatientTimeline
  ) -> [MisplacedAdministration] {
    guard !therapy.administrations.isEmpty else { return [] }
    let ends = [
      (Phrase("death", "dem Tod"), patient.death.flatMap { timeline.start(of: $0.id) }),
      (Phrase("the data cut-off", "dem Datenschnitt"), timeline.cutOff),
    ]
    .compactMap { name, event in event.map { (name, timeline.bounds(of: $0)) } }
    let start = timeline.start(of: entry.id).map { timeline.bounds(of: $0) }
    let end = timeline.end(of: entry.id).map { timeline.bounds(of: $0) }
    return therapy.administrations.enumerated().compactMap { index, given in
      let why: Phrase
      if let (name, bounds) = ends.first(where: { $0.1.latest.map { given.date > $0 } ?? false }) {
        why = Phrase("after \(name) (\(words(bounds)))", "nach \(name) (\(words(bounds)))")
      } else if let start, let earliest = start.earliest, given.date < earliest {
        why = Phrase("before \(entry.id) began (\(words(start)))", "vor Beginn von \(entry.id) (\(words(start)))")
      } else if let end, let latest = end.latest, given.date > latest {
        why = Phrase("after \(entry.id) had ended (\(words(end)))", "nach Ende von \(entry.id) (\(words(end)))")
      } else {
        return nil
      }
      return MisplacedAdministration(index: index, administration: given, reason: why)
    }
  }

  private static func words(_ bounds: DayBounds) -> Phrase { .days(bounds) }
}

extension Therapy {
  /// The therapy without rows that cannot have been given.
  public func without(_ misplaced: [MisplacedAdministration]) -> Therapy {
    guard !misplaced.isEmpty else { return self }
    let left = Set(misplaced.map(\.index))
    var therapy = self
    therapy.administrations = administrations.enumerated().filter { !left.contains($0.offset) }.map(\.element)
    return therapy
  }
}
