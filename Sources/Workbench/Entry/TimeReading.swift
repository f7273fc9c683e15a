// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Outcomes
import Plain

/// What follows from the times of an entry as they are typed: the bounds that they give with all else that is recorded, or the statements that they contradict, and ways out.
struct TimeReading: Sendable {
  /// Which time of the entry.
  enum Edge: Sendable {
    case start, end
  }

  /// A contradiction that the entry is part of.
  struct Contradiction: Sendable {
    var statements: [Statement]
    var days: Double
    /// Other readings of the entry's own statements with which the contradiction is none: the line as it stands, and as it would.
    var waysOut: [(line: String, instead: String)]
  }

  /// How long after the diagnosis, by the times as typed.
  var fromDiagnosis: LengthBounds?
  /// The days of the calendar.
  var days: DayBounds?
  var contradictions: [Contradiction] = []

  /// - Parameters:
  ///   - draft: the entry with the rest of the patient.
  ///   - text: the part of the entry.
  ///   - edge: which of its times is asked for.
  ///   - lines: the statements of that time.
  ///   - replace: the part with another line in the place of one.
  init?(
    _ draft: EntryDraft, text: String, edge: Edge, lines: [String],
    replace: (_ line: String, _ other: String) -> String?
  ) {
    guard let (study, patient) = draft.patient(with: text), patient.entries.indices.contains(draft.index) else {
      return nil
    }
    let entry = patient.entries[draft.index]
    let timeline = PatientTimeline(patient, in: study)
    let event = edge == .start ? timeline.start(of: entry.id) : timeline.end(of: entry.id)
    if let event {
      days = timeline.bounds(of: event)
      if let diagnosis = patient.diagnosis?.entry, diagnosis.id != entry.id,
        let origin = timeline.start(of: diagnosis.id)
      {
        fromDiagnosis = timeline.length(from: origin, to: event)
      }
    }
    for conflict in Self.conflicts(timeline, entry) {
      // What contradicts the end is said under the end.
      let isOfEnd = timeline.statement(conflict.rejected).map { Self.isOfEnd($0, entry) } ?? false
      guard isOfEnd == (edge == .end) else { continue }
      var ways: [(line: String, instead: String)] = []
      for line in lines {
        for other in Self.alternatives(line) {
          guard let text = replace(line, other), let (study, patient) = draft.patient(with: text),
            patient.entries.indices.contains(draft.index)
          else { continue }
          let timeline = PatientTimeline(patient, in: study)
          if Self.conflicts(timeline, patient.entries[draft.index]).isEmpty { ways.append((line, other)) }
        }
      }
      contradictions.append(
        Contradiction(
          statements: conflict.statements.compactMap { timeline.statement($0) }, days: conflict.excess.days,
          waysOut: ways))
    }
  }

  /// The contradictions that statements of an entry are part of.
  private static func conflicts(_ timeline: PatientTimeline, _ entry: Entry) -> [Chronology.Conflict] {
    var own: Set<RecordPath> = [.entry(entry.id), .entry(entry.id, of: timeline.patient.id)]
    if case .therapy(let therapy) = entry.content {
      for phase in therapy.phases + therapy.planned {
        own.formUnion([.phase(phase.id), .phase(phase.id, of: timeline.patient.id)])
      }
    }
    return timeline.conflicts.filter { conflict in
      conflict.statements.contains { timeline.statement($0).map { own.contains($0.record) } ?? false }
    }
  }

  /// Whether a statement is one on the end of an entry.
  private static func isOfEnd(_ statement: Statement, _ entry: Entry) -> Bool {
    statement.record.isOf(entry) && statement.text.hasPrefix("end of ")
  }

  /// The same statement counted from the other end of what it refers to.
  private static func alternatives(_ line: String) -> [String] {
    if line.contains(" start of ") { return [line.replacing(" start of ", with: " end of ")] }
    if line.contains(" end of ") { return [line.replacing(" end of ", with: " start of ")] }
    return []
  }
}

extension RecordPath {
  /// Whether an entry is meant, whose patient is spoken of or known.
  func isOf(_ entry: Entry) -> Bool {
    if case .entry(let id, of: _) = self { id == entry.id } else { false }
  }
}
