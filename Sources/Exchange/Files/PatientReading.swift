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
  /// The lesions that pictures name, which are held against `lesions.csv` once it is read.
  var lesionPlaces: [LesionPlace] = []
  var problems: [Problem]

  /// A lesion with where a picture names it.
  struct LesionPlace: Sendable {
    var lesion: String
    var place: SourceLocation
  }

  /// The patient of a file and all problems of it. `name` is the name of the file without its ending; `known` are all names of the patient, where the text has only some
  /// of the course.
  static func read(_ log: ProblemLog, name: String, known: [String: Names.Kind]? = nil) -> PatientReading {
    guard let root = Document.parse(log) else { return PatientReading(problems: log.problems) }
    let (patient, reader) = Patient.read(root, name: name, log, known: known, generic: BuiltInLibrary.generic)
    return PatientReading(
      patient: patient, names: reader.names.kinds, places: reader.places,
      fieldPlaces: reader.fieldMarks.mapValues(log.text.location),
      lesionPlaces: reader.lesionUses.map { LesionPlace(lesion: $0.lesion, place: log.text.location($0.mark)) },
      problems: log.problems)
  }
}
