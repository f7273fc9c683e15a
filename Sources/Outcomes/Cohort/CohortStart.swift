// SPDX-License-Identifier: Apache-2.0

import Chronology
public import Course
import Plain

/// Where time starts for one patient of a cohort.
struct CohortStart {
  /// The entry at whose beginning it starts.
  var entry: Entry
  /// The therapy that begins there; nil for diagnosis and metastasis.
  var therapy: TherapyOutcome?
  /// The line that it opens, where the anchor is a line.
  var line: LineOutcome?

  /// Why a patient has no start.
  struct Missing: Error { var words: Phrase }

  init(_ anchor: CohortOptions.Anchor, _ outcomes: PatientOutcomes, firstMetastasis: Entry?) throws(Missing) {
    switch anchor {
    case .diagnosis:
      guard let entry = outcomes.patient.diagnosis?.entry, outcomes.timeline.start(of: entry.id) != nil else {
        throw Missing(words: anchor.missing)
      }
      self.init(entry: entry)
    case .metastasis:
      guard let entry = firstMetastasis, outcomes.timeline.start(of: entry.id) != nil else {
        throw Missing(words: anchor.missing)
      }
      self.init(entry: entry)
    case .maintenance:
      guard let therapy = outcomes.maintenance.first else {
        throw Missing(words: anchor.missing)
      }
      self.init(entry: therapy.entry, therapy: therapy)
    case .line(let number):
      let line = outcomes.lines.first { $0.line.number == number }
      try self.init(line, outcomes, else: anchor.missing)
    case .advancedLine(let number):
      let line = outcomes.lines.first { $0.line.numberInAdvancedDisease == number }
      try self.init(line, outcomes, else: anchor.missing)
    }
  }

  private init(entry: Entry, therapy: TherapyOutcome? = nil, line: LineOutcome? = nil) {
    self.entry = entry
    self.therapy = therapy
    self.line = line
  }

  private init(_ line: LineOutcome?, _ outcomes: PatientOutcomes, else missing: Phrase) throws(Missing) {
    guard let line, let therapy = line.line.therapies.first.flatMap(outcomes.therapy) else {
      throw Missing(words: missing)
    }
    self.init(entry: therapy.entry, therapy: therapy, line: line)
  }

  /// The therapy and what continues it in its line; of maintenance itself alone.
  var therapies: [Entry.ID] { line?.line.therapies ?? [entry.id] }
}

extension PatientOutcomes {
  /// The entry at whose beginning time starts for a cohort of an anchor; nil for a patient who has none.
  public func start(of anchor: CohortOptions.Anchor) -> Entry? {
    (try? CohortStart(anchor, self, firstMetastasis: timeline.firstMetastasis))?.entry
  }
}

extension PatientTimeline {
  /// The first entry that found distant metastases, by its time; nil without one.
  var firstMetastasis: Entry? {
    let found = patient.entries.filter { entry in
      if case .metastases(let metastases) = entry.content { metastases.presence == .found } else { false }
    }
    return sorted(found).first
  }
}
