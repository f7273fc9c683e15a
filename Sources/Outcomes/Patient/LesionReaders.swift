// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Plain

/// Whose measurements of lesions count where several read and none is asked for.
///
/// A series is read by one person as far as it goes: of a patient's readers the one who measured most patients of the study counts, then who measured
/// first, then who measured on most days, then the first by name. The order of rows in a table means nothing.
package struct LesionReaders: Sendable {
  /// Patients measured, by reader.
  private let patients: [String?: Int]

  /// What the study says of its readers.
  init(_ study: Study) {
    patients = study.patients.reduce(into: [:]) { counts, patient in
      for reader in Set(patient.lesions.map(\.reader)) { counts[reader, default: 0] += 1 }
    }
  }

  /// What is counted of the readers of a study.
  package init(patients: [String?: Int]) { self.patients = patients }

  /// The readers of a patient, the one who counts first.
  func ranked(_ patient: Patient) -> [String?] {
    let days = Dictionary(grouping: patient.lesions, by: \.reader).mapValues { Set($0.map(\.date)) }
    return days.keys.sorted { one, other in
      func rank(_ reader: String?) -> (Int, Day, Int) {
        let own = days[reader] ?? []
        return (-(patients[reader] ?? 0), own.min() ?? Day(0), -own.count)
      }
      let (first, second) = (rank(one), rank(other))
      return first == second ? NaturalOrder.precedes(one ?? "", other ?? "") : first < second
    }
  }

  /// The same of a patient of a study, of which nothing is counted where one person read.
  static func ranked(_ patient: Patient, in study: Study) -> [String?] {
    Set(patient.lesions.map(\.reader)).count > 1
      ? LesionReaders(study).ranked(patient) : patient.lesions.first.map { [$0.reader] } ?? []
  }
}
