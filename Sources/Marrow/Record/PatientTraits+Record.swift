// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

extension PatientTraits {
  /// What a record states of a patient up to the first dose of a therapy.
  ///
  /// Treatment before is one with drugs against the cancer or with radiation that had surely begun, or a line of therapy before this one: that none is recorded does not say that there was none. Of sources that state two sexes neither is taken.
  ///
  /// - Parameters:
  ///   - patient: the patient.
  ///   - timeline: the patient's time.
  ///   - therapy: the therapy.
  ///   - day: its first dose.
  public init(_ patient: Patient, _ timeline: PatientTimeline, before therapy: Entry.ID, on day: Day) {
    self.init()
    let sexes = Set((patient.statements.first { $0.field == "sex" }?.all ?? []).map { $0.value.lowercased() })
    let isDecided = patient.statements.first { $0.field == "sex" }?.all.contains { $0.decision != nil } ?? false
    switch sexes.count > 1 && !isDecided ? nil : patient.sex.value {
    case .female: isFemale = true
    case .male: isFemale = false
    case .other, nil: break
    }
    isRestricted = Self.isRestricted(patient, timeline, on: day)
    let isTreated = patient.entries.contains { entry in
      guard entry.id != therapy, let latest = timeline.start(of: entry.id).flatMap({ timeline.bounds(of: $0).latest }),
        latest < day
      else { return false }
      switch entry.content {
      case .therapy: return !patient.isSupportive(entry)
      case .radiotherapy: return true
      default: return false
      }
    }
    let isLater = patient.therapies.first { $0.entry.id == therapy }?.therapy.statedLine.map { $0 > 1 } ?? false
    wasTreated = isTreated || isLater ? true : nil
    acidGlycoprotein = Self.acidGlycoprotein(patient, timeline, on: day)
  }

  /// The last α1-acid glycoprotein of the six weeks up to a day, in g/L; nil where none is recorded, or several of one day or in another unit.
  private static func acidGlycoprotein(_ patient: Patient, _ timeline: PatientTimeline, on day: Day) -> Double? {
    var found: [(day: Day, level: Double?)] = []
    for entry in patient.entries {
      guard case .laboratory(let own) = entry.content, names.contains(own.analyte.lowercased().filter(\.isLetter)),
        let bounds = timeline.start(of: entry.id).map({ timeline.bounds(of: $0) }), let latest = bounds.latest,
        bounds.earliest == latest, latest <= day, day.number - latest.number <= RecordedPast.daysBefore
      else { continue }
      let unit = own.unit.lowercased().filter { !$0.isWhitespace }
      let factor: Double? = unit == "g/l" ? 1 : unit == "mg/dl" ? 0.01 : unit == "mg/l" ? 0.001 : nil
      found.append((latest, own.relation == nil ? factor.map { $0 * own.value } : nil))
    }
    guard let last = found.map(\.day).max() else { return nil }
    let levels = found.filter { $0.day == last }.map(\.level)
    return levels.count == 1 ? levels[0] ?? nil : nil
  }

  /// Names of it, letters alone.
  private static let names: Set = [
    "alphaacidglycoprotein", "αacidglycoprotein", "aag", "orosomucoid", "saurealphaglykoprotein",
    "saureαglykoprotein", "sauresalphaglykoprotein", "sauresαglykoprotein", "alphaacidglykoprotein",
  ]

  /// Whether ECOG was 1 or more when it was last judged up to a day; nil where it was not, where it is open which of them was the last and they differ, or where the scale is another (no source says which Karnofsky values are ECOG 0).
  private static func isRestricted(_ patient: Patient, _ timeline: PatientTimeline, on day: Day) -> Bool? {
    let judged = patient.entries.filter { entry in
      guard case .performanceStatus = entry.content else { return false }
      return timeline.start(of: entry.id).flatMap { timeline.bounds(of: $0).latest }.map { $0 <= day } ?? false
    }
    let last = judged.filter { entry in
      !judged.contains { $0.id != entry.id && timeline.order(of: entry.id, to: $0.id) == .before }
    }
    let found = Set(
      last.map { entry -> Bool? in
        guard case .performanceStatus(let status) = entry.content, status.score.scale == .ecog else { return nil }
        if status.score.range.lowerBound >= 1 { return true }
        return status.score.range.upperBound == 0 ? false : nil
      })
    return found.count == 1 ? found.first ?? nil : nil
  }
}
