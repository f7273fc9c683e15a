// SPDX-License-Identifier: Apache-2.0

public import Plain
public import Chronology
public import Course

/// A measurement of a lesion on a day on which it cannot have been made: it counts for nothing.
public struct MisplacedReading: Sendable, Hashable {
  /// Its number among the patient's.
  public var index: Int
  /// The measurement.
  public var reading: LesionReading
  /// What it certainly comes after.
  public var after: Limit
  /// When that was.
  public var limit: DayBounds

  /// What ends a patient's record.
  public enum Limit: String, Sendable, Hashable {
    /// Death.
    case death
    /// The data cut-off of the study.
    case cutOff = "the data cut-off"

    /// In words of every language, in German without its article.
    public var noun: Phrase {
      switch self {
      case .death: Phrase("death", "Tod")
      case .cutOff: Phrase("the data cut-off", "Datenschnitt")
      }
    }
  }

  /// `measured on 2020-06-25, after death (2020-04-01)`
  public var words: String { phrase.english }

  /// The same in every language.
  public var phrase: Phrase {
    Phrase(
      "measured on \(reading.date), after \(after.rawValue) (\(limit.phrase))",
      "gemessen am \(reading.date), nach dem \(after.noun) (\(limit.phrase))")
  }
}

extension MisplacedReading {
  /// Measurements that certainly come after death or the data cut-off, in the order of the record.
  static func all(of patient: Patient, _ timeline: PatientTimeline) -> [MisplacedReading] {
    guard !patient.lesions.isEmpty else { return [] }
    let limits = [(Limit.death, patient.death.flatMap { timeline.start(of: $0.id) }), (.cutOff, timeline.cutOff)]
      .compactMap { limit, event in event.map { (limit, timeline.bounds(of: $0)) } }
    return patient.lesions.enumerated().compactMap { index, reading in
      limits.first { _, bounds in bounds.latest.map { reading.date > $0 } ?? false }.map { limit, bounds in
        MisplacedReading(index: index, reading: reading, after: limit, limit: bounds)
      }
    }
  }
}

extension OutcomeDerivation {
  /// The measurements that count.
  var countedLesions: [LesionReading] {
    let left = Set(misplaced.map(\.index))
    return left.isEmpty
      ? patient.lesions : patient.lesions.indices.filter { !left.contains($0) }.map { patient.lesions[$0] }
  }
}
