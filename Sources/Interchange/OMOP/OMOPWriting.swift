// SPDX-License-Identifier: Apache-2.0

package import Course
import Exchange
import Notation
import Plain

/// Writes a study as tables of the OMOP common data model 5.4, and says what they cannot hold.
///
/// The model has full dates alone and concepts of vocabularies that are not at hand: what has no full date is left out unless the policy says which day stands for it, and a concept is 0 where no source states it, with the code or the words as source value. Which entry of the record a row is, and what was stated where a day had to stand, is in a table beside those of the model. The tables are read back before they are given out.
package enum OMOPWriting {
  /// The files, and what they cannot hold.
  ///
  /// - Parameter day: the day on which they are made, as a date of ISO.
  package static func write(_ study: Study, _ policy: PartialDatePolicy, day: String) -> StudyWriting {
    let flat = FlatRows(study)
    var tables = OMOPRows(policy)
    for patient in study.patients { tables.add(patient.id, flat.rows.filter { $0.patient == patient.id }) }
    if policy == .refuse, let first = tables.partial.first {
      return StudyWriting(
        files: [:],
        refusal:
          "\(tables.partial.count) \(tables.partial.count == 1 ? "time is" : "times are") no full date, which OMOP demands (\(first)); --partial-dates says what becomes of them",
        losses: LossReport())
    }
    tables.addSource(study, day)
    let files = tables.files
    let reading = OMOPReading.read(
      StudyFormat.Request(
        files: files.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }, keepsGoing: true))
    var writing = StudyWriting.readBack(study, flat, files: files, reading, of: "tables of OMOP")
    for id in tables.unborn {
      writing.losses.add(
        .unplaced, file: "patient", column: "year of birth",
        meaning:
          "the model demands it: a patient without one is not written, unless --partial-dates makes it of an age at a dated entry",
        example: id)
    }
    for (kind, text) in tables.undated {
      writing.losses.add(
        .unplaced, file: kind, column: "when", meaning: "the model demands a full date: what has none is not written",
        example: text)
    }
    if tables.isEmpty { writing.files = [:] }
    return writing
  }
}
