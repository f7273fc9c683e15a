// SPDX-License-Identifier: Apache-2.0

import Course
import Notation

/// What comes of a patient file.
struct PatientReading: Sendable {
  var patient: Patient?
  /// The names in it, for claims and tables that refer to them.
  var names: [String: Names.Kind] = [:]
  var places = Places()
  /// Where the values of the study's own fields stand, which are held against the study once both are read.
  var fieldPlaces: [String: SourceLocation] = [:]
  var problems: [Problem]

  /// The patient of a file and all problems of it. `name` is the name of the file without its ending; `known` are all names of the patient, where the text has only some
  /// of the course.
  static func read(_ log: ProblemLog, name: String, known: [String: Names.Kind]? = nil) -> PatientReading {
    guard let root = Document.parse(log) else { return PatientReading(problems: log.problems) }
    let (patient, reader) = Patient.read(root, name: name, log, known: known, generic: BuiltInLibrary.generic)
    return PatientReading(
      patient: patient, names: reader.names.kinds, places: reader.places,
      fieldPlaces: reader.fieldMarks.mapValues(log.text.location), problems: log.problems)
  }
}
