// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

@testable import Interchange

/// Studies that were written in a format and read again: what comes back is equal or told, and nothing else comes back. Counts over many studies, so that a test can ask that most was held.
struct RoundTrip {
  private(set) var held = 0
  private(set) var told = 0
  private(set) var files = 0
  /// Kinds of which the report counts rows, and values here are none.
  var uncounted: Set<String> = []
  /// Whether an entry whose name the format cannot have may come back under another one, which is told.
  var mayRename = true

  /// Holds what is read against what was written; gives what came back.
  @discardableResult
  mutating func hold(
    _ study: Study, _ writing: StudyWriting, _ reading: StudyReading, _ seed: UInt64,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Study {
    files += 1
    #expect(reading.misfits.map(\.description) == [], "\(seed)", sourceLocation: sourceLocation)
    let back = try #require(reading.study, "\(seed)", sourceLocation: sourceLocation)
    let (before, after) = (RecordValues.all(study), RecordValues.all(back))
    // By kind and key: what is lost or added must be told there.
    let lost = Set(writing.losses.lines.filter { $0.outcome == .unplaced }.map { [$0.file, $0.column] })
    let added = Set(writing.losses.lines.filter { $0.outcome == .kept }.map { [$0.file, $0.column] })
    for (place, value) in before {
      if after[place] == value {
        held += 1
        continue
      }
      let isElsewhere = after.contains { other, back in
        other.patient == place.patient && other.line == place.line && other.id != place.id && back == value
      }
      let isRenamed = mayRename && lost.contains([place.kind, "id"]) && isElsewhere
      #expect(
        lost.contains(place.line) || isRenamed, "\(seed): \(place) = \(value), \(after[place] ?? "nothing")",
        sourceLocation: sourceLocation)
      told += 1
    }
    for (place, value) in after where before[place] == nil {
      #expect(
        added.contains(place.line) || lost.contains([place.kind, "id"]), "\(seed): \(place) = \(value)",
        sourceLocation: sourceLocation)
    }
    // So many as are told to be held are there, whatever they are called.
    for line in writing.losses.lines where line.outcome == .understood && !uncounted.contains(line.file) {
      let own = before.count { $0.key.line == [line.file, line.column] }
      let others = after.count { $0.key.line == [line.file, line.column] }
      #expect(line.count <= min(own, others), "\(seed): \(line)", sourceLocation: sourceLocation)
    }
    return back
  }
}
