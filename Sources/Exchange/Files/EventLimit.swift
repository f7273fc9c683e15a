// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Notation

/// How many events of a course may have no exact date.
///
/// An event with an exact date is a constant of the network and costs as much as its row. One without is searched for: in the worst order of statements each new one moves all
/// before it, so that time grows with the square of their number, and a file of 4 MB could ask for minutes.
enum EventLimit {
  /// So many events may have no exact date, laboratory values among them: some seconds in the worst order.
  static let most = 20_000

  /// Tells a course that has too many.
  static func check(_ patient: Patient, _ places: Places) -> Problem? {
    let count = openEvents(of: patient)
    guard count > most else { return nil }
    return Problem(
      .error,
      at: places[.patient(patient.id)] ?? SourceLocation(file: "patients/\(patient.id).yaml", line: 1, column: 1),
      "a course of up to \(count) events that are not exact to the day",
      expected: "at most \(most) entries, ends, dose phases and named cycles without an exact date")
  }

  /// The most events without an exact date that the timeline can make of a record: start and end of each entry, the start of each dose phase, and two for each
  /// cycle that is named.
  static func openEvents(of patient: Patient) -> Int {
    var count = 0
    var cycles: Set<String> = []
    for entry in patient.entries {
      if !isExact(entry.when) { count += 1 }
      let hasEnd = entry.content.lasts || !entry.lasts.isEmpty || !entry.ends.isEmpty
      if hasEnd, !isExact(entry.ends) { count += 1 }
      var times = entry.when + entry.ends
      if case .therapy(let therapy) = entry.content {
        count += therapy.phases.count
        times += therapy.phases.flatMap(\.when)
      }
      for time in times.flatMap(\.readings) {
        if case .cycle(let number, let anchor, _) = time.form {
          cycles.insert("\(number) of \(anchor?.id ?? entry.id)")
        }
        for anchor in time.anchors { if let number = anchor.cycle { cycles.insert("\(number) of \(anchor.id)") } }
      }
    }
    return count + 2 * cycles.count
  }

  private static func isExact(_ times: [StatedTime]) -> Bool { times.contains { $0.date?.bounds.isExact ?? false } }
}
