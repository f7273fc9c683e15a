// SPDX-License-Identifier: Apache-2.0

public import Chronology
public import Course
import Plain

extension PatientTraits {
  /// What a record states of a patient up to the first dose of a therapy.
  ///
  /// Treatment before is one with drugs against the cancer or with radiation that had surely begun: that none is recorded does not say that there was none. α1-acid glycoprotein is not read from a record.
  ///
  /// - Parameters:
  ///   - patient: the patient.
  ///   - timeline: the patient's time.
  ///   - therapy: the therapy.
  ///   - day: its first dose.
  public init(_ patient: Patient, _ timeline: PatientTimeline, before therapy: Entry.ID, on day: Day) {
    self.init()
    switch patient.sex.value {
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
    wasTreated = isTreated ? true : nil
  }

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
