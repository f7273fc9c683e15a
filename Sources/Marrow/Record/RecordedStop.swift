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
      let bounds = timeline.start(of: other.id).map { timeline.bounds(of: $0) } ?? .unbounded
      // What was said of the therapy stands in it whenever it was.
      if other.id != entry.id {
        if let latest = bounds.latest, let first, latest < first { continue }
        if let earliest = bounds.earliest, let begin, earliest >= begin { continue }
      }
      let own = text(of: other)
      let note = isOfAnother(other, entry) ? nil : other.note
      for (words, isDecision) in [(own.words, own.isDecision), (note, false)] {
        guard let words, MarrowWords.tellsStop(words, of: drug, isDecision: isDecision, library) else { continue }
        return "\(other.id): “\(words)”"
      }
    }
    return nil
  }

  /// Notes on another treatment are of that.
  private static func isOfAnother(_ other: Entry, _ entry: Entry) -> Bool {
    other.id != entry.id && other.content.isTreatment
  }

  private static func text(of entry: Entry) -> (words: String?, isDecision: Bool) {
    switch entry.content {
    case .decision(let words), .plan(let words): (words, true)
    case .event(let words): (words, false)
    case .followUp(let words), .supportiveCare(let words): (words, false)
    default: (nil, false)
    }
  }
}
