// SPDX-License-Identifier: Apache-2.0

package import Chronology
package import Course
package import Dosing

/// Words of a record by which a drug was stopped, paused or changed, where the record gives its therapy no end: a forecast that goes on would be of a treatment that is over.
package enum RecordedStop {
  /// What says so, with the entry in which it stands: `d5: “stop gemcitabine for dyspnoea”`; nil where the therapy has an end, or nothing says so after the last dose.
  ///
  /// - Parameters:
  ///   - drug: the drug.
  ///   - entry: its therapy.
  ///   - lastDose: the day of the last dose; nil where none is recorded, so that words count from the begin of the therapy on.
  ///   - begin: the day from which is asked; words that are surely later are not known yet. Nil for none.
  ///   - patient: whose record it is.
  ///   - timeline: the patient's time.
  ///   - library: drugs by their names.
  package static func words(
    of drug: MarrowDrug, _ entry: Entry, after lastDose: Day?, before begin: Day?, _ patient: Patient,
    _ timeline: PatientTimeline, _ library: RegimenLibrary
  ) -> String? {
    guard entry.ends.isEmpty else { return nil }
    let first = lastDose ?? timeline.start(of: entry.id).flatMap { timeline.bounds(of: $0).earliest }
    for other in patient.entries {
      // What was said of the therapy stands in it whenever it was.
      guard other.id == entry.id || isSince(first, begin, other, timeline) else { continue }
      let isOwn = other.id == entry.id
      if isOwn, let reason = other.content.stopReason { return "\(other.id): stopped for \(reason)" }
      let own = RecordedWords.of(other)
      if let ending = ending(other), timeline.start(of: other.id).map({ timeline.bounds(of: $0) })?.latest != nil {
        return "\(other.id): \(ending)\(own.first.map { " “\($0.words)”" } ?? "")"
      }
      // What stands in the therapy itself need not name it.
      let texts =
        (isOfAnother(other, entry) ? [] : own.map { ($0.words, $0.isDecision || isOwn) } + [(other.note ?? "", isOwn)])
      for (words, isDecision) in texts where !words.isEmpty {
        guard MarrowWords.tellsStop(words, of: drug, isDecision: isDecision, library) else { continue }
        return "\(other.id): “\(words)”"
      }
    }
    return nil
  }

  /// What was recorded in words since the last dose, decisions, plans, events, findings, side effects, operations, and notes on whatever was recorded since, quoted, so that none is silent whose words are not known: `d5: “seen at the clinic”`. A note on the therapy itself is of any time.
  ///
  /// - Parameters:
  ///   - entry: the therapy.
  ///   - lastDose: the day of the last dose.
  ///   - begin: the day from which is asked; nil for none.
  ///   - patient: whose record it is.
  ///   - timeline: the patient's time.
  static func unread(
    of entry: Entry, since lastDose: Day, before begin: Day?, _ patient: Patient, _ timeline: PatientTimeline
  ) -> [String] {
    patient.entries.flatMap { other -> [String] in
      guard other.id == entry.id || isSince(lastDose, begin, other, timeline) else { return [] }
      var words = RecordedWords.of(other).filter(\.isQuoted).map { text in
        "\(other.id): \(text.label.map { "\($0) " } ?? "")“\(text.words)”"
      }
      if let note = other.note { words.append("note on \(other.id): “\(note)”") }
      return words
    }
  }

  /// Progression that was found since the last dose, of the therapy or of none that is named: `a3 (2024-02-01)`.
  static func progressions(
    of entry: Entry, since lastDose: Day, before begin: Day?, _ patient: Patient, _ timeline: PatientTimeline
  ) -> [String] {
    patient.entries.filter { isSince(lastDose, begin, $0, timeline) }.compactMap { other in
      guard case .assessment(let assessment) = other.content, assessment.response.value == .progressive,
        assessment.of.map({ $0 == entry.id }) ?? true
      else { return nil }
      let day = timeline.start(of: other.id).map { timeline.bounds(of: $0) }?.earliest
      return "\(other.id)\(day.map { " (\($0))" } ?? "")"
    }
  }

  /// Another drug against the tumour whose begin words tell of since the last dose: `carboplatin (e20: “Carboplatin added”)`; nil for none. What is only thought of, or has a condition, is quoted and not read.
  static func otherDrug(
    than drugs: [String], since lastDose: Day, before begin: Day?, _ patient: Patient, _ timeline: PatientTimeline,
    _ library: RegimenLibrary
  ) -> String? {
    for other in patient.entries where isSince(lastDose, begin, other, timeline) {
      switch other.content {
      case .decision(let words), .plan(let words), .event(let words):
        guard let name = MarrowWords.beginOfAnother(words, than: drugs, library) else { continue }
        return "\(name) (\(other.id): “\(words)”)"
      default: continue
      }
    }
    return nil
  }

  /// Whether an entry may be of the time from a day on, and of before another.
  private static func isSince(_ first: Day?, _ begin: Day?, _ entry: Entry, _ timeline: PatientTimeline) -> Bool {
    let bounds = timeline.start(of: entry.id).map { timeline.bounds(of: $0) } ?? .unbounded
    if let latest = bounds.latest, let first, latest < first { return false }
    if let earliest = bounds.earliest, let begin, earliest >= begin { return false }
    return true
  }

  /// What ends a treatment by being recorded.
  private static func ending(_ entry: Entry) -> String? {
    switch entry.content {
    case .supportiveCare: "best supportive care"
    case .followUp: "follow-up"
    default: nil
    }
  }

  /// Notes on another treatment are of that.
  private static func isOfAnother(_ other: Entry, _ entry: Entry) -> Bool {
    other.id != entry.id && other.content.isTreatment
  }
}
