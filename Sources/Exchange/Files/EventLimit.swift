// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// How many events a course may have.
///
/// The network of a course keeps a distance for each pair of its events: a file of 4 MB could ask for more pairs than a machine has memory. A course
/// of nothing but exact days has no network, and as many events as its tables have rows.
enum EventLimit {
  /// A course may have so many events, its laboratory values among them: a network of about 300 MB.
  static let most = 100_000

  /// Tells a course that has too many.
  static func check(_ patient: Patient, _ places: Places) -> Problem? {
    let count = events(of: patient)
    guard count > most, needsNetwork(patient) else { return nil }
    return Problem(
      .error,
      at: places[.patient(patient.id)] ?? SourceLocation(file: "patients/\(patient.id).yaml", line: 1, column: 1),
      "a course of up to \(count) events, some of them not exact to the day",
      expected: "at most \(most) entries, ends, dose phases and named cycles; or exact dates only")
  }

  /// The most events that the timeline can make of a record: two ends for each entry and dose phase, and two for each cycle that is named.
  static func events(of patient: Patient) -> Int {
    var count = 0
    var cycles: Set<String> = []
    for entry in patient.entries {
      count += entry.content.lasts ? 2 : 1
      count += entry.content.lasts || (entry.lasts.isEmpty && entry.ends.isEmpty) ? 0 : 1
      var times = entry.when + entry.ends
      if case .therapy(let therapy) = entry.content {
        count += 2 * therapy.phases.count
        times += therapy.phases.flatMap(\.when)
      }
      for time in times {
        if case .cycle(let number, let anchor, _) = time.form {
          cycles.insert("\(number) of \(anchor?.id ?? entry.id)")
        }
      }
    }
    return count + 2 * cycles.count
  }

  private static func needsNetwork(_ patient: Patient) -> Bool {
    patient.entries.contains { entry in
      if case .therapy(let therapy) = entry.content, !therapy.phases.isEmpty || therapy.cycles.value != nil {
        return true
      }
      return !entry.lasts.isEmpty || (entry.when + entry.ends).contains { !($0.date?.bounds.isExact ?? false) }
    }
  }
}
