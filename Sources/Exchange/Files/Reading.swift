// SPDX-License-Identifier: Apache-2.0

public import Course
public import Notation

/// What comes of reading a study folder: the study, unless there are errors, where its records stand, and everything that was found.
public struct Reading: Sendable, Hashable {
  /// The study; nil when any problem is an error.
  public var study: Study?
  /// Where the records of the study stand in the files of the folder.
  public var places: Places
  /// All problems of the folder, by file, line and column.
  public var problems: [Problem]

  /// The problems that keep the study from being read.
  public var errors: [Problem] { problems.filter { $0.severity == .error } }
  /// The problems that do not.
  public var warnings: [Problem] { problems.filter { $0.severity == .warning } }

  /// A reading in which a study counts only if nothing is an error.
  init(study: Study?, places: Places = Places(), problems: [Problem]) {
    self.problems = problems.sorted()
    self.study = problems.contains { $0.severity == .error } ? nil : study
    self.places = places
  }
}
